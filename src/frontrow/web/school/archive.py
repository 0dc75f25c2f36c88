"""All work of a class as a ZIP: a folder for each student, in it a folder for each look; the tables beside them."""

import json
import re
import tempfile
import zipfile
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from frontrow.web.school.grades import critique_csv, grades_csv, judged, looks_of
from frontrow.web.school.models import Course, Work

FILES = {"near.glb": "look.glb", "webp": "poster.webp", "png": "poster.png", "svg": "flat.svg", "json": "report.json"}
PACKED = (".glb", ".webp", ".png")  # packed once already


def archived(course: Course) -> IO[bytes]:
    """An open temporary file, at its beginning; it is gone when it is closed."""
    out = tempfile.TemporaryFile(dir=settings.HOME.work)  # noqa: SIM115 - whoever asked closes it
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as into:
        into.writestr("marks.csv", grades_csv(course))
        into.writestr("critique.csv", critique_csv(course))
        for number, work in enumerate(looks_of(course), 1):
            folder = f"{_plain(work.student.nickname)}/{number:03d} {_plain(work.title)}"
            into.writestr(f"{folder}/look.json", json.dumps(facts(work), ensure_ascii=False, indent=1))
            into.writestr(f"{folder}/pattern.yaml", work.source)
            for ending, name in FILES.items():
                path = Path(settings.MEDIA_ROOT) / work.folder / f"{work.digest}.{ending}"
                if work.digest and path.exists():
                    how = zipfile.ZIP_STORED if name.endswith(PACKED) else zipfile.ZIP_DEFLATED
                    into.write(path, f"{folder}/{name}", how)
    out.seek(0)
    return out


def facts(work: Work) -> dict[str, Any]:
    """A look as plain data."""
    return {
        "student": work.student.nickname,
        "title": work.title,
        "note": work.note,
        "pattern": work.pattern,
        "options": work.options,
        "fabric": work.fabric,
        "colour": work.colour,
        "size": f"{work.chart}/{work.size}",
        "finish": work.finish,
        "place": work.place,
        "drapes": work.trail,
        "marks": {line.criterion.title: line.points for line in judged(work).lines},
        "remarks": [
            {
                "by": pin.by.nickname if pin.by else None,
                "kind": pin.kind,
                "side": pin.side,
                "height": pin.height,
                "point_m": None if pin.x is None else [pin.x, pin.y, pin.z],
                "text": pin.text,
                "seen_to": pin.done,
            }
            for pin in work.pins.all()
        ],
    }


def _plain(text: str) -> str:
    """A name that is one folder on every system, wherever it is unpacked."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", text).strip(" .")[:60] or "_"
