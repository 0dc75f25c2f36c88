"""When a show begins next, and what may be said of it."""

from datetime import UTC, datetime, timedelta

from frontrow.web.shows.models import Show


def begins_after(show: Show, moment: datetime) -> datetime | None:
    """The first beginning after `moment`; None for a show without an hour, or that was for the last time."""
    found = [show.start] if show.start is not None and show.start > moment else []
    if show.daily is not None:
        today = datetime.combine(moment.astimezone(UTC).date(), show.daily, UTC)
        found.append(today if today > moment else today + timedelta(days=1))
    return min(found, default=None)
