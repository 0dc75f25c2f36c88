"""Who stands before the camera: bodies of several sizes at moments of their clips, and one who moves."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from frontrow.bench._mirror.people import DESK, SHELF, Shot, bare, shot
from frontrow.body import clips, size_body

BODIES = (
    ("women", "XS"),
    ("women", "M"),
    ("women", "2XL"),
    ("men", "S"),
    ("men", "L"),
    ("men", "2XL"),
    ("women", "S"),
    ("men", "M"),
)
MOMENTS = (("stand", 0), ("walk", 15), ("pose", -30), ("turn", 0), ("walk", -15), ("pose", 40))  # clip, degrees turned
SKINS = ("sand", "clay", "umber", "porcelain")
FRAME = 0.08  # seconds between two pictures of the film
GRAIN = 4.0  # of 255: the noise of a webcam's pixels in a living room, standard deviation


@dataclass(frozen=True)
class Case:
    """One picture: whose, and how far she has turned, degrees."""

    body: str
    turn: int
    shot: Shot


def crowd(bodies: int = len(BODIES), moments: int = len(MOMENTS)) -> Iterator[Case]:
    """Bodies in their base layer, each at several moments, half of them on a desk's camera (0.7 s of CPU each)."""
    for n, (chart, size) in enumerate(BODIES[:bodies]):
        body = size_body(chart, size)
        moves = clips(body)
        for k, (clip, turn) in enumerate(MOMENTS[:moments]):
            move = moves[clip]
            frame = (len(move.roots) * (k + 2) // 7 + n * 3) % len(move.roots)
            person = bare(body, move.rotations[frame], move.roots[frame], SKINS[(n + k) % len(SKINS)])
            yield Case(body.name, turn, shot(person, SHELF if (k + n) % 2 else DESK, turn))


def film(frames: int = 40) -> Iterator[Shot]:
    """One body that swings her arms every two seconds and turns a little, `FRAME` apart, with a camera's grain."""
    body = size_body("women", "M")
    stand = clips(body)["stand"]
    names = body.mannequin.joint_names
    for k in range(frames):
        t = k * FRAME
        rotations = stand.rotations[0].copy()
        for side, sign in (("L", 1), ("R", -1)):
            j = names.index(f"upper_arm.{side}")
            swing = Rotation.from_euler("z", sign * (20 + 30 * np.sin(np.pi * t)), degrees=True)
            rotations[j] = (swing * Rotation.from_quat(rotations[j])).as_quat()
        taken = shot(bare(body, rotations, stand.roots[0], "clay"), SHELF, 25 * np.sin(0.6 * np.pi * t))
        yield Shot(_grainy(taken.frame, k), taken.image, taken.world, taken.width, taken.pixel)


def _grainy(frame: NDArray[np.uint8], seed: int) -> NDArray[np.uint8]:
    noise = np.random.default_rng(seed).normal(0, GRAIN, frame.shape)
    return np.asarray(np.clip(frame + noise, 0, 255), np.uint8)
