"""Our own body before a camera, joints and landmarks known: what `client/mirror` is tried on, kept in a fixture."""

import json
from pathlib import Path

import numpy as np
import pytest

from frontrow.bench._mirror.people import JOINTS
from frontrow.body import Body, Pose, joint_transforms, named_body, size_body, stand
from frontrow.body.poses import Poser

FIXTURE = Path(__file__).parents[1] / "fixtures" / "mirror.json"
WIDTH, HEIGHT = 480, 640
FOCAL = 1.1  # of the longer side, which is not what the mirror takes a camera for
AWAY, EYE = 2.9, 1.2  # metres


def folded(p: Poser, side: str) -> None:
    p.arm(side, out=18, forward=25, elbow=95, inward=70)
    p.leg(side, out=2.5)


def raised(p: Poser, side: str) -> None:
    p.arm(side, out=110, forward=10, elbow=20)
    p.leg(side, out=4)


def posed(body: Body, each) -> Pose:
    poser = Poser(body)
    for side in "LR":
        each(poser, side)
    return poser.pose()


def seen(name: str, body: Body, pose: Pose, turn: float) -> dict:
    places = joint_transforms(body, pose.rotations[None], np.asarray(pose.root)[None])[1][0]
    names = body.mannequin.joint_names
    c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    places = places @ np.array([[c, 0, -s], [0, 1, 0], [s, 0, c]])
    hips = (places[names.index("thigh.L")] + places[names.index("thigh.R")]) / 2
    depth = AWAY - (places[:, 2] - hips[2])
    side = FOCAL * max(WIDTH, HEIGHT)
    x = 0.5 + side * (places[:, 0] - hips[0]) / depth / WIDTH
    y = 0.5 - side * (places[:, 1] - EYE) / depth / HEIGHT
    world = (places - hips) * [1, -1, -1]
    marks = {str(k): names.index(joint) for k, joint in JOINTS.items()}
    return {
        "name": name,
        "image": {k: [round(float(x[j]), 5), round(float(y[j]), 5)] for k, j in marks.items()},
        "world": {k: [round(float(v), 5) for v in world[j]] for k, j in marks.items()},
        "joints": {n: [round(float(x[j]), 5), round(float(y[j]), 5)] for j, n in enumerate(names)},
    }


def rows() -> dict:
    rig, large = named_body("runway-f"), size_body("women", "2XL")
    shots = [
        seen("standing", rig, stand(rig), 0),
        seen("turned", rig, stand(rig), 35),
        seen("from behind", rig, stand(rig), 180),
        seen("hands before the waist", rig, posed(rig, folded), 0),
        seen("arms up", rig, posed(rig, raised), 0),
        seen("another body", large, stand(large), 10),
    ]
    rest = {
        name: [round(float(v), 5) for v in at] for name, at in zip(rig.mannequin.joint_names, rig.joints, strict=True)
    }
    return {"width": WIDTH, "height": HEIGHT, "rest": rest, "shots": shots}


def test_the_fixture_is_our_body_before_a_camera() -> None:
    kept, now = json.loads(FIXTURE.read_text("utf-8")), rows()
    assert [shot["name"] for shot in kept["shots"]] == [shot["name"] for shot in now["shots"]]
    for one, other in zip([kept["rest"], *joints(kept)], [now["rest"], *joints(now)], strict=True):
        assert one.keys() == other.keys()
        assert np.array(list(one.values())) == pytest.approx(np.array(list(other.values())), abs=2e-4)


def joints(table: dict) -> list[dict]:
    return [shot["joints"] for shot in table["shots"]]
