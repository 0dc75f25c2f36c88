"""The engine: follows the event log and publishes what it has learnt."""

from frontrow.recommend.engine.engine import Engine as Engine
