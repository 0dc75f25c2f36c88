"""On now, next, replay."""

from datetime import UTC, datetime, time

import pytest

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def django(home: object) -> None:
    """Models need Django."""


@pytest.mark.parametrize(
    ("start", "daily", "when", "at"),
    [
        (None, None, "now", None),  # it loops
        (None, time(12), "now", NOON),
        (None, time(11, 59), "now", datetime(2026, 11, 23, 11, 59, tzinfo=UTC)),
        (None, time(20), "next", datetime(2026, 11, 23, 20, tzinfo=UTC)),
        (None, time(8), "next", datetime(2026, 11, 24, 8, tzinfo=UTC)),  # today's is over
        (datetime(2026, 11, 23, 18, tzinfo=UTC), None, "next", datetime(2026, 11, 23, 18, tzinfo=UTC)),
        (datetime(2026, 11, 22, 18, tzinfo=UTC), None, "replay", None),
        (datetime(2026, 11, 22, 18, tzinfo=UTC), time(18), "next", datetime(2026, 11, 23, 18, tzinfo=UTC)),
    ],
)
def test_a_shows_place_in_time(start: datetime | None, daily: time | None, when: str, at: datetime | None) -> None:
    from frontrow.web.shows.models import Show
    from frontrow.web.shows.schedule import slot

    place = slot(Show(slug="a", start=start, daily=daily), NOON, seconds=180)
    assert (place.when, place.at) == (when, at)


def test_what_is_on_at_its_hour_comes_before_what_loops() -> None:
    from frontrow.web.shows.models import Show
    from frontrow.web.shows.schedule import schedule

    loop, evening = Show(slug="loop"), Show(slug="evening", daily=time(20))
    noon, past = Show(slug="noon", daily=time(12)), Show(slug="past", start=datetime(2026, 1, 1, tzinfo=UTC))
    slots = schedule([(show, 180.0) for show in (past, evening, loop, noon)], NOON)
    assert [slot.show.slug for slot in slots] == ["noon", "loop", "evening", "past"]
