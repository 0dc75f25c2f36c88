"""A still look as USDZ: what Quick Look on iPhones and iPads puts into a room."""

import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from pxr import Gf, Sdf, Usd, UsdGeom, UsdShade, UsdUtils, UsdValidation, Vt

from frontrow.look.still import Paint, Part

LAYER = "look.usdc"  # the name inside the package
AGE = 315_619_200  # seconds since the epoch: the second day of 1980, the first a zip can tell in every time zone


def usdz(parts: Sequence[Part], title: str) -> bytes:
    """The parts as one package: metres, Y up, anchored to the floor; pictures inside. Same parts, same bytes."""
    with tempfile.TemporaryDirectory(prefix="usdz-") as folder:
        work = Path(folder)
        stage = Usd.Stage.CreateNew(str(work / LAYER))
        UsdGeom.SetStageUpAxis(stage, UsdGeom.Tokens.y)
        UsdGeom.SetStageMetersPerUnit(stage, 1.0)
        root = UsdGeom.Xform.Define(stage, "/Look")
        root.GetPrim().SetDisplayName(title)
        Usd.ModelAPI(root.GetPrim()).SetKind("component")
        stage.SetDefaultPrim(root.GetPrim())
        UsdGeom.Scope.Define(stage, "/Look/Materials")
        taken: set[str] = set()
        for part in parts:
            put(stage, part, named(part.name, taken), work)
        stage.GetRootLayer().Save()
        for file in work.iterdir():  # the package writes down how old its files are
            os.utime(file, (AGE, AGE))
        out = work / "look.usdz"
        if not UsdUtils.CreateNewARKitUsdzPackage(Sdf.AssetPath(str(work / LAYER)), str(out)):
            raise RuntimeError(f"the USDZ of {title} could not be packed")
        return out.read_bytes()


def problems(path: Path) -> list[str]:
    """What Pixar's own validators say is wrong with a USD file, one sentence each; none for a good one."""
    stage = Usd.Stage.Open(str(path))
    context = UsdValidation.ValidationContext(UsdValidation.ValidationRegistry().GetOrLoadAllValidators())
    return [f"{error.GetName()}: {error.GetMessage()}" for error in context.Validate(stage)]


def put(stage: Usd.Stage, part: Part, name: str, folder: Path) -> UsdGeom.Mesh:
    """Write a surface with its material below /Look; a picture goes into `folder`."""
    mesh = UsdGeom.Mesh.Define(stage, f"/Look/{name}")
    mesh.CreatePointsAttr(Vt.Vec3fArray.FromNumpy(part.positions))
    mesh.CreateNormalsAttr(Vt.Vec3fArray.FromNumpy(part.normals.astype(np.float32)))
    mesh.SetNormalsInterpolation(UsdGeom.Tokens.vertex)
    mesh.CreateFaceVertexCountsAttr(Vt.IntArray.FromNumpy(np.full(len(part.triangles), 3, np.int32)))
    mesh.CreateFaceVertexIndicesAttr(Vt.IntArray.FromNumpy(part.triangles.astype(np.int32).ravel()))
    mesh.CreateSubdivisionSchemeAttr(UsdGeom.Tokens.none)
    mesh.CreateDoubleSidedAttr(part.paint.both)
    ends = [Gf.Vec3f(*map(float, end)) for end in (part.positions.min(axis=0), part.positions.max(axis=0))]
    mesh.CreateExtentAttr(ends)
    if part.uv is not None:
        st = UsdGeom.PrimvarsAPI(mesh).CreatePrimvar("st", Sdf.ValueTypeNames.TexCoord2fArray, UsdGeom.Tokens.vertex)
        st.Set(Vt.Vec2fArray.FromNumpy(part.uv))
    UsdShade.MaterialBindingAPI.Apply(mesh.GetPrim()).Bind(_material(stage, part.paint, name, folder))
    return mesh


def _material(stage: Usd.Stage, paint: Paint, name: str, folder: Path) -> UsdShade.Material:
    path = f"/Look/Materials/{name}"
    material = UsdShade.Material.Define(stage, path)
    surface = UsdShade.Shader.Define(stage, f"{path}/Surface")
    surface.CreateIdAttr("UsdPreviewSurface")
    kinds = Sdf.ValueTypeNames
    colour = surface.CreateInput("diffuseColor", kinds.Color3f)
    if paint.picture:
        (folder / f"{name}.jpg").write_bytes(paint.picture)
        colour.ConnectToSource(_texture(stage, path, f"{name}.jpg"), "rgb")
    else:
        colour.Set(Gf.Vec3f(*paint.color))
    for key, value in (
        ("roughness", paint.roughness),
        ("metallic", paint.metallic),
        ("clearcoat", paint.clearcoat),
        ("clearcoatRoughness", paint.coat_roughness),
        ("opacity", paint.opacity),
    ):
        surface.CreateInput(key, kinds.Float).Set(float(value))
    material.CreateSurfaceOutput().ConnectToSource(surface.ConnectableAPI(), "surface")
    return material


def _texture(stage: Usd.Stage, path: str, file: str) -> UsdShade.ConnectableAPI:
    kinds = Sdf.ValueTypeNames
    reader = UsdShade.Shader.Define(stage, f"{path}/Coordinates")
    reader.CreateIdAttr("UsdPrimvarReader_float2")
    reader.CreateInput("varname", kinds.String).Set("st")
    texture = UsdShade.Shader.Define(stage, f"{path}/Print")
    texture.CreateIdAttr("UsdUVTexture")
    texture.CreateInput("file", kinds.Asset).Set(Sdf.AssetPath(file))
    texture.CreateInput("sourceColorSpace", kinds.Token).Set("sRGB")
    for axis in ("wrapS", "wrapT"):
        texture.CreateInput(axis, kinds.Token).Set("repeat")
    texture.CreateInput("st", kinds.Float2).ConnectToSource(reader.ConnectableAPI(), "result")
    reader.CreateOutput("result", kinds.Float2)
    texture.CreateOutput("rgb", kinds.Float3)
    return texture.ConnectableAPI()


def named(text: str, taken: set[str]) -> str:
    """A name that USD allows, told from the others."""
    plain = re.sub(r"\W", "_", text, flags=re.ASCII) or "part"
    plain = plain if not plain[0].isdigit() else f"_{plain}"
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain}_{number}", number + 1
    taken.add(name)
    return name
