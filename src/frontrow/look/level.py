"""The files of a look: for the front row, for the rows behind, and for the far end and small phones."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    """How carefully a look is written.

    file: its name, with body, garments and walk; bytes: what that may weigh without the pictures of prints; noise:
    metres r.m.s. by which walking cloth may miss each coordinate, the least and the most, as the bytes allow; cloth:
    metres that its surface may stray for fewer triangles, tried in turn when the most noise does not do; body: the
    same for the body; morphs: at most; length, uv: lengths are rounded to 2**length and 2**uv metres; keys: every
    which key of the clips is kept; normals: bits of each of the two numbers of a shipped normal of body and of cloth;
    moves: the name of the file with its other clips, None when it has the walk alone; passing: noise of cloth in these.
    """

    file: str
    bytes: int
    noise: tuple[float, float]
    cloth: tuple[float, ...]
    body: float
    morphs: int
    length: int
    uv: int
    keys: int
    normals: tuple[int, int]
    moves: str | None = None
    passing: float = 0.0


# 0.57 mm a coordinate is 1.8 mm at the 95th percentile of the distance, as rounding shapes it, before thinning
NEAR = Level(
    file="look.glb",
    bytes=399_500,
    noise=(0.00045, 0.00057),
    cloth=(0.0, 0.0001, 0.00015, 0.0002, 0.00025, 0.0003),
    body=0.0010,
    morphs=128,
    length=-11,
    uv=-11,
    keys=1,
    normals=(7, 5),
    moves="look.moves.glb",
    passing=0.0012,
)
MID = Level(
    file="look.mid.glb",
    bytes=160_000,
    noise=(0.0010, 0.0013),
    cloth=(0.0008, 0.0012, 0.0016),
    body=0.0015,
    morphs=64,
    length=-11,
    uv=-10,
    keys=2,
    normals=(7, 5),
    moves="look.mid.moves.glb",
    passing=0.0022,
)
FAR = Level(
    file="look.far.glb",
    bytes=60_000,
    noise=(0.0020, 0.0036),
    cloth=(0.0025, 0.004),
    body=0.006,
    morphs=12,
    length=-10,
    uv=-9,
    keys=4,
    normals=(6, 5),
)
LEVELS = (NEAR, MID, FAR)
