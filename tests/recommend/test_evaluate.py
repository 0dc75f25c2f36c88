"""The protocols cut where they say, metrics are the textbook's, real rentals give the known figures."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from frontrow.commands import evaluate as evaluate_command
from frontrow.commands import recommend as recommend_command
from frontrow.errors import UserError
from frontrow.recommend.log import Log
from frontrow.recommend.models.popularity import Popularity
from frontrow.recommend.proof.evaluate import evaluate
from frontrow.recommend.proof.families import Family, families
from frontrow.recommend.proof.metrics import compare, measure, ranked
from frontrow.recommend.proof.splits import split

VIBRENT = Path(__file__).parents[1] / "data" / "vibrent_rentals.csv.gz"
DAY = 86_400.0


def log(*rows):
    """Rows of "user item item ...": the n-th item of each at day n + 10,000."""
    users = [row.split()[0] for row in rows for _ in row.split()[1:]]
    items = [item for row in rows for item in row.split()[1:]]
    days = [10_000 + n for row in rows for n in range(len(row.split()) - 1)]
    return Log.of(users, items, np.array(days) * DAY)


def learnt(asked):
    pairs = zip(asked.learn.user, asked.learn.item, strict=True)
    return sorted(asked.learn.users[user] + asked.learn.items[item] for user, item in pairs)


def answers(asked):
    """User: what was known of her > what she took next."""
    items = asked.learn.items
    found = {}
    for row, user in enumerate(asked.users):
        start, stop = asked.histories.start[row : row + 2]
        known = "".join(items[i] for i in asked.histories.item[start:stop])
        later = "".join(sorted(items[i] for r, i in asked.targets if r == row))
        found[asked.learn.users[user]] = f"{known}>{later}"
    return found


SIX = ("A a b c d", "B b c a", "C a d b c", "D a b")


def test_refit_learns_all_but_the_last_event():
    valid, test, counts = split(log(*SIX), "refit")
    assert answers(valid) == {"C": "ad>b"}  # c, which A and B took, is known to nobody yet
    assert answers(test) == {"A": "abc>d", "B": "bc>a", "C": "adb>c"}
    assert learnt(test) == sorted(["Aa", "Ab", "Ac", "Bb", "Bc", "Ca", "Cd", "Cb", "Da", "Db"])
    assert counts == {"users_too_short": 1}


def test_strict_learns_all_but_the_last_two_and_counts_the_unfindable_as_misses():
    valid, test, _ = split(log(*SIX), "strict")
    assert learnt(valid) == learnt(test) == sorted(["Aa", "Ab", "Bb", "Ca", "Cd", "Da", "Db"])
    assert answers(test) == {"A": "abc>d", "B": "bc>a"}  # C's c is known to nobody
    assert test.counted == 3
    lists = ranked_first(test, {"A": "d", "B": "a"})
    assert compare(lists, test, 0.0).recall[10] == pytest.approx(2 / 3)


def ranked_first(asked, wanted):
    items = asked.learn.items
    rows = [wanted[asked.learn.users[user]] for user in asked.users]
    return np.array([[items.index(first), *(n for n, i in enumerate(items) if i != first)] for first in rows])


def test_what_was_taken_before_is_no_target():
    _, test, _ = split(log("A a b a", "B a b c", "C b c a", "D c a b"), "refit")
    assert answers(test)["B"] == "ab>c"
    assert "A" not in answers(test)
    assert split(log("A a b a", "B a b c", "C b c a", "D c a b"), "strict")[1].counted == 4


def test_temporal_cuts_everybody_at_one_moment():
    users = [*"ABCDEFGHIJKLMNOPQR", "B", "Z"]
    items = [*"abcabcabcabcabcabc", "a", "a"]
    table = Log.of(users, items, np.arange(20) * DAY + 1e9)
    _, test, counts = split(table, "temporal")
    assert len(test.learn) == 18
    assert answers(test) == {"B": "b>a"}
    assert counts["cut"] == 18 * DAY + 1e9
    assert (counts["test_events"], counts["test_events_of_new_users"]) == (2, 1)
    assert (counts["test_users"], counts["new_users"], counts["test_events_on_new_items"]) == (2, 1, 0)


def test_no_event_of_the_future_is_learnt():
    rng = np.random.default_rng(5)
    table = Log.of(rng.integers(0, 40, 900).astype(str), rng.integers(0, 30, 900).astype(str), rng.random(900) * 1e9)
    valid, test, counts = split(table, "temporal")
    assert valid.learn.at.max() < test.learn.at.max() < counts["cut"]
    assert np.isclose(len(test.learn), 810, atol=2)


def test_places_in_a_sequence_cannot_be_cut_by_time():
    table = Log.of(["a", "a"], ["x", "y"], [0.0, 1.0])
    with pytest.raises(UserError, match="not times"):
        split(table, "temporal")


def test_recall_and_ndcg_are_the_textbooks():
    """Two targets, found at places 2 and 4 of the list, and one user who gets nothing right."""
    _, test, _ = split(log("A a b c d", "B b c a e", "C a d b f", "D f e d c"), "refit")
    table = test.learn.items
    assert table == tuple("abcdef")
    asked = type(test)(test.learn, np.array([0, 1]), test.histories, np.array([[0, 3], [0, 5], [1, 0]]), 2)
    lists = np.array([[1, 3, 2, 5], [1, 2, 3, 4]])
    found = compare(lists, asked, spent=0.5)
    gained = 1 / np.log2(3) + 1 / np.log2(5)
    best = 1 + 1 / np.log2(3)
    assert found.recall[10] == pytest.approx((2 / 2 + 0) / 2)
    assert found.ndcg[10] == pytest.approx(gained / best / 2)
    half = 1.96 * np.std([gained / best, 0]) / np.sqrt(2)
    assert found.ndcg_ci95 == pytest.approx(half)
    assert found.coverage == pytest.approx(5 / 6)
    assert found.ms_user == pytest.approx(250)


class Even:
    """A model that scores everything alike."""

    def fit(self, log):
        self.items = log.items

    def scores(self, histories):
        return np.zeros((len(histories), len(self.items)), np.float32)


def test_a_model_without_an_opinion_is_not_helped_by_the_order_of_the_items():
    """Every user's target is the first item by name; ties at random find it for 10 of 40 items' worth."""
    rows = [f"u{n:03d} i{n % 39 + 1:02d} i{(n + 7) % 39 + 1:02d} i00" for n in range(400)]
    _, test, _ = split(log(*rows, "x i00 i01", "y i00 i02"), "refit")
    model = Even()
    model.fit(test.learn)
    recalls = [measure(model, test, seed).recall[10] for seed in range(60)]
    assert np.mean(recalls) == pytest.approx(10 / 38, abs=0.2)
    assert min(recalls) < 0.1


def test_nobody_is_shown_what_she_had_or_what_nobody_knew():
    _, test, _ = split(log(*SIX), "strict")
    model = Popularity()
    model.fit(test.learn)
    lists = ranked(model, test)
    known = {place for place, there in enumerate(test.known) if there}
    for row, asked in enumerate(lists):
        start, stop = test.histories.start[row : row + 2]
        fresh = len(known - set(test.histories.item[start:stop]))
        assert not set(asked[:fresh]) & set(test.histories.item[start:stop])
        assert set(asked) <= known


def test_settings_are_chosen_on_validation_and_fitted_once_for_all_who_share_them():
    made = []

    class Spy(Popularity):
        def __init__(self, half_life=None):
            made.append(half_life)
            super().__init__(half_life)

    table = read_vibrent()
    one, other = (
        Family("one", Spy, [{"half_life": h} for h in (1e5, 1e8)]),
        Family("other", Spy, [{"half_life": 1e8}]),
    )
    found = evaluate(table, "temporal", [one, other])
    by_name = {row.model: row for row in found.rows}
    assert by_name["other"].settings == {"half_life": 1e8}
    assert by_name["one"].validation_ndcg >= by_name["other"].validation_ndcg
    chosen = by_name["one"].settings["half_life"]
    assert made == [1e5, 1e8, chosen] + ([] if chosen == 1e8 else [1e8])


def read_vibrent():
    from frontrow.recommend.data.files import log_of, read

    return log_of(read(VIBRENT))


def test_real_rentals_give_the_known_figures():
    """Measured before, same cut: NDCG@10 EASE 0.0225 ±0.0152, ItemKNN 0.0204; Recall@10 Popularity 0.0078.

    Among 223 users a tie or a near setting moves a figure by less than 0.003.
    """
    table = read_vibrent()
    wanted = families(table, ["Popularity", "ItemKNN"])
    ease = Family("EASE", families(table, ["EASE"])[0].make, [{"l2": 200.0}], (None,))
    found = evaluate(table, "temporal", [*wanted, ease])
    assert (found.users, found.items, found.events) == (5438, 2685, 12558)
    assert (found.evaluated_users, found.targets) == (223, 353)
    assert found.counts["test_events_of_new_users"] == 739
    assert found.counts["test_events_on_new_items"] == 195
    figures = {row.model: row.measured for row in found.rows}
    assert figures["Popularity"].recall[10] == pytest.approx(0.0078, abs=0.001)
    assert figures["ItemKNN"].ndcg[10] == pytest.approx(0.0204, abs=0.003)
    assert figures["EASE"].ndcg[10] == pytest.approx(0.0225, abs=0.003)
    assert figures["EASE"].recall[10] == pytest.approx(0.0351, abs=0.003)
    assert [row.model for row in found.rows] == ["EASE", "ItemKNN", "Popularity"]


@pytest.mark.parametrize("protocol", ["strict", "refit", "temporal"])
def test_the_command_prints_every_figure_as_json(protocol):
    ran = CliRunner().invoke(
        evaluate_command.command,
        ["--data", str(VIBRENT), "--protocol", protocol, "--models", "popularity,itemknn-decay", "--json"],
    )
    told = json.loads(ran.stdout)
    assert told["protocol"] == protocol
    assert [row["model"] for row in told["models"]] == ["ItemKNN-decay", "Popularity"]
    for row in told["models"]:
        assert 0 <= row["ndcg@10"] <= row["recall@20"] <= 1
        assert row["recall@10"] <= row["recall@20"]
        assert {"ndcg@20", "ndcg@10_ci95", "coverage@20", "fit_s", "ms_user", "settings"} <= row.keys()


def test_the_command_prints_a_table_that_is_not_cut_short():
    ran = CliRunner().invoke(evaluate_command.command, ["--data", str(VIBRENT), "--models", "Popularity"])
    assert "0.0038" in ran.stdout and "223 users asked, 353 targets" in ran.stdout
    assert "test events of new users: 739" in ran.stdout


def test_too_little_data_and_unknown_models_are_refused_in_a_sentence(tmp_path):
    small = tmp_path / "small.csv"
    small.write_text("user_id,item_id,timestamp\na,x,1700000000\nb,y,1700000001\n")
    run = CliRunner().invoke
    for protocol, told in (("refit", "three interactions"), ("temporal", "nobody is left to ask")):
        error = run(evaluate_command.command, ["--data", str(small), "--protocol", protocol]).exception
        assert isinstance(error, UserError) and told in str(error)
    error = run(evaluate_command.command, ["--data", str(VIBRENT), "--models", "oracle"]).exception
    assert isinstance(error, UserError) and "no model oracle" in str(error) and "EASE" in str(error)


def test_recommend_learns_from_a_file_and_says_why(tmp_path):
    rows = ["user_id,item_id,timestamp"]
    rows += [f"u{u},i{i},{u * 20 + i}" for u in range(8) for i in range(8) if u % 2 == i % 2 and u != i]
    data = tmp_path / "board.csv"
    data.write_text("\n".join(rows))
    run = CliRunner().invoke
    found = json.loads(run(recommend_command.command, ["u3", "--data", str(data), "--json"]).stdout)
    first = found["recommendations"][0]
    assert first["item"] == "i3"
    assert sum(part["amount"] for part in first["parts"]) == pytest.approx(first["score"], rel=1e-5)
    assert "because of i" in run(recommend_command.command, ["u3", "--data", str(data), "-k", "1"]).stdout
    error = run(recommend_command.command, ["nobody", "--data", str(data)]).exception
    assert isinstance(error, UserError) and "no interaction of user nobody" in str(error)
    error = run(recommend_command.command, ["u3", "--data", str(data), "--half-life", "0"]).exception
    assert isinstance(error, UserError) and "above zero" in str(error)


def test_ease_says_what_it_cannot_hold_and_is_left_out_unasked():
    many = Log.of(["a"] * 30_001, [f"i{n}" for n in range(30_001)], np.arange(30_001) + 1e9)
    assert "EASE" not in {family.name for family in families(many)}
    (asked,) = families(many, ["ease"])
    with pytest.raises(UserError, match="EASE on 30,001 items takes 7 GB; use ItemKNN"):
        asked.make(**asked.settings[0]).fit(many)


@pytest.mark.parametrize("protocol", ["strict", "refit", "temporal"])
@pytest.mark.parametrize(
    "rows",
    [
        [("a", "x", 10**9)] * 50,
        [(f"u{n}", "x", 10**9 + n) for n in range(50)],
        [("a", f"i{n}", 10**9 + n) for n in range(50)],
        [(f"u{n % 5}", f"i{n % 3}", 10**9) for n in range(50)],
        [(f"u{n % 5}", f"i{n}", 10**9 + n) for n in range(50)],
    ],
    ids=["one pair", "one item", "one user", "one second", "no item twice"],
)
def test_degenerate_logs_are_measured_or_refused_in_a_sentence(rows, protocol):
    table = Log.of(*zip(*rows, strict=True))
    try:
        found = evaluate(table, protocol, families(table))
    except UserError as error:
        assert "\n" not in str(error)
    else:
        assert all(0 <= row.measured.ndcg[10] <= 1 for row in found.rows)
