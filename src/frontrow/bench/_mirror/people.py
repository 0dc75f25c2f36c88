"""Pictures of our own bodies as a webcam would take them, and where their joints are in them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body import FINISHES, Body, joint_transforms, pose
from frontrow.look.camera import Camera
from frontrow.look.colour import linear
from frontrow.look.decode import Decoded
from frontrow.look.figure import ZONES
from frontrow.look.picture import picture
from frontrow.look.poster import ZONE_COLORS, surfaces
from frontrow.look.surface import Surface

Array = NDArray[Any]

JOINTS = {  # landmark of BlazePose: the joint of the mannequin that it marks
    11: "upper_arm.L",
    12: "upper_arm.R",
    13: "forearm.L",
    14: "forearm.R",
    15: "hand.L",
    16: "hand.R",
    23: "thigh.L",
    24: "thigh.R",
    25: "shin.L",
    26: "shin.R",
    27: "foot.L",
    28: "foot.R",
}
WALL = "#cfc9be"


@dataclass(frozen=True)
class Lens:
    """A camera on a desk or a shelf: size of the frame in pixels, how far away and how high it stands, how high it
    looks, and how much it shows there from bottom to top; metres."""

    size: tuple[int, int]
    away: float
    eye: float
    at: float
    shows: float


DESK = Lens((640, 480), 1.5, 1.25, 1.18, 1.30)  # a laptop: she stands before it and is seen to the thighs
SHELF = Lens((480, 640), 2.8, 1.30, 0.92, 2.15)  # a phone against a wall: she is seen from head to foot


@dataclass(frozen=True)
class Person:
    """Somebody in a pose: what is seen of her, and where her joints are, metres."""

    surfaces: list[Surface]
    joints: dict[str, Array]


def dressed(look: Decoded, clip: str, seconds: float, finish: str | None = None) -> Person:
    """The wearer of a look at a moment of a clip, her skin in a finish of ours or in her own."""
    skin = vars(FINISHES[finish]) if finish else None
    return Person(surfaces(look, seconds, clip, skin), look.joints(seconds, clip))


def bare(body: Body, rotations: Array, root: Array, finish: str) -> Person:
    """A body in its base layer. rotations: (J, 4) xyzw of the joints; root: (3,) metres."""
    positions = pose(body, rotations, root).astype(np.float64)
    places = joint_transforms(body, rotations[None], root[None])[1][0]
    facts = vars(FINISHES[finish])
    tints = np.array([linear(facts[ZONE_COLORS[zone]]) for zone in ZONES])
    zone = body.mannequin.triangle_zone(body.sex)
    skin = Surface(
        positions,
        body.mannequin.triangles,
        np.tile(tints[0], (len(positions), 1)),
        np.full(len(positions), facts["roughness"]),
        paint=np.c_[tints[zone], np.full(len(zone), facts["roughness"])],
    )
    return Person([skin], dict(zip(body.mannequin.joint_names, places, strict=True)))


@dataclass(frozen=True)
class Shot:
    """A picture and its truth. frame: (h, w, 3) uint8; image: landmark -> (2,) share of width and height; world:
    landmark -> (3,) metres from between the hips, x right, y down, z away; width: of the shoulders, metres; pixel:
    metres a pixel is wide at the shoulders."""

    frame: NDArray[np.uint8]
    image: dict[int, Array]
    world: dict[int, Array]
    width: float
    pixel: float

    def apart(self, landmark: int, x: float, y: float) -> float:
        """How far a landmark found at (x, y) is from its joint, in widths of the shoulders."""
        height, width = self.frame.shape[:2]
        away = (np.array([x, y]) - self.image[landmark]) * (width, height)
        return float(np.linalg.norm(away) * self.pixel / self.width)


def shot(person: Person, lens: Lens = SHELF, turn: float = 0.0) -> Shot:
    """Somebody in front of a camera, turned to her right by degrees (1 s of CPU)."""
    joints = person.joints
    middle = 0.5 * (joints["thigh.L"] + joints["thigh.R"])
    angle = np.radians(turn)
    way = np.array([np.sin(angle), 0.0, np.cos(angle)])
    foot = middle * [1, 0, 1]
    eye, target = foot + way * lens.away + [0, lens.eye, 0], foot + np.array([0.0, lens.at, 0.0])
    camera = Camera((eye[0], eye[1], eye[2]), (target[0], target[1], target[2]), lens.shows)
    frame = picture(person.surfaces, camera, lens.size, 1, 10, WALL, floor=False)
    places = np.array([joints[name] for name in JOINTS.values()])
    aspect = lens.size[0] / lens.size[1]
    seen = camera.seen_at(places) / lens.shows * [1 / aspect, -1] + 0.5
    right, up, forward = camera.axes
    world = (places - middle) @ np.stack([right, -up, forward], axis=1)
    shoulders = joints["upper_arm.L"], joints["upper_arm.R"]
    depth = float((0.5 * (shoulders[0] + shoulders[1]) - eye) @ forward)
    return Shot(
        frame,
        dict(zip(JOINTS, seen, strict=True)),
        dict(zip(JOINTS, world, strict=True)),
        float(np.linalg.norm(shoulders[0] - shoulders[1])),
        lens.shows / lens.size[1] * depth / camera.distance,
    )
