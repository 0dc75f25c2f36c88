"""Drape space: a garment in one cut, draped at once on any body of a range."""

from frontrow.look.space.build import build
from frontrow.look.space.fallback import Worn, worn
from frontrow.look.space.file import load
from frontrow.look.space.layers import layered
from frontrow.look.space.model import Space, Trust

__all__ = ["Space", "Trust", "Worn", "build", "layered", "load", "worn"]
