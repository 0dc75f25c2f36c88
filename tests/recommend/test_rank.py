"""From candidates to what is shown: variety, the organiser's rules, fairness, caps, and honest chances."""

import math
from collections import Counter

import numpy as np
import pytest

from frontrow.recommend import Impression, Interaction
from frontrow.recommend.engine import learn
from frontrow.recommend.item import Item, of_looks
from frontrow.recommend.models.content import Content
from frontrow.recommend.rank import Candidates, Cap, Facts, Floor, Policy, Rule, rerank
from frontrow.recommend.rank.candidates import candidates, listed
from frontrow.recommend.rank.caps import worn_out
from frontrow.recommend.rank.diversity import DPP, MMR
from frontrow.recommend.rank.evidence import Evidence
from frontrow.recommend.rank.explore import DRAWS, exploration
from frontrow.recommend.rank.rules import hidden, pinned
from frontrow.recommend.ranking import Part, Recommendation, Touch
from season import SEASON

LOOKS = Facts(SEASON)
PLAIN = Policy(variety=0.0)


def proposed(**scores: float) -> Candidates:
    """dune_01=0.9 and so on, best first."""
    ranked = sorted(((name.replace("_", "-"), score) for name, score in scores.items()), key=lambda each: -each[1])
    return listed([Recommendation(item, score, (Part("content", score),)) for item, score in ranked], "test@1")


NINE = proposed(**{item.id.replace("-", "_"): 1 - 0.1 * n for n, item in enumerate(SEASON)})


def test_without_any_wish_the_best_come_in_their_order_for_certain():
    slate = rerank(NINE, LOOKS, 4, PLAIN)
    assert slate.items == ("dune-01", "dune-02", "dune-03", "fjord-01")
    assert slate.propensities == (1.0,) * 4
    assert (slate.likelihood, slate.model) == (1.0, "test@1")


@pytest.mark.parametrize("by", ["mmr", "dpp"])
def test_variety_lets_another_house_in_and_says_what_likeness_cost(by):
    slate = rerank(NINE, LOOKS, 3, Policy(variety=3.0, by=by))
    assert slate.items[0] == "dune-01"
    assert {LOOKS.items[item].house for item in slate.items} > {"dune"}
    for place, shown in enumerate(slate.shown):
        cost = [part.amount for part in shown.parts if part.kind == "variety"]
        assert all(amount < 0 for amount in cost)
        assert place or not cost, "the first costs nothing"


def test_the_greedy_process_is_the_determinant():
    """Each step of Chen's recursion against the determinant of the whole matrix (the definition)."""
    rng = np.random.default_rng(4)
    rows = rng.standard_normal((7, 5))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    likeness = rows @ rows.T
    process, shown = DPP(likeness, 1, 1.0), []
    for chosen in (2, 5, 0):
        process.add(np.array([chosen]))
        shown.append(chosen)
        for other in set(range(7)) - set(shown):
            both = [*shown, other]
            gain = (
                np.linalg.slogdet(likeness[np.ix_(both, both)])[1]
                - np.linalg.slogdet(likeness[np.ix_(shown, shown)])[1]
            )
            assert process.penalty[0, other] == pytest.approx(gain)


def test_marginal_relevance_counts_the_nearest_thing_shown():
    likeness = np.array([[1, 0.9, 0.1], [0.9, 1, 0.5], [0.1, 0.5, 1]])
    mmr = MMR(likeness, 1, 2.0)
    mmr.add(np.array([0]))
    mmr.add(np.array([2]))
    assert mmr.penalty[0, 1] == pytest.approx(-1.8)


def test_a_pin_stands_in_its_place_and_says_what_it_lacked():
    slate = rerank(NINE, LOOKS, 3, PLAIN, pins={1: "lotus-03"})
    assert slate.items == ("dune-01", "lotus-03", "dune-02")
    parts = {part.kind: part.amount for part in slate.shown[1].parts}
    assert parts == pytest.approx({"pin": 0.7, "content": 0.2})


def test_a_look_that_no_model_proposed_can_be_pinned():
    slate = rerank(proposed(dune_01=0.5, fjord_01=0.1), LOOKS, 2, PLAIN, pins={0: "lotus-02", 7: "fjord-01"})
    assert slate.items == ("lotus-02", "dune-01")
    assert slate.shown[0].parts == (Part("pin", 0.5),)


def test_rules_hold_in_their_time_and_place_and_an_embargo_beats_a_pin():
    rules = [
        Rule("hide", item="dune-01"),
        Rule("embargo", house="lotus", ends=100.0),
        Rule("region", item="fjord-01", regions=("NO", "SE")),
        Rule("hide", item="fjord-02", place="front/for-you"),
        Rule("pin", item="lotus-01"),
        Rule("pin", item="dune-02", position=2, starts=50.0),
        Rule("pin", item="dune-03", position=2),
    ]
    out = hidden(rules, SEASON, 60.0, "front/for-you", "NO")
    assert out == {"dune-01", "lotus-01", "lotus-02", "lotus-03", "fjord-02"}
    assert pinned(rules, 60.0, "front/for-you", out) == {1: "dune-02"}
    assert pinned(rules, 10.0, "front/for-you", out) == {1: "dune-03"}
    later = hidden(rules, SEASON, 100.0, "look/close", "")
    assert later == {"dune-01", "fjord-01"}, "where nobody knows the region, what is for some regions stays away"
    assert pinned(rules, 100.0, "look/close", later) == {0: "lotus-01", 1: "dune-02"}


def test_what_was_shown_often_enough_comes_after_the_rest():
    shown = [Impression("ada", f"s{n}", ("dune-01", "dune-02"), at=100.0 * n, place="front") for n in range(3)]
    shown.append(Impression("ada", "s4", ("dune-01",), at=450.0, place="look"))
    cap = Cap(times=3, seconds=400.0)
    assert worn_out(shown, cap, now=460.0) == {"dune-01"}, "three of its four showings are within the time"
    assert worn_out(shown, cap, now=460.0, place="look") == frozenset()
    slate = rerank(proposed(dune_01=0.9, fjord_01=0.2), LOOKS, 2, PLAIN, worn=worn_out(shown, cap, 460.0))
    assert slate.items == ("fjord-01", "dune-01")


def test_the_floor_is_kept_over_time_and_costs_less_than_a_seat_kept_in_each_slate():
    """A quarter of the designers are new, and worse by half; a seat kept in three slates of five costs more."""
    rng = np.random.default_rng(3)
    new = np.arange(40) % 4 == 0
    looks = Facts(Item(f"look-{n}", new_designer=bool(new[n])) for n in range(40))
    floor, lost, lost_by_quota = Floor(0.15), 0.0, 0.0
    for number in range(1_000):
        scores = rng.random(40) - 0.5 * new
        order = np.argsort(-scores)
        found = listed([Recommendation(f"look-{n}", scores[n], (Part("content", scores[n]),)) for n in order])
        slate = rerank(found, looks, 4, PLAIN, bonus=floor.bonus)
        floor.count(4, slate.new_designers, found.spread)
        lost += found.scores[:4].sum() - sum(found.scores[found.items.index(item)] for item in slate.items)
        if number % 5 < 3 and not new[order[:4]].any():
            lost_by_quota += found.scores[3] - scores[new].max()
    assert floor.reached >= 0.15
    assert lost < lost_by_quota


def test_what_is_lent_to_a_new_designer_opens_the_slate_to_her_but_does_not_put_her_first():
    looks = Facts(Item(item.id, item.house, new_designer=item.id == "lotus-03") for item in SEASON)
    slate = rerank(NINE, looks, 3, PLAIN, bonus=5.0)
    assert slate.items == ("dune-01", "dune-02", "lotus-03")
    assert {part.kind: part.amount for part in slate.shown[2].parts} == pytest.approx(
        {"new_designer": 5.0, "content": 0.2}
    )


def test_without_a_floor_nobody_is_lifted():
    floor = Floor(0.0)
    floor.count(4, 0.0, 1.0)
    assert (floor.bonus, floor.reached) == (0.0, 0.0)


EXPLORING = exploration(Evidence())


def drawn(chance, **more):
    return rerank(NINE, LOOKS, 4, Policy(), exploring=EXPLORING, chance=chance, **more)


def test_the_chance_that_is_logged_is_the_chance_with_which_it_happens():
    """Every outcome once: 2 x DRAWS equal slices of chance, half of them without a draw."""
    slices = 2 * DRAWS
    slates = [drawn((n + 0.5) / slices, pins={2: "lotus-03"}) for n in range(slices)]
    seen = Counter((place, item) for slate in slates for place, item in enumerate(slate.items))
    whole = Counter(slate.items for slate in slates)
    assert len(whole) > 5, "there is something to choose between"
    for slate in slates:
        for place, shown in enumerate(slate.shown):
            assert shown.propensity == pytest.approx(seen[place, shown.item] / slices)
        assert slate.likelihood == pytest.approx(whole[slate.items] / slices)
        assert slate.shown[2].propensity == 1.0, "a pin is certain"


@pytest.mark.parametrize("by", ["mmr", "dpp"])
@pytest.mark.parametrize("chance", [0.0, 0.3, 0.55, 0.99])
def test_the_parts_sum_to_the_score_through_models_pins_floor_draws_and_variety(chance, by):
    model = Content(SEASON)
    history = [Touch("dune-01", 1.0), Touch("fjord-03", 0.4)]
    found = candidates(model, history)
    looks = Facts(Item(item.id, item.house, new_designer=item.house == "lotus") for item in SEASON)
    slate = rerank(
        found, looks, 5, Policy(0.5, by), pins={1: "fjord-03"}, bonus=0.2, exploring=EXPLORING, chance=chance
    )
    score = dict(zip(found.items, found.scores, strict=True)) | {"fjord-03": 0.0}
    for place, shown in enumerate(slate.shown):
        assert shown.score == pytest.approx(math.fsum(part.amount for part in shown.parts))
        proposal = sum(part.amount for part in shown.parts if part.kind in ("content", "together", "popular"))
        if shown.item in found.items:
            assert proposal == pytest.approx(score[shown.item], abs=1e-5)
        assert all(b.amount <= a.amount for a, b in zip(shown.parts, shown.parts[1:], strict=False))
        kinds = {part.kind for part in shown.parts}
        assert ("new_designer" in kinds) == looks.items[shown.item].new_designer
        assert "pin" not in kinds or place == 1
    if chance == 0.0:
        assert not any(part.kind == "explore" for shown in slate.shown for part in shown.parts)


def test_nothing_to_show_is_an_empty_slate():
    assert rerank(proposed(), LOOKS, 4).items == ()
    assert rerank(NINE, LOOKS, 0).items == ()
    assert len(rerank(NINE, LOOKS, 40).items) == 9


def test_a_rankers_candidates_are_its_list_with_scores_that_are_the_sums_of_their_parts():
    crowd = [Interaction(f"v{n}", look, "save", 9.0 * n) for n in range(40) for look in ("dune-01", "lotus-02")]
    ranker = learn([*SEASON, Item("first-light", "dune", kind="show")], crowd)
    recent = [Interaction("ada", "dune-01", "save", 1.0), Interaction("ada", "fjord-01", "view", 2.0)]
    found = ranker.candidates(recent)
    assert found.items == tuple(each.item for each in ranker.for_visitor(recent, 20))
    assert found.tier.tolist() == [0] * 7 + [1], "what she has met comes last"
    sums = [sum(part.amount for part in parts) for parts in found.explain(found.items)]
    np.testing.assert_allclose(sums, found.scores, atol=1e-6)
    assert ranker.candidates(recent, kind="show").items == ("first-light",)


def test_shows_are_recommended_by_the_same_engine_from_looks_and_attendance():
    looks = {item.id: item for item in SEASON}
    shows = [
        of_looks("dune-show", [looks["dune-01"], looks["dune-02"]]),
        of_looks("fjord-show", [looks["fjord-01"], looks["fjord-03"]]),
        of_looks("lotus-show", [looks["lotus-01"], looks["lotus-02"]]),
    ]
    assert (shows[0].kind, shows[0].house, shows[0].garments) == ("show", "dune", ("dress",))
    fjord = [Interaction("ada", "fjord-02", "save", 1.0)]
    found = learn([*SEASON, *shows], []).candidates(fjord, kind="show")
    assert found.items[0] == "fjord-show"
    crowd = [
        Interaction(f"v{n}", show, "attend", 10.0 * n + place, 240.0)
        for n in range(60)
        for place, show in enumerate(("fjord-show", "lotus-show"))
    ]
    watched = [Interaction("ada", "fjord-show", "attend", 900.0, 240.0)]
    assert learn([*SEASON, *shows], crowd).candidates(watched, kind="show").items[0] == "lotus-show"
