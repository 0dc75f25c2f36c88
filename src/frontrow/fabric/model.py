"""A fabric as data: how it behaves, how it looks, how it is kept and what it costs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from frontrow.errors import UserError

WEAVES = ("plain", "twill", "satin", "crepe", "jersey", "velvet")
FIBRES = (
    "wool",
    "cashmere",
    "mohair",
    "silk",
    "cotton",
    "linen",
    "viscose",
    "lyocell",
    "acetate",
    "polyester",
    "polyamide",
    "elastane",
)
CARE = (
    "hand-wash",
    "wash-30",
    "wash-40",
    "dry-clean",
    "no-bleach",
    "iron-low",
    "iron-medium",
    "no-iron",
    "no-tumble",
    "dry-flat",
    "line-dry",
)


class FabricError(UserError):
    """A fabric file that cannot be used: one sentence naming the file and the field."""


@dataclass(frozen=True)
class Print:
    """A pattern on the cloth that repeats every `scale` metres in both directions.

    `kind` is one of `frontrow.fabric.PRINTS`; `colors` are "#rrggbb", the ground first; the same `seed`
    gives the same picture.
    """

    kind: str
    colors: tuple[str, ...]
    scale: float
    seed: int = 0


@dataclass(frozen=True)
class Fabric:
    """One fabric.

    Physical: `density` kg/m², `thickness` m, `stretch_warp`, `stretch_weft` and `shear` N/m (force a metre of
    width for a strain of 1), `bend_warp` and `bend_weft` N·m (bending rigidity a metre of width),
    `hysteresis` N (friction in bending, half of the KES-FB figure 2HB; 0 where it is not known), `friction`
    (Coulomb, cloth on skin), `damping` (share of internal motion lost, 0 to 1), `drag` (the air's
    pressure coefficient across the cloth).
    Optical: `color` "#rrggbb", `roughness`, `sheen` and `anisotropy` 0 to 1 (glTF materials), `opacity` 0
    to 1. `composition` is fibre to percent; `cost` is a price a metre of `width` m wide cloth, in `currency`.
    `source` says where the physical figures come from; "chosen" marks a choice of ours.
    """

    name: str
    title: str
    composition: Mapping[str, float]
    weave: str
    density: float
    thickness: float
    stretch_warp: float
    stretch_weft: float
    shear: float
    bend_warp: float
    bend_weft: float
    hysteresis: float = 0.0
    friction: float = 0.35
    damping: float = 0.15
    drag: float = 1.1
    color: str = "#d9d4c8"
    roughness: float = 0.8
    sheen: float = 0.0
    sheen_color: str = "#ffffff"
    anisotropy: float = 0.0
    opacity: float = 1.0
    print: Print | None = None
    care: tuple[str, ...] = ()
    cost: float = 0.0
    currency: str = "EUR"
    width: float = 1.4
    source: Mapping[str, str] = field(default_factory=dict)
