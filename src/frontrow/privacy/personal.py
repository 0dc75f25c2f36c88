"""Everything a visitor may take away or have erased: each room that keeps something registers it here."""

from collections.abc import Mapping
from typing import Any, Protocol


class PersonalData(Protocol):
    """A place where something about a visitor is kept."""

    def export(self, visitor: str) -> dict[str, Any]:
        """All that is kept about the visitor, as plain JSON values; empty when nothing is."""
        ...

    def erase(self, visitor: str) -> int:
        """Remove all of it; how many entries were removed."""
        ...


class ErasureIncomplete(Exception):
    """Some places could not erase; the others have. The message names them."""


class Registry:
    """The places that keep something, by the name a visitor reads in her export."""

    def __init__(self) -> None:
        self._places: dict[str, PersonalData] = {}

    def register(self, name: str, place: PersonalData) -> None:
        """Add a place, or replace the one of the same name."""
        self._places[name] = place

    def export(self, visitor: str) -> dict[str, dict[str, Any]]:
        """What each place keeps about the visitor, by its name."""
        return {name: place.export(visitor) for name, place in self._places.items()}

    def erase(self, visitor: str) -> Mapping[str, int]:
        """Erase in every place, also when one fails; entries removed by name. Raises ErasureIncomplete."""
        removed: dict[str, int] = {}
        failed: dict[str, Exception] = {}
        for name, place in self._places.items():
            try:
                removed[name] = place.erase(visitor)
            except Exception as error:
                failed[name] = error
        if failed:
            told = "; ".join(f"{name}: {error}" for name, error in failed.items())
            raise ErasureIncomplete(f"erased elsewhere, but not in {told}; erase again")
        return removed


registry = Registry()
