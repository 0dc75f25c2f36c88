"""A look as an avatar: VRM 1.0, and its walk as a VRM Animation.

Terms and rules: the VRM consortium's specifications VRMC_vrm-1.0, VRMC_springBone-1.0 and VRMC_vrm_animation-1.0.
"""

from dataclasses import dataclass, replace

import numpy as np

from frontrow.look.game.figure import Figure, Motion, Rig
from frontrow.look.game.rigged import animate, put, skeleton
from frontrow.look.game.tpose import tpose
from frontrow.look.plain import Json, Plain
from frontrow.look.worn import HANG

LICENCE = "https://vrm.dev/licenses/1.0/"  # the text that the fields of `meta` fill in
BONES = {
    "hips": "hips",
    "spine": "spine1",
    "chest": "spine3",
    "upperChest": "spine5",
    "neck": "neck1",
    "head": "head",
    **{
        f"{side}{bone}": f"{joint}.{letter}"
        for side, letter in (("left", "L"), ("right", "R"))
        for bone, joint in (
            ("Shoulder", "clavicle"),
            ("UpperArm", "upper_arm"),
            ("LowerArm", "forearm"),
            ("Hand", "hand"),
            ("UpperLeg", "thigh"),
            ("LowerLeg", "shin"),
            ("Foot", "foot"),
            ("Toes", "toes"),
        )
    },
}
TAIL = 0.25  # metres below a joint of hanging cloth, where the spring that keeps it upright ends


@dataclass(frozen=True)
class Credit:
    """Who made the look, and what others may do with it. licence: the address of its text. commercial, changes: whether
    allowed; for changes, whether they may be passed on as well."""

    author: str
    licence: str
    commercial: bool
    changes: bool

    def meta(self, title: str) -> Json:
        """The `meta` of VRMC_vrm. Everything that a mannequin does not stand for is closed."""
        return {
            "name": title,
            "version": "1",
            "authors": [self.author],
            "copyrightInformation": self.author,
            "licenseUrl": LICENCE,
            "otherLicenseUrl": self.licence,
            "avatarPermission": "everyone",
            "allowExcessivelyViolentUsage": False,
            "allowExcessivelySexualUsage": False,
            "commercialUsage": "corporation" if self.commercial else "personalNonProfit",
            "allowPoliticalOrReligiousUsage": False,
            "allowAntisocialOrHateUsage": False,
            "creditNotation": "required",
            "allowRedistribution": True,
            "modification": "allowModificationRedistribution" if self.changes else "prohibited",
        }


def vrm(figure: Figure, credit: Credit) -> bytes:
    """The figure as an avatar at rest in a T-pose. Cloth that hangs free keeps upright by springs."""
    figure = tpose(figure)
    writer = Plain()
    joints = skeleton(writer, figure.rig)
    root = put(writer, figure, joints)
    bones = {bone: {"node": joints[figure.rig.joint(name)]} for bone, name in BONES.items()}
    writer.extend(
        writer.json,
        "VRMC_vrm",
        {"specVersion": "1.0", "meta": credit.meta(figure.title), "humanoid": {"humanBones": bones}},
    )
    writer.extend(writer.json, "VRMC_springBone", _springs(writer, figure.rig, joints))
    return writer.written(root)


def vrma(figure: Figure, motion: str = "walk") -> bytes:
    """One motion for any avatar: the joints that avatars have, and nothing to be seen. Raises LookupError."""
    figure = tpose(figure)
    found = next(one for one in figure.motions if one.name == motion)
    rig, folded = _humanoid(figure.rig, found)
    writer = Plain()
    joints = skeleton(writer, rig)
    bones = {bone: {"node": joints[rig.joint(name)]} for bone, name in BONES.items()}
    facts = {"specVersion": "1.0", "humanoid": {"humanBones": bones}}
    writer.extend(writer.json, "VRMC_vrm_animation", facts)
    animate(writer, rig, folded, joints)
    return writer.written(joints[0])


def _springs(writer: Plain, rig: Rig, joints: list[int]) -> Json:
    springs = []
    for name in HANG:
        node = joints[rig.joint(name)]
        tail = writer.add("nodes", {"name": f"{name}.end", "translation": [0.0, -TAIL, 0.0]})
        writer.json["nodes"][node].setdefault("children", []).append(tail)
        upright = {"node": node, "hitRadius": 0.0, "stiffness": 0.0, "gravityPower": 1.0, "dragForce": 0.8}
        springs.append({"name": name, "joints": [upright | {"gravityDir": [0.0, -1.0, 0.0]}, {"node": tail}]})
    return {"specVersion": "1.0", "springs": springs}


def _humanoid(rig: Rig, motion: Motion) -> tuple[Rig, Motion]:
    """The rig and the motion with the joints alone that every avatar has; what lay between hands its turn on."""
    kept = [rig.joint(name) for name in rig.names if name in BONES.values()]
    parents = []
    for j in kept:
        parent = int(rig.parents[j])
        while parent >= 0 and parent not in kept:
            parent = int(rig.parents[parent])
        parents.append(kept.index(parent) if parent >= 0 else -1)
    bare = Rig(tuple(rig.names[j] for j in kept), np.array(parents), rig.places[kept])
    return bare, replace(motion, turns=motion.turns[:, kept])
