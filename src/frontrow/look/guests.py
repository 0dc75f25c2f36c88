"""The seated audience: six clothed guests in two levels of detail, one small GLB."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import meshoptimizer
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from frontrow import __version__
from frontrow.body import named_body
from frontrow.look.colour import linear
from frontrow.look.gltf import Writer
from frontrow.look.mesh import compact
from frontrow.look.seating import Seat
from frontrow.look.wardrobe import SHIRT, Piece, Sitter

Array = NDArray[Any]
NEAR, FAR = 2600, 800  # triangles

WARDROBE = (  # skin, hair, upper, lower, shoes, phone, shirt
    ("#8a6552", "#17120f", "#14151a", "#14151a", "#0c0c0d", "#0a0a0b", "#cfc9bd"),
    ("#a57c63", "#221b17", "#191a1f", "#15161a", "#0d0d0e", "#0a0a0b", "#b9b6b0"),
    ("#5d4235", "#100e0d", "#2a1e1c", "#121316", "#0c0c0d", "#0a0a0b", "#15161a"),
    ("#9b735c", "#2c1f18", "#1b2430", "#1b2430", "#101010", "#0a0a0b", "#1b2430"),
    ("#6d4e3e", "#141110", "#23231f", "#1a1a1c", "#0d0d0e", "#0a0a0b", "#23231f"),
    ("#b08a72", "#3a2a20", "#101013", "#26201d", "#0c0c0d", "#0a0a0b", "#8f8a83"),
)


@dataclass(frozen=True)
class Guest:
    """Who sits there: a named body, how, and what is worn."""

    body: str
    seat: Seat
    wears: Callable[[Sitter], list[Piece]]


def _bare(s: Sitter, neck: float, legs: float | None, forearm: bool = False) -> list[Piece]:
    """Head, hands and whatever the clothes leave open: pieces of skin."""
    face = s.of("head", "neck1", "neck2")
    head = (face | s.neckline(max(neck, 0.0) + 0.05, 0.16)) & ~s.scalp()
    sunk = ~face & ~s.neckline(max(neck, 0.0) - 0.01, 0.085)
    hands = s.of("hand") | (s.arms & ~s.of("hand") & (s.along("forearm", "hand") > (0.0 if forearm else 0.86)))
    pieces = [s.skin(head, 0.24, sunk=sunk), s.skin(hands, 0.12)]
    if legs is not None:
        shin = s.of("shin", "shin_twist", "thigh", "thigh_twist", "foot") & (s.along("shin", "foot") > legs)
        shin &= s.along("shin", "foot") < 1.0
        pieces.append(s.skin(shin, 0.09))
    return pieces


GUESTS = (
    Guest(
        "runway-f",
        Seat("cross.L", lean=3, turn=6),
        lambda s: [*_bare(s, 0.05, 0.0, True), s.hair("bun"), s.top(1.15, 0.05), s.skirt(0.06), s.shoes(False)],
    ),
    Guest(
        "runway-m",
        Seat("side", lean=7),
        lambda s: [
            *_bare(s, 0.24, None),
            s.hair("short"),
            s.shirt_front(0.24),
            s.jacket(),
            s.trousers(),
            s.shoes(True),
        ],
    ),
    Guest(
        "senior-f",
        Seat("cross.R", lean=4, turn=-12),
        lambda s: [
            *_bare(s, 0.26, None),
            s.hair("bob"),
            s.shirt_front(0.24),
            s.jacket(opening=0.27, loose=0.019),
            s.trousers(0.9, 0.03),
            s.shoes(True),
        ],
    ),
    Guest(
        "curve-f",
        Seat("side", lean=3, turn=10),
        lambda s: [*_bare(s, 0.10, 0.4), s.hair("long"), s.top(2.0, 0.10), s.skirt(0.5), s.shoes(False)],
    ),
    Guest(
        "athletic-m",
        Seat("cross.R", lean=5, turn=-8),
        lambda s: [*_bare(s, -1, None), s.hair("crop"), s.top(1.95, -1, 0.010), s.trousers(), s.shoes(True)],
    ),
    Guest(
        "runway-f",
        Seat("side", lean=2, phone=True),
        lambda s: [
            *_bare(s, 0.20, 0.0),
            s.hair("low"),
            s.shirt_front(0.24),
            s.jacket(opening=0.20),
            s.skirt(0.05),
            s.shoes(False),
            s.phone(),
        ],
    ),
)


def simplified(piece: Piece, triangles: int) -> Array:
    """The piece's triangles (t, 3), about as many as asked for, on a subset of its vertices."""
    flat = np.ascontiguousarray(piece.triangles, np.uint32).ravel()
    if len(piece.triangles) <= triangles:
        return piece.triangles
    out = np.zeros_like(flat)
    count = meshoptimizer.simplify(
        out, flat, np.ascontiguousarray(piece.positions, np.float32), target_index_count=3 * triangles, target_error=1.0
    )
    return out[:count].reshape(-1, 3).astype(np.int32)


def write(folder: Path, progress: Callable[[str, float], None] | None = None) -> Path:
    """Write `guests.glb` into a folder: nodes `guest:<k>:near` and `guest:<k>:far` (`:phone` when one is held up).

    Each sits on a bench 0.44 m high, soles at y = 0, hips over the origin, facing +Z. Attributes: NORMAL, COLOR_0,
    _PART (0 skin, 1 hair, 2 upper, 3 lower, 4 shoes, 5 phone, 6 shirt), _HAND (-1 right to 1 left hand and
    forearm). Returns the file's path; about 20 CPU-seconds.
    """
    writer = Writer(f"frontrow {__version__}")
    material = writer.add(
        "materials", {"name": "guest", "pbrMetallicRoughness": {"metallicFactor": 0, "roughnessFactor": 0.8}}
    )
    for k, guest in enumerate(GUESTS):
        sitter = Sitter(named_body(guest.body), guest.seat)
        pieces = guest.wears(sitter)
        for detail, budget in (("near", NEAR), ("far", FAR)):
            node = _node(writer, sitter, pieces, budget, WARDROBE[k], material)
            name = f"guest:{k}:{detail}" + (":phone" if guest.seat.phone else "")
            writer.json["nodes"][node]["name"] = name
            writer.json["scenes"][0]["nodes"].append(node)
        if progress:
            progress("guests", (k + 1) / len(GUESTS))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "guests.glb"
    path.write_bytes(writer.bytes())
    return path


def _node(
    writer: Writer, sitter: Sitter, pieces: list[Piece], budget: int, colors: tuple[str, ...], material: int
) -> int:
    if budget == FAR:
        pieces = [p for p in pieces if p.part != SHIRT]
    total = sum(p.share for p in pieces)
    positions, normals, part, triangles = [], [], [], []
    start = 0
    for p in pieces:
        faces = simplified(p, round(budget * p.share / total)) if p.share else p.triangles
        positions.append(p.positions)
        normals.append(p.normals)
        part.append(np.full(len(p.positions), p.part, np.uint8))
        triangles.append(faces + start)
        start += len(p.positions)
    faces, used = compact(np.concatenate(triangles), start)
    place, kind = np.concatenate(positions)[used], np.concatenate(part)[used]
    weight = sitter.body.mannequin.weight("forearm", "forearm_twist", "hand")
    nearest = cKDTree(sitter.positions).query(place)[1]
    hand = weight[nearest] * np.where(sitter.rest[nearest, 0] > 0, 1, -1)
    tint = np.array([np.r_[linear(c), 1] for c in colors])[kind]
    attributes = {
        "POSITION": writer.lengths(place, -10, bounds=True),
        "NORMAL": writer.normals(np.concatenate(normals)[used]),
        "COLOR_0": writer.values(np.rint(tint * 255).astype(np.uint8), normalized=True),
        "_PART": writer.values(kind),
        "_HAND": writer.values(np.rint(hand * 127).astype(np.int8), normalized=True),
    }
    primitive = {"attributes": attributes, "indices": writer.triangles(faces, len(used)), "material": material}
    return writer.add("nodes", {"mesh": writer.add("meshes", {"primitives": [primitive]})})
