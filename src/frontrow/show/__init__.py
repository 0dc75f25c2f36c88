"""The show as data: a line-up becomes a timeline, and the timeline says who is where at any moment."""

from frontrow.show.clip import Clip, clips_of
from frontrow.show.finale import Finale
from frontrow.show.leg import Leg
from frontrow.show.lineup import LineUp, LineUpError, load, parse
from frontrow.show.state import OnRunway, State, show_time, state
from frontrow.show.timeline import Cue, Pose, Timeline, Walk, Walker, decode, encode, timeline
from frontrow.show.venue import Venue

__all__ = [
    "Clip",
    "Cue",
    "Finale",
    "Leg",
    "LineUp",
    "LineUpError",
    "OnRunway",
    "Pose",
    "State",
    "Timeline",
    "Venue",
    "Walk",
    "Walker",
    "clips_of",
    "decode",
    "encode",
    "load",
    "parse",
    "show_time",
    "state",
    "timeline",
]
