"""A look standing still, as plain surfaces: what other people's viewers put into a room."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from frontrow.body import Body, Finish
from frontrow.fabric import Fabric, print_image
from frontrow.look.colour import linear
from frontrow.look.cover import Cover
from frontrow.look.figure import ZONES, zoned
from frontrow.look.mesh import compact, vertex_normals

if TYPE_CHECKING:
    from frontrow.look.maker import Made

Array = NDArray[Any]

PIXELS = 512  # of a print, along one repeat
MATT = {"skin": None, "base_layer": 0.8, "shoes": 0.4, "scalp": 0.6, "lips": None, "eyes": 0.25}
COLORS = {"base_layer": "base_layer", "shoes": "shoes", "scalp": "hair", "lips": "lips", "eyes": "eyes"}


@dataclass(frozen=True)
class Paint:
    """How a surface looks: colour, linear RGB; roughness, metallic, clearcoat, its roughness, opacity: 0..1; sheen:
    linear RGB; picture: a JPEG in place of the colour, repeated; both: seen from behind as well."""

    color: tuple[float, float, float]
    roughness: float
    metallic: float = 0.0
    clearcoat: float = 0.0
    coat_roughness: float = 0.0
    opacity: float = 1.0
    sheen: tuple[float, float, float] | None = None
    picture: bytes | None = None
    both: bool = False


@dataclass(frozen=True)
class Part:
    """positions: (n, 3) float32 metres, Y up, the floor at nought, facing +Z; normals: (n, 3); triangles: (t, 3) from
    outside counter-clockwise; uv: (n, 2) repeats of the picture, growing upwards, or None without one."""

    name: str
    positions: NDArray[np.float32]
    normals: NDArray[np.float32]
    triangles: NDArray[np.int32]
    uv: NDArray[np.float32] | None
    paint: Paint


def still(
    body: Body,
    finish: Finish,
    cover: Cover,
    garments: Sequence["Made"],
    starts: Array,
    cloth: Array,
    skin: Array,
) -> list[Part]:
    """The parts of a standing look: the body by its zones, then the garments from the skin outwards.

    starts: (g + 1,) where each garment's vertices begin; cloth: (n, 3) and skin: (nb, 3) metres as she stands.
    """
    parts = _body(body, finish, cover.stepped_back(np.asarray(skin, np.float64), body.mannequin.triangles), skin)
    for made, a, b in zip(garments, starts[:-1], starts[1:], strict=True):
        parts.append(_garment(made, np.asarray(cloth[a:b], np.float64)))
    floor = min(float(part.positions[:, 1].min()) for part in parts)
    rise = np.array([0, -floor, 0], np.float32)
    return [replace(part, positions=part.positions + rise) for part in parts]


def _body(body: Body, finish: Finish, place: Array, skin: Array) -> list[Part]:
    faces, owner, _ = zoned(body)
    zone = body.mannequin.triangle_zone(body.sex)
    normals = vertex_normals(np.asarray(skin, np.float64), body.mannequin.triangles)
    out = []
    for number, name in enumerate(ZONES):
        if not np.any(zone == number):
            continue
        triangles, corners = compact(faces[zone == number], len(owner))
        rough = MATT[name]
        shiny = name in ("skin", "lips")
        paint = Paint(
            color=rgb(getattr(finish, COLORS.get(name, "color"))),
            roughness=finish.roughness if rough is None else rough,
            metallic=finish.metallic if shiny else 0.0,
            clearcoat=finish.clearcoat if shiny else 0.0,
            coat_roughness=finish.clearcoat_roughness,
        )
        at = owner[corners]
        out.append(Part(name, place[at].astype(np.float32), normals[at], triangles, None, paint))
    return out


def _garment(made: "Made", place: Array) -> Part:
    sewn, fabric = made.sewn, made.fabric
    triangles, corners = compact(sewn.triangles, len(sewn.weld))
    at = sewn.weld[corners]
    normals = vertex_normals(place, sewn.weld[sewn.triangles])
    uv = None
    if fabric.print:
        uv = (sewn.uv[corners] / fabric.print.scale).astype(np.float32)
    return Part(made.name, place[at].astype(np.float32), normals[at], triangles, uv, _cloth(fabric))


def _cloth(fabric: Fabric) -> Paint:
    sheen = tuple(fabric.sheen * v for v in rgb(fabric.sheen_color)) if fabric.sheen else None
    return Paint(
        color=rgb(fabric.color),
        roughness=fabric.roughness,
        opacity=fabric.opacity,
        sheen=sheen,  # type: ignore[arg-type]
        picture=jpeg(print_image(fabric.print, PIXELS)) if fabric.print else None,
        both=True,
    )


def rgb(color: str) -> tuple[float, float, float]:
    """ "#rrggbb" as linear RGB, 0..1."""
    r, g, b = (round(float(v), 5) for v in linear(color))
    return r, g, b


def jpeg(image: Array) -> bytes:
    """A picture (h, w, 3) uint8 as a JPEG."""
    out = io.BytesIO()
    Image.fromarray(image).save(out, "JPEG", quality=90, subsampling=0)
    return out.getvalue()
