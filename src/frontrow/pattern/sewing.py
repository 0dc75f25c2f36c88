"""Sewing: a draft as one piece of cloth, placed round a body or round what it wears already."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from frontrow.body import Body
from frontrow.pattern.assembly import Assembly, assemble
from frontrow.pattern.carry import Carry
from frontrow.pattern.errors import PatternError
from frontrow.pattern.flat import Draft
from frontrow.pattern.form import Form
from frontrow.pattern.place import placed
from frontrow.pattern.place_over import above, ground, laid_over
from frontrow.pattern.relax import relaxed

Array = NDArray[np.float64]
Ints = NDArray[np.int32]
VERTICES = 6000  # a garment's usual number of vertices
FINEST, COARSEST = 0.012, 0.024
MOST = 60_000


@dataclass(frozen=True, eq=False)
class SewnGarment:
    """A garment ready to be simulated: m corners of flat panels, welded to n vertices.

    flat: (m, 2) metres, each panel from its right side: x along the weft, y along the warp; uv: (m, 2)
    metres, the same, for prints; panel: (m,) which of panel_names; weld: (m,) vertex of each corner;
    triangles: (t, 3) corner ids, counter-clockwise on the flat and from outside the body; placed: (n, 3)
    start positions, metres, in the body's `dressing_pose`; seams and hems: (name, vertex ids in order);
    tension_edges (k, 2) vertex ids and tension (k,): edges whose rest length is a share of their cut
    length; creases (c, 2) vertex ids and crease (c,): radians that the cloth is pressed to along an edge, positive
    where it turns away from its right side; area: m² of cloth; fabrics, layers and grips (the least
    friction): of each panel; layer: 0 next to
    the skin; rough and carry: the same in a coarser mesh, and the way from there, if it was asked for.
    """

    name: str
    flat: Array
    uv: Array
    panel: Ints
    panel_names: tuple[str, ...]
    weld: Ints
    triangles: Ints
    placed: Array
    seams: tuple[tuple[str, Ints], ...]
    hems: tuple[tuple[str, Ints], ...]
    tension_edges: Ints
    tension: Array
    creases: Ints
    crease: Array
    area: float
    fabric: str
    fabrics: tuple[str, ...]
    layers: tuple[int, ...]
    grips: tuple[float, ...]
    layer: int
    resolution: float
    draft: Draft
    assembly: Assembly
    rough: "SewnGarment | None" = None
    carry: Carry | None = None

    @cached_property
    def above(self) -> NDArray[np.bool_]:
        """(n,) the vertices that lie over another panel of the same garment, as a lapel's."""
        return above(self.draft, self.assembly)

    def over(self, body: Body, worn: Sequence[tuple[Array, Ints]]) -> Array:
        """(n, 3) start positions outside everything `worn`: (positions (k, 3) metres in the dressing pose,
        triangles (t, 3)) of each garment, from the skin outwards."""
        form = Form.of(body)
        for cloth, triangles in worn:
            form = form.wearing(cloth, triangles)
        return _start(self.draft, self.assembly, form)


def sew(
    draft: Draft, body: Body, resolution: float | None = None, rough: float = 1.0, vertices: int = VERTICES
) -> SewnGarment:
    """The garment of a draft, placed round a wearer.

    `resolution` is the edge length in metres; without it one is chosen that gives about so many `vertices`. rough:
    above 1, it is also cut with edges so many times longer, or as long as its panels allow, and placed as that lies.
    Raises PatternError.
    """
    pattern = draft.pattern
    usual = np.clip(np.sqrt(draft.area / (0.866 * VERTICES)), FINEST, COARSEST)
    h = resolution or float(usual * np.sqrt(VERTICES / vertices))
    if draft.area / (0.866 * h * h) > MOST:
        raise PatternError(
            f"{pattern.file}: {draft.area:.1f} m² of cloth at {h * 1000:.0f} mm is too fine; use a coarser mesh."
        )
    made = assemble(draft, h)
    for coarser in (rough, 1 + 0.5 * (rough - 1)):
        if coarser > 1:
            with suppress(PatternError):  # too narrow somewhere
                base = _sewn(
                    draft, coarse := assemble(draft, coarser * h), coarser * h, _start(draft, coarse, Form.of(body))
                )
                carry = Carry.of(coarse, made)
                return replace(_sewn(draft, made, h, carry.share @ base.placed), rough=base, carry=carry)
    return _sewn(draft, made, h, _start(draft, made, Form.of(body)))


def _sewn(draft: Draft, made: Assembly, h: float, start: Array) -> SewnGarment:
    pattern = draft.pattern
    weld = made.weld.astype(np.int32)
    tension_edges, tension = _elastic(draft, made)
    return SewnGarment(
        name=pattern.name,
        flat=made.flat,
        uv=made.flat.copy(),
        panel=made.owner,
        panel_names=tuple(draft.panels),
        weld=weld,
        triangles=made.triangles.astype(np.int32),
        placed=start,
        seams=tuple((name, weld[chain]) for name, chain in made.seams),
        hems=tuple((name, weld[chain]) for name, chain in made.hems),
        tension_edges=tension_edges,
        tension=tension,
        creases=weld[made.creases],
        crease=made.crease,
        area=draft.area,
        fabric=pattern.fabrics.get("main", next(iter(pattern.fabrics.values()))),
        fabrics=tuple(pattern.fabrics[p.fabric] for p in draft.panels.values()),
        layers=tuple(p.layers for p in draft.panels.values()),
        grips=tuple(p.grip for p in draft.panels.values()),
        layer=pattern.layer,
        resolution=h,
        draft=draft,
        assembly=made,
    )


def _start(draft: Draft, made: Assembly, form: Form) -> Array:
    """(n, 3) metres: the panels round the form, seams closed, no cloth much longer or shorter than it is cut."""
    corners = np.zeros((len(made.flat), 3))
    for name, (left, right) in placed(draft, made.meshes, form).items():
        corners[made.right[name]] = right
        corners[made.left[name]] = left
        shared = made.left[name] == made.right[name]
        corners[made.left[name][shared], 0] = 0.0
    start = np.zeros((made.vertices, 3))
    number = np.zeros((made.vertices, 1))
    known = np.isin(made.owner, [k for k, p in enumerate(draft.panels.values()) if not p.place.over])
    np.add.at(start, made.weld[known], corners[known])
    np.add.at(number, made.weld[known], 1.0)
    start /= np.maximum(number, 1)
    below = made.triangles[ground(draft, made)]
    start = laid_over(draft, made, relaxed(start, made.weld[below], made.flat[below], form))
    lapped = any(panel.place.lap for panel in draft.panels.values())
    return start if lapped or not form.bare.all() else _mirrored(start, made)


def _mirrored(start: Array, made: Assembly) -> Array:
    """Both halves alike: the body is not quite its own mirror image, and cloth that is put on need not know."""
    across = np.arange(len(start))
    for name in made.left:
        left, right = made.weld[made.left[name]], made.weld[made.right[name]]
        across[left], across[right] = right, left
    return np.asarray(0.5 * (start + start[across] * [-1.0, 1.0, 1.0]))


def _elastic(draft: Draft, made: Assembly) -> tuple[Ints, Array]:
    scale = np.array([panel.elastic for panel in draft.panels.values()])[made.owner]
    found: dict[tuple[int, int], float] = {}
    for a, b in ((0, 1), (1, 2), (2, 0)):
        i, j = made.triangles[:, a], made.triangles[:, b]
        short = scale[i] != 1.0
        for p, q, s in zip(made.weld[i[short]], made.weld[j[short]], scale[i[short]], strict=True):
            found[min(p, q), max(p, q)] = s
    keys = sorted(found)
    edges = np.array(keys, np.int32).reshape(-1, 2)
    return edges, np.array([found[k] for k in keys], float)
