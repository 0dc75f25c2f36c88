"""No near pair of points is missed by looking only at those that were foreseen."""

import numpy as np
import pytest
from shapes import sheet

from frontrow.cloth.lanes import points
from frontrow.cloth.pairs import STRAY, SWAY, Pairs

WIDE = 0.013


def by_hand(x: np.ndarray, edges: np.ndarray) -> set[tuple[int, int]]:
    """All pairs within WIDE that share no edge."""
    far = np.linalg.norm(x[:, None] - x[None], axis=2)
    near = np.argwhere(np.triu(far <= WIDE, 1))
    return set(map(tuple, near.tolist())) - set(map(tuple, edges.tolist()))


@pytest.mark.parametrize("astray", [0.0, 0.9 * STRAY, 0.03])
def test_every_near_pair_is_found_all_along_the_way(astray: float) -> None:
    # two crumpled sheets that pass through each other, each point on a way of its own; some leave it
    cloth, flat = sheet(0.2, 0.2, 0.014)
    draw = np.random.default_rng(3)
    n = len(flat)
    found = 0
    for _ in range(4):
        x, way, lost = points(n), points(n), points(n)
        x[:, :3] = np.c_[flat, np.zeros(n)] + 0.012 * draw.standard_normal((n, 3))
        way[:, :3] = 0.05 * draw.standard_normal(3)  # all together far, each against the others less than 2 SWAY
        way[:, :3] += np.clip(SWAY / 2 * draw.standard_normal((n, 3)), -SWAY / np.sqrt(3), SWAY / np.sqrt(3))
        lost[:, :3] = draw.standard_normal((n, 3))
        lost *= astray / np.linalg.norm(lost, axis=1, keepdims=True) * (draw.random((n, 1)) < 0.3)
        pairs = Pairs(n, WIDE, cloth.neighbours)
        pairs.foresee(x, way)
        for share in (0.0, 0.4, 1.0):
            now = x + share * (way + lost)
            got = [tuple(p) for p in pairs.near(now, share).tolist()]
            assert len(got) == len(set(got)), "none twice"
            assert set(got) == by_hand(now[:, :3], cloth.edges)
            found += len(got)
    assert found > 500
