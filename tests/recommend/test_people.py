"""Profiles and segments: what the columns say is what taste says, and planted groups come out with their names."""

import json
import random
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner
from planted import COLORS, DAY, FABRICS, START, season, visits
from sklearn.metrics import adjusted_rand_score

from frontrow.commands.profiles import command as profiles_command
from frontrow.commands.segments import command as segments_command
from frontrow.errors import UserError
from frontrow.recommend import EVENTS, Interaction
from frontrow.recommend.colour import word
from frontrow.recommend.data.files import write
from frontrow.recommend.people.clusters import clusters
from frontrow.recommend.people.counts import segment_counts
from frontrow.recommend.people.drift import by_day, drift
from frontrow.recommend.people.labels import bands, labels_of, read_labels
from frontrow.recommend.people.lasting import lasting
from frontrow.recommend.people.profiles import material, profiles
from frontrow.recommend.people.segments import keep, kept, learn
from frontrow.recommend.people.touches import events_of, people_only, touches
from frontrow.recommend.taste import taste

GROUPS = 5


def material_of(done):
    return material(events_of(done).sort("timestamp", maintain_order=True), labels_of(season()))


@pytest.fixture(scope="module")
def made():
    return material_of(visits(GROUPS)[0])


@pytest.fixture(scope="module")
def segments(made):
    return learn(made.attention, made.space, most=8)


@pytest.mark.parametrize("seed", range(4))
def test_the_columns_say_of_everybody_what_taste_says_of_one(seed):
    chance = random.Random(seed)
    done = []
    for n in range(300):
        event = chance.choice(EVENTS)
        value = chance.choice([None, 0.0, 3.0, 25.0, 400.0])
        at = START + n * chance.choice([10.0, DAY])
        done.append(Interaction(chance.choice("ab"), chance.choice("xyz"), event, at, value))
    done.sort(key=lambda one: one.at)
    found = {(visitor, item): weight for visitor, item, weight, *_ in touches(events_of(done)).iter_rows()}
    for visitor in "ab":
        own = [one for one in done if one.visitor == visitor]
        said = {touch.item: touch.weight for touch in taste(own, own[-1].at)}
        assert said == pytest.approx({item: weight for (who, item), weight in found.items() if who == visitor})


def test_planted_groups_are_found_with_their_number_and_their_names(made, segments):
    kinds = visits(GROUPS)[1]
    assert len(segments) == GROUPS
    assert adjusted_rand_score([kinds[v] for v in made.attention.visitors], segments.assign(made.attention)) > 0.6
    named = {frozenset(trait.label for trait in segment.name) for segment in segments.segments}
    assert named == {frozenset((FABRICS[n], word(COLORS[n]))) for n in range(GROUPS)}


@pytest.mark.slow
@pytest.mark.parametrize(("groups", "seed"), [(1, 1), (2, 2), (3, 1), (4, 3), (6, 2), (7, 1)])
def test_as_many_groups_as_were_planted_are_found(groups, seed):
    many = material_of(visits(groups, visitors=800, seed=seed)[0])
    assert len(learn(many.attention, many.space)) == groups


def test_the_same_seed_gives_the_same_groups_in_whatever_chunks_visitors_are_read(made, segments, monkeypatch):
    monkeypatch.setattr("frontrow.recommend.people.segments.CHUNK", 97)
    again = learn(made.attention, made.space, most=8)
    assert (again.groups.centres == segments.groups.centres).all()
    assert (again.assign(made.attention) == segments.assign(made.attention)).all()
    assert [one.visitors for one in again.segments] == [one.visitors for one in segments.segments]
    assert [one.name for one in again.segments] == [one.name for one in segments.segments]


def keys_by_name(segments):
    return {frozenset(trait.label for trait in one.name): one.key for one in segments.segments}


def test_a_segment_keeps_its_key_from_day_to_day(segments):
    first = lasting(segments, None)
    by_name = keys_by_name(first)
    assert len(set(by_name.values())) == GROUPS and all(by_name.values())
    more = material_of(visits(GROUPS, visitors=500, seed=8)[0])
    next_day = lasting(learn(more.attention, more.space, seed=5, most=8), first)
    assert keys_by_name(next_day) == by_name
    fewer = material_of(visits(2, visitors=300, seed=9)[0])
    later = keys_by_name(lasting(learn(fewer.attention, fewer.space), next_day))
    assert len(later) == 2 and later.items() <= by_name.items()


def test_a_segment_of_other_people_has_another_key(segments):
    assert all(one.key for one in lasting(segments, segments).segments), "those of a day without keys get them"
    before = lasting(replace(segments, segments=segments.segments[:2], middles=segments.middles[:2]), None)
    after = lasting(segments, before)
    assert [one.key for one in after.segments[:2]] == [one.key for one in before.segments]
    assert len({one.key for one in after.segments}) == GROUPS
    turned = lasting(replace(segments, segments=segments.segments[::-1], middles=segments.middles[::-1]), after)
    assert [one.key for one in turned.segments] == [one.key for one in after.segments[::-1]]


def test_where_nobody_differs_no_groups_are_made_up():
    same = material_of(visits(1, visitors=300)[0])
    found = learn(same.attention, same.space, most=6)
    assert len(found) == 1 and found.place(same.attention) is None


def test_a_file_gives_them_back(made, segments, tmp_path):
    keep(segments, tmp_path / "segments.npz")
    back = kept(tmp_path / "segments.npz")
    assert back.segments == segments.segments and back.groups.stability == segments.groups.stability
    assert (back.assign(made.attention) == segments.assign(made.attention)).all()
    assert kept(tmp_path / "none.npz") is None
    (tmp_path / "torn.npz").write_bytes((tmp_path / "segments.npz").read_bytes()[:200])
    assert kept(tmp_path / "torn.npz") is None


def test_a_group_too_small_is_no_segment():
    """Six visitors apart from all others are a group by any measure, and too few to be told of."""
    chance = np.random.default_rng(0)
    points = chance.normal(size=(200, 4)).astype(np.float32) * 0.1
    points[:100, 0] += 1
    points[:6, 1] += 2
    assert len(clusters(points, most=4, least=3)) == 3
    found = clusters(points, most=4, least=20)
    assert np.bincount(found.distances(points).argmin(axis=1)).min() >= 20


def test_of_whom_little_is_known_nothing_is_said(segments):
    done, _ = visits(GROUPS)
    made = material_of([*done, Interaction("stranger", "look-003", "view", START + 9 * DAY)])
    found = segments
    row = made.attention.visitors.index("stranger")
    assert found.assign(made.attention)[row] == -1
    assert found.place(made.attention, row) is None
    frame = profiles(made, found)
    assert frame.filter(pl.col("visitor") == "stranger")["segment"].to_list() == [None]


def test_a_place_names_what_she_has_in_common(made, segments):
    kinds = visits(GROUPS)[1]
    where = segments.assign(made.attention)
    right = why = 0
    for row in range(40):
        place = segments.place(made.attention, row)
        loved = {FABRICS[kinds[made.attention.visitors[row]]], word(COLORS[kinds[made.attention.visitors[row]]])}
        assert place.segment == where[row]
        right += {trait.label for trait in segments.segments[place.segment].name} == loved
        why += bool(loved & {label for _, label in place.why})
    assert right >= 30 and why >= 30, "of 40"


def test_a_profile_counts_what_was_done(made, segments):
    frame = profiles(made, segments)
    one = frame.row(0, named=True)
    own = [done for done in visits(GROUPS)[0] if done.visitor == one["visitor"]]
    assert (one["interactions"], one["looks"], one["days"]) == (14, 14, 1)
    assert one["seconds"] == pytest.approx(sum(d.value for d in own if d.event in ("dwell", "linger")))
    assert one["morning"] == 1.0, "it began at ten"
    assert 1 <= one["breadth"] <= 14
    counted = made.touches.filter(pl.col("visitor") == one["visitor"]).join(made.labels, on="item")
    best = counted.filter(pl.col("facet") == "fabrics").group_by("label").agg(pl.col("weight").sum())
    assert one["fabrics"][0] == best.sort("weight")["label"][-1]
    assert len(frame) == 600 and frame["segment"].null_count() == 0


def test_programs_have_no_profile():
    done = visits(2, visitors=30)[0]
    robot = [Interaction("robot", f"look-{n:03}", "view", START + 2.0 * n) for n in range(60)]
    events, programs = people_only(events_of(sorted([*done, *robot], key=lambda one: one.at)))
    assert programs == 1 and "robot" not in events["user_id"]


def test_taste_that_stays_has_not_drifted_and_taste_that_turns_has(made):
    catalogue = season()
    silk = [item.id for item in catalogue if item.fabrics[0] == FABRICS[0]]
    denim = [item.id for item in catalogue if item.fabrics[0] == FABRICS[3]]

    def day(looks, number):
        return [Interaction("ada", look, "save", START + number * DAY + n) for n, look in enumerate(looks)]

    first = int(START // DAY)
    for second, moved in ((silk[1:16:2], False), (denim[:8], True)):
        events = events_of(day(silk[:16:2], 0) + day(second, 1))
        found = drift(*by_day(events, made.labels, made.space, (first, first + 1)), made.space)
        assert found.moved is moved
        assert 0 <= found.distance <= 1
    assert ("fabrics", "denim") in found.more and ("fabrics", FABRICS[0]) in found.less
    little = events_of(day(silk[:8], 0) + day(denim[:2], 1))
    assert drift(*by_day(little, made.labels, made.space, (first, first + 1)), made.space) is None


def test_a_visitor_counts_once_and_empty_segments_are_told(made, segments):
    where = profiles(made, segments).select("visitor", "segment")
    counts = segment_counts(where, segments)
    assert sum(counts.values()) == 600 and counts["unknown"] == 0
    assert segment_counts(where.head(1), segments).keys() == counts.keys()
    with pytest.raises(ValueError, match="once"):
        segment_counts(pl.concat([where, where.head(1)]), segments)
    unknown = where.with_columns(segment=pl.lit(-1))
    assert segment_counts(unknown, segments)["unknown"] == 600


def test_thirds_are_thirds():
    assert bands({"a": 1.0, "b": 2.0, "c": 3.0}) == {"a": "low", "b": "middle", "c": "high"}
    assert bands({"a": 5.0, "b": 5.0}) == {}


def test_from_a_file_to_parquet(tmp_path):
    done, _ = visits(3, visitors=240, looks=20)
    write(events_of(done).sort("timestamp"), tmp_path / "events.parquet")
    rows = [(item.id, item.fabrics[0], word(item.colors[0]), item.price) for item in season()]
    items = pl.DataFrame(rows, ["item_id", "fabrics", "colors", "price"], orient="row")
    items.write_csv(tmp_path / "items.csv")
    given = ["--data", str(tmp_path / "events.parquet"), "--items", str(tmp_path / "items.csv"), "--json"]
    told = CliRunner().invoke(profiles_command, [*given, "-o", str(tmp_path / "out")], catch_exceptions=False)
    assert json.loads(told.output)["segments"] == 3
    out = {path.stem: pl.read_parquet(path) for path in (tmp_path / "out").iterdir()}
    assert out.keys() == {"profiles", "touches", "labels"}
    assert len(out["profiles"]) == 240 and out["profiles"]["segment"].n_unique() == 3
    assert out["touches"].columns == ["visitor", "item", "weight", "last", "times"]
    given += ["--most", "4", "--language", "zh-hans"]
    found = json.loads(CliRunner().invoke(segments_command, given, catch_exceptions=False).output)
    assert len(found["segments"]) == 3 and all("倍" in one["description"] for one in found["segments"])


def test_an_items_file_says_what_is_wrong_with_it(tmp_path):
    (tmp_path / "items.csv").write_text("sku,colors\na,red\n")
    with pytest.raises(UserError, match="item_id"):
        read_labels(tmp_path / "items.csv")
    (tmp_path / "items.csv").write_text("item_id,colors\na,red|blue\na,green\nb,\n")
    assert read_labels(tmp_path / "items.csv").rows() == [("a", "colors", "red"), ("a", "colors", "blue")]
    with pytest.raises(UserError, match="these interactions"):
        material(events_of([Interaction("ada", "z", "view", 1.0)]), read_labels(tmp_path / "items.csv"))
