"""A look for other people's engines: GLB, VRM and USDZ hold the same figure, and engines open them."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from look_scenes import NODE, SEASON, Drape, assert_valid
from pxr import Usd, UsdSkel

from frontrow.look.decode import Decoded
from frontrow.look.game import Credit, Figure, figure, rigged_glb, skel_usdz, tpose, vrm, vrma
from frontrow.look.usdz import problems

CREDIT = Credit("House of Tests", "https://creativecommons.org/licenses/by/4.0/", commercial=True, changes=True)


@pytest.fixture(scope="module")
def look(drape: Drape) -> Decoded:
    return Decoded.open(drape.folder / "look.glb")


@pytest.fixture(scope="module")
def found(look: Decoded) -> Figure:
    return figure(look)


@pytest.fixture(scope="module")
def files(found: Figure, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("game")
    (folder / "look.glb").write_bytes(rigged_glb(found))
    (folder / "look.vrm").write_bytes(vrm(found, CREDIT))
    (folder / "look.vrma").write_bytes(vrma(found))
    (folder / "look.usdz").write_bytes(skel_usdz(found))
    return folder


def cloud(look: Decoded, names: list[str], t: float) -> np.ndarray:
    return np.concatenate([look.positions(name, t, "walk") for name in names])


def test_the_body_walks_as_it_does_on_the_runway(look: Decoded, found: Figure, files: Path) -> None:
    from scipy.spatial import cKDTree

    rigged = Decoded((files / "look.glb").read_bytes())
    skin = [part.name for part in found.parts if part.name != "dress"]
    for t in found.motions[0].times[::8]:
        off, _ = cKDTree(cloud(look, ["body"], t)).query(cloud(rigged, skin, t))
        assert off.max() < 0.002


def test_the_cloth_hangs_where_it_was_draped_and_keeps_to_the_body_as_it_walks(look: Decoded, files: Path) -> None:
    from scipy.spatial import cKDTree

    rigged = Decoded((files / "look.glb").read_bytes())
    bound = cKDTree(look.positions("garment:dress", 0.0))
    assert bound.query(rigged.positions("dress", 0.0, "walk"))[0].max() < 0.002  # the moment at which it is bound
    for t in (0.3, 0.6, 0.9):
        off = cKDTree(look.positions("garment:dress", t)).query(rigged.positions("dress", t, "walk"))[0]
        assert np.median(off) < 0.03 and off.max() < 0.25  # skinned, not simulated: hems swing otherwise


def test_weights_are_whole_and_name_joints_that_are_there(found: Figure) -> None:
    for part in found.parts:
        assert np.allclose(part.weights.sum(axis=1), 1, atol=1e-6)
        assert part.joints.max() < len(found.rig.names)
        assert np.isfinite(part.positions).all() and np.allclose(np.linalg.norm(part.normals, axis=1), 1, atol=1e-3)


def test_a_t_pose_has_level_arms_and_moves_as_before(found: Figure) -> None:
    stood = tpose(found)
    arms = stood.rig.places[[stood.rig.joint(f"{name}.L") for name in ("upper_arm", "forearm", "hand")]]
    assert np.ptp(arms[:, 1]) < 1e-6 and np.ptp(arms[:, 2]) < 1e-6 and np.all(np.diff(arms[:, 0]) > 0.15)
    assert stood.rig.places[stood.rig.joint("hand.R"), 0] < -0.5
    before, after = (Decoded(rigged_glb(one)) for one in (found, stood))
    for t in (0.2, 0.7):
        a, b = before.joints(t, "walk", "skin"), after.joints(t, "walk", "skin")
        assert max(np.linalg.norm(a[name] - b[name]) for name in a) < 1e-4


def test_all_of_it_passes_the_validators_of_the_formats(files: Path) -> None:
    for name in ("look.glb", "look.vrm", "look.vrma"):
        (files / f"{name}.check.glb").write_bytes((files / name).read_bytes())
        assert_valid(files / f"{name}.check.glb")
    assert problems(files / "look.usdz") == []


def test_usd_reads_the_same_walk(found: Figure, files: Path) -> None:
    stage = Usd.Stage.Open(str(files / "look.usdz"))
    cache, skeleton = UsdSkel.Cache(), UsdSkel.Skeleton(stage.GetPrimAtPath("/Look/Rig"))
    query = cache.GetSkelQuery(skeleton)
    rigged = Decoded((files / "look.glb").read_bytes())
    frame, times = 9, found.motions[0].times
    places = [m.ExtractTranslation() for m in query.ComputeJointSkelTransforms(frame)]
    told = rigged.joints(times[frame], "walk", "skin")
    assert max(np.linalg.norm(np.array(at) - told[name]) for at, name in zip(places, told, strict=True)) < 1e-4
    assert stage.GetEndTimeCode() / stage.GetTimeCodesPerSecond() == pytest.approx(times[-1], abs=1e-3)


def test_a_game_engine_opens_it_and_plays_the_walk(found: Figure, files: Path) -> None:
    script = Path(__file__).with_name("panda.py")
    done = subprocess.run([sys.executable, script, files / "look.glb", "foot.L"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert "walk" in told["clips"] and told["seconds"] == pytest.approx(found.motions[0].times[-1], abs=0.05)
    stride = np.ptp(np.array(told["feet"])[:, 1])  # this engine's Y is our depth
    assert 0.3 < stride < 0.9
    assert found.height - 0.05 < np.median(told["tall"]) < found.height + 0.12


def test_an_avatar_viewer_opens_it_and_its_skirt_hangs_from_a_lifted_knee(found: Figure, files: Path) -> None:
    script = SEASON.parent / "tests" / "node" / "vrm.mjs"
    done = subprocess.run([NODE, script, files / "look.vrm"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["meta"]["authors"] == ["House of Tests"] and told["meta"]["otherLicenseUrl"] == CREDIT.licence
    assert {"hips", "spine", "head", "leftUpperArm", "rightHand", "leftFoot"} <= set(told["bones"])
    assert told["rest"]["leftHand"][0] > 0.5 and told["rest"]["leftHand"][1] == pytest.approx(
        told["rest"]["leftUpperArm"][1], abs=1e-4
    )
    assert told["lifted"][2] > told["rest"]["leftLowerLeg"][2] + 0.2  # the knee comes forward
    assert told["down"][1] < -0.99  # and what hangs there stays upright


def test_the_same_look_gives_the_same_bytes(found: Figure, files: Path) -> None:
    assert rigged_glb(found) == (files / "look.glb").read_bytes()
    assert skel_usdz(found) == (files / "look.usdz").read_bytes()
