"""The three files of a look: for the front row, for the rows behind, and for the far end and small phones."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    """How carefully a look is written.

    file: its name; bytes: what it may weigh with the walk alone; more: and for each further clip, 0 when it has
    the walk alone; noise: metres r.m.s. by which moving cloth may miss each coordinate, the
    least and the most, as the bytes allow; cloth: metres that its surface may stray for fewer triangles, tried in
    turn when the most noise does not do; body: the same for the body; morphs: at most; length, uv: lengths are
    rounded to 2**length and 2**uv metres; keys: every which key of the clips is kept; normals: bits of each of the
    two numbers of a shipped normal of body and of cloth.
    """

    file: str
    bytes: int
    more: int
    noise: tuple[float, float]
    cloth: tuple[float, ...]
    body: float
    morphs: int
    length: int
    uv: int
    keys: int
    normals: tuple[int, int]


# 0.63 mm a coordinate is 1.8 mm at the 95th percentile of the distance (chi distribution of three), before thinning
NEAR = Level(
    "look.glb",
    398_000,
    70_000,
    (0.00048, 0.00063),
    (0.0, 0.0001, 0.0002, 0.00025, 0.0003),
    0.0010,
    128,
    -11,
    -11,
    1,
    (7, 5),
)
MID = Level("look.mid.glb", 160_000, 30_000, (0.0010, 0.0013), (0.0008, 0.0012), 0.0015, 64, -11, -10, 2, (7, 5))
FAR = Level("look.far.glb", 60_000, 0, (0.0020, 0.0036), (0.0025, 0.004), 0.006, 12, -10, -9, 4, (6, 5))
LEVELS = (NEAR, MID, FAR)
