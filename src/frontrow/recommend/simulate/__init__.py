"""Visitors who do not exist, for load and regret tests; their numbers are never mixed with real ones."""

from frontrow.recommend.simulate.behaviour import Behaviour
from frontrow.recommend.simulate.world import World

__all__ = ["Behaviour", "World"]
