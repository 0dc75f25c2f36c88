"""One request exports or erases a visitor everywhere."""

import pytest

from frontrow.privacy import ErasureIncomplete, Registry
from frontrow.recommend import Interaction, SqliteEventStore


class Bag:
    def __init__(self, *kept):
        self.kept = list(kept)

    def export(self, visitor):
        return {"items": self.kept}

    def erase(self, visitor):
        gone, self.kept = len(self.kept), []
        return gone


class Stuck(Bag):
    def erase(self, visitor):
        raise OSError("disk on fire")


def test_every_registered_place_is_asked(tmp_path):
    store = SqliteEventStore(tmp_path / "events.sqlite3")
    store.append([Interaction("ada", "dune-01", "view", 1.0)])
    places = Registry()
    places.register("interactions", store)
    places.register("bag", Bag("coat"))
    exported = places.export("ada")
    assert exported["bag"] == {"items": ["coat"]}
    assert exported["interactions"]["interactions"][0]["item"] == "dune-01"
    assert places.erase("ada") == {"interactions": 1, "bag": 1}
    assert places.export("ada")["interactions"]["interactions"] == []
    store.close()


def test_one_place_that_fails_does_not_keep_the_others_from_erasing():
    places, bag = Registry(), Bag("coat")
    places.register("desk", Stuck())
    places.register("bag", bag)
    with pytest.raises(ErasureIncomplete, match="desk: disk on fire"):
        places.erase("ada")
    assert bag.kept == []
