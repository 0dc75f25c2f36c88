"""Garments become an asset: dress from the skin outwards, settle, walk, compress; GLB, poster, report."""

from frontrow.look.decode import Decoded
from frontrow.look.maker import make
from frontrow.look.report import Report
from frontrow.look.spec import GarmentSpec, LookSpec, load

__all__ = ["Decoded", "GarmentSpec", "LookSpec", "Report", "load", "make"]
