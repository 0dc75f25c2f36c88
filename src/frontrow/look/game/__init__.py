"""A look for other people's engines: skinned to its rig, with its walk, as GLB, VRM and USDZ."""

from frontrow.look.game.figure import Figure, Motion, Rig, Skinned, figure
from frontrow.look.game.rigged import rigged_glb
from frontrow.look.game.skel import skel_usdz
from frontrow.look.game.tpose import tpose
from frontrow.look.game.vrm import Credit, vrm, vrma

__all__ = [
    "Credit",
    "Figure",
    "Motion",
    "Rig",
    "Skinned",
    "figure",
    "rigged_glb",
    "skel_usdz",
    "tpose",
    "vrm",
    "vrma",
]
