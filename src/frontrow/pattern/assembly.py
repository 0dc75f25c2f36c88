"""Cutting out and stitching: panels meshed, mirrored, and welded along their seams, flat as they are."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from frontrow.pattern.errors import PatternError
from frontrow.pattern.flat import Draft, FlatPanel
from frontrow.pattern.joined import require_joined
from frontrow.pattern.mesh import PanelMesh, mesh
from frontrow.pattern.seams import Run, Step, outward, runs, stitches

Array = NDArray[np.float64]
Ids = NDArray[np.int64]
Chains = tuple[tuple[str, Ids], ...]


@dataclass(frozen=True, eq=False)
class Assembly:
    """A garment off the body: m corners of flat panels welded to n vertices.

    meshes: panel -> its mesh; left and right: panel -> corner ids of its two copies (the fold is shared); flat: (m, 2)
    metres, weft and warp; owner: (m,) number of the panel; triangles: (t, 3) corner ids; weld: (m,) vertex of each
    corner; seams and hems: (name, corner ids in order); creases: (k, 2) corner ids and crease: (k,) radians, the
    angle that the cloth is pressed to, positive where it turns away from its right side.
    """

    meshes: dict[str, PanelMesh]
    left: dict[str, Ids]
    right: dict[str, Ids]
    flat: Array
    owner: NDArray[np.int32]
    triangles: Ids
    weld: Ids
    seams: Chains
    hems: Chains
    creases: Ids
    crease: Array

    @property
    def vertices(self) -> int:
        return int(self.weld.max()) + 1


def assemble(draft: Draft, h: float) -> Assembly:
    """A draft cut out and stitched, with edges of about h metres. Raises PatternError."""
    file = draft.pattern.file
    sewn = runs(draft)
    require_joined(draft, sewn)
    cuts = stitches(draft, sewn, h)
    meshes = {name: mesh(panel, cuts, h, file) for name, panel in draft.panels.items()}
    left, right, count = _copies(draft, meshes)
    flat, owner, triangles = _cut_out(draft, meshes, left, right, count)
    pairs, seams, turned = _stitched(sewn, meshes, left, right)
    for name, panel in draft.panels.items():
        pieces = meshes[name].pieces
        ends = np.array([(pieces[i][0], pieces[j][-1]) for i, j in panel.tucks()], np.int64).reshape(-1, 2)
        pairs += [left[name][ends], right[name][ends]]
        pairs.append(np.stack([left[name][meshes[name].buttons], right[name][meshes[name].buttons]], axis=1))
    weld = _welded(np.vstack(pairs), count)
    welded = weld[triangles]
    doubled = (welded[:, 0] == welded[:, 1]) | (welded[:, 1] == welded[:, 2]) | (welded[:, 2] == welded[:, 0])
    if doubled.any():
        name = list(draft.panels)[owner[triangles[doubled][0, 0]]]
        raise PatternError(f"{file}: panel {name} is sewn to itself across a single stitch; check its seams and darts.")
    creases, crease = _creases(draft, meshes, left, right, turned)
    hems = _hems(draft, sewn, meshes, left, right)
    return Assembly(meshes, left, right, flat, owner, triangles, weld, seams, hems, creases, crease)


def _fold(panel: FlatPanel, cut: PanelMesh) -> NDArray[np.bool_]:
    on = np.zeros(len(cut.points), bool)
    if panel.cut == "fold":
        on[: cut.outline] = cut.points[: cut.outline, 0] == 0.0
    return on


def _copies(draft: Draft, meshes: dict[str, PanelMesh]) -> tuple[dict[str, Ids], dict[str, Ids], int]:
    lefts, rights, at = {}, {}, 0
    for name, panel in draft.panels.items():
        k = len(meshes[name].points)
        lefts[name] = np.arange(at, at + k)
        at += k
        shared = _fold(panel, meshes[name])
        rights[name] = np.where(shared, lefts[name], at + np.cumsum(~shared) - 1)
        at += int((~shared).sum())
    return lefts, rights, at


def _cut_out(
    draft: Draft, meshes: dict[str, PanelMesh], left: dict[str, Ids], right: dict[str, Ids], count: int
) -> tuple[Array, NDArray[np.int32], Ids]:
    flat, owner = np.zeros((count, 2)), np.zeros(count, np.int32)
    triangles = []
    for number, (name, panel) in enumerate(draft.panels.items()):
        side = outward(panel.place)
        turn = np.array([[np.cos(panel.grain), np.sin(panel.grain)], [-np.sin(panel.grain), np.cos(panel.grain)]])
        for ids, sign in ((left[name], side), (right[name], -side)):
            points = meshes[name].points * [sign, 1.0]
            # a pair is cut from cloth laid double, so its grains mirror; a piece on the fold has one grain
            flat[ids] = points @ (turn if sign == side or panel.cut == "fold" else turn.T)
            owner[ids] = number
            faces = ids[meshes[name].triangles]
            triangles.append(faces if sign > 0 else faces[:, ::-1])
    return flat, owner, np.vstack(triangles)


def _chain(side: tuple[Step, ...], meshes: dict[str, PanelMesh], copies: dict[str, Ids]) -> list[Ids]:
    out = []
    for panel, piece, forward in side:
        ids = meshes[panel].pieces[piece]
        out.append(copies[panel][ids if forward else ids[::-1]])
    return out


def _stitched(
    sewn: list[Run], meshes: dict[str, PanelMesh], left: dict[str, Ids], right: dict[str, Ids]
) -> tuple[list[Ids], Chains, list[Ids]]:
    pairs, chains, turned = [], [], []
    for run in sewn:
        sides = [(left, right)] if run.mirrored else [(left, left), (right, right)]
        for first, second in sides:
            a = _ends_and_starts(_chain(run.a, meshes, first))
            b = _ends_and_starts(_chain(run.b, meshes, second))
            if len(a[0]) != len(b[0]):
                raise PatternError(f"seam {run.name}: its sides have {len(a[0])} and {len(b[0])} stitches.")
            pairs += [np.stack([a[0], b[0]], axis=1), np.stack([a[1], b[1]], axis=1)]
            name = run.name if run.mirrored else f"{run.name} {'left' if first is left else 'right'}"
            chains.append((name, a[0]))
            if run.turned:
                turned.append(a[0])
    return pairs, tuple(chains), turned


def _ends_and_starts(parts: list[Ids]) -> tuple[Ids, Ids]:
    """The corners of a side, stitch by stitch. Where it passes from piece to piece one stitch has two corners:
    the end of the piece before (first array) and the start of the piece after (second array)."""
    ends, starts = [int(parts[0][0])], [int(parts[0][0])]
    for part in parts:
        starts[-1] = int(part[0])
        ends += part[1:].tolist()
        starts += part[1:].tolist()
    return np.array(ends), np.array(starts)


def _welded(pairs: Ids, count: int) -> Ids:
    graph = coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), (count, count))
    vertices, label = connected_components(graph, directed=False)
    first = np.full(vertices, count)
    np.minimum.at(first, label, np.arange(count))
    rank = np.empty(vertices, np.int64)
    rank[np.argsort(first)] = np.arange(vertices)
    return np.asarray(rank[label])


def _hems(
    draft: Draft, sewn: list[Run], meshes: dict[str, PanelMesh], left: dict[str, Ids], right: dict[str, Ids]
) -> Chains:
    used = {(panel, piece) for run in sewn for side in (run.a, run.b) for panel, piece, _ in side}
    found = []
    for name, panel in draft.panels.items():
        for i, piece in enumerate(panel.pieces):
            if (name, i) in used or piece.pleat or _fold(panel, meshes[name])[meshes[name].pieces[i]].all():
                continue
            for side, ids in (("left", left[name]), ("right", right[name])):
                found.append((f"{name}.{piece.edge} {side}", ids[meshes[name].pieces[i]]))
    return tuple(found)


def _creases(
    draft: Draft, meshes: dict[str, PanelMesh], left: dict[str, Ids], right: dict[str, Ids], turned: list[Ids]
) -> tuple[Ids, Array]:
    edges, angles = [np.zeros((0, 2), np.int64)], [np.zeros(0)]
    for chain in turned:
        edges.append(np.stack([chain[:-1], chain[1:]], axis=1))
        angles.append(np.full(len(chain) - 1, -np.pi))  # towards the right side
    for name, panel in draft.panels.items():
        for fold, line in zip(panel.folds, meshes[name].folds, strict=True):
            if fold.pressed > 0:
                along = np.array(list(pairwise(line.tolist())))
                edges += [left[name][along], right[name][along]]
                angles.append(np.full(2 * len(along), np.pi * fold.pressed * (1 if fold.mountain else -1)))
    return np.vstack(edges), np.concatenate(angles)
