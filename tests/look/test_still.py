"""The look that stands still: a USDZ for iPhones and a plain glTF for everybody else."""

import io
import json
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest
from look_scenes import SEASON, Drape, assert_valid
from PIL import Image
from pxr import Usd, UsdGeom, UsdShade

from frontrow.body import named_body
from frontrow.look import GarmentSpec, LookSpec, make
from frontrow.look.usdz import problems


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("printed")
    garment = GarmentSpec(SEASON / "patterns" / "tshirt.yaml", SEASON / "fabrics" / "ondo-dot.yaml", "M")
    make(LookSpec("printed", (garment,), "Printed", "runway-f", "porcelain"), folder, quality="draft")
    return folder


def positions(stage: Usd.Stage) -> np.ndarray:
    meshes = [UsdGeom.Mesh(prim) for prim in stage.Traverse() if prim.IsA(UsdGeom.Mesh)]
    return np.concatenate([np.array(mesh.GetPointsAttr().Get()) for mesh in meshes])


def gltf(path: Path) -> tuple[dict, bytes]:
    data = path.read_bytes()
    size = struct.unpack_from("<I", data, 12)[0]
    return json.loads(data[20 : 20 + size]), data[28 + size :]


def test_the_usdz_passes_pixars_validators(drape: Drape, printed: Path) -> None:
    assert problems(drape.folder / "look.usdz") == []
    assert problems(printed / "look.usdz") == []


def test_the_validators_do_find_what_is_wrong(tmp_path: Path) -> None:
    stage = Usd.Stage.CreateNew(str(tmp_path / "bad.usda"))
    UsdGeom.Mesh.Define(stage, "/Alone")  # no default prim, no up axis, no metres
    stage.GetRootLayer().Save()
    assert problems(tmp_path / "bad.usda")


def test_it_stands_on_the_floor_as_tall_as_the_wearer(drape: Drape) -> None:
    stage = Usd.Stage.Open(str(drape.folder / "look.usdz"))
    assert UsdGeom.GetStageUpAxis(stage) == "Y" and UsdGeom.GetStageMetersPerUnit(stage) == 1.0
    low, high = positions(stage)[:, 1].min(), positions(stage)[:, 1].max()
    assert low == pytest.approx(0, abs=1e-6)
    tall = named_body("runway-f").measures["height"]
    assert tall - 0.02 < high < tall + 0.12  # a stride is lower, heels are higher


def test_usdz_and_gltf_hold_the_same_points(drape: Drape) -> None:
    document, data = gltf(drape.folder / "look.ar.glb")
    found = []
    for mesh in document["meshes"]:
        accessor = document["accessors"][mesh["primitives"][0]["attributes"]["POSITION"]]
        view = document["bufferViews"][accessor["bufferView"]]
        found.append(np.frombuffer(data, np.float32, 3 * accessor["count"], view["byteOffset"]).reshape(-1, 3))
    stage = Usd.Stage.Open(str(drape.folder / "look.usdz"))
    assert np.array_equal(np.concatenate(found), positions(stage))


def test_the_plain_gltf_needs_no_extension_and_passes_khronos_validator(drape: Drape, printed: Path) -> None:
    for folder in (drape.folder, printed):
        assert "extensionsRequired" not in gltf(folder / "look.ar.glb")[0]
        assert_valid(folder / "look.ar.glb")


def test_a_print_travels_inside_both_files(printed: Path) -> None:
    with zipfile.ZipFile(printed / "look.usdz") as package:
        (picture,) = [name for name in package.namelist() if name.endswith(".jpg")]
        inside = package.read(picture)
    document, data = gltf(printed / "look.ar.glb")
    view = document["bufferViews"][document["images"][0]["bufferView"]]
    assert data[view["byteOffset"] : view["byteOffset"] + view["byteLength"]] == inside
    assert Image.open(io.BytesIO(inside)).size == (512, 512)
    stage = Usd.Stage.Open(str(printed / "look.usdz"))
    shaders = [UsdShade.Shader(prim) for prim in stage.Traverse() if prim.IsA(UsdShade.Shader)]
    assert "UsdUVTexture" in {shader.GetIdAttr().Get() for shader in shaders}


def test_the_same_parts_give_the_same_bytes(drape: Drape, dress: LookSpec, tmp_path: Path) -> None:
    make(dress, tmp_path, quality="draft")
    for name in ("look.ar.glb", "look.usdz"):
        assert (tmp_path / name).read_bytes() == (drape.folder / name).read_bytes()
