"""Turns a spec into files: the only module of the site that calls the draper, and one without Django.

Only the worker imports it, and for a stranger's pattern the worker's child.
"""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from frontrow.body import Measurements, size_body
from frontrow.body.stance import stance
from frontrow.errors import UserError
from frontrow.look import GarmentSpec, LookSpec
from frontrow.look import make as make_look
from frontrow.look.maker import MADE
from frontrow.look.spec import CHART, wearer
from frontrow.pattern import draft, load, svg
from frontrow.web.home import home
from frontrow.web.studio.flat import sheet

Progress = Callable[[str, float], None]
FILES = {
    "look.ar.glb": "ar.glb",
    "look.usdz": "usdz",
    "look.far.glb": "far.glb",
    "look.mid.glb": "mid.glb",
    "look.mid.moves.glb": "mid.moves.glb",
    "look.mirror.glb": "mirror.glb",
    "look.moves.glb": "near.moves.glb",
    "look.glb": "near.glb",
    "poster.webp": "webp",
    "poster.png": "png",
    "report.json": "json",
    "flat.svg": "svg",
}


def make_files(spec: dict[str, Any], name: str, target: Path, progress: Progress) -> dict[str, Any]:
    """Make the look and move its files to `target/<name>.…`, as `FILES` says; returns the report.

    Nothing appears in `target` before the look walks, and the GLB that pages name comes last of what is there then;
    progress is told of the step `moves` only afterwards. Its other moves and the whole report follow.
    """
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home().work, prefix=f"{spec['slug']}-") as folder:
        work = Path(folder)
        look = look_of(spec, work / "sources")

        def publish() -> None:
            for made, ending in sorted(FILES.items(), key=lambda item: item[1] == "near.glb"):
                if (work / made).exists():
                    shutil.move(work / made, target / f"{name}.{ending}")

        def walks() -> None:
            (work / "flat.svg").write_text(_flat(look), encoding="utf-8")
            publish()

        report = make_look(look, work, progress, quality=spec.get("quality"), walks=walks)
        publish()
    return report.as_dict()


def look_of(spec: dict[str, Any], folder: Path) -> LookSpec:
    """The look that `spec` describes, its pattern and fabric files written into `folder`. Raises UserError."""
    _write_sources(spec, folder)
    return _look_spec(spec)


def _write_sources(spec: dict[str, Any], folder: Path) -> None:
    """Write the spec's pattern and fabric files into `folder` and put their paths into the spec."""
    folder.mkdir(parents=True, exist_ok=True)
    for garment in spec["garments"]:
        pattern = folder / f"{garment['name']}.yaml"
        pattern.write_text(garment["pattern"], encoding="utf-8")
        garment["pattern"] = str(pattern)
        if garment["cloth"]:
            fabric = folder / "fabrics" / f"{garment['fabric']}.yaml"
            fabric.parent.mkdir(exist_ok=True)
            fabric.write_text(garment["cloth"], encoding="utf-8")
            garment["fabric"] = str(fabric)


def _look_spec(spec: dict[str, Any]) -> LookSpec:
    garments = tuple(
        GarmentSpec(
            pattern=Path(garment["pattern"]),
            fabric=garment["fabric"],
            size=garment["size"],
            color=garment["color"],
            options=garment["options"],
        )
        for garment in spec["garments"]
    )
    body = spec["body"]
    if isinstance(body, dict):
        try:
            body = Measurements(**body)
        except TypeError as error:
            raise UserError(f"{spec['slug']}: body: {error}; give sex, height, bust, waist and hips.") from None
    return LookSpec(
        slug=spec["slug"],
        title=spec["title"],
        garments=garments,
        body=body,
        finish=spec["finish"],
        pose=stance(spec.get("pose") or {}, f"{spec['slug']}: pose"),
    )


def _flat(look: LookSpec) -> str:
    """The look's patterns, drawn flat in the sizes they were cut in."""
    body = wearer(look.body)
    drawings = []
    for garment in look.garments:
        cut = body if garment.size == MADE else size_body(CHART[body.sex], garment.size)
        drawings.append(svg(draft(load(garment.pattern), cut.measures, dict(garment.options))))
    return sheet(drawings)
