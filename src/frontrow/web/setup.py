"""From an empty folder to a site: tables, the season, and everything that is to be made in the queue."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import django

from frontrow.errors import UserError


@dataclass(frozen=True)
class Prepared:
    """What `prepare` found and did."""

    season: str
    imported: bool
    looks: int
    enqueued: int
    organisers: int


def boot(home: Path | None = None) -> None:
    """Make Django ready in this process, for the home folder given or named by FRONTROW_HOME."""
    if home is not None:
        os.environ["FRONTROW_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frontrow.web.settings")
    django.setup()


def season_folder() -> Path:
    """The sample season: in the checkout or inside the installed package."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "season"
    return inside if inside.exists() else package.parent.parent / "season"


def migrate(home: Path | None = None) -> None:
    """Boot, and bring the database's tables up to date."""
    boot(home)
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def enqueue_looks() -> int:
    """Put every look that is not made as it stands into the queue, in walking order; how many that was.

    The seated audience comes right after the first look, the sizes of those that are made after all of them.
    """
    from frontrow.web.fitting.actions.drape_sizes import drape_sizes
    from frontrow.web.season.models import Look
    from frontrow.web.studio.actions.drape import drape, seat_guests
    from frontrow.web.takeaway.actions.give_out import give_out

    looks = Look.objects.filter(published=True).order_by("places__show__order", "places__order")
    enqueued = 0
    for number, look in enumerate(dict.fromkeys(looks)):
        if drape(look):
            enqueued += 1
        elif look.asset.state == "ready":
            drape_sizes(look)
            give_out(look)
        if number == 0:
            seat_guests()
    return enqueued


def prepare(
    home: Path | None = None, season: Path | None = None, tell: Callable[[str], None] = lambda text: None
) -> Prepared:
    """Bring the home folder up to date: migrate, import the season once, enqueue the looks not yet made.

    home: default FRONTROW_HOME. season: a folder of season files, default the sample season; it is read only
    while the database has no season. tell: called with a word about each step. Raises UserError.
    """
    tell("database")
    migrate(home)
    from frontrow.web.season.files import import_season
    from frontrow.web.season.models import Season

    imported = not Season.objects.exists()
    if imported:
        tell("season")
        import_season(season or season_folder())
    from frontrow.web.shop.fill import fill_shop
    from frontrow.web.shop.payments import provider_named
    from frontrow.web.stories.files import fill_stories

    provider_named()  # what it lacks is said now, and not to the first customer
    fill_shop()
    fill_stories(season or season_folder())
    tell("looks")
    return _found(imported, enqueue_looks())


def prepared_elsewhere(home: Path | None = None) -> Prepared:
    """What another process has prepared; nothing is changed. Raises UserError when none has."""
    boot(home)
    if not known_season():
        raise UserError("There is no season in this home folder yet; start `frontrow up --role web` with it first.")
    return _found(imported=False, enqueued=0)


def known_season() -> bool:
    """Whether the database has tables, and a season in them."""
    from django.db import DatabaseError

    from frontrow.web.season.models import Season

    try:
        return Season.objects.exists()
    except DatabaseError:
        return False


def _found(imported: bool, enqueued: int) -> Prepared:
    from django.contrib.auth import get_user_model

    from frontrow.web.season.models import Look, Season

    return Prepared(
        season=str(Season.objects.first()),
        imported=imported,
        looks=Look.objects.filter(published=True).count(),
        enqueued=enqueued,
        organisers=get_user_model().objects.filter(is_superuser=True).count(),
    )
