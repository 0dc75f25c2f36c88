"""What visitors did, what it says about their taste, and what to show them next."""

from frontrow.recommend.events import EVENTS, Entry, EventStore, Impression, Interaction, Stored, StoreFull
from frontrow.recommend.store.sqlite import SqliteEventStore

__all__ = [
    "EVENTS",
    "Entry",
    "EventStore",
    "Impression",
    "Interaction",
    "SqliteEventStore",
    "StoreFull",
    "Stored",
]
