"""What a visitor of the site is shown, why, and what the site says it knows about her."""

import threading
import time
from itertools import pairwise

import pytest

from frontrow.recommend import Impression, Interaction, SqliteEventStore
from frontrow.recommend.engine import Engine, learn
from frontrow.recommend.people.profile import Fact, describe
from frontrow.recommend.ranking import Part, Recommendation, Touch
from frontrow.recommend.reason import Reason, shares_of
from frontrow.recommend.taste import kept as still_kept
from frontrow.recommend.taste import taste
from season import SEASON


def did(item, event="view", visitor="ada", at=1_000.0, value=None):
    return Interaction(visitor, item, event, at, value)


@pytest.fixture
def store(tmp_path):
    store = SqliteEventStore(tmp_path / "events.sqlite3")
    yield store
    store.close()


def crowd(people, *items):
    """Each of so many saved these, one after another."""
    return [
        did(item, "save", f"v{n}", 100.0 * n + 10 * place) for n in range(people) for place, item in enumerate(items)
    ]


def slugs(found):
    return [one.item for one in found]


def test_before_anybody_came_a_look_leads_to_looks_like_it():
    found = learn(SEASON, []).for_visitor([], look="dune-01")
    assert found[0].item == "dune-02"
    assert found[0].reason == Reason("house", "dune-01", "here", "dune")
    assert found[1].item == "lotus-01"
    assert found[1].reason == Reason("fabrics", "dune-01", "here", "silk-satin")
    assert "dune-01" not in slugs(found)


def test_with_nothing_known_the_line_up_itself_is_shown_and_says_so():
    found = learn(SEASON, []).for_visitor([], k=4)
    assert slugs(found) == ["dune-01", "fjord-01", "lotus-01", "dune-02"], "each house in turn"
    assert {one.reason for one in found} == {Reason("line_up")}


def test_the_visitors_last_action_changes_the_list_at_once():
    snapshot = learn(SEASON, [])
    before = [did("dune-01", "save")]
    after = [*before, did("fjord-03", "save"), did("fjord-03", "add_to_bag")]
    assert snapshot.for_visitor(before, 1)[0].item == "dune-02"
    changed = snapshot.for_visitor(after, 1)[0]
    assert changed.item == "fjord-01"
    assert changed.reason.item == "fjord-03"
    assert changed.reason.event == "add_to_bag"


def test_every_reason_is_the_largest_part_of_its_score():
    ranker = learn(SEASON, crowd(40, "dune-01", "lotus-02", "fjord-02"))
    history = [did("dune-01", "save"), did("fjord-02", "dwell", value=20.0)]
    kinds = set()
    for one in ranker.for_visitor(history, 9):
        assert sum(part.amount for part in one.parts) == pytest.approx(one.score, abs=1e-9)
        largest = max(one.parts, key=lambda part: part.amount)
        assert one.reason.item == largest.source
        assert one.reason.kind == (largest.trait or largest.kind)
        kinds |= {part.kind for part in one.parts}
    assert kinds == {"content", "together", "next", "popular"}


def test_people_are_heard_as_they_come():
    """Nothing in the facts links dune-03 and lotus-02; two hundred visitors who take both do."""
    history = [did("dune-03", "save")]
    nobody, many = learn(SEASON, []), learn(SEASON, crowd(200, "lotus-02", "dune-03"))
    assert slugs(nobody.for_visitor(history, 2)) != slugs(many.for_visitor(history, 2))
    first = many.for_visitor(history, 1)[0]
    assert (first.item, first.reason) == ("lotus-02", Reason("together", "dune-03", "save"))
    shares = [learn(SEASON, crowd(n, "dune-03", "lotus-02")).shares() for n in (0, 1, 10, 40)]
    assert shares[0] == {"content": 1.0, "together": 0.0, "next": 0.0, "popular": 0.0}
    assert all(a["together"] < b["together"] and a["next"] < b["next"] for a, b in pairwise(shares))


def test_where_others_went_on_to_comes_before_where_they_came_from():
    ranker = learn(SEASON, crowd(50, "lotus-02", "dune-03", "fjord-02"))
    found = ranker.for_visitor([did("dune-03", "save")], 9)
    assert slugs(found).index("fjord-02") < slugs(found).index("lotus-02")
    amounts = {one.item: {part.kind: part.amount for part in one.parts} for one in found}
    assert amounts["fjord-02"]["next"] > 0 and "next" not in amounts["lotus-02"]


def test_what_many_are_drawn_to_is_said_to_a_stranger():
    first = learn(SEASON, crowd(5, "lotus-01")).for_visitor([], 1)[0]
    assert (first.item, first.reason) == ("lotus-01", Reason("popular"))


def test_what_she_keeps_is_not_offered_again_and_what_she_only_saw_comes_last():
    snapshot = learn(SEASON, [])
    history = [did("dune-01", "save"), did("dune-02"), did("fjord-01", "purchase"), did("lotus-02", "try_on")]
    found = slugs(snapshot.for_visitor(history, 9))
    assert len(found) == 7 and not {"dune-01", "fjord-01"} & set(found)
    assert set(found[-2:]) == {"dune-02", "lotus-02"}
    back = [*history, did("dune-01", "save", value=0)]
    assert "dune-01" in slugs(snapshot.for_visitor(back, 9))
    assert "lotus-03" not in slugs(snapshot.for_visitor(history, 9, exclude={"lotus-03"}))


def test_the_engine_follows_the_store(store, tmp_path):
    engine = Engine(store, lambda: SEASON, tmp_path / "recommend")
    assert engine.ranker().visitors == 0
    store.append([did("dune-01", "save", f"v{n}", at=n) for n in range(6)])
    store.append([did("lotus-02", "save", f"v{n}", at=n + 0.5) for n in range(3)])
    store.append([Impression("v1", "s", ("dune-01",), 9.0), did("not-in-the-season")])
    assert engine.refresh()
    assert not engine.refresh()
    ranker = engine.ranker()
    assert (ranker.visitors, ranker.comparers, ranker.position) == (6, 3, 11)
    assert ranker.for_visitor([], 1)[0].item == "dune-01"
    engine.stop()
    restarted = Engine(store, lambda: SEASON, tmp_path / "recommend")
    assert restarted.ranker().position == 11, "what is on the disk serves until the log is read again"
    restarted.refresh()
    assert restarted.ranker().for_visitor([], 9) == ranker.for_visitor([], 9)


def test_an_erased_visitor_leaves_no_trace_in_what_was_learnt(store):
    store.append([did("dune-01", "save", "bo", at=1.0), did("lotus-02", "save", "bo", at=2.0)])
    without = Engine(store, lambda: SEASON)
    without.refresh()
    store.append([did("fjord-01", "save", at=3.0), did("fjord-02", "save", at=4.0)])
    engines = [Engine(store, lambda: SEASON) for _ in range(2)]
    for engine in engines:
        engine.refresh()
        assert engine.ranker().visitors == 2
    assert engines[0].erase("ada") == 2
    assert engines[0].ranker().visitors == 1, "at once where she was erased"
    for engine in engines:
        engine.refresh()  # the other one finds out by itself
        ranker = engine.ranker()
        assert ranker.state.counts.same(without.ranker().state.counts)
        assert (ranker.solved.links == without.ranker().solved.links).all()


def test_what_was_learnt_while_somebody_asked_for_the_first_time_is_not_lost(store):
    store.append([did("dune-01", "save")])
    engines = []

    def catalogue():
        if engines:
            engines.pop().refresh()  # the background thread is faster than the request
        return SEASON

    engine = Engine(store, catalogue)
    engines.append(engine)
    assert engine.ranker().visitors == 1


def test_a_changed_season_is_learnt_without_a_restart(store):
    season = list(SEASON[:3])
    engine = Engine(store, lambda: season)
    engine.refresh()
    season.extend(SEASON[3:])
    assert engine.refresh()
    assert len(engine.ranker().for_visitor([], 9)) == 9


def test_in_the_background_it_learns_by_itself_and_outlives_a_failure(store, caplog):
    broken = threading.Event()
    broken.set()

    def catalogue():
        if broken.is_set():
            raise OSError("database is away")
        return SEASON

    engine = Engine(store, catalogue, interval=0.01)
    engine.start()
    store.append([did("dune-01", "save")])
    until = time.monotonic() + 20
    while "database is away" not in caplog.text and time.monotonic() < until:
        time.sleep(0.01)
    broken.clear()
    while engine.ranker().visitors < 1 and time.monotonic() < until:
        time.sleep(0.01)
    engine.stop()
    assert "database is away" in caplog.text
    assert engine.ranker().visitors == 1


def test_taste_is_the_strongest_thing_done_with_each_look_last_touched_last():
    done = [
        did("a", "view", at=1),
        did("b", "save", at=2),
        did("a", "click", at=3),
        did("c", "dwell", at=4, value=1.0),
    ]
    assert taste(done) == [Touch("b", 1.0, "save", 2), Touch("a", 0.4, "click", 3)]


def test_kept_is_what_was_not_let_go():
    done = [
        did("a", "save"),
        did("b", "save"),
        did("a", "try_on"),
        did("b", "save", value=0),
        did("c", "add_to_bag"),
    ]
    assert still_kept(done, "save") == ("a",)
    assert still_kept(done, "save", "add_to_bag") == ("a", "c")


def test_doing_it_twice_says_it_once():
    assert taste([did("a", "click", at=n) for n in range(50)]) == [Touch("a", 0.4, "click", 49)]


def test_a_save_taken_back_is_unsaid():
    saved = [did("a", "view"), did("a", "save", at=2)]
    assert taste([*saved, did("a", "save", at=3, value=0)]) == [Touch("a", 0.3, "view", 1_000.0)]
    assert taste([did("a", "save"), did("a", "save", value=0)]) == []


def test_looking_longer_says_more_up_to_half_a_minute():
    weights = [taste([did("a", "dwell", value=seconds)])[0].weight for seconds in (3, 15, 30, 3_000)]
    assert weights == pytest.approx([0.08, 0.4, 0.8, 0.8])


def test_walking_round_a_look_says_as_much_as_looking_at_it_and_a_glance_says_nothing():
    assert taste([did("a", "linger", value=30.0)])[0].weight == pytest.approx(0.8)
    assert taste([did("a", "linger", value=1.0)]) == []
    assert taste([did("first-light", "attend", value=300.0)])[0].weight == pytest.approx(0.8)


def test_what_she_did_a_month_ago_says_half_as_much():
    day = 86_400.0
    month = [did("a", "save", at=0.0), did("b", "save", at=30 * day)]
    assert [touch.weight for touch in taste(month, now=30 * day)] == [0.5, 1.0]
    assert [touch.weight for touch in taste(month, now=30.5 * day)] == [0.5, 1.0], "days, not hours"


def test_not_interested_says_the_contrary_until_it_is_taken_back():
    dismissed = [did("a", "view"), did("a", "dismiss", at=2)]
    assert taste(dismissed) == [Touch("a", -1.0, "dismiss", 2)]
    assert taste([*dismissed, did("a", "view", at=3)]) == [Touch("a", -1.0, "dismiss", 2)], "seen again by chance"
    assert taste([*dismissed, did("a", "dismiss", at=3, value=0)]) == [Touch("a", 0.3, "view", 1_000.0)]
    assert taste([*dismissed, did("a", "save", at=3)]) == [Touch("a", 1.0, "save", 3)], "she has changed her mind"
    assert still_kept([*dismissed, did("a", "save", at=3)], "dismiss") == ()


def test_a_dismissed_look_is_not_shown_and_what_is_only_like_it_sinks():
    snapshot = learn(SEASON, [])
    liked = [did("fjord-01", "save")]
    before = slugs(snapshot.for_visitor(liked, 9))
    after = snapshot.for_visitor([*liked, did("dune-01", "dismiss")], 9)
    assert "dune-01" in before and "dune-01" not in slugs(after)
    assert slugs(after).index("dune-02") > before.index("dune-02"), "the same house, the same garment"
    assert all(one.reason.item != "dune-01" for one in after), "a dislike is no reason to show something"
    back = [*liked, did("dune-01", "dismiss"), did("dune-01", "dismiss", value=0)]
    assert "dune-01" in slugs(snapshot.for_visitor(back, 9))


def test_nobody_else_is_shown_a_look_more_for_being_dismissed():
    ranker = learn(SEASON, [*crowd(50, "dune-01"), *(did("lotus-02", "dismiss", f"v{n}") for n in range(50))])
    told = {one.item: {part.kind for part in one.parts} for one in ranker.for_visitor([did("dune-01", "save")], 9)}
    assert told["lotus-02"] == {"content"}


def test_a_profile_is_what_sets_her_apart_from_the_season():
    history = [
        did("dune-01", "save", at=10.0),
        did("lotus-01", "add_to_bag", at=20.0),
        did("fjord-03", at=30.0),
    ]
    facts = {fact.kind: fact for fact in describe(history, SEASON)}
    assert facts["seen"] == Fact("seen", count=3, times=(10.0, 30.0))
    assert facts["saved"] == Fact("saved", ("dune-01",))
    assert facts["bag"] == Fact("bag", ("lotus-01",))
    assert facts["fabrics"].values == ("silk-satin",)
    assert facts["garments"].values == ("dress",)
    assert facts["colors"].values == ("green", "gold")
    assert facts["prices"].prices == (900, 1200)


def test_a_time_of_day_is_a_habit_from_the_third_day_on():
    evening, day = 20 * 3600.0, 86_400.0
    looks = [item.id for item in SEASON[:6]]
    for days, told in ((1, []), (2, []), (3, [Fact("daypart", ("evening",))])):
        history = [did(look, at=evening + 60.0 * n + day * (n % days)) for n, look in enumerate(looks)]
        history.sort(key=lambda each: each.at)
        assert [fact for fact in describe(history, SEASON) if fact.kind == "daypart"] == told


def test_a_look_of_her_history_is_one_reason_whatever_it_brings():
    history = [Touch("dune-01", 1.0, "save"), Touch("lotus-01", -1.0, "dismiss")]
    parts = (
        Part("together", 3.0, "dune-01"),
        Part("content", 2.0, "dune-01", "house"),
        Part("popular", 5.0),
        Part("explore", -1.0),
        Part("content", -2.0, "lotus-01", "text"),
    )
    shares = shares_of(Recommendation("dune-02", 7.0, parts), history, {item.id: item for item in SEASON})
    assert [(each.reason.kind, each.share) for each in shares] == [
        ("together", 0.5),
        ("popular", 0.5),
        ("explore", pytest.approx(-0.1)),
        ("text", pytest.approx(-0.2)),
    ]


def test_nothing_is_made_up_about_a_stranger():
    assert describe([], SEASON) == [Fact("nothing")]
    assert [fact.kind for fact in describe([did("fjord-02", "view")], SEASON)] == ["seen"]
