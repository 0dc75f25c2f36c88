"""Cloths for the scenes: those of the library, and random ones within the library's range."""

import numpy as np

from frontrow.cloth import ClothMaterial
from frontrow.fabric import library

PHYSICAL = ("stretch_warp", "stretch_weft", "shear", "bend_warp", "bend_weft", "density", "friction", "damping")


def shelf() -> dict[str, ClothMaterial]:
    """Every fabric of the library as the solver sees it."""
    return {fabric.name: ClothMaterial.of(fabric) for fabric in library().values()}


def random_material(random: np.random.Generator) -> ClothMaterial:
    """Each figure drawn between the least and the most of the library, evenly in its logarithm."""
    known = list(shelf().values())
    drawn = {}
    for name in PHYSICAL:
        values = [getattr(material, name) for material in known]
        drawn[name] = float(np.exp(random.uniform(np.log(min(values)), np.log(max(values)))))
    return ClothMaterial(**drawn)
