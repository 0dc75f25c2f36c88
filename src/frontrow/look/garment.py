"""One garment of a look in glTF: its cloth, and the shapes that it takes while it moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.fabric import Print
from frontrow.look.asset import add_print
from frontrow.look.figure import unit_bytes
from frontrow.look.gltf import POINTS, Json, Writer
from frontrow.look.level import Level
from frontrow.look.mesh import compact, vertex_normals
from frontrow.look.morph import More, Morphs, Shapes
from frontrow.look.rounding import Order
from frontrow.look.simplify import simplified

Array = NDArray[Any]

WATCHED = 10  # strongest shapes that a simpler mesh must keep, beside the mean


@dataclass(frozen=True)
class Cut:
    """The mesh of a garment in one file: triangles (t, 3) over corners (m,) of the garment, and their order."""

    triangles: NDArray[np.int32]
    corners: NDArray[np.int32]
    order: Order


@dataclass(frozen=True)
class Draped:
    """One garment of a look after the simulation.

    uv: (m, 2) metres on the flat pattern; weld: (m,) vertex of each corner; triangles: (t, 3) over corners;
    frames: (F, n, 3) metres over vertices, the walk; ao: (n,) 0..1; facts: what `asset.extras` says about the
    garment; material: a glTF material; print_: what is printed on the cloth; fit: (n, 2) in 0..1, what a map of the
    fit shows, or None.
    """

    name: str
    uv: Array
    weld: Array
    triangles: Array
    frames: Array
    ao: Array
    facts: Mapping[str, Any]
    material: Json
    print_: Print | None = None
    fit: Array | None = None

    @cached_property
    def shapes(self) -> Shapes:
        """The shapes of its walk."""
        return Shapes(self.frames)

    def cut(self, stray: float) -> Cut:
        """Its mesh, strayed at most about `stray` metres."""
        triangles = self.triangles
        if stray:
            moving = np.concatenate(list(self.shapes.strongest(WATCHED)), axis=1)
            triangles = simplified(triangles, self.shapes.mean[self.weld], stray, 1.4 * moving[self.weld])
        strips, corners = compact(triangles, len(self.weld))
        return Cut(strips, corners, Order.of(self.shapes.mean, self.weld[triangles], self.weld[corners]))


def garment(writer: Writer, cloth: Draped, cut: Cut, morphs: Morphs, level: Level) -> int:
    """Writes a garment; its node's scale is the unit of its morph targets."""
    vertices = cloth.weld[cut.corners]
    unit = float(np.float32(morphs.unit))
    finest = int(np.ceil(level.length - np.log2(unit)))
    base = cut.order.rounded(morphs.base[None], unit * 2.0**finest)[0]
    attributes = {
        "POSITION": writer.lengths(base[vertices] * 2.0**finest, finest, bounds=True),
        "NORMAL": writer.normals(
            vertex_normals(cloth.shapes.mean, cloth.weld[cloth.triangles])[vertices], level.normals[1]
        ),
        "TEXCOORD_0": writer.lengths(cloth.uv[cut.corners], level.uv),
        "_AO": writer.values(unit_bytes(cloth.ao[vertices]), normalized=True),
    }
    if cloth.fit is not None:
        attributes["_FIT"] = writer.values(unit_bytes(cloth.fit[vertices]), normalized=True)
    targets = even(morphs.targets)[:, vertices]
    primitive = {
        "attributes": attributes,
        "indices": writer.triangles(cut.triangles, len(vertices)),
        "targets": [{"POSITION": column} for column in writer.columns(targets)],
    }
    material = add_print(writer, cloth.material, cloth.print_) if cloth.print_ else cloth.material
    primitive["material"] = writer.add("materials", material)
    first = morphs.weights[0]
    weights = [round(float(w), 4) for w in first] + [0] * (len(targets) - len(first))
    mesh = writer.add("meshes", {"primitives": [primitive], "weights": weights})
    return writer.add("nodes", {"name": f"garment:{cloth.name}", "mesh": mesh, "scale": [unit] * 3})


def moved(writer: Writer, cloth: Draped, cut: Cut, morphs: Morphs, more: More) -> int:
    """Writes what other clips of a garment need beside its own file, in the order of that file's vertices.

    Its targets begin with those of the file, of which only the place is kept: they are all zero here.
    """
    vertices = cloth.weld[cut.corners]
    nothing = writer.zeros(len(vertices))
    targets = [nothing] * len(even(morphs.targets))
    if len(more.targets):
        targets += writer.columns(even(more.targets)[:, vertices])
    mesh = {"primitives": [{"attributes": {"POSITION": nothing}, "mode": POINTS, "targets": []}]}
    mesh["primitives"][0]["targets"] = [{"POSITION": column} for column in targets]
    unit = [float(np.float32(more.unit))] * 3
    return writer.add("nodes", {"name": f"garment:{cloth.name}", "mesh": writer.add("meshes", mesh), "scale": unit})


def walking(morphs: Morphs) -> NDArray[np.uint16]:
    """The walk's weights (F, K) as a file has them, K even."""
    return np.asarray(even(np.rint(morphs.weights * 65535).astype(np.uint16).T).T)


def moving(morphs: Morphs, more: More) -> dict[str, NDArray[np.int16]]:
    """The weights (F, K + E) of each clip as a file of moves has them, K and E even."""
    count = len(morphs.targets)
    out = {}
    for name, weights in more.weights.items():
        whole = np.rint(weights * 32767).astype(np.int16).T
        out[name] = np.concatenate([even(whole[:count]), even(whole[count:])]).T
    return out


def even(rows: Array) -> Array:
    """The rows, with one of zeros after them if they are odd in number: keys of weights are whole words then."""
    return np.concatenate([rows, np.zeros((len(rows) % 2, *rows.shape[1:]), rows.dtype)])
