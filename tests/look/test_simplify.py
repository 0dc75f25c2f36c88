"""A simpler mesh is near the mesh it stands for, whatever the cloth does."""

import numpy as np
import trimesh
from look_scenes import Packed

from frontrow.look.decode import Decoded
from frontrow.look.fidelity import Places, compared
from frontrow.look.simplify import simplified


def test_a_ball_keeps_its_shape_on_fewer_triangles() -> None:
    ball = trimesh.creation.icosphere(4, radius=0.4)
    few = simplified(np.asarray(ball.faces), ball.vertices, 0.004)
    assert 50 < len(few) < 0.2 * len(ball.faces)
    sunk = 0.4 - np.linalg.norm(ball.vertices[few].mean(axis=1), axis=1)
    assert np.median(sunk) < 0.008


def test_what_moves_keeps_its_triangles() -> None:
    x, y = (v.ravel() for v in np.meshgrid(np.linspace(0, 1, 33), np.linspace(0, 1, 33)))
    flat = np.stack([x, y, 0 * x], axis=1)
    corner = np.arange(33 * 33).reshape(33, 33)
    quad = np.stack([corner[:-1, :-1], corner[:-1, 1:], corner[1:, 1:], corner[1:, :-1]], axis=-1).reshape(-1, 4)
    triangles = np.concatenate([quad[:, [0, 1, 2]], quad[:, [0, 2, 3]]])
    wave = 0.05 * np.sin(12 * x)[:, None]  # flat now, in waves at another moment
    assert len(simplified(triangles, flat, 0.004, wave)) > 5 * len(simplified(triangles, flat, 0.004))


def test_each_level_is_farther_from_the_simulation_but_never_far(packed: Packed) -> None:
    errors = []
    for data in packed.levels.values():
        look = Decoded(data)
        part = look.parts["garment:skirt"]
        shown = np.array([look.positions("garment:skirt", f * packed.walk.period / 60) for f in (0, 20, 40)])
        meant = packed.skirt[[0, 20, 40]]
        uv = part.attributes["TEXCOORD_0"].astype(float)
        key = np.c_[packed.uv, meant[0][packed.weld]]
        places = Places.of(key, np.c_[uv, shown[0]], part.triangles)
        places = Places(part.twins[places.corners], places.share)
        faces = packed.weld[packed.triangles]
        errors.append(compared(meant, faces, shown, part.twins[part.triangles], places, packed.weld))
    assert [e.p95_mm for e in errors] == sorted(e.p95_mm for e in errors)
    assert errors[0].p95_mm <= 2
    assert errors[0].mean_degrees <= 3
    assert errors[2].p95_mm < 15
