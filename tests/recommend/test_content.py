"""How alike two looks are, fact by fact."""

import numpy as np
import pytest

from frontrow.errors import UserError
from frontrow.recommend.colour import WORDS, difference, lab, word
from frontrow.recommend.item import Item
from frontrow.recommend.models.content import WEIGHTS, Content, likeness


@pytest.mark.parametrize("trait", WEIGHTS)
def test_every_likeness_is_symmetric_within_0_and_1_and_0_where_nothing_is_known(trait):
    full = dict(house="h", garments=("dress",), fabrics=("silk",), prints=("dot",), colors=("#102030",), price=10.0)
    more = dict(silhouette={"length": 0.5, "neckline": "boat"}, text="long silk dress 丝绸长裙")
    looks = [
        Item("a", **full, **more),
        Item("b", **full, **more),
        Item("c"),
        Item("d", house="k", price=30.0),
    ]
    near = likeness(trait, looks)
    assert np.array_equal(near, near.T)
    assert near.min() >= 0 and near.max() <= 1
    assert near[0, 1] > 0
    assert not near[2].any()
    assert not np.diag(near).any()


def test_a_rare_name_in_common_says_more_than_a_frequent_one():
    looks = [Item(str(n), fabrics=("silk" if n < 2 else "cotton",)) for n in range(6)]
    near = likeness("fabrics", looks)
    assert near[0, 1] == pytest.approx(4 / 6)
    assert near[2, 3] == pytest.approx(2 / 6)
    assert near[0, 2] == 0


def test_near_colours_are_nearer_than_far_ones_and_one_shared_colour_of_two_is_half():
    looks = [
        Item("red", colors=("#c8102e",)),
        Item("coral", colors=("#e0241b",)),
        Item("blue", colors=("#1f5fbf",)),
    ]
    looks += [Item("both", colors=("#c8102e", "#1f5fbf"))]
    near = likeness("colors", looks)
    assert near[0, 1] > 0.3 > near[0, 2]
    assert near[0, 3] == pytest.approx(0.75, abs=0.01)  # all of red is in both, half of both is in red


def test_silhouettes_compare_the_options_both_have():
    short = Item("short", silhouette={"length": 0.4, "neckline": "boat"})
    long = Item("long", silhouette={"length": 1.2, "neckline": "boat", "flare": 0.1})
    middle = Item("middle", silhouette={"length": 0.8})
    near = likeness("silhouette", [short, long, middle])
    assert near[0, 1] == pytest.approx(0.5)  # as far apart in length as the season gets; the same neckline
    assert near[0, 2] == pytest.approx(0.5)  # half of the season's range


def test_prices_compare_by_ratio():
    near = likeness("price", [Item("a", price=100), Item("b", price=150), Item("c", price=1000), Item("d", price=1500)])
    assert near[0, 1] == pytest.approx(near[2, 3]) == pytest.approx(0.444, abs=0.001)


def test_text_is_read_in_chinese_too():
    near = likeness("text", [Item("a", text="水墨丝绸"), Item("b", text="丝绸长裙"), Item("c", text="Wool coat")])
    assert near[0, 1] > 0 == near[0, 2]


@pytest.mark.parametrize(
    ("color", "expected"),
    [
        ("#ffffff", (100, 0, 0)),
        ("#000000", (0, 0, 0)),
        ("#ff0000", (53.24, 80.09, 67.20)),
        ("#0000ff", (32.30, 79.19, -107.86)),
    ],
)
def test_lab_is_cielab(color, expected):
    """Reference values: Bruce Lindbloom's calculator, sRGB, D65."""
    np.testing.assert_allclose(lab(color), expected, atol=0.05)


@pytest.mark.parametrize(
    ("color", "name"),
    [
        ("#f4f0e8", "ivory"),
        ("#1b2440", "navy"),
        ("#7a1428", "burgundy"),
        ("#050505", "black"),
        ("#d8b4c0", "pink"),
        ("#2e8b57", "green"),
    ],
)
def test_a_colour_has_a_word_people_use(color, name):
    assert word(color) == name


def test_every_anchor_is_named_by_its_own_word():
    assert all(word(anchor) == name for name, anchors in WORDS.items() for anchor in anchors)
    assert difference("#000000", "#ffffff") == pytest.approx(100, abs=0.1)


def test_a_colour_that_is_none_is_named():
    with pytest.raises(UserError, match='"reddish" is not a colour'):
        Content([Item("a", colors=("reddish",)), Item("b", colors=("#000000",))])
