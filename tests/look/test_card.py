"""The wide picture of a look, drawn from its own file."""

import numpy as np
from look_scenes import Packed

from frontrow.look.card import SIZE, card

IVORY = (0xF4, 0xF0, 0xE8)


def columns(picture: np.ndarray) -> np.ndarray:
    """Whether something else than paper and shadow is in each column."""
    return np.asarray((np.abs(picture.astype(int) - IVORY).max(axis=2) > 60).any(axis=0))


def test_a_look_is_seen_three_times_apart_whole_and_always_the_same(packed: Packed) -> None:
    look = packed.decoded
    picture = card(look, (600, 315), quality=4)
    assert picture.shape == (315, 600, 3) and SIZE == (1200, 630)
    there = columns(picture)
    assert np.count_nonzero(np.diff(there.astype(int)) == 1) == 3
    assert not there[:10].any() and not there[-10:].any()
    assert np.array_equal(picture, card(look, (600, 315), quality=4))
