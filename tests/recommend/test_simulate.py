"""Visitors who do not exist: the same from the same seed, as documented, and never mixed with real ones."""

from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner

from frontrow.commands.simulate import command
from frontrow.errors import UserError
from frontrow.recommend import Impression, Interaction, SqliteEventStore
from frontrow.recommend.engine import Engine, learn
from frontrow.recommend.genuine import automatic
from frontrow.recommend.marked import simulated
from frontrow.recommend.proof.ope import estimates, shows_of
from frontrow.recommend.rank import Facts, Policy, rerank
from frontrow.recommend.rank.candidates import listed
from frontrow.recommend.rank.evidence import Evidence, evidence
from frontrow.recommend.rank.explore import Exploration, exploration
from frontrow.recommend.ranking import Part, Recommendation
from frontrow.recommend.simulate import Behaviour, World
from frontrow.recommend.simulate.season import season
from frontrow.recommend.simulate.world import at_random
from frontrow.recommend.store.bus import Announced, LocalBus

SEASON = season(40, 5)


def crowd(count, seed, behaviour=None, policy=None):
    """The world, and each visitor's entries."""
    world, found = World(SEASON, seed, behaviour), {}
    for entries in world.visits(world.people(count), policy or at_random(world.items, 4, seed), 1e9):
        found.setdefault(entries[0].visitor, []).extend(entries)
    return world, found


def test_the_same_seed_is_the_same_crowd_and_another_is_not(tmp_path):
    files = []
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        path = tmp_path / f"{name}.parquet"
        result = CliRunner().invoke(command, ["--visitors", "40", "--seed", str(seed), "-o", str(path)])
        assert result.exit_code == 0, result.output
        files.append(path.read_bytes())
    assert files[0] == files[1] != files[2]
    frame = pl.read_parquet(tmp_path / "a.parquet")
    assert frame["timestamp"].is_sorted() and set(frame["event"]) <= {"click", "dwell", "save"}
    assert all(simulated(user) for user in frame["user_id"].unique())


def test_the_sites_log_and_its_engine_refuse_them(tmp_path):
    _, found = crowd(12, 1)
    entries = [entry for one in found.values() for entry in one]
    log = SqliteEventStore(tmp_path / "events.sqlite3")
    site = Announced(log, LocalBus())
    with pytest.raises(UserError, match="simulated"):
        site.append(entries)
    with pytest.raises(UserError, match="simulated"):
        site.submit(entries)
    assert site.since(0) == []
    log.append(entries)  # past the door, by whatever way
    engine = Engine(site, lambda: SEASON)
    engine.refresh()
    assert engine.ranker().visitors == 0
    assert learn(SEASON, [entry for entry in entries if isinstance(entry, Interaction)]).visitors == 0
    site.close()


def test_they_look_less_further_down_and_tire_of_what_they_saw_before():
    behaviour = Behaviour()
    chances = behaviour.chances(np.zeros(4), np.zeros(4))
    assert all(later < earlier for earlier, later in pairwise(chances))
    assert behaviour.chances(np.zeros(1), np.array([5.0]))[0] < chances[0] / 2
    _, found = crowd(400, 2)
    opened = np.zeros(4)
    for entries in found.values():
        clicked = {entry.item for entry in entries if isinstance(entry, Interaction) and entry.event == "click"}
        for shown in entries:
            if isinstance(shown, Impression):
                opened += [item in clicked for item in shown.items]
    assert opened[0] > opened[3]


def test_programs_among_them_are_found_out_and_people_are_not():
    world = World(SEASON, 7, Behaviour(bots=0.3))
    people, found = world.people(120), {}
    for entries in world.visits(people, at_random(world.items, 4, 7), 1e9):
        found.setdefault(entries[0].visitor, []).extend(e for e in entries if isinstance(e, Interaction))
    told = {person.id: automatic(found.get(person.id, [])) is not None for person in people}
    bots = [person for person in people if person.bot]
    assert bots and all(told[person.id] for person in bots)
    assert np.mean([told[person.id] for person in people if not person.bot]) < 0.02


def learner(draws, seed, every=40):
    """A recommender that knows nothing but answers: with draws it explores, without it shows what it believes."""
    facts, rng, state = Facts(SEASON), np.random.default_rng(seed), {"slates": 0}
    everything = dict(zip(facts.items, facts.features(list(facts.items)), strict=True))
    candidates = listed([Recommendation(item.id, -0.001 * n, (Part("content", 0.0),)) for n, item in enumerate(SEASON)])
    log: dict[str, list] = {}
    known = Evidence()

    def policy(person, at):
        nonlocal known
        if state["slates"] % every == 0:
            state["found"] = exploration(known)
        state["slates"] += 1
        found = state["found"] if draws else Exploration(state["found"].mean, np.zeros((2, state["found"].mean.size)))
        slate = rerank(
            candidates, facts, 4, Policy(0.0, explore=1.0 if draws else 0.0), exploring=found, chance=rng.random()
        )
        return slate.items, slate.propensities

    def learn_from(entries):
        nonlocal known
        before = log.setdefault(entries[0].visitor, [])
        after = [*before, *entries]
        known += evidence(after, everything) - evidence(before, everything)
        log[entries[0].visitor] = after

    return policy, learn_from


def regret(draws, seed, visitors=300):
    """What the best four looks for everybody would have been opened more often, a slate."""
    world = World(SEASON, seed, Behaviour(bots=0.0, fatigue=0.0, tastes=0.5, common=1.6, drift=0.0))
    policy, learn_from = learner(draws, seed)
    lost = []

    def measured(person, at):
        items, propensities = policy(person, at)
        fall = world.behaviour.places ** np.arange(len(world.items))
        best = np.sort(world.chances(person, world.items) / fall)[::-1][:4]
        ideal = (best * fall[:4]).sum()
        lost.append(ideal - world.chances(person, items).sum())
        return items, propensities

    for entries in world.visits(world.people(visitors), measured, 1e9):
        learn_from(entries)
    return np.array(lost)


@pytest.mark.slow
def test_who_explores_regrets_less_than_who_shows_what_she_believes():
    """Six worlds, after the first 400 slates; greed stays with what its first answers happened to praise."""
    pairs = [(regret(True, seed)[400:].mean(), regret(False, seed)[400:].mean()) for seed in range(6)]
    explored, greedy = np.array(pairs).T
    assert explored.mean() < greedy.mean()


@pytest.mark.slow
def test_what_another_policy_would_earn_is_told_from_the_log_within_five_percent():
    logged = at_random([item.id for item in SEASON], 4, 1)
    half = [item.id for item in SEASON[:20]]
    _, found = crowd(9_000, 1, policy=logged)
    asked = estimates(
        shows_of(found, lambda shown: [1 / 20 if item in half else 0.0 for item in shown.items]), times=50
    )["snips"]
    _, other = crowd(9_000, 1, policy=at_random(half, 4, 2))
    truth = shows_of(other, lambda shown: shown.propensities).reward.mean()
    assert asked.value == pytest.approx(truth, rel=0.05)
