"""Draws surfaces by ray casting: vertex-baked soft light, per-pixel cloth and skin. No GPU, no browser."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.look.light import Rays, many_bounces, openness
from frontrow.look.mesh import subdivided, vertex_normals
from frontrow.look.studio import BOXES, IVORY, ambient, developed, mirrored

Array = NDArray[Any]


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


@dataclass(frozen=True)
class Camera:
    """eye, target in metres; height: metres of the target plane that the picture shows from bottom to top."""

    eye: tuple[float, float, float]
    target: tuple[float, float, float]
    height: float
    axes: tuple[Array, Array, Array] = field(init=False)
    distance: float = field(init=False)

    def __post_init__(self) -> None:
        forward = np.subtract(self.target, self.eye)
        distance = float(np.linalg.norm(forward))
        forward = forward / distance
        right = np.cross(forward, [0, 1, 0])
        right /= np.linalg.norm(right)
        object.__setattr__(self, "axes", (right, np.cross(right, forward), forward))
        object.__setattr__(self, "distance", distance)

    def directions(self, x: Array, y: Array) -> Array:
        """Unit directions through points of the target plane, metres right of and above its middle."""
        right, up, forward = self.axes
        d = x[:, None] * right + y[:, None] * up + self.distance * forward
        return np.asarray(d / np.linalg.norm(d, axis=1, keepdims=True))

    def seen_at(self, points: Array) -> Array:
        """Where points (n, 3) fall on the target plane: (n, 2) metres right and up."""
        right, up, forward = self.axes
        v = points - np.asarray(self.eye)
        scale = self.distance / (v @ forward)
        return np.stack([v @ right * scale, v @ up * scale], axis=1)


def picture(
    surfaces: Sequence[Surface],
    camera: Camera,
    size: tuple[int, int] = (900, 1200),
    samples: int = 2,
    quality: int = 32,
    background: str = IVORY,
    floor: bool = True,
) -> NDArray[np.uint8]:
    """The surfaces in the studio, as an image (height, width, 3) uint8.

    samples: rays along each side of a pixel; quality: light rays a vertex. Same input, same picture.
    """
    width, height = size
    scene = Rays(*((s.positions, s.triangles) for s in surfaces), FLOOR)
    lit = [_Lit(s, scene, i, quality) for i, s in enumerate(surfaces)]
    rays = Rays(*((x.positions, x.triangles) for x in lit))
    paper = np.array([int(background[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    image = np.empty((height, width, 3))
    image[:] = paper
    scale = camera.height / height
    if floor:
        image *= _floor_shadow(camera, size, Rays(*((s.positions, s.triangles) for s in surfaces)), quality)[:, :, None]
    places = np.concatenate([camera.seen_at(x.positions) for x in lit]) / scale
    x0, y0 = np.floor(places.min(axis=0)).astype(int) - 2
    x1, y1 = np.ceil(places.max(axis=0)).astype(int) + 3
    x0, x1 = max(x0, -width // 2), min(x1, width - width // 2)
    y0, y1 = max(y0, -height // 2), min(y1, height - height // 2)
    for top in range(y1, y0, -200):
        bottom = max(top - 200, y0)
        rows, cols = (top - bottom), (x1 - x0)
        gy, gx = np.meshgrid(
            top - (np.arange(rows * samples) + 0.5) / samples,
            x0 + (np.arange(cols * samples) + 0.5) / samples,
            indexing="ij",
        )
        color, alpha = _shade(lit, rays, camera, gx.ravel() * scale, gy.ravel() * scale)
        color = developed(color) * alpha[:, None]
        box = (rows, samples, cols, samples)
        color = color.reshape(*box, 3).mean(axis=(1, 3))
        cover = alpha.reshape(box).mean(axis=(1, 3))[:, :, None]
        r, c = height // 2 - top, x0 + width // 2
        image[r : r + rows, c : c + cols] = color + (1 - cover) * image[r : r + rows, c : c + cols]
    return np.asarray(np.rint(np.clip(image, 0, 1) * 255), np.uint8)


class _Lit:
    """A surface, refined once, with the light that reaches its vertices."""

    def __init__(self, surface: Surface, scene: Rays, number: int, quality: int) -> None:
        self.surface = surface
        n = vertex_normals(surface.positions, surface.triangles).astype(float)
        front = _light(scene, surface.positions, n, quality, number)
        back = _light(scene, surface.positions, -n, quality // 2, number) if surface.both else front
        values = np.concatenate([front, back, surface.color, surface.roughness[:, None]], axis=1)
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
        self.normals = vertex_normals(self.positions, self.triangles)
        self.warp = (
            _warp(self.positions, self.triangles, self.uv) if surface.anisotropy and self.uv is not None else None
        )


def _warp(positions: Array, triangles: Array, uv: Array) -> Array:
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


def _light(scene: Rays, points: Array, normals: Array, quality: int, seed: int) -> Array:
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


def _shade(lit: Sequence[_Lit], rays: Rays, camera: Camera, x: Array, y: Array) -> tuple[Array, Array]:
    view = camera.directions(x, y)
    which, _, u, v = rays.first(np.broadcast_to(np.asarray(camera.eye, float), view.shape), view)
    color = np.zeros((len(x), 3))
    start = 0
    for item in lit:
        mine = np.flatnonzero((which >= start) & (which < start + len(item.triangles)))
        if len(mine):
            b = np.stack([1 - u[mine] - v[mine], u[mine], v[mine]], axis=1)
            color[mine] = _surface_light(item, which[mine] - start, b, view[mine])
        start += len(item.triangles)
    return color, (which >= 0).astype(float)


def _surface_light(item: _Lit, faces: Array, b: Array, view: Array) -> Array:
    s = item.surface
    corner = item.triangles[faces]

    def mixed(values: Array) -> Array:
        out = b[:, :1] * values[corner[:, 0]]
        out += b[:, 1:2] * values[corner[:, 1]]
        out += b[:, 2:] * values[corner[:, 2]]
        return np.asarray(out)

    n = mixed(item.normals)
    n /= np.maximum(np.linalg.norm(n, axis=1, keepdims=True), 1e-9)
    p = item.positions[corner]
    flat = np.cross(p[:, 1] - p[:, 0], p[:, 2] - p[:, 0])
    behind = (flat * view).sum(axis=1) > 0
    values = mixed(item.values)
    boxes = len(BOXES)
    light = np.where(behind[:, None], values[:, boxes + 1 : 2 * boxes + 2], values[:, : boxes + 1])
    base, rough = values[:, -4:-1], np.clip(values[:, -1], 0.05, 1)
    if item.paint is not None:
        base, rough = item.paint[faces, :3], np.clip(item.paint[faces, 3], 0.05, 1)
    n = np.where(behind[:, None], -n, n)
    facing = (n * view).sum(axis=1)  # a normal that leans away from the eye is bent back to the outline
    n = n - np.maximum(facing + 0.02, 0)[:, None] * view
    n /= np.linalg.norm(n, axis=1, keepdims=True)
    cos = np.clip(-(n * view).sum(axis=1), 0.02, 1)
    if item.uv is not None and s.print_ is not None:
        uv = (b[:, :, None] * item.uv[faces]).sum(axis=1)
        base = _tile(s.print_, uv / s.tile)
    open_ = np.maximum(many_bounces(light[:, 0], 0.5), 0.06)
    diffuse = ambient(n) * open_[:, None]
    middle = np.array([0, 1.0, 0])
    for k, box in enumerate(BOXES):
        to = np.asarray(box.centre) - middle
        to = to / np.linalg.norm(to)
        lean = (n @ to + 0.22) / 1.22  # a wide box lights a little round the corner
        diffuse += (np.clip(lean, 0, None) * light[:, 1 + k])[:, None] * np.asarray(box.strength)
    out = diffuse * base * (1 - s.metallic)
    spec_open = np.clip(light[:, 0] * 1.3, 0, 1)[:, None] * (0.35 + 0.65 * light[:, 1:].max(axis=1))[:, None]
    f0 = s.specular * (1 - s.metallic) + base * s.metallic
    fresnel = f0 + (np.maximum(1 - rough, s.specular)[:, None] - f0) * ((1 - cos) ** 5)[:, None]
    warp = mixed(item.warp) if item.warp is not None else None
    out += fresnel * spec_open * _reflection(n, view, rough, warp, s.anisotropy)
    if s.clearcoat:
        coat = s.clearcoat * (0.04 + 0.96 * (1 - cos) ** 5)[:, None]
        out = out * (1 - coat) + coat * spec_open * mirrored(
            _mirror(n, view), np.full(len(n), 0.1 + 0.9 * s.coat_roughness)
        )
    if s.sheen:
        fuzz = (1 - cos) ** 2.2 * s.sheen * 0.55
        out += fuzz[:, None] * np.asarray(s.sheen_color) * diffuse
    return np.asarray(out)


def _mirror(n: Array, view: Array) -> Array:
    return np.asarray(view - 2 * (n * view).sum(axis=1, keepdims=True) * n)


def _reflection(n: Array, view: Array, rough: Array, warp: Array | None, anisotropy: float) -> Array:
    if warp is None:
        return mirrored(_mirror(n, view), rough)
    across = np.cross(n, warp)  # satin floats along the warp and scatters across it
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-12)
    total = np.zeros_like(n)
    for k in (-0.8, 0.0, 0.8):
        bent = n + 0.55 * anisotropy * k * across
        bent /= np.linalg.norm(bent, axis=1, keepdims=True)
        total += mirrored(_mirror(bent, view), rough * (1 - 0.3 * anisotropy))
    return np.asarray(total / 3)


def _tile(image: Array, at: Array) -> Array:
    """Bilinear samples of a repeating image (h, w, 3), v upwards, at (n, 2) tiles."""
    h, w = image.shape[:2]
    x, y = at[:, 0] * w - 0.5, -at[:, 1] * h - 0.5
    i, j = np.floor(x).astype(int), np.floor(y).astype(int)
    fx, fy = (x - i)[:, None], (y - j)[:, None]
    out = (1 - fx) * (1 - fy) * image[j % h, i % w] + fx * (1 - fy) * image[j % h, (i + 1) % w]
    out += (1 - fx) * fy * image[(j + 1) % h, i % w] + fx * fy * image[(j + 1) % h, (i + 1) % w]
    return np.asarray(out)


def _floor_shadow(camera: Camera, size: tuple[int, int], rays: Rays, quality: int) -> Array:
    """What share (height, width) of the floor's light reaches each pixel; 1 above the floor."""
    width, height = size
    small = 4  # the shadow is soft: a quarter of the pixels is enough
    h, w = -(-height // small), -(-width // small)
    scale = camera.height / height
    across, down = (np.arange(w) + 0.5) * small - width / 2, height / 2 - (np.arange(h) + 0.5) * small
    gy, gx = np.meshgrid(down, across, indexing="ij")
    d = camera.directions(gx.ravel() * scale, gy.ravel() * scale)
    t = -camera.eye[1] / np.minimum(d[:, 1], -1e-6)
    at = np.asarray(camera.eye) + t[:, None] * d
    near = np.flatnonzero((d[:, 1] < 0) & (np.hypot(at[:, 0], at[:, 2]) < 1.1))
    light = np.ones(h * w)
    if len(near):
        up = np.tile([0.0, 1.0, 0.0], (len(near), 1))
        under = openness(rays, at[near], up, 3 * quality, far=0.25, lift=0.001)
        around = openness(rays, at[near], up, 2 * quality, far=0.9, lift=0.001)
        fade = np.clip((1.1 - np.hypot(at[near, 0], at[near, 2])) / 0.7, 0, 1)
        light[near] = 1 - (1 - under * (0.75 + 0.25 * around)) * 0.85 * fade
    coarse = light.reshape(h, w)
    return _enlarged(coarse, small)[:height, :width]


def _enlarged(coarse: Array, factor: int) -> Array:
    """Bilinear enlargement by a whole factor, after a 3 × 3 blur that hides the rays' grain."""
    padded = np.pad(coarse, 1, mode="edge")
    for axis in (0, 1, 0, 1):
        padded = np.pad(padded, 1, mode="edge")
        padded = (np.roll(padded, 1, axis) + 2 * padded + np.roll(padded, -1, axis)) / 4
        padded = padded[1:-1, 1:-1]
    h, w = coarse.shape
    y = (np.arange(h * factor) + 0.5) / factor + 0.5
    x = (np.arange(w * factor) + 0.5) / factor + 0.5
    j, i = np.floor(y).astype(int), np.floor(x).astype(int)
    fy, fx = (y - j)[:, None], (x - i)[None, :]
    top = padded[j][:, i] * (1 - fx) + padded[j][:, i + 1] * fx
    low = padded[j + 1][:, i] * (1 - fx) + padded[j + 1][:, i + 1] * fx
    return np.asarray(top * (1 - fy) + low * fy)
