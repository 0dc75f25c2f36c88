"""Whose season it is: keys and houses that are known, or not."""

from pathlib import Path
from typing import Any

import pytest

from frontrow.errors import UserError
from frontrow.keep.bundle import fingerprint, packed

from ..conftest import SEASON
from .making import KEY, OTHER, renamed, season_files


def test_another_key_under_a_known_name_is_refused_until_somebody_compares_it(
    away: Any, bundle: Path, tmp_path: Path
) -> None:
    from frontrow.web.season.models import Season

    away(bundle)
    third = tmp_path / "third.season"
    files = season_files(renamed(tmp_path / "third", "third-light"))
    packed(third, files, OTHER, "north.example", "third-light")
    with pytest.raises(UserError, match="somebody else may have made it"):
        away(third)
    with pytest.raises(UserError, match="not by aaaa"):
        away(third, trust="aaaa")
    assert not Season.objects.filter(slug="third-light").exists()
    with pytest.raises(UserError, match="and may be another one"):  # trusted, but its houses are not taken for granted
        away(third, trust=fingerprint(OTHER.public_key().public_bytes_raw()))


def test_nobody_takes_the_name_of_a_house_that_is_here(away: Any, tmp_path: Path) -> None:
    from frontrow.web.season.models import House, Look, Season

    Look.objects.all().delete()
    Season.objects.all().delete()
    packed(tmp_path / "x.season", season_files(SEASON), KEY, "north.example", "first-light")
    with pytest.raises(UserError, match="A house called ondo, serein, vardholm is here already"):
        away(tmp_path / "x.season")
    assert not Season.objects.exists() and House.objects.count() == 3
    _, come = away(tmp_path / "x.season", join=True)
    assert come.joins == ("ondo", "serein", "vardholm") and House.objects.count() == 3
