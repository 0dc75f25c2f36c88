"""A season of another Front Row in a signed file, and taking it in."""

from pathlib import Path
from typing import Any

import pytest

from frontrow.keep.bundle import opened, packed

from .making import KEY, renamed, season_files


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("north")
    packed(folder / "x.season", season_files(renamed(folder / "north")), KEY, "north.example", "second-light")
    return folder / "x.season"


@pytest.fixture(scope="module")
def slight(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without patterns and fabrics, which take long to read."""
    folder = tmp_path_factory.mktemp("slight")
    files = season_files(renamed(folder / "north"))
    kept = {name: path for name, path in files.items() if not name.startswith(("patterns", "fabrics"))}
    packed(folder / "x.season", kept, KEY, "north.example", "second-light")
    return folder / "x.season"


@pytest.fixture
def away(home: Path) -> Any:
    """Import a file as the organiser would; the key and what is known are put away afterwards."""
    from frontrow.web.season.bundles import import_bundle

    yield lambda path, **told: import_bundle(opened(path), **told)
    for name in ("known.json", "house.key"):
        (home / name).unlink(missing_ok=True)
