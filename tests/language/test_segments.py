"""A segment has a name and a sentence in each language, made of what sets it apart."""

import re

import pytest

from frontrow.language.labels import said
from frontrow.language.segments import description, moved, placed, title
from frontrow.recommend.people.drift import Drift
from frontrow.recommend.people.segments import Place, Segment, Trait

SILK = Trait("fabrics", "silk-satin", 0.38, 2.3)
BLACK = Trait("colors", "black", 0.32, 2.4)
LONG = Trait("silhouette", "length=high", 0.5, 1.4)
EVENING = Segment(0, 120, (SILK, BLACK, LONG), (SILK, BLACK))
CHEAP = Segment(1, 80, (Trait("price", "low", 0.6, 1.8),), (Trait("price", "low", 0.6, 1.8),))
PLAIN = Segment(2, 40, (), ())
NAMES = {"en": {"silk-satin": "Silk satin"}, "zh-hans": {"silk-satin": "真丝缎"}}


def test_a_name_is_what_sets_it_apart():
    assert title(EVENING, "en", NAMES["en"]) == "Silk satin and black"
    assert title(EVENING, "zh-hans", NAMES["zh-hans"]) == "真丝缎和黑色"
    assert title(PLAIN, "en") == "A bit of everything"
    assert title(CHEAP, "en") == "Lower prices"


def test_a_description_says_how_many_times_as_much():
    line = "They look at silk satin 2.3 times as much, at black 2.4 times and at long cuts 1.4 times"
    assert description(EVENING, "en", NAMES["en"]) == f"{line} as everybody together does."
    assert "2.3 倍" in description(EVENING, "zh-hans", NAMES["zh-hans"])


@pytest.mark.parametrize("locale", ["en", "zh-hans"])
def test_every_line_is_whole_and_counts_nobody(locale):
    place = Place(0, 1, (("fabrics", "silk-satin"), ("colors", "black")))
    far = Drift(0.4, 0.1, ("fabrics",), (("fabrics", "silk-satin"),), (("colors", "black"),))
    still = Drift(0.05, 0.1, (), (), ())
    lines = [description(one, locale) for one in (EVENING, CHEAP, PLAIN)]
    for one in (place, Place(2, None, ())):
        lines += placed(one, (EVENING, CHEAP, PLAIN), locale)
    lines += [moved(one, locale, they=they) for one in (far, still) for they in (False, True)]
    for line in lines:
        assert re.search(r"[.。]$", line) and "{" not in line
        assert not re.search(r"\b(120|80|40)\b", line), "how many they are is not said"
        assert bool(re.search(r"[\u4e00-\u9fff]", line)) == (locale == "zh-hans")


def test_a_third_of_the_season_has_a_word():
    assert said("silhouette", "leg=high", "en") == "wide legs"
    assert said("silhouette", "neckline=boat", "en") == "neckline: boat"
    assert said("silhouette", "dip=low", "en") == "little dip"
    assert said("price", "high", "zh-hans") == "较高的价位"
