"""Pictures of a mesh without a GPU: one key light with shadow, a soft sky, two-sided, by embree ray
casting."""

from __future__ import annotations

import numpy as np
import trimesh
from PIL import Image
from trimesh.ray.ray_pyembree import RayMeshIntersector


def picture(meshes, eye, at, fov=24.0, size=(420, 760), samples=2, sky=8, floor=True, background=(0.86, 0.86, 0.85)):
    """An image of `meshes` = [(positions (n,3), triangles (t,3), colour (3,) or per triangle (t,3))]; Y is
    up."""
    pos, tri, col, nor, at_vertex = [], [], [], [], 0
    for p, t, c in meshes:
        m = trimesh.Trimesh(p, t, process=False)
        pos.append(p), tri.append(t + at_vertex), nor.append(m.vertex_normals)
        col.append(np.broadcast_to(np.asarray(c, float), (len(t), 3)))
        at_vertex += len(p)
    if floor:
        g = 8.0
        pos.append(np.array([[-g, 0, -g], [g, 0, -g], [g, 0, g], [-g, 0, g]]) - [0, 5e-4, 0])
        tri.append(np.array([[0, 2, 1], [0, 3, 2]]) + at_vertex)
        nor.append(np.tile([0.0, 1, 0], (4, 1))), col.append(np.full((2, 3), 0.55))
    pos, tri, col, nor = (np.concatenate(x) for x in (pos, tri, col, nor))
    ray = RayMeshIntersector(trimesh.Trimesh(pos, tri, process=False))
    eye, at = np.asarray(eye, float), np.asarray(at, float)
    f = (at - eye) / np.linalg.norm(at - eye)
    r = np.cross(f, [0, 1, 0])
    r /= np.linalg.norm(r)
    u = np.cross(r, f)
    w, h = size[0] * samples, size[1] * samples
    y, x = np.mgrid[0:h, 0:w]
    s = np.tan(np.radians(fov / 2))
    px, py = (x + 0.5 - w / 2) / (h / 2) * s, -(y + 0.5 - h / 2) / (h / 2) * s
    d = (f + px[..., None] * r + py[..., None] * u).reshape(-1, 3)
    d /= np.linalg.norm(d, axis=1, keepdims=True)
    hit_tri = ray.intersects_first(np.broadcast_to(eye, d.shape), d)
    img = np.tile(np.asarray(background, float), (len(d), 1))
    hit = hit_tri >= 0
    ti, dd = hit_tri[hit], d[hit]
    c3 = pos[tri[ti]]
    e1, e2 = c3[:, 1] - c3[:, 0], c3[:, 2] - c3[:, 0]
    p = np.cross(dd, e2)
    det = (e1 * p).sum(1)
    q0 = eye - c3[:, 0]
    a = (q0 * p).sum(1) / det
    b = (dd * np.cross(q0, e1)).sum(1) / det
    bc = np.stack([1 - a - b, a, b], 1)
    point = (c3 * bc[..., None]).sum(1)
    n = (nor[tri[ti]] * bc[..., None]).sum(1)
    n /= np.linalg.norm(n, axis=1, keepdims=True) + 1e-9
    n[(n * dd).sum(1) > 0] *= -1
    light = -f * 0.55 - r * 0.6 + u * 0.9
    light /= np.linalg.norm(light)
    start = point + n * 2e-3
    lit = np.clip((n * light).sum(1), 0, 1) * ~ray.intersects_any(start, np.broadcast_to(light, start.shape))
    rng = np.random.default_rng(0)
    open_sky = np.zeros(len(point))
    for _ in range(sky):
        v = rng.normal(size=point.shape)
        v /= np.linalg.norm(v, axis=1, keepdims=True)
        v += n
        v /= np.linalg.norm(v, axis=1, keepdims=True) + 1e-9
        open_sky += ~ray.intersects_any(start, v)
    half = light - dd
    half /= np.linalg.norm(half, axis=1, keepdims=True)
    gloss = np.clip((n * half).sum(1), 0, 1) ** 40 * 0.12 * (lit > 0)
    c = col[ti]
    img[hit] = c * (lit[:, None] * [0.95, 0.92, 0.86] + (open_sky / sky)[:, None] * [0.42, 0.44, 0.48]) + gloss[:, None]
    img = np.clip(img, 0, 1) ** (1 / 2.2)
    img = img.reshape(size[1], samples, size[0], samples, 3).mean((1, 3))
    return Image.fromarray((img * 255).astype(np.uint8))


def sheet(rows):
    """One image from rows of images."""
    w = max(sum(i.width for i in r) for r in rows)
    out = Image.new("RGB", (w, sum(max(i.height for i in r) for r in rows)), "white")
    y = 0
    for r in rows:
        x = 0
        for i in r:
            out.paste(i, (x, y))
            x += i.width
        y += max(i.height for i in r)
    return out
