"""The season's files go in once and come out whole."""

import shutil
from pathlib import Path

import pytest
import yaml

from frontrow.errors import UserError

from .conftest import SEASON


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SEASON, tmp_path / "season"))


def test_export_writes_what_import_read(home: Path, tmp_path: Path) -> None:
    from frontrow.web.season.files import export_season
    from frontrow.web.season.models import Season

    written = export_season(Season.objects.get(), tmp_path)
    assert {path.relative_to(tmp_path) for path in written} == {
        path.relative_to(SEASON) for path in SEASON.rglob("*.yaml")
    }
    for path in written:
        original = yaml.safe_load((SEASON / path.relative_to(tmp_path)).read_text())
        assert yaml.safe_load(path.read_text()) == original, path.name


def test_an_exported_season_can_be_imported_again(home: Path, tmp_path: Path) -> None:
    from frontrow.web.season.files import export_season, import_season
    from frontrow.web.season.models import Collection, Look, Season

    export_season(Season.objects.get(), tmp_path / "one")
    for model in (Look, Collection, Season):
        model.objects.all().delete()
    export_season(import_season(tmp_path / "one"), tmp_path / "two")
    for path in (tmp_path / "one").rglob("*.yaml"):
        again = tmp_path / "two" / path.relative_to(tmp_path / "one")
        assert again.read_text() == path.read_text()


def test_what_is_hidden_stays_hidden_on_its_way_through_files(home: Path, tmp_path: Path) -> None:
    from frontrow.web.season.files import export_season, import_season
    from frontrow.web.season.models import Collection, Look, Season
    from frontrow.web.shows.models import Show

    Look.objects.filter(slug="ondo-02").update(published=False)
    Show.objects.filter(slug="serein-night").update(published=False)
    Show.objects.create(slug="not-yet", season=Season.objects.get(), title={"en": "Not yet"}, published=False)
    export_season(Season.objects.get(), tmp_path / "one")
    for model in (Look, Collection, Season):
        model.objects.all().delete()
    import_season(tmp_path / "one")
    assert list(Look.objects.filter(published=False).values_list("slug", flat=True)) == ["ondo-02"]
    assert list(Show.objects.filter(published=False).values_list("slug", flat=True)) == ["serein-night"]


def test_after_the_import_the_database_rules(home: Path, files: Path) -> None:
    from frontrow.web.season.files import import_season
    from frontrow.web.season.models import House
    from frontrow.web.setup import prepare

    House.objects.filter(slug="ondo").update(name="Kiosk Ondo & Daughters")
    import_season(files)
    assert not prepare(season=files).imported
    assert House.objects.get(slug="ondo").name == "Kiosk Ondo & Daughters"


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("looks/ondo-01.yaml", ("house: ondo", "house: nobody"), "houses/nobody.yaml"),
        ("looks/ondo-01.yaml", ("pattern: dress", "pattern: cape"), "patterns/cape.yaml"),
        ("shows/first-light.yaml", ("ondo-02", "ondo-99"), "ondo-99"),
        ("season.yaml", ("slug: first-light", ""), "`slug`"),
        ("season.yaml", ("show: serein-night", "show: elsewhere"), "shows/elsewhere.yaml"),
        ("houses/ondo.yaml", ("name:", "name: ["), "not readable YAML"),
        ("season.yaml", ("opens:", "opens: soon #"), "`opens`"),
        ("season.yaml", ("accent:", "accent: red #"), "`accent`: Write a colour as #rrggbb."),
        ("season.yaml", ("daily:", "daily: noonish #"), "`daily`"),
        ("looks/ondo-01.yaml", ("price:", "price: dear #"), "`price`"),
        ("looks/ondo-01.yaml", ("price:", "price: -5 #"), "`price`"),
        ("patterns/dress.yaml", ("panels:", "pannels:"), "unknown entry `pannels`"),
    ],
)
def test_a_wrong_file_is_named_and_nothing_is_imported(
    home: Path, files: Path, name: str, change: tuple[str, str], words: str
) -> None:
    from frontrow.web.season.files import import_season
    from frontrow.web.season.models import Pattern, Season

    for model in (Season, Pattern):
        model.objects.all().delete()
    path = files / name
    path.write_text(path.read_text().replace(*change, 1))
    with pytest.raises(UserError) as error:
        import_season(files)
    assert words in str(error.value)
    assert path.name in str(error.value)
    assert not Season.objects.exists()


@pytest.mark.parametrize("name", ["looks/ondo-01.yaml", "shows/first-light.yaml"])
def test_a_name_of_another_season_is_refused(home: Path, files: Path, name: str) -> None:
    from frontrow.web.season.files import import_season
    from frontrow.web.season.models import Look, Season
    from frontrow.web.shows.models import Show

    if name.startswith("shows"):  # the looks are free, the show is not
        Show.objects.exclude(slug="first-light").delete()
        Look.objects.all().delete()
    top = files / "season.yaml"
    top.write_text(top.read_text().replace("slug: first-light", "slug: second-light", 1))
    with pytest.raises(UserError, match="season `first-light` uses already") as error:
        import_season(files)
    assert name.split("/")[0] + "/" in str(error.value)
    assert Season.objects.count() == 1


def test_the_models_and_their_migrations_agree(home: Path) -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
