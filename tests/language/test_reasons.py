"""Reasons and profile facts become sentences in each language, and leave nothing unsaid."""

import re
from itertools import product

import pytest

from frontrow.language.colours import COLOURS, colour
from frontrow.language.profile import tell
from frontrow.language.reasons import _APART, _LOOKS, _SENTENCES, sentence
from frontrow.recommend import EVENTS
from frontrow.recommend.colour import WORDS
from frontrow.recommend.models.content import WEIGHTS
from frontrow.recommend.people.profile import Fact
from frontrow.recommend.reason import HERE, Reason

LOCALES = ("en", "zh-hans")
TITLES = {"dune-01": "Dusk"}
KINDS = ["together", *WEIGHTS]
ALONE = ("popular", "answers", "explore", "new_designer", "pin", "variety")  # without a look of her history


@pytest.mark.parametrize(("locale", "kind"), list(product(LOCALES, KINDS)))
def test_every_reason_is_one_line_that_names_the_look_it_comes_from(locale, kind):
    for event in (HERE, *EVENTS):
        line = sentence(Reason(kind, "dune-01", event, "navy"), locale, TITLES)
        assert "Dusk" in line
        assert "\n" not in line and "{" not in line
        assert re.search(r"[.。]$", line)
        assert bool(re.search(r"[\u4e00-\u9fff]", line)) == (locale == "zh-hans")


@pytest.mark.parametrize(("locale", "kind"), list(product(LOCALES, [*ALONE, "next", *KINDS])))
def test_what_speaks_against_a_look_never_reads_as_speaking_for_it(locale, kind):
    events = [None] if kind in ALONE else [HERE, *EVENTS]
    for event in events:
        reason = Reason(kind, "dune-01" if event else None, event, "navy")
        line = sentence(reason, locale, TITLES, against=True)
        assert line != sentence(reason, locale, TITLES)
        assert ("Dusk" in line) == (event is not None)
        assert "\n" not in line and "{" not in line
        assert re.search(r"[.。]$", line)
        assert bool(re.search(r"[\u4e00-\u9fff]", line)) == (locale == "zh-hans")
        against = r"[Hh]eld back|seldom|less often|Less like|Fewer" if locale == "en" else "靠后|很少|较少|不如|少。"
        assert re.search(against, line)


@pytest.mark.parametrize(
    ("reason", "en", "zh"),
    [
        (
            Reason("explore"),
            "Held back by chance, so that the site goes on learning.",
            "因随机而略微靠后，好让本站继续学习。",
        ),
        (
            Reason("answers"),
            "Looks like this one are opened less often than others.",
            "与它相近的造型，展示时点开的人较少。",
        ),
        (
            Reason("together", "dune-01", "save"),
            "Visitors drawn to Dusk, which you saved, are seldom drawn to this one.",
            "喜欢您收藏的“Dusk”的人，很少喜欢这一款。",
        ),
        (
            Reason("fabrics", "dune-01", "dismiss", "silk-satin"),
            "Held back: in silk satin, like Dusk, which you set aside.",
            "略微靠后：与您不感兴趣的“Dusk”一样，采用真丝缎。",
        ),
        (
            Reason("colors", "dune-01", "save", "navy"),
            "Less like Dusk, which you saved, than others are.",
            "与您收藏的“Dusk”不如其他的相近。",
        ),
    ],
)
def test_sentences_against_a_look_read_well(reason, en, zh):
    assert sentence(reason, "en", TITLES, against=True) == en
    assert sentence(reason, "zh-hans", TITLES, {"silk-satin": "真丝缎"}, against=True) == zh


def test_what_is_unlike_a_look_set_aside_speaks_for_it():
    apart = Reason("together", "dune-01", "dismiss")
    line = "Visitors drawn to Dusk, which you set aside, are seldom drawn to this one."
    assert sentence(apart, "en", TITLES) == line
    held_back = "Held back: visitors drawn to Dusk, which you set aside, are drawn to this one too."
    assert sentence(apart, "en", TITLES, against=True) == held_back


def test_what_is_shown_has_its_own_word():
    after = Reason("next", "dune-01", "view")
    assert sentence(after, "zh-hans", TITLES) == "在您看过的“Dusk”之后，人们常会接着看这一款。"
    assert sentence(after, "zh-hans", TITLES, of="show") == "在您看过的“Dusk”之后，人们常会接着看这一场。"
    assert sentence(Reason("popular"), "en", TITLES, of="show") == "Many visitors are drawn to this show now."


def test_both_languages_say_the_same_things():
    assert _APART["en"].keys() == _APART["zh-hans"].keys() >= {*ALONE, "next", "together", "content"}
    assert _SENTENCES["en"].keys() == _SENTENCES["zh-hans"].keys() >= {"line_up", "popular", *KINDS}
    assert _LOOKS["en"].keys() == _LOOKS["zh-hans"].keys() == {HERE, *EVENTS}
    assert COLOURS["zh-hans"].keys() == WORDS.keys()


@pytest.mark.parametrize(
    ("reason", "en", "zh"),
    [
        (Reason("line_up"), "From this season’s line-up.", "来自本季的出场阵容。"),
        (Reason("popular"), "Many visitors are drawn to this look now.", "此刻很多人正在关注这一款。"),
        (
            Reason("fabrics", "dune-01", "save", "silk-satin"),
            "In silk satin, like Dusk, which you saved.",
            "与您收藏的“Dusk”一样，采用真丝缎。",
        ),
        (
            Reason("together", "dune-01", "view"),
            "Visitors drawn to Dusk, which you looked at, are drawn to this one too.",
            "喜欢您看过的“Dusk”的人，也喜欢这一款。",
        ),
        (
            Reason("colors", "dune-01", HERE, "light-blue"),
            "In light blue, like Dusk.",
            "与“Dusk”一样，是浅蓝色。",
        ),
        (Reason("colors", "dune-01", HERE), "In colours close to those of Dusk.", "颜色与“Dusk”相近。"),
        (Reason("garments", "dune-01", HERE, "dress"), "Dress, as in Dusk.", "与“Dusk”一样，有连衣裙。"),
    ],
)
def test_sentences_read_well(reason, en, zh):
    assert sentence(reason, "en", TITLES) == en
    assert sentence(reason, "zh-hans", TITLES, {"silk-satin": "真丝缎", "dress": "连衣裙"}) == zh


def test_a_profile_is_told_in_both_languages():
    names = {"dune": "Maison Dune"}
    told = [
        (Fact("nothing"), "Nothing is known about your taste.", "我们对您的喜好一无所知。"),
        (
            Fact("seen", count=1, times=(0.0, 5.0)),
            "You have met one look, on 1 January 1970.",
            "您看过 1 款造型（1970年1月1日）。",
        ),
        (
            Fact("seen", count=4, times=(0.0, 86_400.0)),
            "You have met 4 looks, from 1 January 1970 to 2 January 1970.",
            "您看过 4 款造型（1970年1月1日至1970年1月2日）。",
        ),
        (
            Fact("dismissed", ("dune-01",)),
            "You set aside Dusk; not recommended again.",
            "您对“Dusk”不感兴趣，不会再推荐给您。",
        ),
        (Fact("saved", ("dune-01", "x-2")), "You saved Dusk and x-2.", "您收藏了“Dusk”、“x-2”。"),
        (
            Fact("colors", ("navy", "light-blue", "red")),
            "You seem drawn to navy, light blue and red.",
            "您似乎偏爱藏青色、浅蓝色、红色。",
        ),
        (
            Fact("houses", ("dune",)),
            "You seem drawn to the work of Maison Dune.",
            "您似乎偏爱 Maison Dune 的作品。",
        ),
        (
            Fact("prices", prices=(300, 1200)),
            "What you are drawn to costs €300 to €1,200.",
            "吸引您的造型价格在 €300 至 €1,200 之间。",
        ),
    ]
    for fact, en, zh in told:
        assert tell(fact, "en", TITLES, names, "EUR") == en
        assert tell(fact, "zh-hans", TITLES, names, "EUR") == zh


def test_names_fit_into_the_sentence_they_stand_in():
    names = {"silk-satin": "Silk satin", "tshirt": "T-shirt", "dune": "Kiosk Dune", "dress": "Fit-and-flare dress"}
    told = [
        (Reason("fabrics", "dune-01", HERE, "silk-satin"), "In silk satin, like Dusk."),
        (Reason("garments", "dune-01", HERE, "tshirt"), "T-shirt, as in Dusk."),
        (Reason("garments", "dune-01", HERE, "dress"), "Fit-and-flare dress, as in Dusk."),
        (Reason("house", "dune-01", HERE, "dune"), "From Kiosk Dune, the house of Dusk."),
    ]
    assert [sentence(reason, "en", TITLES, names) for reason, _ in told] == [line for _, line in told]
    assert sentence(told[3][0], "zh-hans", TITLES, names) == "与“Dusk”同出自 Kiosk Dune。"
    fact = Fact("garments", ("dress", "tshirt"))
    assert tell(fact, "en", TITLES, names) == "These garments hold your eye most: fit-and-flare dress and T-shirt."


def test_a_currency_without_a_sign_is_named():
    assert tell(Fact("prices", prices=(300, 300)), "en", {}, {}, "NOK") == "What you are drawn to costs 300 NOK."


def test_a_title_is_said_as_it_is_whatever_it_holds():
    line = sentence(Reason("together", "dune-01", "save"), "en", {"dune-01": "{value} <b>50 %</b>"})
    assert line == "Visitors drawn to {value} <b>50 %</b>, which you saved, are drawn to this one too."


def test_every_colour_word_has_its_name():
    assert all(colour(key, locale) for key in WORDS for locale in LOCALES)
