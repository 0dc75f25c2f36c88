"""The size run of a look: its garments measured in each size, its files in one. Only the worker imports this."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from frontrow.look.fit.ease import garment_fits
from frontrow.web.fitting.drape import tried
from frontrow.web.home import home
from frontrow.web.studio.make import look_of

PICTURE = (600, 800)  # pixels of a size's poster: it is seen small, beside the others


def make_files(spec: dict[str, Any], name: str, target: Path, progress: Callable[[str, float], None]) -> dict[str, Any]:
    """Drape the look and put `<name>.webp` and, last, `<name>.glb` into `target`; returns the report."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home().work, prefix=f"{spec['slug']}-") as folder:
        work = Path(folder)
        made = tried(spec, work / "sources", progress)
        progress("pack", 0.0)
        (work / "look.glb").write_bytes(made.glb())
        progress("poster", 0.0)
        Image.fromarray(made.poster(PICTURE)).save(work / "poster.webp", quality=86, method=4)
        (work / "poster.webp").replace(target / f"{name}.webp")
        (work / "look.glb").replace(target / f"{name}.glb")
        return made.report


def measured(spec: dict[str, Any], chart: str) -> list[dict[str, Any]]:
    """What each garment of a look measures in each size of a chart, in dressing order; see `GarmentFit`."""
    with tempfile.TemporaryDirectory(dir=home().work, prefix=f"{spec['slug']}-") as folder:
        return [fit.as_dict() for fit in garment_fits(look_of(spec, Path(folder)), chart)]
