"""Places on the body that are kept from look to look are those that a fresh search of everything finds."""

import numpy as np
from shapes import cylinder, tube

from frontrow.cloth import Collider, Settings, Solver
from frontrow.cloth.against_body import AgainstBody
from frontrow.cloth.planes import NOTHING

Floats = np.ndarray


def turning(time: float) -> tuple[Floats, Floats]:
    """Two upright limbs, one of them turning and swinging at up to 0.9 m/s."""
    left, faces = cylinder(0.06, -0.2, 0.4)
    angle, shift = 2.0 * time, 0.06 * np.sin(15.0 * time)
    turn = np.array([[np.cos(angle), 0, np.sin(angle)], [0, 1, 0], [-np.sin(angle), 0, np.cos(angle)]])
    right = left @ turn.T + [0.14, 0, shift]
    return np.vstack([left, right]), np.vstack([faces, faces + len(left)])


def heights(body: AgainstBody, x: Floats) -> dict[int, float]:
    """Room left over the nearest plane of each point."""
    total, ids, plane, _, need, _ = body.arrays
    out: dict[int, float] = {}
    for m in range(total[0]):
        if need[m] > NOTHING:
            room = float(x[ids[m], :3] @ plane[m, :3] - plane[m, 3] - need[m])
            out[int(ids[m])] = min(out.get(int(ids[m]), 1.0), room)
    return out


def test_kept_places_hold_as_fresh_ones_do() -> None:
    cloth, start = tube(0.14, 0.2, 0.014)
    start += [0.07, 0, 0]  # round both limbs
    _, faces = turning(0.0)
    parts = np.repeat([0, 1], len(turning(0.0)[0]) // 2)
    offset, friction = np.full(len(start), 0.0035), np.full(len(start), 0.3)
    solver = Solver(cloth, Collider(faces, parts), Settings(gravity=0.0, collide_cloth=False), positions=start)
    compared = 0
    for k in range(45):
        before, after = turning(k / 60)[0], turning((k + 1) / 60)[0]
        solver.step(before, after, drag=5.0)
        fresh = AgainstBody(Collider(faces, parts), cloth, offset, friction)
        fresh.meet(solver._x, after, after)
        fresh.find(solver._x, 0.0)
        kept, new = heights(solver._body, solver._x), heights(fresh, solver._x)
        for i, room in new.items():
            if room < 0.003:  # near enough to touch before the next look
                assert i in kept
                assert abs(kept[i] - room) < 0.0006
                compared += 1
    assert compared > 3000
