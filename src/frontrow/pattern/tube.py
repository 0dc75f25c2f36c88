"""A part of the body as a tube: rings round an axis, which cloth of a given girth is wound round."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from frontrow.pattern.form import UP, Form

Array = NDArray[np.float64]
SAMPLES = 24  # points a quarter of a ring
CLEARANCE = 0.008


@dataclass(frozen=True, eq=False)
class Rings:
    """Outlines of a tube. stations: (s,) metres along the axis, rising; outlines: one convex polygon a
    station in the axes (x, y) of the ring's plane; origin (s, 3), x and y (3,): that plane; a ring's angle
    runs from y (0 degrees) over x (90)."""

    stations: Array
    outlines: tuple[shapely.Polygon, ...]
    origin: Array
    x: Array
    y: Array
    middle: float | None = None  # where a ring's front is, along x; None: halfway across

    def girths(self) -> Array:
        """(s,) metres."""
        return np.array([outline.length for outline in self.outlines])

    def wound(self, offsets: Array) -> Array:
        """(s, 4 * SAMPLES + 1, 2) ring points from angle -180 to 180, each ring grown by its offset (s,)
        metres.

        Between 0, 90, 180 and -90 degrees (the outermost points along y and x) the points are evenly spaced.
        """
        table = []
        for outline, offset in zip(self.outlines, offsets, strict=True):
            grown = outline.buffer(float(offset), quad_segs=8)
            table.append(_quarters(np.asarray(grown.exterior.coords)[:-1], self.middle))
        return np.array(table)

    def at(self, table: Array, station: Array, angle: Array) -> Array:
        """(k, 3) points of a wound table at stations (k,) metres and angles (k,) degrees."""
        s = np.interp(station, self.stations, np.arange(len(self.stations)))
        a = (np.asarray(angle) + 180) / 90 * SAMPLES
        i = np.clip(s.astype(int), 0, len(self.stations) - 2)
        j = np.clip(a.astype(int), 0, table.shape[1] - 2)
        fs, fa = (s - i)[:, None], (a - j)[:, None]
        flat = (table[i, j] * (1 - fa) + table[i, j + 1] * fa) * (1 - fs)
        flat = flat + (table[i + 1, j] * (1 - fa) + table[i + 1, j + 1] * fa) * fs
        base = np.stack([np.interp(station, self.stations, self.origin[:, k]) for k in range(3)], axis=1)
        axis = self.origin[-1] - self.origin[0]
        axis = axis / np.linalg.norm(axis)
        beyond = station - np.clip(station, self.stations[0], self.stations[-1])
        return np.asarray(base + beyond[:, None] * axis + flat[:, :1] * self.x + flat[:, 1:] * self.y)


def _quarters(ring: Array, middle: float | None) -> Array:
    """A closed convex ring resampled from -180 to 180 degrees: front and back are where it crosses the line
    x = middle (default: halfway), the sides are its outermost points; between them the points are even."""
    closed = np.vstack([ring, ring[:1]])
    along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(closed, axis=0), axis=1))]
    fine = np.linspace(0, along[-1], 961)[:-1]
    ring = np.stack([np.interp(fine, along, closed[:, 0]), np.interp(fine, along, closed[:, 1])], 1)
    x, y = ring.T
    if x @ np.roll(y, -1) - y @ np.roll(x, -1) > 0:  # walk clockwise: back, right, front, left
        ring = ring[::-1]
        x, y = ring.T
    cx, cy = (x.min() + x.max()) / 2 if middle is None else middle, (y.min() + y.max()) / 2
    away = np.abs(x - cx)
    front, back = np.where(y > cy, away, np.inf).argmin(), np.where(y < cy, away, np.inf).argmin()
    corners = [back, x.argmin(), front, x.argmax(), back]
    points = []
    for a, b in pairwise(corners):
        walk = np.roll(ring, -a, axis=0)[: (b - a) % len(ring) + 1]
        even = np.linspace(0, len(walk) - 1, SAMPLES + 1)[:-1]
        whole = np.arange(len(walk))
        points.append(np.stack([np.interp(even, whole, walk[:, 0]), np.interp(even, whole, walk[:, 1])], 1))
    return np.vstack([*points, points[0][:1]])


def _rings(
    form: Form,
    edges: NDArray[np.int32],
    stations: Array,
    origin: Array,
    axis: Array,
    x: Array,
    y: Array,
    middle: float | None = None,
) -> Rings:
    found, kept = [], []
    for s in stations:
        base = origin + s * axis
        points = form.section(edges, base, axis) - base
        flat = np.stack([points @ x, points @ y], axis=1)
        if len(flat) < 6:
            continue
        hull = shapely.MultiPoint(flat).convex_hull
        if hull.geom_type == "Polygon" and hull.area > 1e-4:
            found.append(hull)
            kept.append(s)
    kept_stations = np.array(kept)
    return Rings(kept_stations, tuple(found), origin + kept_stations[:, None] * axis, x, y, middle)


SIDE = np.array([1.0, 0.0, 0.0])
FRONT = np.array([0.0, 0.0, 1.0])


def trunk(form: Form) -> Rings:
    """From the knees, both legs in one ring, to the neck; stations are heights; angle 0 is the front, 90
    the left."""
    edges = form.limb("torso", "neck", "legs")
    heights = np.arange(form.levels["ankle"], form.levels["nape"], 0.015)
    return _rings(form, edges, heights, np.zeros(3), UP, SIDE, FRONT, 0.0)


def leg(form: Form) -> Rings:
    """The left leg from ankle to crotch; stations are heights; angle 0 is the front, 90 the outer side."""
    p = form.positions
    edges = form.limb("torso", "legs", "feet")
    edges = edges[(p[edges][:, :, 0] > -1e-6).all(axis=1)]
    heights = np.arange(form.levels["ankle"] - 0.03, form.levels["crotch"] - 0.004, 0.015)
    return _rings(form, edges, heights, np.zeros(3), UP, SIDE, FRONT)


def arm(form: Form) -> tuple[Rings, dict[str, float]]:
    """The left arm; stations rise towards the shoulder, which is 0; angle 0 is its top, 90 its front. Also
    the levels shoulder, armpit, elbow and wrist as stations."""
    shoulder, wrist = form.marks["shoulder_l"], form.marks["wrist_l"]
    axis = shoulder - wrist
    length = float(np.linalg.norm(axis))
    axis = axis / length
    front = FRONT - (FRONT @ axis) * axis
    front /= np.linalg.norm(front)
    top = np.cross(axis, front)
    top = top if top[1] > 0 else -top
    left = form.positions[:, 0] > 0
    edges = form.limb("arms", "hands")
    edges = edges[left[edges].all(axis=1)]
    stations = np.arange(-length - 0.02, 0.0, 0.012)
    rings = _rings(form, edges, stations, shoulder, axis, front, top)
    girth = rings.girths()
    whole = rings.stations < -0.25 * length  # nearer the shoulder a section may miss part of the arm
    least = np.percentile(girth[whole & (rings.stations > -0.6 * length)], 60)
    sound = whole | (girth > 0.9 * least)
    rings = Rings(
        rings.stations[sound],
        tuple(o for o, ok in zip(rings.outlines, sound, strict=True) if ok),
        rings.origin[sound],
        front,
        top,
    )
    pit = float((form.marks["underarm_l"] - shoulder) @ axis)
    elbow = float((form.marks["elbow_l"] - shoulder) @ axis)
    return rings, {"shoulder": 0.0, "armpit": pit, "elbow": elbow, "wrist": -length}


def neck(form: Form) -> Rings:
    """The neck from where collars are sewn on; stations rise towards the head and are 0 on the neckline; angle 0 is
    the front, 90 the left."""
    nape, pit, side = (form.marks[name] for name in ("nape", "neck_front", "neck_side_l"))
    base = np.array([0.0, side[1], 0.5 * (nape[2] + pit[2])])
    front = (pit - nape) * [0.0, 1.0, 1.0]
    front /= np.linalg.norm(front)
    axis = np.cross(front, SIDE)
    near = np.linalg.norm((form.positions - base) * [1.0, 0.0, 1.0], axis=1) < 0.12
    edges = form.limb("torso", "neck", "head")
    edges = edges[near[edges].all(axis=1)]
    return _rings(form, edges, np.arange(0.0, 0.07, 0.01), base, axis, SIDE, front, 0.0)
