"""Clothes for people in the dark: jackets, trousers, dresses and hair as smooth volumes over a seated body."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from frontrow.body import Body, joint_transforms, pose
from frontrow.look.mesh import vertex_normals
from frontrow.look.seating import Seat, sitting
from frontrow.look.volume import Grid, Skin, bridged, surface, together

Array = NDArray[Any]
SKIN, HAIR, UPPER, LOWER, SHOES, PHONE, SHIRT = range(7)
CELL = 0.012


@dataclass(frozen=True)
class Piece:
    """One closed surface of a guest: what it is (a _PART number), positions, triangles, normals, share of the
    triangles it deserves."""

    part: int
    positions: Array
    triangles: Array
    normals: Array
    share: float


class Sitter:
    """A posed body with names for the regions that clothes are cut along.

    Regions are masks (n,) on the rest pose, in the wearer's own proportions.
    """

    def __init__(self, body: Body, seat: Seat) -> None:
        seated = sitting(body, seat)
        self.body = body
        self.positions = pose(body, *seated).astype(np.float64)
        self.triangles = body.mannequin.triangles
        self.normals = vertex_normals(self.positions, self.triangles).astype(np.float64)
        rotations, places = joint_transforms(body, seated.rotations[None], seated.root[None])
        self._turns, self._places = rotations[0], places[0]
        self.flesh = Skin.of(Grid.around(self.positions, CELL, 0.15), self.positions, self.normals)
        weights = body.mannequin.joint_weights
        names = np.array([n.split(".")[0] for n in body.mannequin.joint_names])
        self.main = names[body.mannequin.joint_indices[np.arange(len(weights)), weights.argmax(axis=1)]]
        self.rest = body.rest.astype(np.float64)

    def of(self, *joints: str) -> NDArray[np.bool_]:
        """Vertices that follow these joints most."""
        return np.isin(self.main, joints)

    def along(self, start: str, end: str) -> Array:
        """(n,) how far a vertex lies between two joints on its own side, 0 at the start and 1 at the end."""
        out = np.zeros(len(self.rest))
        for side, mine in (("L", self.rest[:, 0] >= 0), ("R", self.rest[:, 0] < 0)):
            a, b = (self.body.joints[self.body.mannequin.joint_names.index(f"{n}.{side}")] for n in (start, end))
            out[mine] = ((self.rest[mine] - a) @ (b - a)) / ((b - a) @ (b - a))
        return out

    def joint(self, name: str) -> tuple[Array, Array]:
        """World rotation (3, 3) and place (3,) of a joint."""
        j = self.body.mannequin.joint_names.index(name)
        return self._turns[j], self._places[j]

    def piece(self, part: int, regions: Sequence[tuple[Array, Array | float, float]], share: float) -> Piece:
        """The smooth union of several (region, thickness, reach) volumes as one piece."""
        field: Array | None = None
        for region, thickness, reach in regions:
            one = bridged(self.flesh.thickened(region, thickness), self.flesh.grid, reach)
            field = one if field is None else together(field, one, 0.012)
        assert field is not None
        positions, triangles = surface(field, self.flesh.grid, smooth=1.0)
        return Piece(part, positions, triangles, vertex_normals(positions, triangles), share)

    def skin(self, region: Array, share: float, part: int = SKIN, sunk: Array | None = None) -> Piece:
        """The body itself, where it shows; 12 mm deeper where `sunk` (n,), under the edge of clothes."""
        triangles = self.triangles[region[self.triangles].all(axis=1)]
        used = np.unique(triangles)
        number = np.zeros(len(region), np.int32)
        number[used] = np.arange(len(used))
        depth = 0.012 * sunk[used, None] if sunk is not None else 0.0
        return Piece(
            part, self.positions[used] - depth * self.normals[used], number[triangles], self.normals[used], share
        )

    # -- what people wear ------------------------------------------------------------------------------------

    @property
    def trunk(self) -> NDArray[np.bool_]:
        return self.of("hips", "spine1", "spine2", "spine3", "spine4", "spine5", "clavicle", "shoulder", "neck1")

    @property
    def arms(self) -> NDArray[np.bool_]:
        return self.of("shoulder", "upper_arm", "upper_arm_twist", "forearm", "forearm_twist", "hand")

    @property
    def legs(self) -> NDArray[np.bool_]:
        return self.of("thigh", "thigh_twist", "shin", "shin_twist", "foot", "hips")

    def height(self, share: float) -> float:
        """Rest height: 0 at the crotch, 1 at the nape."""
        low, high = (self.body.landmarks[n][1] for n in ("crotch", "nape"))
        return float(low + share * (high - low))

    def neckline(self, drop: float, width: float) -> NDArray[np.bool_]:
        """What a neck opening leaves bare: `drop` metres below the pit of the neck in front, a V `width` wide."""
        pit = self.body.landmarks["neck_front"]
        nape = self.body.landmarks["nape"]
        y = self.rest[:, 1]
        front = self.rest[:, 2] > 0.5 * (pit[2] + nape[2])
        depth = np.clip((y - (pit[1] - drop)) / max(drop + 0.03, 1e-6), 0, None)
        return np.asarray((front & (depth > 0) & (np.abs(self.rest[:, 0]) < width * depth)) | (y > nape[1] + 0.025))

    def jacket(self, sleeve: float = 0.97, hem: float = -0.02, opening: float = 0.24, loose: float = 0.016) -> Piece:
        """A tailored jacket: `sleeve` of the forearm covered, V `opening` metres deep, hem at a share of height."""
        neck = self.neckline(opening, 0.085)
        body = self.trunk & (self.rest[:, 1] > self.height(hem)) & ~neck & (self.rest[:, 1] < self.height(0.99))
        arm = self.arms & (self.along("forearm", "hand") < sleeve) & ~self.of("hand")
        lapel = self.neckline(opening + 0.05, 0.13) & ~neck
        shoulder = self.of("clavicle", "shoulder") & (self.rest[:, 1] > self.height(0.86))
        thick = loose + 0.008 * lapel + 0.007 * shoulder
        return self.piece(UPPER, [(body, thick, 0.05), (arm, 0.013, 0.02)], 0.36)

    def top(self, sleeve: float, neck: float, thick: float = 0.007, part: int = UPPER, share: float = 0.3) -> Piece:
        """A close top: `sleeve` counts 1 at the elbow and 2 at the wrist; neck < 0 is a roll-neck."""
        bare = self.neckline(max(neck, 0.0), 0.10) if neck >= 0 else self.rest[:, 1] > self.height(1.12)
        trunk = self.trunk | (self.of("neck1", "neck2") if neck < 0 else False)
        body = trunk & (self.rest[:, 1] > self.height(0.02)) & ~bare
        arm = self.arms & ~self.of("hand")
        arm &= np.where(self.of("forearm", "forearm_twist"), 1 + self.along("forearm", "hand"), 0.5) < sleeve
        return self.piece(part, [(body, thick, 0.05), (arm, thick + 0.002, 0.02)], share)

    def trousers(self, length: float = 0.93, wide: float = 0.012) -> Piece:
        """Trousers to `length` of the shin, `wide` metres off the leg at the hem."""
        down = np.clip(self.along("shin", "foot"), 0, 1)
        pelvis = self.of("hips", "thigh", "thigh_twist") & (self.rest[:, 1] < self.height(0.28))
        leg = self.of("thigh", "thigh_twist", "shin", "shin_twist") & (self.along("shin", "foot") < length)
        left = self.rest[:, 0] > 0
        thick = 0.009 + (wide - 0.004) * down
        hips = self.of("hips") & (self.rest[:, 1] < self.height(0.28))
        return self.piece(
            LOWER,
            [(leg & left, thick, 0.02), (leg & ~left, thick, 0.02), (hips | pelvis & ~leg, 0.008, 0.03)],
            0.3,
        )

    def skirt(self, length: float = 0.15, part: int = LOWER) -> Piece:
        """A skirt to `length` of the shin (negative: above the knee), taut over the lap."""
        leg = self.of("hips", "thigh", "thigh_twist", "shin", "shin_twist") & (self.rest[:, 1] < self.height(0.3))
        leg &= (self.along("shin", "foot") < length) | self.of("hips", "thigh", "thigh_twist") & (length >= 0)
        return self.piece(part, [(leg, 0.010 + 0.006 * np.clip(self.along("thigh", "shin"), 0, 1), 0.12)], 0.3)

    def shirt_front(self, opening: float) -> Piece:
        """What a jacket's opening shows of the shirt beneath it."""
        front = self.neckline(opening + 0.05, 0.12) & self.trunk & (self.rest[:, 1] < self.height(1.02))
        return self.piece(SHIRT, [(front, 0.008, 0.04)], 0.10)

    def shoes(self, socks: bool) -> Piece:
        """The body's own shoes, with socks up to under the trousers."""
        foot = self.of("foot", "toes")
        if socks:
            foot = foot | (self.of("shin", "shin_twist") & (self.along("shin", "foot") > 0.75))
        return self.skin(foot, 0.10, SHOES)

    def hair(self, kind: str) -> Piece:
        """Hair as one volume: "crop", "short", "bob", "long", "bun" or "low"."""
        top, turn, at = self._head()
        local = (self.positions - at) @ turn
        head = self.of("head", "neck2")
        face = local[:, 2] - local[head][:, 2].mean()
        up = local[:, 1]
        hairline = top - 0.062 + np.where(face > 0.0, 0.0, -0.095 * np.clip(-face / 0.05, 0, 1))
        scalp = head & (up > hairline)
        thick = {"crop": 0.009, "short": 0.016, "bob": 0.024, "long": 0.022}.get(kind, 0.013)
        grid = Grid.around(self.positions[head], CELL * 0.8, 0.16)
        body = Skin.of(grid, self.positions, self.normals)
        field = body.thickened(scalp, thick)
        points = (grid.points() - at) @ turn
        back = float(local[head][:, 2].min())
        blobs: dict[str, list[tuple[tuple[float, float, float], tuple[float, float, float]]]] = {
            "bun": [((0, top - 0.045, back - 0.035), (0.045, 0.042, 0.042))],
            "low": [((0, top - 0.165, back - 0.005), (0.044, 0.046, 0.042))],
            "bob": [((0, top - 0.135, back + 0.065), (0.093, 0.085, 0.075))],
            "long": [
                ((0, top - 0.14, back + 0.06), (0.090, 0.10, 0.070)),
                ((0, top - 0.27, back + 0.03), (0.088, 0.13, 0.042)),
            ],
        }
        for centre, radii in blobs.get(kind, []):
            scaled = (points - centre) / radii
            blob = (np.linalg.norm(scaled, axis=1) - 1) * min(radii)
            field = together(field, blob.reshape(grid.shape), 0.03)
        if kind in ("bob", "long"):  # hair falls beside the face, not through it
            face_side = points[:, 2].reshape(grid.shape) - (back + 0.105)
            low = (top - 0.085) - points[:, 1].reshape(grid.shape)
            field = np.maximum(field, np.minimum(face_side, low))
        positions, triangles = surface(field, grid, smooth=1.0)
        return Piece(HAIR, positions, triangles, vertex_normals(positions, triangles), 0.13)

    def scalp(self) -> NDArray[np.bool_]:
        """What every hair covers."""
        top, turn, at = self._head()
        return np.asarray(self.of("head") & (((self.positions - at) @ turn)[:, 1] > top - 0.045))

    def _head(self) -> tuple[float, Array, Array]:
        turn, at = self.joint("head")
        top = float(((self.positions - at) @ turn)[self.of("head")][:, 1].max())
        return top, turn, at

    def phone(self) -> Piece:
        """A telephone in the right hand, its screen towards the wearer."""
        hand = self.of("hand") & (self.rest[:, 0] < 0)
        far = self.positions[hand]
        _, wrist = self.joint("hand.R")
        middle = 0.25 * wrist + 0.75 * far.mean(axis=0) + [0.0, 0.055, 0.0]
        box = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]) * [0.037, 0.074, 0.004]
        quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
        turn = Rotation.from_euler("xy", [-8, 6], degrees=True).as_matrix()
        positions, triangles, normals = [], [], []
        for k, quad in enumerate(quads):
            corners = box[list(quad)] @ turn.T + middle
            positions.append(corners)
            triangles += [(4 * k, 4 * k + 1, 4 * k + 2), (4 * k, 4 * k + 2, 4 * k + 3)]
            n = np.cross(corners[1] - corners[0], corners[2] - corners[0])
            normals.append(np.tile(n / np.linalg.norm(n), (4, 1)))
        return Piece(PHONE, np.concatenate(positions), np.array(triangles), np.concatenate(normals), 0.0)
