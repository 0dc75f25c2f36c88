"""Cloth physics: meshes, parameters and colliders in, positions out. It knows no garment."""

from frontrow.cloth.collider import Collider, limbs
from frontrow.cloth.distance import penetration, signed_distance
from frontrow.cloth.inside import Columns
from frontrow.cloth.intersections import Intersections, intersections
from frontrow.cloth.material import ClothMaterial
from frontrow.cloth.mesh import Cloth
from frontrow.cloth.orbit import Loop, orbit
from frontrow.cloth.passage import Passage, passage
from frontrow.cloth.refine import refined
from frontrow.cloth.settings import Settings
from frontrow.cloth.settle import Settled, settle
from frontrow.cloth.solver import Solver
from frontrow.cloth.state import State

__all__ = [
    "Cloth",
    "ClothMaterial",
    "Collider",
    "Columns",
    "Intersections",
    "Loop",
    "Passage",
    "Settings",
    "Settled",
    "Solver",
    "State",
    "intersections",
    "limbs",
    "orbit",
    "passage",
    "penetration",
    "refined",
    "settle",
    "signed_distance",
]
