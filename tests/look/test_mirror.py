"""A look for the mirror: clothes that follow the joints of whoever wears them."""

import numpy as np
import pytest
from look_scenes import Drape, Packed
from scipy.spatial import cKDTree

from frontrow.body import dressing_pose, joint_transforms, named_body
from frontrow.errors import UserError
from frontrow.look.bind import Skin, bound
from frontrow.look.decode import Decoded
from frontrow.look.mesh import edges, vertex_normals
from frontrow.look.mirror import FILE, mirrored


@pytest.fixture(scope="module")
def worn(drape: Drape) -> tuple[Decoded, Decoded]:
    return Decoded.open(drape.folder / "look.glb"), Decoded.open(drape.folder / FILE)


def skinned(look: Decoded, name: str, skin: np.ndarray) -> np.ndarray:
    part = look.parts[name]
    joints, shares = part.attributes["JOINTS_0"].astype(int), part.attributes["WEIGHTS_0"]
    blended = np.einsum("nk,nkij->nij", shares, skin[joints])
    return np.einsum("nij,nj->ni", blended[:, :3, :3], part.attributes["POSITION"]) + blended[:, :3, 3]


def upright(skin: np.ndarray, mirror: Decoded) -> np.ndarray:
    """The skin with the three joints that stay upright: moved as hips and knees are, not turned."""
    inverse = mirror.accessor(mirror.json["skins"][0]["inverseBindMatrices"])
    names = [mirror.json["nodes"][j]["name"] for j in mirror.json["skins"][0]["joints"]]
    more = np.tile(np.eye(4), (3, 1, 1))
    for k, joint in enumerate(("hips", "shin.L", "shin.R")):
        j = names.index(joint)
        home = np.r_[-inverse[j, 12:15], 1.0]
        more[k, :3, 3] = (skin[j] @ home - home)[:3]
    assert names[35:] == ["hang", "hang.L", "hang.R"]
    return np.concatenate([skin, more])


def test_it_hangs_in_the_mirror_as_it_hangs_in_the_look(worn: tuple[Decoded, Decoded]) -> None:
    look, mirror = worn
    posed = skinned(mirror, "garment:dress", upright(look.skin("body"), mirror))
    distance, _ = cKDTree(look.positions("garment:dress")).query(posed)
    assert distance.max() < 0.001  # metres: what rounding a place and a weight to a byte costs


def test_the_file_is_small_and_always_the_same(drape: Drape, worn: tuple[Decoded, Decoded]) -> None:
    data = (drape.folder / FILE).read_bytes()
    assert len(data) < 300_000
    assert mirrored(worn[0]) == data


def test_raised_arms_leave_the_hem_where_it_is(worn: tuple[Decoded, Decoded]) -> None:
    _, mirror = worn
    body = named_body("runway-f")
    rest = dressing_pose(body)
    turned = rest.rotations.copy()
    half = np.sin(np.radians(30))
    for side, sign in (("L", 1), ("R", -1)):  # upper arms up by sixty degrees
        turned[body.mannequin.joint(f"upper_arm.{side}")] = [0, 0, sign * half, np.cos(np.radians(30))]
    skins = []
    for pose in (rest.rotations, turned):
        world, place = joint_transforms(body, pose[None], rest.root[None])
        shift = place[0] - np.einsum("jab,jb->ja", world[0], body.joints)
        affine = np.tile(np.eye(4), (len(shift), 1, 1))
        affine[:, :3, :3], affine[:, :3, 3] = world[0], shift
        skins.append(affine)
    low, high = (skinned(mirror, "garment:dress", upright(skin, mirror)) for skin in skins)
    hem = low[:, 1] < np.quantile(low[:, 1], 0.2)
    assert np.linalg.norm(high - low, axis=1)[hem].max() < 0.002
    assert np.isfinite(high).all()


def test_a_skirt_is_shared_smoothly_between_the_legs(packed: Packed) -> None:
    part = packed.decoded.parts["garment:skirt"]
    body = packed.decoded.parts["body"]
    cloth, skin = packed.decoded.positions("garment:skirt"), packed.decoded.positions("body")
    welded = part.twins[part.triangles]
    joints = [node["name"] for node in packed.decoded.json["nodes"]]
    legs = {s: [k for k, n in enumerate(joints) if n.startswith(("thigh", "shin")) and n.endswith(s)] for s in "LR"}
    weights = np.zeros((len(skin), 35))
    bones = body.attributes["JOINTS_0"].astype(int)
    np.add.at(weights, (np.arange(len(skin))[:, None], bones), body.attributes["WEIGHTS_0"])
    arms = np.array([name.startswith(("upper_arm", "forearm", "hand")) for name in joints[:35]])
    shoulders = np.array([place for name, place in packed.decoded.joints().items() if "upper_arm." in name])
    bare = Skin(skin, vertex_normals(skin, body.triangles), weights, arms, shoulders)
    found = bound(cloth, vertex_normals(cloth, welded), welded, bare)
    assert found.sum(axis=1) == pytest.approx(np.ones(len(cloth)))
    left = found[:, legs["L"]].sum(axis=1)
    one, other = edges(welded).T
    assert np.abs(left[one] - left[other]).max() < 0.25  # from nothing to all takes four edges at least
    assert left[cloth[:, 0] > 0.15].mean() > 2 * left[cloth[:, 0] < -0.15].mean()
    assert found[:, arms].max() < 0.01  # though the hands hang beside it


def test_what_has_no_body_cannot_be_worn(packed: Packed) -> None:
    moves = packed.moves["look.moves.glb"]
    with pytest.raises(UserError, match="no skinned body"):
        mirrored(Decoded(moves))
