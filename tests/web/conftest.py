"""Django on a home folder of its own with the sample season in it; tests get the first day's database."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HOME = Path(tempfile.mkdtemp(prefix="frontrow-web-"))
os.environ |= {"FRONTROW_HOME": str(HOME), "FRONTROW_LEARN": "0", "FRONTROW_HOSTS": "testserver"}
os.environ |= {"FRONTROW_SIZES": ""}  # nothing is draped ahead but where a test asks for it
os.environ |= {"FRONTROW_SECOND_STEP": "0"}  # tests/web/test_second_step.py asks for it
os.environ["DJANGO_SETTINGS_MODULE"] = "frontrow.web.settings"

SEASON = HOME / "season"
shutil.copytree(Path(__file__).resolve().parents[2] / "season", SEASON)


@pytest.fixture(scope="session")
def first_day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The database as it is after the first start: the season imported, its looks in the queue."""
    from django.contrib.auth.hashers import Argon2PasswordHasher
    from django.db import connections

    from frontrow.web.setup import prepare

    Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost = 1, 1024  # what is slow on purpose
    prepare(season=SEASON)
    connections.close_all()
    kept = tmp_path_factory.mktemp("first-day") / "db.sqlite3"
    shutil.copy(HOME / "db.sqlite3", kept)
    yield kept
    shutil.rmtree(HOME)


@pytest.fixture
def home(first_day: Path) -> Iterator[Path]:
    """The home folder, as on the first day."""
    from django.core.cache import cache
    from django.db import connections
    from django.utils import translation

    from frontrow.web import learning, slate
    from frontrow.web.fitting import api as fitting

    for name in ("db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm"):
        (HOME / name).unlink(missing_ok=True)
    shutil.copy(first_day, HOME / "db.sqlite3")
    learning.store.cache_clear()
    learning.engine.cache_clear()
    learning.explorer.cache_clear()
    slate.floor.cache_clear()
    learning.catalogue.forget()
    learning.everything.forget()
    fitting.runs.forget()
    fitting.room.cache_clear()
    cache.clear()
    translation.deactivate()  # the last page of the test before may have been Chinese
    yield HOME
    learning.store().close()
    connections.close_all()
    for path in HOME.glob("events.sqlite3*"):
        path.unlink()
    shutil.rmtree(HOME / "recommend", ignore_errors=True)
    shutil.rmtree(HOME / "media", ignore_errors=True)
    (HOME / "media").mkdir()


@pytest.fixture
def visitor(home: Path) -> Any:
    """A browser that has not been here before."""
    from django.test import Client

    return Client()


@pytest.fixture
def made(home: Path) -> Any:
    """Say that looks have been made, as the worker would."""
    from frontrow.web.studio.models import LookAsset, State

    def make(*slugs: str) -> None:
        for asset in LookAsset.objects.filter(look__slug__in=slugs):
            asset.state, asset.digest = State.READY, asset.wanted
            asset.glb = f"looks/{asset.look.slug}/{asset.wanted}.glb"
            asset.poster = f"looks/{asset.look.slug}/{asset.wanted}.webp"
            asset.report = REPORT
            asset.save()

    return make


@pytest.fixture
def parted(home: Path) -> Iterator[dict[str, list[str]]]:
    """The season's visitors in segments, one for each house: forty saved all of its looks, which are given by house."""
    from django.conf import settings

    from frontrow.recommend import Interaction
    from frontrow.recommend.people.labels import labels_of
    from frontrow.recommend.people.lasting import lasting
    from frontrow.recommend.people.profiles import material
    from frontrow.recommend.people.segments import keep, learn
    from frontrow.recommend.people.touches import events_of
    from frontrow.web.learning import catalogue

    houses: dict[str, list[str]] = {}
    for item in catalogue():
        houses.setdefault(item.house, []).append(item.id)
    crowd = [
        Interaction(f"{house}-{n}", look, "save", 1_000.0 + n)
        for house, looks in houses.items()
        for n in range(40)
        for look in looks
    ]
    made = material(events_of(sorted(crowd, key=lambda one: one.at)), labels_of(catalogue()))
    keep(lasting(learn(made.attention, made.space, most=4), None), settings.HOME.segments)
    yield houses
    settings.HOME.segments.unlink(missing_ok=True)


REPORT = {
    "body": {"height": 1.78, "weight": 56, "bust": 0.84, "waist": 0.62, "hips": 0.9, "inseam": 0.84},
    "height": 1.78,
    "walk": {"speed": 1.25, "period": 1.0714, "stride": 1.339},
    "garments": [{"name": "dress", "area_m2": 3.214, "grams": 273.2}],
}
