"""Turns a spec into files. The only module of the site that calls the draper, and only the worker imports it."""

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

from frontrow.look import GarmentSpec, LookSpec
from frontrow.look import make as make_look
from frontrow.web.home import home
from frontrow.web.studio.spec import write_sources

Progress = Callable[[str, float], None]
MADE = {
    "look.glb": "glb",
    "poster.webp": "webp",
    "poster.png": "png",
    "report.json": "json",
    "flat.svg": "svg",
}


def make_files(spec: dict[str, Any], name: str, target: Path, progress: Progress) -> dict[str, Any]:
    """Make the look and move its files to `target/<name>.{glb,webp,png,json,svg}`; returns the report.

    Nothing appears in `target` before everything is made, and the GLB comes last.
    """
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home().work, prefix=f"{spec['slug']}-") as folder:
        work = Path(folder)
        write_sources(spec, work / "sources")
        report = make_look(_look_spec(spec), work, progress)
        data: dict[str, Any] = asdict(report) if is_dataclass(report) else dict(report)
        data = json.loads(json.dumps(data, default=str))
        for made, ending in sorted(MADE.items(), key=lambda item: item[1] == "glb"):
            if (work / made).exists():
                shutil.move(work / made, target / f"{name}.{ending}")
    return data


def _look_spec(spec: dict[str, Any]) -> LookSpec:
    garments = tuple(
        GarmentSpec(
            pattern=garment["pattern"],
            fabric=garment["fabric"],
            size=garment["size"],
            color=garment["color"],
            options=garment["options"],
        )
        for garment in spec["garments"]
    )
    return LookSpec(
        slug=spec["slug"], title=spec["title"], garments=garments, body=spec["body"], finish=spec["finish"]
    )
