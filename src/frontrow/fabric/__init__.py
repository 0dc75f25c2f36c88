"""What cloth is made of: physical and optical parameters, weave, print, care and cost."""

from frontrow.fabric.library import library, load, resolve
from frontrow.fabric.model import CARE, FIBRES, WEAVES, Fabric, FabricError, Print
from frontrow.fabric.prints import PRINTS, print_image

__all__ = [
    "CARE",
    "FIBRES",
    "PRINTS",
    "WEAVES",
    "Fabric",
    "FabricError",
    "Print",
    "library",
    "load",
    "print_image",
    "resolve",
]
