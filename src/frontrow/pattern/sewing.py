"""Sewing: panels meshed, mirrored, welded along their seams and placed round a body."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from frontrow.body import Body
from frontrow.pattern.errors import PatternError
from frontrow.pattern.flat import Draft, FlatPanel
from frontrow.pattern.form import Form
from frontrow.pattern.mesh import PanelMesh, mesh
from frontrow.pattern.place import placed
from frontrow.pattern.relax import relaxed
from frontrow.pattern.seams import Run, outward, runs, stitches

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
    length; area: m² of cloth; fabrics: of each panel; layer: 0 next to the skin.
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
    area: float
    fabric: str
    fabrics: tuple[str, ...]
    layer: int
    resolution: float


@dataclass(frozen=True, eq=False)
class _Copies:
    """Corner ids of a panel's left and right copies: (k,) each; the fold is shared."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]


def sew(draft: Draft, body: Body, resolution: float | None = None) -> SewnGarment:
    """The garment of a draft, placed round a wearer. `resolution` is the edge length in metres; without it
    one is chosen that gives about 6,000 vertices. Raises PatternError."""
    file = draft.pattern.file
    h = resolution or float(np.clip(np.sqrt(draft.area / (0.866 * VERTICES)), FINEST, COARSEST))
    if draft.area / (0.866 * h * h) > MOST:
        raise PatternError(
            f"{file}: {draft.area:.1f} m² of cloth at {h * 1000:.0f} mm is too fine; use a coarser mesh."
        )
    sewn = runs(draft)
    cuts = stitches(draft, sewn, h)
    meshes = {name: mesh(panel, cuts, h, file) for name, panel in draft.panels.items()}
    copies, count = _copies(draft, meshes)
    flat, corner_panel, triangles = _cut_out(draft, meshes, copies, count)
    pairs, chains = _stitched(draft, sewn, meshes, copies)
    weld, vertices = _welded(pairs, count)
    welded = weld[triangles]
    doubled = (welded[:, 0] == welded[:, 1]) | (welded[:, 1] == welded[:, 2]) | (welded[:, 2] == welded[:, 0])
    if doubled.any():
        name = list(draft.panels)[corner_panel[triangles[doubled][0, 0]]]
        raise PatternError(f"{file}: panel {name} is sewn to itself across a single stitch; check its seams and darts.")
    form = Form.of(body)
    start = _start(placed(draft, meshes, form), draft, copies, weld, vertices, count)
    start = relaxed(start, welded, flat[triangles], form)
    tension_edges, tension = _elastic(draft, corner_panel, triangles, weld)
    return SewnGarment(
        name=draft.pattern.name,
        flat=flat,
        uv=flat.copy(),
        panel=corner_panel,
        panel_names=tuple(draft.panels),
        weld=weld.astype(np.int32),
        triangles=triangles.astype(np.int32),
        placed=start,
        seams=tuple((name, weld[chain].astype(np.int32)) for name, chain in chains),
        hems=tuple((name, weld[chain].astype(np.int32)) for name, chain in _hems(draft, sewn, meshes, copies)),
        tension_edges=tension_edges,
        tension=tension,
        area=draft.area,
        fabric=draft.pattern.fabrics.get("main", next(iter(draft.pattern.fabrics.values()))),
        fabrics=tuple(draft.pattern.fabrics[p.fabric] for p in draft.panels.values()),
        layer=draft.pattern.layer,
        resolution=h,
    )


def _fold(panel: FlatPanel, mesh: PanelMesh) -> NDArray[np.bool_]:
    on = np.zeros(len(mesh.points), bool)
    if panel.cut == "fold":
        on[: mesh.outline] = mesh.points[: mesh.outline, 0] == 0.0
    return on


def _copies(draft: Draft, meshes: dict[str, PanelMesh]) -> tuple[dict[str, _Copies], int]:
    made, at = {}, 0
    for name, panel in draft.panels.items():
        k = len(meshes[name].points)
        left = np.arange(at, at + k)
        at += k
        shared = _fold(panel, meshes[name])
        right = np.where(shared, left, at + np.cumsum(~shared) - 1)
        at += int((~shared).sum())
        made[name] = _Copies(left, right)
    return made, at


def _cut_out(
    draft: Draft, meshes: dict[str, PanelMesh], copies: dict[str, _Copies], count: int
) -> tuple[Array, Ints, NDArray[np.int64]]:
    flat, owner = np.zeros((count, 2)), np.zeros(count, np.int32)
    triangles = []
    for number, (name, panel) in enumerate(draft.panels.items()):
        side = outward(panel.place)
        for ids, sign in ((copies[name].left, side), (copies[name].right, -side)):
            points = meshes[name].points * [sign, 1.0]
            turn = np.array([[np.cos(panel.grain), np.sin(panel.grain)], [-np.sin(panel.grain), np.cos(panel.grain)]])
            flat[ids] = points @ (turn if sign == side else turn.T)
            owner[ids] = number
            faces = ids[meshes[name].triangles]
            triangles.append(faces if sign > 0 else faces[:, ::-1])
    return flat, owner, np.vstack(triangles)


def _chain(
    run_side: tuple[tuple[str, int, bool], ...],
    meshes: dict[str, PanelMesh],
    copies: dict[str, _Copies],
    right: bool,
) -> list[NDArray[np.int64]]:
    out = []
    for panel, piece, forward in run_side:
        ids = meshes[panel].pieces[piece]
        ids = ids if forward else ids[::-1]
        out.append((copies[panel].right if right else copies[panel].left)[ids])
    return out


def _stitched(
    draft: Draft, sewn: list[Run], meshes: dict[str, PanelMesh], copies: dict[str, _Copies]
) -> tuple[NDArray[np.int64], list[tuple[str, NDArray[np.int64]]]]:
    pairs, chains = [], []
    for run in sewn:
        sides = [(False, True)] if run.mirrored else [(False, False), (True, True)]
        for first, second in sides:
            a = _ends_and_starts(_chain(run.a, meshes, copies, first))
            b = _ends_and_starts(_chain(run.b, meshes, copies, second))
            if len(a[0]) != len(b[0]):
                raise PatternError(f"seam {run.name}: its sides have {len(a[0])} and {len(b[0])} stitches.")
            pairs += [np.stack([a[0], b[0]], axis=1), np.stack([a[1], b[1]], axis=1)]
            name = run.name if run.mirrored else f"{run.name} {'right' if first else 'left'}"
            chains.append((name, a[0]))
    return (np.vstack(pairs) if pairs else np.zeros((0, 2), np.int64)), chains


def _ends_and_starts(parts: list[NDArray[np.int64]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The corners of a side, stitch by stitch. Where it passes from piece to piece one stitch has two corners:
    the end of the piece before (first array) and the start of the piece after (second array)."""
    ends, starts = [int(parts[0][0])], [int(parts[0][0])]
    for part in parts:
        starts[-1] = int(part[0])
        ends += part[1:].tolist()
        starts += part[1:].tolist()
    return np.array(ends), np.array(starts)


def _welded(pairs: NDArray[np.int64], count: int) -> tuple[NDArray[np.int64], int]:
    graph = coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), (count, count))
    vertices, label = connected_components(graph, directed=False)
    first = np.full(vertices, count)
    np.minimum.at(first, label, np.arange(count))
    rank = np.empty(vertices, np.int64)
    rank[np.argsort(first)] = np.arange(vertices)
    return rank[label], int(vertices)


def _start(
    spots: dict[str, Array],
    draft: Draft,
    copies: dict[str, _Copies],
    weld: NDArray[np.int64],
    vertices: int,
    count: int,
) -> Array:
    corners = np.zeros((count, 3))
    for name in draft.panels:
        corners[copies[name].right] = spots[name] * [-1, 1, 1]
        corners[copies[name].left] = spots[name]
        shared = copies[name].left == copies[name].right
        corners[copies[name].left[shared], 0] = 0.0
    number = np.bincount(weld, minlength=vertices)[:, None]
    return np.stack([np.bincount(weld, corners[:, k], vertices) for k in range(3)], axis=1) / number


def _hems(
    draft: Draft, sewn: list[Run], meshes: dict[str, PanelMesh], copies: dict[str, _Copies]
) -> list[tuple[str, NDArray[np.int64]]]:
    used = {(panel, piece) for run in sewn for side in (run.a, run.b) for panel, piece, _ in side}
    found = []
    for name, panel in draft.panels.items():
        for i, piece in enumerate(panel.pieces):
            if (name, i) in used or _fold(panel, meshes[name])[meshes[name].pieces[i]].all():
                continue
            for side, ids in (("left", copies[name].left), ("right", copies[name].right)):
                found.append((f"{name}.{piece.edge} {side}", ids[meshes[name].pieces[i]]))
    return found


def _elastic(draft: Draft, owner: Ints, triangles: NDArray[np.int64], weld: NDArray[np.int64]) -> tuple[Ints, Array]:
    scale = np.array([panel.elastic for panel in draft.panels.values()])[owner]
    found: dict[tuple[int, int], float] = {}
    for a, b in ((0, 1), (1, 2), (2, 0)):
        i, j = triangles[:, a], triangles[:, b]
        short = scale[i] != 1.0
        for p, q, s in zip(weld[i[short]], weld[j[short]], scale[i[short]], strict=True):
            found[min(p, q), max(p, q)] = s
    keys = sorted(found)
    edges = np.array(keys, np.int32).reshape(-1, 2)
    return edges, np.array([found[k] for k in keys], float)
