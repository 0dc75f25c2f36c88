"""The engine: counts what visitors do as they do it, and ranks by it."""

from frontrow.recommend.engine.engine import Engine as Engine
from frontrow.recommend.engine.ranker import Ranker as Ranker
from frontrow.recommend.engine.ranker import learn as learn
