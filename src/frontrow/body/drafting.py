"""Everything a pattern maker measures on a body, beyond what it was fitted to."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull

from frontrow.body.tape import edges_of, girth, section
from frontrow.body.targets import UP, Tapes

Array = NDArray[Any]


def measures_of(p: Array, coefficients: Array, tapes: Tapes) -> dict[str, float]:
    """Measures of positions p (m, 3) of one body with these coefficients (K,); metres, kilograms, degrees
    for `shoulder_slope`.

    Heights are without shoes, in the rest pose; `lift` is what the shoes add. Widths and lengths "over" the
    body follow the skin or, over a hollow, the tape.
    """
    m = tapes.m
    mark = {k: p[v] for k, v in m.landmarks.items()}
    joint = {k: p[v] for k, v in tapes.joint.items()}
    out: dict[str, Any] = dict(tapes.read(p, coefficients))
    low, high = mark["crotch"][1], float(p[m.waist, 1].mean())
    hip = low + tapes.hips_level(p) * (high - low)
    leg = m.triangles[(p[m.triangles][:, :, 0] > 0).all(1)]
    leg_edges = _edges_below(leg, p, low)
    bone = joint["foot.L"] - joint["shin.L"]
    calf = max(
        girth(p, leg_edges, joint["shin.L"] + s * bone, bone / np.linalg.norm(bone))[0]
        for s in np.linspace(0.2, 0.5, 7)
    )
    arm = tapes.edges["upper_arm"]

    def across(i: str, j: str, share: float, edges: Array) -> float:
        d = joint[j] - joint[i]
        return girth(p, edges, joint[i] + share * d, d / np.linalg.norm(d))[0]

    slope = mark["neck_side_l"] - mark["shoulder_l"]
    depth = float(mark["nape"][1] - mark["underarm_l"][1])
    torso = tapes.edges["bust"]
    floor = float(p[tapes.sole, 1])
    out |= {
        "lift": floor - float(p[: m.vertices, 1].min()),
        "knee": across("thigh_twist.L", "shin_twist.L", 0.58, leg_edges),
        "calf": calf,
        "ankle": across("shin.L", "foot.L", 0.93, leg_edges),
        "elbow": across("upper_arm.L", "forearm.L", 0.98, arm),
        "wrist": across("forearm.L", "hand.L", 0.95, arm),
        "bust_height": float(mark["bust_l"][1]) - floor,
        "underbust_height": float(mark["underbust_l"][1]) - floor,
        "waist_height": high - floor,
        "hip_height": float(hip) - floor,
        "crotch_height": float(low) - floor,
        "knee_height": float(joint["shin.L"][1]) - floor,
        "ankle_height": float(joint["foot.L"][1]) - floor,
        "nape_height": float(mark["nape"][1]) - floor,
        "shoulder_height": float(mark["shoulder_l"][1]) - floor,
        "neck_side_height": float(mark["neck_side_l"][1]) - floor,
        "neck_front_height": float(mark["neck_front"][1]) - floor,
        "underarm_height": float(mark["underarm_l"][1]) - floor,
        "hip_depth": high - float(hip),
        "rise": high - float(low),
        "armhole_depth": depth,
        "neck_width": float(2 * mark["neck_side_l"][0]),
        "shoulder_seam": float(np.linalg.norm(slope)),
        "shoulder_drop": float(slope[1]),
        "shoulder_slope": float(np.degrees(np.arctan2(slope[1], np.hypot(slope[0], slope[2])))),
        "bust_point_distance": float(2 * mark["bust_l"][0]),
        "bust_depth": float(np.linalg.norm(mark["neck_side_l"] - mark["bust_l"])),
        "bust_to_waist": float(mark["bust_l"][1]) - high,
        "chest_width": _over(p, torso, mark["armhole_front_l"], 1.0),
        "back_width": _over(p, torso, mark["armhole_back_l"], -1.0),
        "waist_front_width": _half(p, tapes.edges["waist"], high, mark["waist_l"], 1.0),
        "hips_front_width": _half(p, tapes.edges["hips"], float(hip), mark["waist_l"], 1.0),
        "bust_front_width": _half(p, torso, float(mark["bust_l"][1]), mark["underarm_l"], 1.0),
        "head": _head(p, tapes),
        "foot_length": float(mark["toe_l"][2] - mark["heel_l"][2]),
    }
    out["front_length"] = float(
        np.linalg.norm(mark["neck_side_l"] - mark["bust_l"])
        + np.linalg.norm(mark["bust_l"] - [mark["bust_l"][0], high, mark["waist_front"][2]])
    )
    out["centre_front_length"] = float(
        np.linalg.norm(mark["neck_front"] - mark["bust_front"])
        + np.linalg.norm(mark["bust_front"] - mark["waist_front"])
    )
    out["waist_to_knee"] = out["waist_height"] - out["knee_height"]
    out["outseam"] = high + (out["inseam"] - float(low))
    out["crotch_length"] = _crotch(p, tapes, high)
    return {k: float(v) for k, v in out.items()}


def _edges_below(triangles: Array, p: Array, y: float) -> Array:
    return edges_of(triangles[(p[triangles][:, :, 1] < y).all(1)])


def _strip(points: Array) -> float:
    """Length of the tape over points (k, 2), from the first to the last column value, on the outer side."""
    hull = points[ConvexHull(points).vertices]
    i, j = hull[:, 0].argmin(), hull[:, 0].argmax()
    walk = np.roll(hull, -i, 0)
    j = (j - i) % len(hull)
    a = np.linalg.norm(np.diff(walk[: j + 1], axis=0), axis=1).sum()
    b = np.linalg.norm(np.diff(np.vstack([walk[j:], walk[:1]]), axis=0), axis=1).sum()
    return float(max(a, b))


def _over(p: Array, edges: Array, mark: Array, side: float) -> float:
    """Tape from a mark on the left over the front (side 1) or back (-1) to the same mark on the right."""
    q = section(p, edges, np.array([0.0, mark[1], 0.0]), UP)
    q = q[(np.abs(q[:, 0]) <= mark[0]) & ((q[:, 2] - mark[2]) * side > -0.02)]
    ends = np.array([[mark[0], mark[2] * side], [-mark[0], mark[2] * side]])
    return _strip(np.vstack([np.stack([q[:, 0], q[:, 2] * side], 1), ends]))


def _half(p: Array, edges: Array, y: float, side_mark: Array, side: float) -> float:
    """Tape over the front half of a level, from side seam to side seam (the widest point of the level)."""
    q = section(p, edges, np.array([0.0, y, 0.0]), UP)
    q = q[ConvexHull(q[:, [0, 2]]).vertices]
    z = q[np.abs(q[:, 0]).argmax(), 2]
    x = np.abs(q[:, 0]).max()
    front = q[(q[:, 2] - z) * side >= 0]
    pts = np.vstack([np.stack([front[:, 0], front[:, 2] * side], 1), [[x, z * side], [-x, z * side]]])
    return _strip(pts)


def _head(p: Array, tapes: Tapes) -> float:
    m = tapes.m
    t = m.triangles[m.zones["head"][m.triangles].all(1)]
    y = float(p[m.landmarks["top"], 1]) - 0.085
    return girth(p, edges_of(t), np.array([0.0, y, 0.0]), UP)[0]


def _crotch(p: Array, tapes: Tapes, waist: float) -> float:
    """From the front waist through the legs to the back waist, a tape along the middle of the body."""
    m = tapes.m
    n = m.vertices
    q = p[:n][(m.mirror == np.arange(n)) & (p[:n, 1] < waist) & (p[:n, 1] > waist - 0.5)][:, [2, 1]]
    ends = q[q[:, 1] > q[:, 1].max() - 0.03, 0]
    return float(ConvexHull(q).area - np.ptp(ends))
