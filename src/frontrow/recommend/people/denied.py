"""What a visitor said is not true of her: kept in the log like everything else she did, and undone like it."""

from collections.abc import Iterable, Sequence

from frontrow.recommend.events import Interaction
from frontrow.recommend.taste import kept

Label = tuple[str, str]  # facet, label
PREFIX = "trait:"  # no look's slug has a colon


def trait(facet: str, label: str) -> str:
    """The item of a `dismiss` that says that a label does not describe her; value 0 takes it back."""
    return f"{PREFIX}{facet}:{label}"


def traits(interactions: Sequence[Interaction]) -> tuple[Label, ...]:
    """Facets and labels that she ever spoke of."""
    return _parts(dict.fromkeys(done.item for done in interactions))


def denied(interactions: Sequence[Interaction]) -> tuple[Label, ...]:
    """Facets and labels that she said do not describe her, in the order she did."""
    return _parts(kept(interactions, "dismiss"))


def _parts(items: Iterable[str]) -> tuple[Label, ...]:
    found = [item.removeprefix(PREFIX).partition(":") for item in items if item.startswith(PREFIX)]
    return tuple((facet, label) for facet, _, label in found)
