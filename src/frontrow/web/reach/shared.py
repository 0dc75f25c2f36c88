"""What a page is when it is passed on: its picture, its kind, and what it says to machines."""

from dataclasses import dataclass, field
from typing import Any

from frontrow.web.reach.picture import Picture


@dataclass(frozen=True)
class Shared:
    """A view puts it into its context as `shared`; a page without one is shared as the season is.

    picture: None for the season's. kind: Open Graph's word for it. data: schema.org objects.
    """

    picture: Picture | None = None
    kind: str = "website"
    data: list[dict[str, Any]] = field(default_factory=list)
