"""What a picture draws: surfaces, and the light that reaches their vertices."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.look.light import Rays, openness
from frontrow.look.mesh import averaging, subdivided, vertex_normals
from frontrow.look.studio import BOXES

Array = NDArray[Any]

CALM = 2  # passes of smoothing that take the grain of few rays out of the light


@dataclass(frozen=True)
class Surface:
    """Something to draw.

    positions: (n, 3) metres; triangles: (t, 3); color: (n, 3) linear RGB; uv: (t, 3, 2) metres at the triangles'
    corners with `print_` (h, w, 3) linear RGB, one tile of `tile` metres, in place of the colour; roughness:
    (n,); paint: (t, 4) colour and roughness of each triangle, in place of both; both: seen from behind as well
    (cloth).
    """

    positions: Array
    triangles: Array
    color: Array
    roughness: Array
    paint: Array | None = None
    uv: Array | None = None
    print_: Array | None = None
    tile: float = 1.0
    metallic: float = 0.0
    specular: float = 0.04
    clearcoat: float = 0.0
    coat_roughness: float = 0.15
    sheen: float = 0.0
    sheen_color: tuple[float, float, float] = (1.0, 1.0, 1.0)
    anisotropy: float = 0.0
    both: bool = False
    smooth: bool = True


class Lit:
    """A surface, refined once, with the light that reaches its vertices."""

    def __init__(self, surface: Surface, scene: Rays, number: int, quality: int) -> None:
        self.surface = surface
        n = vertex_normals(surface.positions, surface.triangles).astype(float)
        front = light_at(scene, surface.positions, n, quality, number)
        back = light_at(scene, surface.positions, -n, quality // 2, number) if surface.both else front
        calm = averaging(surface.triangles, len(n))
        values = np.concatenate([front, back], axis=1)
        for _ in range(CALM):
            values = 0.5 * values + 0.5 * (calm @ values)
        values = np.concatenate([values, surface.color, surface.roughness[:, None]], axis=1)
        self.uv, self.paint = surface.uv, surface.paint
        if surface.smooth:
            if surface.paint is not None:
                self.paint = np.tile(surface.paint, (4, 1))
            self.triangles, matrix = subdivided(surface.triangles, len(surface.positions))
            self.positions = np.asarray(matrix @ surface.positions)
            self.values = np.asarray(matrix @ values)
            if surface.uv is not None:
                a, b, c = surface.uv.transpose(1, 0, 2)
                ab, bc, ca = (a + b) / 2, (b + c) / 2, (c + a) / 2
                quads = [np.stack(f, axis=1) for f in ((a, ab, ca), (b, bc, ab), (c, ca, bc), (ab, bc, ca))]
                self.uv = np.concatenate(quads)
        else:
            self.triangles, self.positions, self.values = surface.triangles, surface.positions, values
        self.positions, self.values = self.positions.astype(np.float32), self.values.astype(np.float32)
        self.normals = vertex_normals(self.positions, self.triangles)
        self.warp = (
            warp_of(self.positions, self.triangles, self.uv) if surface.anisotropy and self.uv is not None else None
        )


def warp_of(positions: Array, triangles: Array, uv: Array) -> Array:
    """(n, 3) the direction of the warp at each vertex, along which uv's second number grows."""
    p = positions[triangles]
    d1, d2, t1, t2 = p[:, 1] - p[:, 0], p[:, 2] - p[:, 0], uv[:, 1] - uv[:, 0], uv[:, 2] - uv[:, 0]
    face = d2 * t1[:, :1] - d1 * t2[:, :1]
    corners = triangles.ravel()
    spread = np.repeat(face, 3, axis=0)
    return np.stack([np.bincount(corners, spread[:, k], len(positions)) for k in range(3)], axis=1)


FLOOR = (
    np.array([[-9, -0.002, -9], [9, -0.002, -9], [9, -0.002, 9], [-9, -0.002, 9]], float),
    np.array([[0, 2, 1], [0, 3, 2]]),
)


def light_at(scene: Rays, points: Array, normals: Array, quality: int, seed: int) -> Array:
    """Per vertex: openness within a metre and a half, then the visible share of each soft box."""
    out = [openness(scene, points, normals, quality, seed, far=1.5)]
    start = points + 0.003 * normals
    for box in BOXES:
        free = np.zeros(len(points))
        for p in box.points(max(quality // 3, 4)):
            way = p - start
            far = np.linalg.norm(way, axis=1)
            free += ~scene.blocked(start, way / far[:, None], far - 0.05)
        out.append(free / max(quality // 3, 4))
    return np.stack(out, axis=1)
