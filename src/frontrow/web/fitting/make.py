"""The size run of a look: its garments measured in each size, its files in one. Only the worker imports this."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PIL import Image

from frontrow.look.decode import Decoded
from frontrow.look.fit.finished import finished
from frontrow.look.poster import poster
from frontrow.look.spec import wearer
from frontrow.pattern import draft, load
from frontrow.web.fitting.drape import draped
from frontrow.web.home import home
from frontrow.web.studio.make import look_of

PICTURE = (600, 800)  # pixels of a size's poster: it is seen small, beside the others


def make_files(spec: dict[str, Any], name: str, target: Path, progress: Callable[[str, float], None]) -> dict[str, Any]:
    """Drape the look and put `<name>.webp` and, last, `<name>.glb` into `target`; returns the report."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home().work, prefix=f"{spec['slug']}-") as folder:
        look = look_of(spec, Path(folder) / "sources")
        made = draped(look, spec["quality"], progress)
        progress("poster", 0.0)
        picture = Image.fromarray(poster(Decoded(made.glb), PICTURE, quality=12))
        picture.save(Path(folder) / "poster.webp", quality=86, method=4)
        (Path(folder) / "look.glb").write_bytes(made.glb)
        (Path(folder) / "poster.webp").replace(target / f"{name}.webp")
        (Path(folder) / "look.glb").replace(target / f"{name}.glb")
    return made.report


def measured(sizes: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """What each garment measures in each size, metres; sizes: the spec of every size of one look.

    Garments are in dressing order and have the names that they have in the look's files.
    """
    out: list[dict[str, Any]] = []
    for size, spec in sizes.items():
        with tempfile.TemporaryDirectory(dir=home().work, prefix=f"{spec['slug']}-") as folder:
            look = look_of(spec, Path(folder))
            body = wearer(look.body)
            for k, garment in enumerate(look.garments):
                pattern = load(garment.pattern)
                if k == len(out):
                    out.append({"name": _name(pattern.name, out), "finished": {}})
                cut = finished(draft(pattern, body.measures, dict(garment.options)))
                measures = {place: round(float(value), 4) for place, value in cut.measures.items()}
                out[k] |= {"hangs": cut.hangs}
                out[k]["finished"][size] = measures
    return out


def _name(name: str, taken: list[dict[str, Any]]) -> str:
    same = sum(each["name"] == name for each in taken)
    return f"{name}-{same + 1}" if same else name
