"""A mesh whose positions are linear in the shape coefficients, and cutting it along smooth lines."""

from dataclasses import dataclass

import numpy as np


@dataclass
class Sheet:
    """positions: (n, 1 + K, 3) mean first, then modes; skin: (n, J) weights; triangles: (t, 3); marks: name
    -> id.

    `labels` is carried along per triangle.
    """

    positions: np.ndarray
    skin: np.ndarray
    triangles: np.ndarray
    labels: np.ndarray
    marks: dict

    @property
    def mean(self):
        """(n, 3) the mean body."""
        return self.positions[:, 0]

    def drop(self, keep):
        """Keep only some triangles and the vertices they use."""
        self.triangles, self.labels = self.triangles[keep], self.labels[keep]
        used = np.unique(self.triangles)
        new = np.full(len(self.positions), -1)
        new[used] = np.arange(len(used))
        self.positions, self.skin = self.positions[used], self.skin[used]
        self.triangles = new[self.triangles]
        self.marks = {k: int(new[v]) for k, v in self.marks.items() if new[v] >= 0}


def cut(sheet, field, only=None, slide=0.28, middle=1e-7):
    """Make the line field(mean) = 0 run along edges; `only`: (n,) bool of vertices where the field means
    anything.

    A vertex close to the line slides onto it along an edge (along the middle of the body only if it lies
    there); every other edge that crosses the line is split.
    """
    p = sheet.mean
    f = field(p)
    live = np.ones(len(p), bool) if only is None else only
    e = np.sort(
        np.concatenate([sheet.triangles[:, [0, 1]], sheet.triangles[:, [1, 2]], sheet.triangles[:, [2, 0]]]),
        1,
    )
    e = np.unique(e[live[e].all(1)], axis=0)
    keep_out = set(sheet.marks.values())
    on_middle = np.abs(p[:, 0]) < middle
    cross = e[f[e[:, 0]] * f[e[:, 1]] < 0]
    both = np.concatenate([cross, cross[:, ::-1]])
    t = f[both[:, 0]] / (f[both[:, 0]] - f[both[:, 1]])
    order = np.argsort(t)
    moved = np.zeros(len(p), bool)
    for k in order:
        if t[k] > slide:
            break
        a, b = both[k]
        if moved[a] or moved[b] or a in keep_out or (on_middle[a] and not on_middle[b]):
            continue
        sheet.positions[a] = (1 - t[k]) * sheet.positions[a] + t[k] * sheet.positions[b]
        sheet.skin[a] = (1 - t[k]) * sheet.skin[a] + t[k] * sheet.skin[b]
        moved[a] = True
    f = field(sheet.mean)
    f[moved] = 0.0
    sign = np.sign(f) * live
    sign[np.abs(f) < 1e-9] = 0
    cross = e[sign[e[:, 0]] * sign[e[:, 1]] < 0]
    t = (f[cross[:, 0]] / (f[cross[:, 0]] - f[cross[:, 1]]))[:, None]
    n = len(sheet.positions)
    a, b = cross[:, 0], cross[:, 1]
    sheet.positions = np.concatenate(
        [sheet.positions, (1 - t[..., None]) * sheet.positions[a] + t[..., None] * sheet.positions[b]]
    )
    sheet.skin = np.concatenate([sheet.skin, (1 - t) * sheet.skin[a] + t * sheet.skin[b]])
    born = {(int(i), int(j)): n + k for k, (i, j) in enumerate(cross)}
    tri, labels = [], []
    for face, label in zip(sheet.triangles.tolist(), sheet.labels.tolist(), strict=True):
        mid = [born.get((min(face[i], face[(i + 1) % 3]), max(face[i], face[(i + 1) % 3]))) for i in range(3)]
        hits = [i for i in range(3) if mid[i] is not None]
        if not hits:
            new = [face]
        elif len(hits) == 1:
            i = hits[0]
            x, y, z = face[i], face[(i + 1) % 3], face[(i + 2) % 3]
            new = [[x, mid[i], z], [mid[i], y, z]]
        else:
            i = next(k for k in range(3) if mid[k] is None)  # the edge that is whole: x to y
            x, y, z = face[i], face[(i + 1) % 3], face[(i + 2) % 3]
            my, mx = mid[(i + 1) % 3], mid[(i + 2) % 3]
            q = sheet.positions[:, 0]
            if np.linalg.norm(q[x] - q[my]) < np.linalg.norm(q[y] - q[mx]):
                new = [[x, y, my], [x, my, mx], [mx, my, z]]
            else:
                new = [[x, y, mx], [y, my, mx], [mx, my, z]]
        tri += new
        labels += [label] * len(new)
    sheet.triangles, sheet.labels = np.array(tri), np.array(labels)
    return sheet
