"""A pattern as it is written in its file: formulas, not yet lengths."""

from collections.abc import Mapping
from dataclasses import dataclass

Formula = float | str
Point = tuple[Formula, Formula]

CUTS = ("pair", "fold")
PARTS = ("torso", "skirt", "arm", "leg", "neck")
SIDES = ("front", "back", "around")
LAPS = ("left", "right")
LEVELS = (
    "nape",
    "neck",
    "shoulder",
    "armpit",
    "bust",
    "underbust",
    "waist",
    "hip",
    "crotch",
    "knee",
    "ankle",
    "elbow",
    "wrist",
)


@dataclass(frozen=True)
class Option:
    """What a wearer may choose: a number between `least` and `most`; `unit` is cm, degrees, share or %."""

    name: str
    default: float
    least: float
    most: float
    title: str
    unit: str = "cm"


@dataclass(frozen=True)
class Edge:
    """A named side of a panel from one point to the next: straight, bent by one or two Bézier controls
    (`bend`), a smooth line through points (`through`), or an arc round a centre (`arc`)."""

    name: str
    start: str
    end: str
    bend: tuple[str | Point, ...] = ()
    through: tuple[str | Point, ...] = ()
    arc: str | Point | None = None


@dataclass(frozen=True)
class Dart:
    """A wedge taken out of an edge: `at` a share of the edge, `width` cm wide, its tip at the point `tip`."""

    name: str
    edge: str
    at: Formula
    width: Formula
    tip: str | Point


@dataclass(frozen=True)
class Pleats:
    """Knife pleats: `count` folds evenly along the edge `edge`, each running to the edge `to`.

    A fold takes `depth` cm under (three layers lie over that width, twice the depth is taken up); at the other edge
    `depth_to`, from `by` cm below the folded edge on (at 0 the depth changes all the way). The folds turn `towards`
    the start or the end of the edge as it is written. `pressed` is how sharply they are creased: 1 flat on itself, 0
    not at all.
    """

    name: str
    edge: str
    to: str
    count: Formula
    depth: Formula
    depth_to: Formula
    by: Formula
    towards: str
    pressed: Formula


@dataclass(frozen=True)
class Place:
    """Where a panel sits before it is simulated: round a part of the body, at named levels.

    `inner` and `outer` are the edges at the two ends of `span`, degrees round the part from the middle of the
    front (an arm: from its top) over the wearer's left (an arm: over its front). `level` pins points of the
    panel to levels of the body. `lap` says which of a pair, left or right, lies on top where they overlap. `over`
    names the panel that this one lies on, drawn in its coordinates; all else is then that panel's.
    """

    on: str
    side: str
    inner: tuple[str, ...]
    outer: tuple[str, ...]
    span: tuple[float, float]
    level: Mapping[str, str]
    top: tuple[str, ...] = ()
    lift: Formula = 0.0
    lap: str | None = None
    over: str | None = None


@dataclass(frozen=True)
class Panel:
    """One piece of cloth as it is cut: a `pair` (the left one is drawn) or on the `fold` (its left half is
    drawn; x = 0 is the fold). `grain` is the angle of the warp from the y axis, degrees. `layers` of cloth are
    fused to one, as a waistband is. `grip` is the friction of a panel lined with something that rubs more than its
    cloth. A `loose` panel need not be sewn to the others."""

    name: str
    cut: str
    points: Mapping[str, Point]
    edges: tuple[Edge, ...]
    darts: tuple[Dart, ...]
    pleats: tuple[Pleats, ...]
    place: Place
    grain: Formula = 0.0
    fabric: str = "main"
    layers: int = 1
    elastic: Formula = 1.0
    grip: Formula = 0.0
    loose: bool = False


@dataclass(frozen=True)
class Seam:
    """Two runs of edges sewn together; their lengths may differ by `ease` percent."""

    name: str
    join: tuple[str, ...]
    to: tuple[str, ...]
    ease: Formula = 1.5


@dataclass(frozen=True)
class Buttons:
    """`count` buttons evenly on a line of a lapped pair, from one point to another: each holds the left piece to
    the right one."""

    name: str
    on: str
    start: str | Point
    end: str | Point
    count: Formula


@dataclass(frozen=True)
class Pattern:
    """A whole pattern file. `fabrics` maps its fabric slots to names; `let` are values worked out in
    order."""

    name: str
    title: str
    file: str
    sex: str | None
    about: str
    options: Mapping[str, Option]
    let: Mapping[str, Formula]
    panels: Mapping[str, Panel]
    seams: tuple[Seam, ...]
    buttons: tuple[Buttons, ...]
    fabrics: Mapping[str, str]
    layer: int = 0
