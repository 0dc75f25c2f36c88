"""Dressed cloth through the clips: the walk's periodic orbit first, then the moves that lead there and back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body import Body, Clip, pose_frames
from frontrow.cloth import Loop, Passage, Solver, orbit, passage
from frontrow.cloth.orbit import spread

Array = NDArray[Any]
LED = {"stop": 62, "pose": 54, "turn": 70}  # last frames of a clip, in which it is led to its end
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
        self.standing = self.solver.positions.copy()
        count = len(walk.roots)
        steps, pace = self._speed(go), float(walk.advance[-1] / walk.seconds)
        start = passage(self.solver, self._skins("go")[:-count], self._step("go"), steps[:-count])
        self.solver.velocities[:, 2] -= pace - steps[-count - 1]
        skin = pose_frames(self.body, walk.rotations, walk.roots)
        loop = orbit(self.solver, skin, walk.seconds, rates=rates, wind=(0.0, 0.0, -pace), progress=progress)
        self.skins["walk"], self.frames["walk"], self.loop = skin, loop.frames, loop
        # the first round of the walk is the end of `go`
        frames = np.concatenate([start.frames, loop.first[1:]])
        self.came = Passage(frames, spread(frames[-1] - loop.frames[0]), (0.0, 0.0))
        return loop

    def rest(self, progress: Callable[[float], None]) -> None:
        """All other clips, each led to the state that the next one begins with."""
        still = self.standing
        stand = self.clips["stand"]
        self.frames["stand"] = np.repeat(still[None].astype(np.float32), len(stand.roots), axis=0)
        self.skins["stand"] = pose_frames(self.body, stand.rotations, stand.roots)
        self._keep("go", self.came, self.loop.frames[0])
        resting = still, np.zeros_like(still)
        begins = {"stop": (self.loop.frames[0], self.loop.velocities[0]), "pose": resting, "turn": resting}
        for k, (name, (positions, velocities)) in enumerate(begins.items()):
            self.solver.positions = np.asarray(positions, np.float64)
            self.solver.velocities[:] = velocities
            goal = self._still(name)
            done = passage(self.solver, self._skins(name), self._step(name), self._speed(self.clips[name]), goal)
            self._keep(name, done, still)
            progress((k + 1) / len(begins))

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
