"""SASRec learns what comes next, says why, and can be stopped and taken up again to the bit."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from click.testing import CliRunner
from recommender_contract import RecommenderContract

from frontrow.commands.recommend import command as recommend_command
from frontrow.commands.train import command as train_command
from frontrow.errors import UserError
from frontrow.recommend.deep.sasrec import SASRec
from frontrow.recommend.deep.windows import asked, drawn
from frontrow.recommend.log import Log
from frontrow.recommend.proof.families import families
from frontrow.recommend.proof.family import Size
from frontrow.recommend.ranking import Touch, explain, one, recommend

STOPS = [f"stop-{n:02d}" for n in range(10)]
TINY = {"length": 8, "width": 16, "blocks": 1, "batch": 16, "rate": 0.01}


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def rounds(passengers=120, stops=6):
    """Everybody rides a circular line from a stop of their own: what comes next is certain."""
    pairs = [(p, STOPS[(p + step) % len(STOPS)]) for p in range(passengers) for step in range(stops)]
    return Log.of([f"passenger-{p:03d}" for p, _ in pairs], [stop for _, stop in pairs], range(len(pairs)))


class TestSASRec(RecommenderContract):
    def make(self):
        return SASRec(**TINY, epochs=3)


@pytest.fixture(scope="module")
def rider():
    model = SASRec(**TINY, epochs=12)
    model.fit(rounds())
    return model


def test_it_knows_the_next_stop_of_a_circular_line(rider):
    for first in range(10):
        ridden = [Touch(STOPS[(first + step) % 10]) for step in range(4)]
        assert recommend(rider, ridden, 1)[0].item == STOPS[(first + 4) % 10]
    assert rider.course.top > 0.9


def test_order_is_what_it_reads(rider):
    there, back = [Touch(STOPS[n]) for n in (2, 3, 4)], [Touch(STOPS[n]) for n in (4, 3, 2)]
    assert recommend(rider, there, 1)[0].item == STOPS[5]
    assert recommend(rider, there, 1)[0].score != recommend(rider, back, 1)[0].score


def test_the_last_stop_is_the_reason_for_the_next(rider):
    shown = recommend(rider, [Touch(STOPS[n]) for n in (7, 2, 3)], 1)[0]
    assert (shown.item, shown.reason.source, shown.reason.kind) == (STOPS[4], STOPS[3], "next")
    assert {part.kind for part in shown.parts} == {"popular", "next"}


def test_what_was_dismissed_is_no_step(rider):
    ridden = [Touch(STOPS[2]), Touch(STOPS[3])]
    dismissed = [*ridden, Touch(STOPS[8], -1.0, "dismiss")]
    assert [(a.item, a.score) for a in recommend(rider, dismissed, 5)] == [
        (a.item, a.score) for a in recommend(rider, ridden, 5)
    ]


def test_a_history_longer_than_it_sees_is_explained_by_what_it_sees(rider):
    long = [Touch(STOPS[n % 10]) for n in range(25)]
    (shown,) = explain(rider, long, [STOPS[5]])
    score = rider.scores(one(rider.items, long))[0][rider.items.index(STOPS[5])]
    assert shown.score == pytest.approx(float(score), rel=1e-5)
    assert len(shown.parts) == 8  # the beginning, and the seven stops that fit behind it


def test_windows_never_show_what_is_to_be_foretold():
    histories = rounds().histories
    rng = np.random.default_rng(0)
    inputs, targets = drawn(histories, np.arange(len(histories)), 4, rng)
    assert (inputs[:, 0] == 0).all() and (inputs[:, 1:] == targets[:, :-1]).all()
    assert (((targets - inputs)[:, 1:] - 1) % 10 == 0).all()
    tokens, last = asked(histories, 5)
    assert (tokens[:, 1:] == histories.item.reshape(-1, 6)[:, 2:] + 1).all() and (last == 4).all()


def weights(path):
    from safetensors.numpy import load_file

    return {name: one for name, one in load_file(path).items() if name != "told"}


def same(one, other):
    return one.keys() == other.keys() and all(np.array_equal(one[name], other[name]) for name in one)


@pytest.fixture
def ride(tmp_path):
    """Trains on the circular line by the command, and gives the weights and what was told."""
    data = tmp_path / "rides.csv"
    log = rounds(60)
    rows = zip(log.user.tolist(), log.item.tolist(), log.at.tolist(), strict=True)
    data.write_text("user_id,item_id,timestamp\n" + "".join(f"{u},{log.items[i]},{at}\n" for u, i, at in rows))

    def run(output, *options, data=data):
        words = ["--data", str(data), "-o", str(tmp_path / output), "--json"]
        sizes = ["--length", "8", "--width", "16", "--batch", "16", "--threads", "1"]
        done = CliRunner().invoke(train_command, [*words, *sizes, *options], catch_exceptions=False)
        return weights(tmp_path / output), json.loads(done.stdout)

    return run


def test_two_epochs_and_two_more_are_four_to_the_bit(ride):
    whole, _ = ride("whole", "--epochs", "4")
    ride("halves", "--epochs", "2")
    halves, told = ride("halves", "--epochs", "4", "--resume")
    assert told["epoch"] == 4 and len(told["loss"]) == 4
    assert same(whole, halves)
    assert not same(whole, ride("other", "--epochs", "4", "--seed", "1")[0])


def test_time_that_is_up_in_the_middle_of_an_epoch_loses_nothing(ride):
    whole, _ = ride("whole", "--epochs", "2")
    _, told = ride("piece", "--epochs", "2", "--minutes", "1e-9")
    assert told["why"] == "the time was up" and (told["epoch"], told["step"]) == (0, 1)
    for _ in range(2):
        _, told = ride("piece", "--epochs", "2", "--minutes", "1e-9", "--resume")
    assert (told["epoch"], told["step"]) == (0, 3)
    assert same(whole, ride("piece", "--epochs", "2", "--resume")[0])


def test_a_trained_model_recommends_at_the_command_line(ride, tmp_path):
    ride("model", "--epochs", "12", "--rate", "0.01")
    words = ["3", "--data", str(tmp_path / "rides.csv"), "--trained", str(tmp_path / "model"), "-k", "1", "--json"]
    told = json.loads(CliRunner().invoke(recommend_command, words, catch_exceptions=False).stdout)
    (shown,) = told["recommendations"]
    assert (told["model"], shown["item"]) == ("sasrec", STOPS[9])  # passenger 3 rode from stop 3 to stop 8
    assert sum(part["amount"] for part in shown["parts"]) == pytest.approx(shown["score"], rel=1e-5)


def test_it_stops_when_validation_gets_no_better():
    model = SASRec(**(TINY | {"rate": 1e-12}), epochs=50, patience=2)
    model.fit(rounds())
    assert model.course.epoch < 10 and "no better for 2 epochs" in model.course.why


def test_many_items_are_told_from_a_sample_of_them():
    model = SASRec(**TINY, epochs=12, full=5, negatives=6)
    model.fit(rounds())
    assert recommend(model, [Touch(STOPS[3]), Touch(STOPS[4])], 1)[0].item == STOPS[5]


def test_a_model_is_kept_and_read_again(rider, tmp_path):
    rider.save(tmp_path / "rider.safetensors")
    again = SASRec.load(tmp_path / "rider.safetensors")
    assert again.items == rider.items and again.course == rider.course
    ridden = [Touch(STOPS[1])]
    assert recommend(again, ridden, 3) == recommend(rider, ridden, 3)
    assert [path.name for path in tmp_path.iterdir()] == ["rider.safetensors"]


def test_what_cannot_be_taken_up_is_told_in_a_sentence(ride, tmp_path):
    with pytest.raises(UserError, match="not there; train first"):
        ride("nothing", "--resume")
    ride("model", "--epochs", "1")
    with pytest.raises(UserError, match=r"was trained with .*begin anew"):
        ride("model", "--resume", "--seed", "3")
    other = tmp_path / "other.csv"
    other.write_text("user_id,item_id,timestamp\nada,hat,1\nada,coat,2\n")
    with pytest.raises(UserError, match="other data"):
        ride("model", "--resume", data=other)
    for content in (b"", b"user_id,item_id\n", (tmp_path / "model.training").read_bytes()):
        (tmp_path / "strange").write_bytes(content)
        with pytest.raises(UserError, match="not a model of"):
            SASRec.load(tmp_path / "strange")


def test_without_pytorch_one_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(UserError, match=r"pip install 'frontrow\[deep\]'"):
        SASRec()


def test_it_is_evaluated_when_it_is_named_and_pytorch_is_there(monkeypatch):
    size = Size(100, 50, 1_000, 20_000, None)
    assert "SASRec" not in families(size)[0]
    assert families(size, ["sasrec"])[0]["SASRec"].make is SASRec
    monkeypatch.setattr("frontrow.recommend.proof.families.find_spec", lambda name: None)
    with pytest.raises(UserError, match="PyTorch"):
        families(size, ["SASRec"])


@pytest.mark.slow
def test_killed_in_the_middle_it_goes_on_to_the_same_weights(ride, tmp_path):
    whole, _ = ride("whole", "--epochs", "30", "--patience", "99")
    words = ["train", "--data", str(tmp_path / "rides.csv"), "-o", str(tmp_path / "killed"), "--epochs", "30"]
    sizes = ["--length", "8", "--width", "16", "--batch", "16", "--threads", "1", "--patience", "99"]
    child = subprocess.Popen([sys.executable, "-m", "frontrow", *words, *sizes], stderr=subprocess.DEVNULL)
    state = Path(tmp_path / "killed.training")
    for _ in range(3_000):
        if state.exists():
            break
        time.sleep(0.01)
    os.kill(child.pid, signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    resumed, told = ride("killed", "--epochs", "30", "--patience", "99", "--resume")
    assert told["epoch"] == 30 and same(whole, resumed)
