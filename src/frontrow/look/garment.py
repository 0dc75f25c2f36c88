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
from frontrow.look.gltf import Json, Writer
from frontrow.look.level import Level
from frontrow.look.mesh import compact, vertex_normals
from frontrow.look.morph import Morphs, Shapes
from frontrow.look.simplify import simplified

Array = NDArray[Any]

WATCHED = 10  # strongest shapes that a simpler mesh must keep, beside the mean


@dataclass(frozen=True)
class Draped:
    """One garment of a look after the simulation.

    uv: (m, 2) metres on the flat pattern; weld: (m,) vertex of each corner; triangles: (t, 3) over corners;
    frames: clip name -> (F, n, 3) metres over vertices; ao: (n,) 0..1; facts: what `asset.extras` says about the
    garment; material: a glTF material; print_: what is printed on the cloth.
    """

    name: str
    uv: Array
    weld: Array
    triangles: Array
    frames: Mapping[str, Array]
    ao: Array
    facts: Mapping[str, Any]
    material: Json
    print_: Print | None = None

    @cached_property
    def shapes(self) -> Shapes:
        """The shapes of all its clips."""
        return Shapes(self.frames)

    def mesh(self, stray: float) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Triangles (t, 3) and the corner that each of their vertices is, strayed at most about `stray` metres."""
        triangles = self.triangles
        if stray:
            moving = np.concatenate(list(self.shapes.strongest(WATCHED)), axis=1)
            triangles = simplified(triangles, self.shapes.mean[self.weld], stray, 1.4 * moving[self.weld])
        return compact(triangles, len(self.weld))


def garment(writer: Writer, cloth: Draped, morphs: Morphs, level: Level, stray: float) -> int:
    """Writes a garment strayed by at most about `stray` metres; its node's scale is the unit of its morph targets."""
    triangles, corners = cloth.mesh(stray)
    vertices = cloth.weld[corners]
    unit = float(np.float32(morphs.unit))
    finest = int(np.ceil(level.length - np.log2(unit)))
    attributes = {
        "POSITION": writer.lengths(morphs.base[vertices] / unit, finest, bounds=True),
        "NORMAL": writer.normals(
            vertex_normals(cloth.shapes.mean, cloth.weld[cloth.triangles])[vertices], level.normals[1]
        ),
        "TEXCOORD_0": writer.lengths(cloth.uv[corners], level.uv),
        "_AO": writer.values(unit_bytes(cloth.ao[vertices]), normalized=True),
    }
    targets = even(morphs.targets)
    wide = np.abs(targets).max(axis=(1, 2)) > 127  # these come first, see Shapes.rounded
    targets = targets[:, vertices]
    columns = writer.columns(targets[wide]) if wide.any() else []
    columns += writer.columns(targets[~wide].astype(np.int8)) if not wide.all() else []
    primitive = {
        "attributes": attributes,
        "indices": writer.triangles(triangles, len(vertices)),
        "targets": [{"POSITION": column} for column in columns],
    }
    material = add_print(writer, cloth.material, cloth.print_) if cloth.print_ else cloth.material
    primitive["material"] = writer.add("materials", material)
    first = next(iter(morphs.weights.values()))[0]
    weights = [round(float(w), 4) for w in first] + [0] * (len(targets) - len(first))
    mesh = writer.add("meshes", {"primitives": [primitive], "weights": weights})
    return writer.add("nodes", {"name": f"garment:{cloth.name}", "mesh": mesh, "scale": [unit] * 3})


def even(rows: Array) -> Array:
    """The rows, with one of zeros after them if they are odd in number: keys of weights are whole words then."""
    return np.concatenate([rows, np.zeros((len(rows) % 2, *rows.shape[1:]), rows.dtype)])
