"""A look on its rig as USDZ: UsdSkel surfaces with the walk, for engines and tools that read USD."""

import os
import re
import tempfile
from pathlib import Path

import numpy as np
from pxr import Gf, Sdf, Usd, UsdGeom, UsdSkel, UsdUtils, Vt

from frontrow.look.game.figure import Figure, Motion, Rig, Skinned
from frontrow.look.still import Part
from frontrow.look.usdz import AGE, LAYER, named, put


def skel_usdz(figure: Figure, motion: str = "walk") -> bytes:
    """The figure with one of its motions, which starts by itself. Same figure, same bytes. Raises LookupError."""
    moved = next(one for one in figure.motions if one.name == motion)
    with tempfile.TemporaryDirectory(prefix="usdz-") as folder:
        work = Path(folder)
        stage = Usd.Stage.CreateNew(str(work / LAYER))
        UsdGeom.SetStageUpAxis(stage, UsdGeom.Tokens.y)
        UsdGeom.SetStageMetersPerUnit(stage, 1.0)
        root = UsdSkel.Root.Define(stage, "/Look")
        root.GetPrim().SetDisplayName(figure.title)
        Usd.ModelAPI(root.GetPrim()).SetKind("component")
        stage.SetDefaultPrim(root.GetPrim())
        UsdGeom.Scope.Define(stage, "/Look/Materials")
        skeleton = _skeleton(stage, figure.rig)
        animation = _animation(stage, figure.rig, moved)
        binding = UsdSkel.BindingAPI.Apply(skeleton.GetPrim())
        binding.CreateAnimationSourceRel().SetTargets([animation.GetPath()])
        _extents(root, figure)
        taken: set[str] = set()
        for part in figure.parts:
            _bound(stage, part, named(part.name, taken), work, skeleton)
        stage.GetRootLayer().Save()
        for file in work.iterdir():  # the package writes down how old its files are
            os.utime(file, (AGE, AGE))
        out = work / "look.usdz"
        if not UsdUtils.CreateNewARKitUsdzPackage(Sdf.AssetPath(str(work / LAYER)), str(out)):
            raise RuntimeError(f"the USDZ of {figure.title} could not be packed")
        return out.read_bytes()


def _paths(rig: Rig) -> list[str]:
    """Each joint as USD names it: with all that hold it, parted by slashes."""
    out: list[str] = []
    for name, parent in zip(rig.names, rig.parents, strict=True):
        own = re.sub(r"\W", "_", name)
        out.append(f"{out[parent]}/{own}" if parent >= 0 else own)
    return out


def _skeleton(stage: Usd.Stage, rig: Rig) -> UsdSkel.Skeleton:
    skeleton = UsdSkel.Skeleton.Define(stage, "/Look/Rig")
    under = np.where((rig.parents < 0)[:, None], 0.0, rig.places[rig.parents])
    skeleton.CreateJointsAttr(_paths(rig))
    skeleton.CreateBindTransformsAttr([_at(place) for place in rig.places])
    skeleton.CreateRestTransformsAttr([_at(place) for place in rig.places - under])
    return skeleton


def _at(place: np.ndarray) -> Gf.Matrix4d:
    return Gf.Matrix4d(1.0).SetTranslate(Gf.Vec3d(*map(float, place)))


def _animation(stage: Usd.Stage, rig: Rig, motion: Motion) -> UsdSkel.Animation:
    animation = UsdSkel.Animation.Define(stage, f"/Look/Rig/{motion.name}")
    count = len(rig.names)
    animation.CreateJointsAttr(_paths(rig))
    animation.CreateScalesAttr(Vt.Vec3hArray([Gf.Vec3h(1, 1, 1)] * count))
    turns, moved = animation.CreateRotationsAttr(), animation.CreateTranslationsAttr()
    local = motion.local(rig)
    offsets = (rig.places - np.where((rig.parents < 0)[:, None], 0.0, rig.places[rig.parents])).astype(np.float32)
    rate = (len(motion.times) - 1) / motion.times[-1]
    stage.SetTimeCodesPerSecond(float(rate))
    stage.SetStartTimeCode(0)
    stage.SetEndTimeCode(len(motion.times) - 1)
    for frame, (quats, root) in enumerate(zip(local, motion.roots, strict=True)):
        turns.Set(Vt.QuatfArray([Gf.Quatf(float(w), float(x), float(y), float(z)) for x, y, z, w in quats]), frame)
        offsets[0] = root
        moved.Set(Vt.Vec3fArray.FromNumpy(offsets), frame)
    return animation


def _extents(root: UsdSkel.Root, figure: Figure) -> None:
    """The space that the figure stays within, an arm's length about its rest."""
    points = np.concatenate([part.positions for part in figure.parts])
    low, high = points.min(axis=0) - 0.5, points.max(axis=0) + 0.5
    UsdGeom.Boundable(root).CreateExtentAttr([Gf.Vec3f(*map(float, low)), Gf.Vec3f(*map(float, high))])


def _bound(stage: Usd.Stage, part: Skinned, name: str, folder: Path, skeleton: UsdSkel.Skeleton) -> None:
    still = Part(part.name, part.positions, part.normals, part.triangles, part.uv, part.paint)
    mesh = put(stage, still, name, folder)
    binding = UsdSkel.BindingAPI.Apply(mesh.GetPrim())
    binding.CreateSkeletonRel().SetTargets([skeleton.GetPath()])
    binding.CreateGeomBindTransformAttr(Gf.Matrix4d(1.0))
    binding.CreateJointIndicesPrimvar(False, 4).Set(Vt.IntArray.FromNumpy(part.joints.astype(np.int32).ravel()))
    binding.CreateJointWeightsPrimvar(False, 4).Set(Vt.FloatArray.FromNumpy(part.weights.ravel()))
