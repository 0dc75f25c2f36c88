"""Dressed cloth through the clips: the walk's periodic orbit first, then the moves that lead there and back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.beside import beside
from frontrow.body import Body, Clip, pose_frames
from frontrow.cloth import Loop, Passage, Solver, State, orbit, passage, refined
from frontrow.cloth.orbit import DRAG

Array = NDArray[Any]
STANDS = 60  # frame of `stop` from which the body stands
REST, CALM = 60, 4.0  # frames and drag (1/s) in which the cloth then comes to rest
LED = {"go": 61, "stop": 50, "pose": 54, "turn": 70}  # last frames of a clip, in which it is led to its end
EASE = 24  # frames over which what is left of the gap is taken up


@dataclass(frozen=True)
class Halt:
    """before: (F, n, 3) metres, cloth until the body stands, as `stop` begins; stood: then; still: come to rest, on
    body: (nb, 3) metres."""

    before: NDArray[np.float32]
    stood: State
    still: State
    body: Array


@dataclass
class Moves:
    """A body's clips and the cloth on them.

    frames: clip -> (F, n, 3) float32 and skins: clip -> (F, nb, 3) float32, metres, in place, as the clip's
    rotations; joints: clip -> how it arrived. They fill as `rest` works.
    """

    body: Body
    clips: Mapping[str, Clip]
    frames: dict[str, NDArray[np.float32]] = field(default_factory=dict)
    skins: dict[str, NDArray[np.float32]] = field(default_factory=dict)
    joints: dict[str, Passage] = field(default_factory=dict)

    @property
    def dt(self) -> float:
        """Seconds a frame."""
        return float(self.clips["walk"].times[1])

    def walk(
        self, solver: Solver, rates: Sequence[float], keep: Sequence[int], progress: Callable[[float], None]
    ) -> Loop:
        """From standing, where the solver's cloth is, into the walk, and its orbit; keep: see `orbit`."""
        walk, go = self.clips["walk"], self.clips["go"]
        count = len(walk.roots)
        steps = self._speed(go)
        passage(solver, self._skins("go")[:-count], self.dt, steps[:-count])
        solver.velocities[:, 2] -= self._pace - steps[-count - 1]
        wind = (0.0, 0.0, -self._pace)
        return orbit(solver, self.walking, walk.seconds, rates=rates, wind=wind, keep=keep, progress=progress)

    def walk_finely(
        self, solvers: Sequence[Solver], lead: Callable[[int], tuple[Array, Array]], progress: Callable[[float], None]
    ) -> Loop:
        """The orbit of fine cloth from that of coarse cloth; see `refined`."""
        wind = (0.0, 0.0, -self._pace)
        return refined(solvers, self.walking, self.clips["walk"].seconds, lead, wind=wind, progress=progress)

    @property
    def walking(self) -> Array:
        """(F, nb, 3) the body through its walk."""
        walk = self.clips["walk"]
        return pose_frames(self.body, walk.rotations, walk.roots)

    def rest(self, solvers: Sequence[Solver], loop: Loop, halt: Halt, progress: Callable[[float], None]) -> None:
        """All other clips, each led to the state that the next one begins with, by two solvers of the same cloth at
        once."""
        one, other = solvers
        still, stand = halt.still, self.clips["stand"]
        self.still = still.positions
        self.frames["stand"] = np.repeat(self.still[None].astype(np.float32), len(stand.roots), axis=0)
        self.skins["stand"] = pose_frames(self.body, stand.rotations, stand.roots)

        def first() -> dict[str, Passage]:
            pose = self._led(one, "pose", still, self._at_rest("pose"), lambda done: progress(0.6 * done))
            one.resume(halt.stood, self.dt)
            late = slice(STANDS, None)
            skins, speed = self._skins("stop")[late], self._speed(self.clips["stop"])[late]
            stop = passage(one, skins, self.dt, speed, self._at_rest("stop"))
            return {"pose": pose, "stop": replace(stop, frames=np.concatenate([halt.before, stop.frames[1:]]))}

        def second() -> dict[str, Passage]:
            ahead = np.arange(1 - LED["go"], 1) % len(loop.frames)
            turn = self._led(other, "turn", still, self._at_rest("turn"))
            return {"turn": turn, "go": self._led(other, "go", still, (loop.frames[ahead], loop.velocities[ahead]))}

        for found in beside(first, second):
            for name, done in found.items():
                self._keep(name, done, loop.frames[0] if name == "go" else self.still)
        progress(1.0)

    def _led(
        self,
        solver: Solver,
        name: str,
        start: State,
        goal: tuple[Array, Array],
        progress: Callable[[float], None] | None = None,
    ) -> Passage:
        solver.resume(start, self.dt)
        speed = self._speed(self.clips[name])
        return passage(solver, self._skins(name), self.dt, speed, goal, progress=progress)

    def halt(self, solver: Solver, loop: Loop) -> Halt:
        """Out of the walk, until the body stands, and on until the cloth rests, however long it takes: where cloth
        comes to rest is what `stand` is."""
        skins, dt, speed = self._skins("stop"), self.dt, self._speed(self.clips["stop"])
        solver.resume(loop.states[0], dt)
        before = passage(solver, skins[: STANDS + 1], dt, speed[:STANDS])
        solver.velocities[:, 2] -= speed[STANDS] - speed[STANDS - 1]
        stood = solver.state()
        passage(solver, skins[STANDS:], dt, speed[STANDS:])
        for k in range(REST):
            solver.step(skins[-1], skins[-1], dt, drag=DRAG + (CALM - DRAG) * min(1.0, 2 * k / REST))
        still = solver.state()
        return Halt(before.frames, stood, still.moved(still.positions, np.zeros_like(still.velocities)), skins[-1])

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

    def _speed(self, clip: Clip) -> Array:
        return np.asarray(np.diff(clip.advance) / clip.times[1])

    @property
    def _pace(self) -> float:
        walk = self.clips["walk"]
        return float(walk.advance[-1] / walk.seconds)

    def _at_rest(self, name: str) -> tuple[Array, Array]:
        """Cloth at rest that turns with the body, over the last frames of a clip: positions and velocities."""
        turns = np.array([_about(a) for a in self.clips[name].yaw[-LED[name] :]])
        places = np.einsum("fab,nb->fna", turns, self.still)
        return places, np.gradient(places, self.dt, axis=0)


def _about(yaw: float) -> Array:
    """(3, 3) rotation about Y."""
    c, s = np.cos(yaw), np.sin(yaw)
    return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])
