"""The lessons that come with the house."""

from itertools import pairwise
from typing import Any

import pytest


def test_the_lesson_on_ease_measures_what_it_says(visitor: Any) -> None:
    from django.test import RequestFactory

    from frontrow.web.school.lessons import ease

    cuts = ease.facts(RequestFactory().get("/", {"ease": "14"}))["cuts"]
    assert [cut.over_underarm for cut in cuts] == pytest.approx([2, 5, 9, 14], abs=0.01)  # as the pattern says
    shares = [(after.over - before.over) / (after.ease - before.ease) for before, after in pairwise(cuts)]
    assert shares == pytest.approx([shares[0]] * 3, abs=0.002)  # the side seam is straight
    assert 0.9 < shares[0] < 1  # and narrows from the underarm down: the bust has most of the ease, and not all of it
    assert all(0.5 < cut.ease - cut.over < 2 for cut in cuts)
    assert cuts[0].over_waist == pytest.approx(cuts[-1].over_waist, abs=0.5)  # darts take the difference up
    assert visitor.get("/en/lessons/ease/?ease=<b>").status_code == 200
    assert visitor.get("/en/lessons/nothing/").status_code == 404


def test_the_lesson_on_drape_shows_every_fabric_at_the_length_asked_for(visitor: Any) -> None:
    text = visitor.get("/en/lessons/drape/?length=5").content.decode()
    assert text.count('class="cloth"') == 15 and "5 cm over the edge" in text
    for wrong in ("99999999", "008" + "0" * 5000, "-5", "５", "nan"):
        assert "8 cm over the edge" in visitor.get("/en/lessons/drape/", {"length": wrong}).content.decode()


def test_no_lesson_stumbles_over_what_it_is_asked(visitor: Any) -> None:
    for page, name in (("ease", "ease"), ("learning", "visitors"), ("learning", "like")):
        for wrong in ("9" * 6000, "1e999", "nan", "\0", "٣"):
            assert visitor.get(f"/en/lessons/{page}/", {name: wrong}).status_code == 200, (page, wrong)


def test_the_lesson_on_learning_chooses_by_what_was_ticked_and_says_why(visitor: Any) -> None:
    from frontrow.recommend.simulate import classroom

    items = [item.id for item in classroom.catalogue()]
    text = visitor.get("/en/lessons/learning/", {"like": [items[0], items[5], "<script>"]}).content.decode()
    assert "<script>" not in text and text.count("because those who opened") == 4
    few, most = classroom.stages()[0], classroom.stages()[-1]
    assert most.learnt > few.learnt and most.learnt > most.popular > 0 < few.lot == most.lot
