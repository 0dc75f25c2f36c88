"""A season goes from one Front Row to another in one signed file."""

import json
from pathlib import Path
from typing import Any

import pytest

from frontrow.errors import UserError
from frontrow.keep.bundle import Known, fingerprint, opened, packed

from .making import KEY, renamed, season_files


def test_a_season_arrives_whole_hidden_and_its_key_is_known_from_then_on(away: Any, bundle: Path, home: Path) -> None:
    from frontrow.web.audit.models import AuditRow
    from frontrow.web.commons.models import Offer
    from frontrow.web.season.bundles import coming
    from frontrow.web.season.models import Look, Season

    come = coming(opened(bundle))
    assert (come.known, come.looks, come.shows, come.offers, come.joins) == (False, 13, 4, 5, ())
    season, _ = away(bundle)
    assert not Season.objects.get(slug="second-light").published
    assert Look.objects.filter(collection__season=season).count() == 13
    assert Offer.objects.get(slug="north-full-circle").house.slug == "north-ondo"
    assert Offer.objects.get(slug="north-full-circle").state == "waiting"
    assert AuditRow.objects.filter(action="import_bundle").count() == 1
    assert Known(home).sites()["north.example"].houses == ("north-ondo", "north-serein", "north-vardholm")
    assert oct((home / "known.json").stat().st_mode)[-3:] == "600"
    with pytest.raises(UserError, match="is here already and is left as it is"):
        away(bundle)


def test_what_goes_out_by_the_command_comes_in_by_the_command(home: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from frontrow.commands.season import command
    from frontrow.web.season.models import Collection, House, Look, Season

    out = tmp_path / "first.season"
    said = CliRunner().invoke(command, ["export", str(out)])
    assert said.exit_code == 0 and fingerprint(opened(out).manifest.key) in said.output
    assert oct((home / "house.key").stat().st_mode)[-3:] == "600"
    for model in (Look, Collection, Season, House):
        model.objects.all().delete()
    shown = json.loads(CliRunner().invoke(command, ["import", str(out), "--show", "--json"]).output)
    assert shown["looks"] == 13 and not Season.objects.exists()
    unsure = CliRunner().invoke(command, ["import", str(out)])
    assert isinstance(unsure.exception, UserError) and "is new here; compare it" in str(unsure.exception)
    taken = CliRunner().invoke(command, ["import", str(out), "--trust", shown["key"]])
    assert taken.exit_code == 0, taken.exception
    assert "13 looks are in the queue" in taken.output and Look.objects.count() == 13
    for name in ("known.json", "house.key"):
        (home / name).unlink()


def test_a_pattern_of_the_same_name_that_is_another_comes_under_a_name_of_its_own(away: Any, tmp_path: Path) -> None:
    from frontrow.web.season.models import Garment, Pattern

    folder = renamed(tmp_path / "north")
    path = folder / "patterns" / "dress.yaml"
    path.write_text(path.read_text() + "\n# longer in the north\n")
    packed(tmp_path / "x.season", season_files(folder), KEY, "north.example", "second-light")
    before = Pattern.objects.get(slug="dress").source
    _, come = away(tmp_path / "x.season")
    (new,) = come.renamed.values()
    assert new.startswith("dress-") and Pattern.objects.get(slug="dress").source == before
    assert Pattern.objects.get(slug=new).source.endswith("in the north\n")
    assert str(Pattern.objects.get(slug=new).title) == "Fit-and-flare dress"
    assert set(Garment.objects.filter(pattern__slug=new).values_list("look__slug", flat=True)) == {
        f"north-{slug}" for slug in Garment.objects.filter(pattern__slug="dress").values_list("look__slug", flat=True)
    }
