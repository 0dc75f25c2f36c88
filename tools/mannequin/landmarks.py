"""Where the tape goes: vertex ids found once on the mean body (Y up, facing +Z, metres)."""

import numpy as np


def landmarks(p, normals, joints, skin, names, mirror, known):
    """{name: vertex id}; `known` holds bust_l, underbust, crotch, acromion_l, c7, waist_front, waist_back."""
    j = {n: joints[i] for i, n in enumerate(names)}
    middle = np.where(mirror == np.arange(len(p)))[0]
    left = np.where(p[:, 0] > 1e-6)[0]
    arm = skin[
        :, [i for i, n in enumerate(names) if n[:-2] in ("upper_arm", "upper_arm_twist", "forearm", "hand")]
    ].sum(1)

    def nearest(ids, to, axes=(0, 1, 2)):
        d = p[ids][:, axes] - np.asarray(to)[list(axes)]
        return int(ids[np.argmin((d**2).sum(1))])

    out = {
        "bust_l": known["bust_l"],
        "underbust_l": known["underbust"],
        "crotch": known["crotch"],
        "shoulder_l": known["acromion_l"],
        "nape": known["c7"],
        "waist_front": nearest(middle[normals[middle, 2] > 0], p[known["waist_front"]], (1,)),
        "waist_back": nearest(middle[normals[middle, 2] < 0], p[known["waist_back"]], (1,)),
        "top": int(np.argmax(p[:, 1])),
    }
    front, back = middle[normals[middle, 2] > 0], middle[normals[middle, 2] < 0]
    notch = j["clavicle.L"] + [0, 0.014, 0]
    out["neck_front"] = nearest(front, notch, (1,))
    out["navel"] = nearest(front, [0, p[known["waist_front"], 1] - 0.02, 0], (1,))
    out["bust_front"] = nearest(front, p[known["bust_l"]], (1,))
    out["bust_back"] = nearest(back, p[known["bust_l"]], (1,))
    # side neck: where the line from shoulder to neck turns up through 45 degrees, seen from the front
    xs = np.linspace(0.03, 0.14, 56)
    ids = left[(p[left, 1] > j["shoulder.L"][1]) & (p[left, 1] < j["head"][1])]
    ridge = []
    for x in xs:
        near = ids[np.abs(p[ids, 0] - x) < 0.006]
        ridge.append(near[np.argmax(p[near, 1])])
    r = p[ridge]
    y = np.interp(xs, r[np.argsort(r[:, 0]), 0], r[np.argsort(r[:, 0]), 1])
    y = np.convolve(np.pad(y, 3, "edge"), np.ones(7) / 7, "valid")
    slope = np.gradient(y, xs)
    steep = int(np.argmin(slope[: len(xs) // 2]))  # on the neck
    turn = steep + int(np.argmax(slope[steep:] > -1.0))
    out["neck_side_l"] = int(ridge[turn])
    # underarm: the highest point of the crease between arm and body, seen from below
    a = j["upper_arm.L"]
    under = left[(np.abs(p[left, 2] - a[2]) < 0.025) & (p[left, 1] < a[1] - 0.02) & (normals[left, 1] < -0.15)]
    under = under[(np.abs(p[under, 0] - a[0]) < 0.08)]
    out["underarm_l"] = int(under[np.argmax(p[under, 1])])
    u = p[out["underarm_l"]]
    body = left[(arm[left] < 0.5) & (np.abs(p[left, 1] - (u[1] + 0.03)) < 0.02)]
    out["armhole_front_l"] = nearest(body[normals[body, 2] > 0.3], [u[0] - 0.005, u[1] + 0.03, 0], (0, 1))
    out["armhole_back_l"] = nearest(body[normals[body, 2] < -0.3], [u[0] - 0.005, u[1] + 0.03, 0], (0, 1))
    w = p[known["waist_front"], 1]
    side = left[np.abs(p[left, 1] - w) < 0.02]
    side = side[arm[side] < 0.1]
    out["waist_l"] = int(side[np.argmax(p[side, 0] - 0.3 * np.abs(p[side, 1] - w))])
    for name, joint in (
        ("elbow_l", "forearm.L"),
        ("wrist_l", "hand.L"),
        ("knee_l", "shin.L"),
        ("ankle_l", "foot.L"),
    ):
        out[name] = nearest(left[normals[left, 0] > 0.6], j[joint])
    feet = left[p[left, 1] < p[:, 1].min() + 0.03]
    out["heel_l"] = int(feet[np.argmin(p[feet, 2])])
    out["toe_l"] = int(feet[np.argmax(p[feet, 2])])
    sole = left[(p[left, 2] < j["foot.L"][2] + 0.02)]
    out["sole_l"] = int(sole[np.argmin(p[sole, 1])])
    for n, v in list(out.items()):
        if n.endswith("_l"):
            out[n[:-2] + "_r"] = int(mirror[v])
    return out
