"""The show as data: a line-up becomes a timeline, and the timeline says who is where at any moment."""

from frontrow.show.lineup import LineUp, LineUpError, load, parse
from frontrow.show.state import OnRunway, State, show_time, state
from frontrow.show.timeline import Cue, Finale, Timeline, Walk, Walker, decode, encode, timeline
from frontrow.show.venue import Place, Venue, path_length, place

__all__ = [
    "Cue",
    "Finale",
    "LineUp",
    "LineUpError",
    "OnRunway",
    "Place",
    "State",
    "Timeline",
    "Venue",
    "Walk",
    "Walker",
    "decode",
    "encode",
    "load",
    "parse",
    "path_length",
    "place",
    "show_time",
    "state",
    "timeline",
]
