"""Dressed cloth through the clips: the walk's periodic orbit first, then the moves that lead there and back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body import Body, Clip, pose_frames
from frontrow.cloth import Loop, Passage, Solver, orbit, passage
from frontrow.cloth.orbit import DRAG

Array = NDArray[Any]
OUT = 61  # frames of `stop` after which the body stands
REST, CALM = 60, 4.0  # frames and drag (1/s) in which the cloth comes to rest for `stand`
LED = {"go": 61, "stop": 50, "pose": 50, "turn": 64}  # last frames of a clip in which it is led to its end


@dataclass
class Moves:
    """A body's clips and the cloth on them; call `walk`, then `rest`, each once.

    frames: clip -> (F, n, 3) float32 and skins: clip -> (F, nb, 3) float32, metres, in place, as the clip's
    rotations; joints: clip -> how it arrived; loop: the walk's orbit.
    """

    solver: Solver
    body: Body
    clips: Mapping[str, Clip]
    frames: dict[str, NDArray[np.float32]] = field(default_factory=dict)
    skins: dict[str, NDArray[np.float32]] = field(default_factory=dict)
    joints: dict[str, Passage] = field(default_factory=dict)

    def walk(self, rates: Sequence[float], progress: Callable[[float], None]) -> Loop:
        """From standing into the walk, and its orbit."""
        walk, go = self.clips["walk"], self.clips["go"]
        self._pass("go", None)
        skin = pose_frames(self.body, walk.rotations, walk.roots)
        pace = float(walk.advance[-1] / walk.seconds)
        self.solver.velocities[:, 2] -= pace - self._speed(go)[-1]
        loop = orbit(self.solver, skin, walk.seconds, rates=rates, wind=(0.0, 0.0, -pace), progress=progress)
        self.skins["walk"], self.frames["walk"], self.loop = skin, loop.frames, loop
        return loop

    def rest(self, progress: Callable[[float], None]) -> None:
        """All other clips: `stop` shows where the cloth comes to rest, and that is what `stand` is."""
        solver, loop = self.solver, self.loop
        skins, dt = self._skins("stop"), self._step("stop")
        speed = self._speed(self.clips["stop"])
        self._put(loop.frames[0], loop.velocities[0])
        before = passage(solver, skins[:OUT], dt, speed[: OUT - 1])
        solver.velocities[:, 2] -= speed[OUT - 1] - speed[OUT - 2]
        standing = solver.positions.copy(), solver.velocities.copy()
        passage(solver, skins[OUT - 1 :], dt, speed[OUT - 1 :])
        for k in range(REST):
            solver.step(skins[-1], skins[-1], dt, drag=DRAG + (CALM - DRAG) * min(1.0, 2 * k / REST))
        rest = solver.positions.copy()
        still = self._still(rest, LED["stop"])
        self._put(*standing)
        after = passage(solver, skins[OUT - 1 :], dt, speed[OUT - 1 :], still)
        self._keep("stop", np.concatenate([before.frames, after.frames[1:]]), after, rest)
        self.frames["stand"] = np.repeat(rest[None].astype(np.float32), len(self.clips["stand"].roots), axis=0)
        self.skins["stand"] = self._skins("stand").astype(np.float32)
        progress(0.4)
        lead = LED["go"]
        ahead = np.arange(1 - lead, 1)
        for k, (name, goal) in enumerate(
            {
                "go": (loop.frames[ahead], loop.velocities[ahead]),
                "pose": self._still(rest, LED["pose"]),
                "turn": self._still(rest @ _about(self.clips["turn"].yaw[-1]).T, LED["turn"]),
            }.items()
        ):
            self._put(rest, np.zeros_like(rest))
            done = self._pass(name, goal)
            self._keep(name, done.frames, done, loop.frames[0] if name == "go" else rest)
            progress(0.4 + 0.2 * (k + 1))

    def _pass(self, name: str, goal: tuple[Array, Array] | None) -> Passage:
        return passage(self.solver, self._skins(name), self._step(name), self._speed(self.clips[name]), goal)

    def _keep(self, name: str, frames: Array, done: Passage, end: Array) -> None:
        """In place: turned back by the clip's yaw; the last frame is the state that the next clip begins with."""
        back = np.array([_about(-a) for a in self.clips[name].yaw])
        self.frames[name] = np.einsum("fab,fnb->fna", back, frames).astype(np.float32)
        self.frames[name][-1] = end
        clip = self.clips[name]
        self.skins[name], self.joints[name] = pose_frames(self.body, clip.rotations, clip.roots), done

    def _put(self, positions: Array, velocities: Array) -> None:
        self.solver.positions = np.asarray(positions, np.float64)
        self.solver.velocities[:] = velocities

    def _skins(self, name: str) -> Array:
        """(F, nb, 3) the body as it turns, without its way ahead."""
        clip = self.clips[name]
        skin = pose_frames(self.body, clip.rotations, clip.roots)
        turn = np.array([_about(a) for a in clip.yaw[: len(skin)]])
        return np.asarray(np.einsum("fab,fnb->fna", turn, skin))

    def _step(self, name: str) -> float:
        return float(self.clips[name].times[1])

    def _speed(self, clip: Clip) -> Array:
        return np.asarray(np.diff(clip.advance) / clip.times[1])

    @staticmethod
    def _still(rest: Array, frames: int) -> tuple[Array, Array]:
        return np.broadcast_to(rest, (frames, *rest.shape)), np.broadcast_to(0.0, (frames, *rest.shape))


def _about(yaw: float) -> Array:
    """(3, 3) rotation about Y."""
    c, s = np.cos(yaw), np.sin(yaw)
    return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])
