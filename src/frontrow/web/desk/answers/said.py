"""An answer, as it is kept and shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Cite:
    """Where a fact is read. url: "" where the link is somebody's own and not to be kept."""

    title: str
    url: str = ""


@dataclass(frozen=True)
class Hour:
    """A show in the programme. when: "now", "next" or "replay". at: ISO 8601 with its zone, "" for a loop."""

    title: str
    url: str
    when: str
    at: str = ""


@dataclass(frozen=True)
class Shown:
    """A look that is shown with an answer, and why."""

    slug: str
    why: str = ""


@dataclass(frozen=True)
class Said:
    """lines: sentences. cites: where they come from; an answer with none says that it does not know. about: the look it
    speaks of, "" for none. refused: whether nothing was answered. hands: whether a person is offered.
    """

    lines: Sequence[str]
    cites: Sequence[Cite] = ()
    hours: Sequence[Hour] = ()
    looks: Sequence[Shown] = ()
    about: str = ""
    topic: str = ""
    refused: bool = False
    hands: bool = False
    near: Sequence[Cite] = field(default_factory=tuple)  # other things that may have been meant

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def plain(self) -> dict[str, Any]:
        """As JSON, without the text."""
        kept: dict[str, Any] = {
            name: [vars(each) for each in getattr(self, name)] for name in ("cites", "hours", "looks", "near")
        }
        return {name: value for name, value in kept.items() if value} | {
            name: True for name in ("refused", "hands") if getattr(self, name)
        }
