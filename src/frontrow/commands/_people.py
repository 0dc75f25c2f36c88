"""What `frontrow profiles` and `frontrow segments` read: an interactions file, or a home folder's event store."""

from pathlib import Path
from typing import TYPE_CHECKING

from frontrow.errors import UserError

if TYPE_CHECKING:
    from frontrow.recommend.people.profiles import Material


def read(data: Path | None, items: Path | None, home: Path | None, genuine: bool, profiled: bool = False) -> "Material":
    """The material; of a file every row is believed unless `genuine`, of a home only what people did.

    profiled: of a home, only visitors who agreed to be chosen for.
    """
    from frontrow.recommend.people.profiles import material

    if (data is None) == (home is None):
        raise UserError("give --data FILE or --home FOLDER, one of them")
    if data is not None:
        from frontrow.recommend.data.files import read as read_events
        from frontrow.recommend.people.labels import read_labels
        from frontrow.recommend.taste import LASTING

        events = read_events(data)
        watched = bool(events["event"].is_in(list(LASTING)).any()) if genuine else None
        return material(events, read_labels(items) if items else None, watched)
    if items is not None:
        raise UserError("--items goes with --data: a home folder knows its own looks")
    from frontrow.web.setup import migrate

    if home is not None and not home.is_dir():
        raise UserError(f"there is no folder {home}; give the one that `frontrow up` keeps everything in")
    migrate(home)
    from frontrow.recommend.people.labels import labels_of
    from frontrow.recommend.people.touches import stored
    from frontrow.web.learning import catalogue, store

    events = stored(store())
    if profiled:
        events = events.filter(events["user_id"].is_in(list(store().visitors(profiled=True))))
    return material(events, labels_of(catalogue()))
