"""What can be told of a text and a picture before anybody has read it, and what readers then make of it."""

import io
from pathlib import Path

import numpy as np
import pytest
import yaml
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFilter

from frontrow.language.quality import Image, Text, assess, packed, phash, sharpness, signature, unpacked
from frontrow.language.quality.engagement import HALF_LIFE, PRIOR, Showing, rate
from frontrow.language.quality.helpful import shipped
from frontrow.language.quality.listed import listed
from frontrow.language.quality.near import TWIN, nearest
from frontrow.language.quality.order import EVERY, FIRST, Piece, ordered
from frontrow.language.quality.reading import readability
from frontrow.language.quality.selling import selling
from frontrow.language.quality.tongue import language_of

STORIES = Path(__file__).resolve().parents[2] / "season" / "stories"
TEXTS = {
    (path.stem, code): "\n".join(line for line in text.splitlines() if not line.startswith("look:"))
    for path in sorted(STORIES.glob("*.yaml"))
    for code, text in yaml.safe_load(path.read_text(encoding="utf-8"))["text"].items()
}
SPAM = {
    "en": "BUY NOW! Best price replica bags, free shipping, WhatsApp +44 7700 900123. Click here https://x.example ",
    "zh-hans": "限时优惠！高仿包包，免费领取，加我微信 13800138000，点击链接 https://x.example 立即购买！",
}


def test_a_houses_own_stories_give_no_cause_for_doubt_in_either_language() -> None:
    assert len(TEXTS) == 12
    for (slug, code), text in TEXTS.items():
        found = assess([Text(code[:2], text)], [], {}, {})
        assert not found.doubtful, (slug, code, found.signs)
        assert found.quality > 0.55, (slug, code, found.parts)


@pytest.mark.parametrize("code", ["en", "zh-hans"])
def test_an_advertisement_is_told_from_a_story_in_both_languages(code: str) -> None:
    found = assess([Text(code[:2], SPAM[code] * 3, links=3)], [], {}, {})
    assert found.doubtful and found.signs[0].code == "selling"
    assert found.quality < 0.1
    assert max(selling(text).weight for (_, each), text in TEXTS.items() if each == code) < 0.05


def test_a_rude_word_alone_makes_nobody_wait() -> None:
    text = TEXTS["ten-folds", "en"] + " The second try was a damn sight better, and fucking genius."
    found = assess([Text("en", text)], [], {}, {})
    assert [sign.code for sign in found.signs] == ["listed"] and not found.doubtful
    assert not listed("a nude slip, a topless bar, Scunthorpe, the cocktail dress, 裸色长裙")


def test_a_copy_is_found_and_a_story_on_the_same_look_is_none() -> None:
    kept = {slug: unpacked(packed(signature(text))) for (slug, code), text in TEXTS.items() if code == "en"}
    copy = TEXTS["ten-folds", "en"].replace("tea", "coffee").replace("wool suiting", "woollen suiting")
    name, alike = nearest(signature(copy), kept)
    assert name == "ten-folds" and alike > 0.8
    for slug, each in kept.items():
        assert nearest(each, {name: other for name, other in kept.items() if name != slug})[1] < TWIN / 2
    assert nearest(signature("x"), {}) == ("", 0.0)


def test_the_language_is_read_from_the_text_and_not_from_what_its_author_says() -> None:
    assert all(language_of(text)[0] == code[:2] for (_, code), text in TEXTS.items())
    assert "language" in [sign.code for sign in assess([Text("en", TEXTS["ten-folds", "zh-hans"])], [], {}, {}).signs]
    assert language_of("12 34 !!") == ("", 0.0)


def test_prose_reads_more_easily_than_a_sentence_that_never_ends() -> None:
    whole = TEXTS["stop-press", "en"]
    assert readability(whole) > 0.8 > readability(whole.replace(".", " and").replace("\n", " "))
    assert readability("") == 0.0


def picture(seed: int, size: int = 900) -> Pillow.Image:
    """A coat of its own on a wall."""
    rng = np.random.default_rng(seed)
    made = Pillow.new("RGB", (size, size), (230, 225, 215))
    draw = ImageDraw.Draw(made)
    for _ in range(14):
        x, y = rng.integers(0, size, 2)
        wide, high = rng.integers(size // 12, size // 2, 2)
        draw.rectangle([x, y, x + wide, y + high], fill=tuple(int(c) for c in rng.integers(0, 255, 3)))
    return made


def test_a_picture_sent_again_smaller_is_the_same_and_another_is_not() -> None:
    first = picture(1)
    file = io.BytesIO()
    first.resize((300, 300)).save(file, "JPEG", quality=40)
    again = Image(phash(Pillow.open(file)), 0.9)
    known = {"coat": phash(first), "skirt": phash(picture(2))}
    text = Text("en", TEXTS["ten-folds", "en"])
    (sign,) = assess([text], [again], {}, known).signs
    assert sign.code == "picture" and sign.facts["of"] == "coat"
    assert not assess([text], [Image(phash(picture(3)), 0.9)], {}, known).signs


def test_a_blurred_picture_counts_less_than_a_sharp_one() -> None:
    sharp = picture(4)
    blurred = sharp.filter(ImageFilter.GaussianBlur(12))
    assert sharpness(sharp) == 1.0 > 2 * sharpness(blurred)
    text = [Text("en", TEXTS["ten-folds", "en"])]
    parts = [assess(text, [Image(phash(each), sharpness(each))], {}, {}).parts["sharp"] for each in (sharp, blurred)]
    assert parts[0] == 1.0 > parts[1]


def test_what_was_learnt_from_votes_prefers_what_readers_can_use() -> None:
    useful = (
        "I am 5'4 and 130 lbs with a 34 bust and ordered the small. The fabric is a heavy linen, unlined, and not see "
        "through. It runs wide at the waist, the sleeves end at the elbow, and the neckline gaps a little when you sit."
    )
    empty = "LOVE LOVE LOVE it!! So cute, perfect, I love everything I get here, great, I love it, I am so happy!"
    model = shipped()
    assert model.score(useful, "en") > 0.7 > 0.4 > model.score(empty, "en")
    assert model.score(useful) > model.score(empty)  # by style alone, as for any language
    assert 0 <= model.score("", "en") <= 1
    assert len(model.parts(useful)) == 16


def test_a_story_shown_low_and_read_often_is_ahead_of_one_shown_high_and_read_as_often() -> None:
    low = rate([Showing(0, 8, 1.0)] * 10 + [Showing(0, 8, 0.0)] * 90, now=0)
    high = rate([Showing(0, 0, 1.0)] * 10 + [Showing(0, 0, 0.0)] * 90, now=0)
    assert low.lift > 2 * high.lift > 1.5  # 100 glances with 10 readers are what the prior expects
    nobody = rate([], now=0)
    assert nobody.mean == PRIOR.mean and nobody.lift == 1
    one = rate([Showing(0, 0, 1.0)], now=0)
    assert 1 < one.lift < 1.6  # one reader is no proof
    assert rate([Showing(0, 0, 1.0)], now=20 * HALF_LIFE).lift == pytest.approx(1, abs=1e-4)


def test_new_voices_have_their_slots_and_no_author_has_the_page() -> None:
    seen = rate([Showing(0, 0, 1.0)] * 200 + [Showing(0, 0, 0.0)] * 1_800, now=0)  # as many readers as are usual
    famous = [Piece(f"f{i}", "famous" if i < 6 else f"known-{i}", 0.9, seen, 1.0, 20) for i in range(12)]
    new = [Piece(f"n{i}", f"new-{i}", 0.3, rate([], now=0), 1.0, 1) for i in range(4)]
    placed = ordered(famous + new)
    assert len(placed) == 16 and {each.piece.name for each in placed} == {p.name for p in famous + new}
    kept = [i for i, each in enumerate(placed) if each.kept]
    assert kept == [FIRST, FIRST + EVERY, FIRST + 2 * EVERY]
    assert all(placed[i].piece.author.startswith("new") for i in kept)
    first = [each.piece.author for each in placed[:4]]
    assert len(set(first)) == 4
    assert [each.piece.name for each in ordered(famous)] == [each.piece.name for each in ordered(famous[::-1])]


def test_the_better_the_fresher_and_the_better_read_come_first() -> None:
    plain = rate([], now=0)
    loved = rate([Showing(0, 0, 1.0)] * 50 + [Showing(0, 0, 0.0)] * 50, now=0)
    pieces = [
        Piece("plain", "a", 0.6, plain, 5, 9),
        Piece("old", "b", 0.6, plain, 200, 9),
        Piece("loved", "c", 0.6, loved, 5, 9),
        Piece("better", "d", 0.8, plain, 5, 9),
    ]
    assert [each.piece.name for each in ordered(pieces)] == ["loved", "better", "plain", "old"]
