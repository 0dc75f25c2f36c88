"""Complete the look: what an outfit lacks, in colours and cloths that go with what it has."""

import math

import pytest

from frontrow.recommend.item import Item
from frontrow.recommend.outfit import Outfits
from frontrow.recommend.outfit.category import category, missing
from frontrow.recommend.outfit.harmony import harmony
from frontrow.recommend.outfit.head import WEIGHTS


def look(name, *garments, house="dune"):
    """garments: (name, colour, g/m²)."""
    names, colors, densities = zip(*garments, strict=True)
    return Item(name, house, garments=names, fabrics=names, colors=colors, densities=densities)


IVORY, NAVY, CAMEL, FUCHSIA, OLIVE = "#f7f1e1", "#14213d", "#c19a6b", "#d81b7a", "#6b6b2a"
SEASON = [
    look("gown", ("slip-dress", IVORY, 120.0)),
    look("suit", ("tshirt", IVORY, 160.0), ("trousers", NAVY, 250.0), house="fjord"),
    look("camel-coat", ("tshirt", IVORY, 160.0), ("trousers", CAMEL, 250.0), ("coat", CAMEL, 300.0), house="fjord"),
    look("loud-coat", ("dress", FUCHSIA, 90.0), ("coat", FUCHSIA, 700.0), house="lotus"),
    look("skirt", ("tshirt", NAVY, 160.0), ("circle-skirt", OLIVE, 140.0), house="lotus"),
]


def test_a_garments_name_says_what_part_of_an_outfit_it_is():
    named = {"slip-dress": "whole", "circle-skirt": "bottom", "tshirt": "top", "shirt-dress": "whole", "coat": "outer"}
    assert {name: category(name) for name in named} == named
    assert category("tiara") == ""


def test_an_outfit_lacks_what_covers_first_and_then_a_layer_over_it():
    assert missing(["top"]) == ("bottom", "outer")
    assert missing(["whole"]) == missing(["top", "bottom"]) == ("outer",)
    assert missing(["top", "bottom", "outer"]) == missing(["whole", "outer"]) == ()
    assert missing([""]) == missing([]) == ()


def test_colours_go_together_as_people_said_they_do():
    """Ou and Luo's observers: equal hues, light colours and a step in lightness please; strong opposites do not."""
    assert harmony(IVORY, CAMEL) > harmony(IVORY, FUCHSIA)
    assert harmony(CAMEL, IVORY) == harmony(IVORY, CAMEL)
    assert harmony("#a8cbe8", "#dcebf7") > harmony("#00a000", "#d00000")


def test_a_dress_is_finished_by_the_coat_that_goes_with_it():
    found = Outfits(SEASON).complete("gown")
    assert [each.piece.look for each in found] == ["camel-coat", "loud-coat"]
    first = found[0]
    assert (first.piece.garment, first.beside.garment, first.fills) == ("coat", "slip-dress", True)
    assert {part.kind for part in first.parts} >= {"missing", "colour"}


def test_the_parts_of_what_finishes_an_outfit_are_its_score():
    outfits = Outfits(SEASON, liked=lambda one, other: 0.3)
    for name in outfits.pieces:
        for each in outfits.complete(name):
            assert each.score == pytest.approx(math.fsum(part.amount for part in each.parts))
            assert each.piece.look != name
            assert [part.amount for part in each.parts] == sorted((part.amount for part in each.parts), reverse=True)


def test_what_could_take_a_garments_place_comes_after_what_is_missing():
    found = Outfits(SEASON).complete("suit", k=4)
    assert [each.fills for each in found] == [True, True, False]
    assert found[2].piece.garment == "circle-skirt" and found[2].beside.garment == "tshirt"
    assert len({each.piece.look for each in found}) == 3, "of one look only its best is told"


def test_one_garment_can_be_asked_about():
    found = Outfits(SEASON).complete("suit", k=9, garment=1)
    assert {each.beside.garment for each in found} == {"trousers"}
    assert {each.piece.category for each in found} == {"top", "outer"}


def test_visitors_who_like_both_are_heard():
    liked = {("gown", "loud-coat"): 2.0}
    outfits = Outfits(SEASON, liked=lambda one, other: liked.get((one, other), 0.0))
    first = outfits.complete("gown")[0]
    assert first.piece.look == "loud-coat"
    assert first.parts[0].kind in ("missing", "together")


def test_with_looks_enough_the_weights_are_learnt_and_without_they_are_ours():
    """Eighty looks whose two garments always weigh the same, in colours at random: weight counts, colour does not."""
    assert Outfits(SEASON).weights == WEIGHTS
    colors = [IVORY, NAVY, CAMEL, FUCHSIA, OLIVE]
    many = [
        look(
            f"look-{n}",
            ("tshirt", colors[n % 5], 100.0 + 60 * (n % 7)),
            ("trousers", colors[(3 * n + 1) % 5], 100.0 + 60 * (n % 7)),
            house=f"house-{n}",
        )
        for n in range(80)
    ]
    weights = Outfits(many).weights
    assert weights["fabric"] > 2 * WEIGHTS["fabric"]
    assert weights["colour"] < WEIGHTS["colour"] / 3


def test_a_look_that_is_not_there_or_says_nothing_is_not_finished():
    outfits = Outfits([*SEASON, Item("bare")])
    assert outfits.complete("nowhere") == outfits.complete("bare") == []
