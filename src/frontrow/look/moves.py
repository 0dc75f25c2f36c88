"""Dressed cloth through the clips: the walk's periodic orbit first, then the moves that lead there and back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body import Body, Clip, pose_frames
from frontrow.cloth import Loop, Passage, Solver, orbit, passage
from frontrow.cloth.orbit import DRAG

Array = NDArray[Any]
STANDS = 60  # frame of `stop` from which the body stands
REST, CALM = 60, 4.0  # frames and drag (1/s) in which the cloth then comes to rest
LED = {"go": 61, "stop": 50, "pose": 54, "turn": 70}  # last frames of a clip, in which it is led to its end
EASE = 24  # frames over which what is left of the gap is taken up


@dataclass
class Moves:
    """A body's clips and the cloth on them, which stands when it is given; call `walk`, then `rest`, each once.

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
        count = len(walk.roots)
        steps, pace = self._speed(go), float(walk.advance[-1] / walk.seconds)
        passage(self.solver, self._skins("go")[:-count], self._step("go"), steps[:-count])
        self.solver.velocities[:, 2] -= pace - steps[-count - 1]
        skin = pose_frames(self.body, walk.rotations, walk.roots)
        loop = orbit(self.solver, skin, walk.seconds, rates=rates, wind=(0.0, 0.0, -pace), progress=progress)
        self.skins["walk"], self.frames["walk"], self.loop = skin, loop.frames, loop
        return loop

    def rest(self, progress: Callable[[float], None]) -> None:
        """All other clips, each led to the state that the next one begins with. `stop` shows where cloth comes to rest;
        that is what `stand` is."""
        loop, stand = self.loop, self.clips["stand"]
        self._stop()
        progress(0.4)
        still = self.standing
        self.frames["stand"] = np.repeat(still[None].astype(np.float32), len(stand.roots), axis=0)
        self.skins["stand"] = pose_frames(self.body, stand.rotations, stand.roots)
        ahead = np.arange(1 - LED["go"], 1) % len(loop.frames)
        goals = {
            "go": (loop.frames[ahead], loop.velocities[ahead]),
            "pose": self._still("pose"),
            "turn": self._still("turn"),
        }
        for k, (name, goal) in enumerate(goals.items()):
            self._put(still, np.zeros_like(still))
            done = passage(self.solver, self._skins(name), self._step(name), self._speed(self.clips[name]), goal)
            self._keep(name, done, loop.frames[0] if name == "go" else still)
            progress(0.4 + 0.2 * (k + 1))

    def _stop(self) -> None:
        """Twice from where the body stands: to rest, however long it takes, and led there in the time of the clip."""
        solver, skins, dt = self.solver, self._skins("stop"), self._step("stop")
        speed = self._speed(self.clips["stop"])
        self._put(self.loop.frames[0], self.loop.velocities[0])
        before = passage(solver, skins[: STANDS + 1], dt, speed[:STANDS])
        solver.velocities[:, 2] -= speed[STANDS] - speed[STANDS - 1]
        stood = solver.positions.copy(), solver.velocities.copy()
        passage(solver, skins[STANDS:], dt, speed[STANDS:])
        for k in range(REST):
            solver.step(skins[-1], skins[-1], dt, drag=DRAG + (CALM - DRAG) * min(1.0, 2 * k / REST))
        self.standing = solver.positions.copy()
        self._put(*stood)
        after = passage(solver, skins[STANDS:], dt, speed[STANDS:], self._still("stop"))
        whole = np.concatenate([before.frames, after.frames[1:]])
        self._keep("stop", replace(after, frames=whole), self.standing)

    def _put(self, positions: Array, velocities: Array) -> None:
        self.solver.positions = np.asarray(positions, np.float64)
        self.solver.velocities[:] = velocities

    def _keep(self, name: str, done: Passage, end: Array) -> None:
        """In place, turned back by the clip's yaw; the gap that is left is taken up over the last frames."""
        clip = self.clips[name]
        back = np.array([_about(-a) for a in clip.yaw])
        frames = np.einsum("fab,fnb->fna", back, done.frames)
        t = np.linspace(0, 1, EASE + 1)[1:, None, None]
        frames[-EASE:] += t * t * (3 - 2 * t) * (end - frames[-1])
        self.frames[name], self.joints[name] = frames.astype(np.float32), done
        self.skins[name] = pose_frames(self.body, clip.rotations, clip.roots)

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

    def _still(self, name: str) -> tuple[Array, Array]:
        """Cloth at rest that turns with the body, over the last frames of a clip: positions and velocities."""
        turns = np.array([_about(a) for a in self.clips[name].yaw[-LED[name] :]])
        places = np.einsum("fab,nb->fna", turns, self.standing)
        return places, np.gradient(places, self._step(name), axis=0)


def _about(yaw: float) -> Array:
    """(3, 3) rotation about Y."""
    c, s = np.cos(yaw), np.sin(yaw)
    return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])
