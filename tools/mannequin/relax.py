"""Relaxed arms and hands, put into the shape model itself.

A fixed rotation at each bone makes skinning a linear map of vertices and joints together, so it goes into
the mean and into every mode alike, and the run time never needs finger bones.
"""

import numpy as np
from scipy.spatial.transform import Rotation


def unit(v):
    return v / np.linalg.norm(v)


def between(a, b, share=1.0):
    """The rotation that turns direction a by `share` of its way to direction b."""
    axis = np.cross(unit(a), unit(b))
    s = np.linalg.norm(axis)
    angle = np.arctan2(s, unit(a) @ unit(b))
    return Rotation.from_rotvec(axis / max(s, 1e-12) * angle * share)


def rotations(bones, joints):
    """World rotation of each bone, {bone: Rotation}, found on the mean joints (J,3), Y up, facing +Z."""
    at = {b: joints[i] for i, b in enumerate(bones)}
    world = {}
    for side, sign in (("L", 1.0), ("R", -1.0)):
        j = lambda name, side=side: at[f"{name}.{side}"]  # noqa: E731
        upper = unit(j("lowerarm01") - j("upperarm01"))
        fore = unit(j("wrist") - j("lowerarm01"))
        flex = Rotation.from_rotvec(np.array([-1.0, 0, 0]) * np.radians(13))  # a soft elbow, forwards
        straight = between(fore, flex.apply(upper))
        hand = unit(j("finger3-1") - j("wrist"))
        new_fore = straight.apply(fore)
        level = between(straight.apply(hand), new_fore, 0.75) * straight
        for b in ("lowerarm01", "lowerarm02"):
            world[f"{b}.{side}"] = straight
        across = level.apply(unit(j("finger5-1") - j("finger2-1")))
        along = level.apply(hand)
        palm = unit(np.cross(along, across)) * sign  # out of the back of the hand
        turn = Rotation.from_rotvec(unit(along) * np.radians(8) * sign)
        level = turn * level
        across, along, palm = turn.apply(across), turn.apply(along), turn.apply(palm)
        for b in ("wrist", "metacarpal1", "metacarpal2", "metacarpal3", "metacarpal4"):
            world[f"{b}.{side}"] = level
        curl_axis = unit(np.cross(along, -palm))
        for f, (first, second, third) in {
            2: (4, 12, 8),
            3: (8, 14, 9),
            4: (12, 17, 10),
            5: (15, 19, 11),
        }.items():
            now = level.apply(unit(j(f"finger{f}-3") - j(f"finger{f}-1")))
            aim = unit(now - palm * (now @ palm))
            centre = unit(along - palm * (along @ palm))
            spread = between(aim, centre, 0.72)
            r = spread * level
            for k, a in enumerate((first, second, third), 1):
                r = Rotation.from_rotvec(curl_axis * np.radians(a)) * r
                world[f"finger{f}-{k}.{side}"] = r
        now = level.apply(unit(j("finger1-3") - j("finger1-1")))
        tuck = between(now, unit(along * 1.0 + 0.30 * now - 0.12 * palm), 0.55)
        for k in (1, 2, 3):
            world[f"finger1-{k}.{side}"] = tuck * level
    return world


def downwards(parents):
    """Bone indices, parents before children."""
    depth = [0] * len(parents)
    for i in range(len(parents)):
        j = parents[i]
        while j >= 0:
            depth[i], j = depth[i] + 1, parents[j]
    return np.argsort(depth, kind="stable")


def relax(points, joints, skin, bones, parents, world):
    """Skin points (..., n, 3) and joints (..., J, 3) with the fixed world rotations; linear in both."""
    turn = np.stack([world[b].as_matrix() if b in world else np.eye(3) for b in bones])
    moved = joints.copy()
    for i in downwards(parents):
        p = parents[i]
        if bones[i] not in world and p >= 0:  # a bone without its own entry follows its parent
            turn[i] = turn[p]
        if p >= 0:
            moved[..., i, :] = moved[..., p, :] + (joints[..., i, :] - joints[..., p, :]) @ turn[p].T
    used = np.where(skin.sum(0) > 0)[0]
    out = np.zeros_like(points)
    for b in used:
        v = np.where(skin[:, b] > 0)[0]
        local = points[..., v, :] - joints[..., b, None, :]
        out[..., v, :] += skin[v, b, None] * (local @ turn[b].T + moved[..., b, None, :])
    return out, moved
