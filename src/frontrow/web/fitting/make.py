"""The size run of a look: its garments measured in each size, its files in one. Only the worker imports this."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from frontrow.look.decode import Decoded
from frontrow.look.fit.ease import garment_fits
from frontrow.look.poster import poster
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


def measured(spec: dict[str, Any], chart: str) -> list[dict[str, Any]]:
    """What each garment of a look measures in each size of a chart, in dressing order; see `GarmentFit`."""
    with tempfile.TemporaryDirectory(dir=home().work, prefix=f"{spec['slug']}-") as folder:
        return [fit.as_dict() for fit in garment_fits(look_of(spec, Path(folder)), chart)]
