"""The bench of stories: its figures are of reviews that nobody learnt from, and a planted truth is found."""

import csv
from pathlib import Path

import numpy as np
import pytest

from frontrow.errors import UserError
from frontrow.language.quality.judge import judged, ndcg
from frontrow.language.quality.learn import fit, residual
from frontrow.language.quality.reviews import COLUMNS, load, split


@pytest.fixture
def reviews(tmp_path: Path) -> Path:
    """Reviews in which whoever names measures gets votes, and so does whoever writes much."""
    rng, path = np.random.default_rng(0), tmp_path / "reviews.csv"
    filler = [
        "nice",
        "cloth",
        "good",
        "seams",
        "soft",
        "hem",
        "that",
        "moves",
        "when",
        "I",
        "walk",
        "about",
        "the",
        "house",
    ]
    with path.open("w", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        for i in range(1_500):
            many, measured = int(rng.integers(10, 80)), bool(rng.random() < 0.3)
            text = " ".join(rng.choice(filler, many)) + (" I am 168 cm and took size 38" if measured else " lovely")
            votes = rng.poisson(0.05 * many + 6 * measured)
            table.writerow(dict(zip(COLUMNS, (i % 60, "It", text, votes, "Knits", 30 + i % 40), strict=True)))
    return path


def test_what_brings_votes_is_found_beyond_length_on_items_that_nobody_learnt_from(reviews: Path) -> None:
    learn, rest = split(load(reviews))
    assert not set(learn.items) & set(rest.items) and len(learn) + len(rest) == 1_500
    model = fit(learn)
    _, above = residual(learn, rest)
    expected = rest.votes - above
    ours = judged(model.worded(rest.texts), rest, expected, draws=20)
    style = judged(model.styled(rest.texts), rest, expected, draws=20)
    length = judged(rest.lengths, rest, expected, draws=20)
    assert ours.above > 0.6 and style.above > 0.5
    assert abs(length.above) < 0.02  # it is what was taken out
    assert ours.ndcg > length.ndcg and ours.intervals["above"][0] > 0.5


def test_ndcg_counts_ties_as_any_order_and_the_best_order_as_one() -> None:
    gain = np.array([3.0, 0.0, 1.0])
    assert ndcg(gain, gain) == 1.0
    assert ndcg(-gain, gain) < ndcg(np.zeros(3), gain) < 1.0


def test_another_file_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,label\nhello,1\n")
    with pytest.raises(UserError, match="columns of the reviews"):
        load(tmp_path / "a.csv")
    with pytest.raises(UserError, match="cannot be read"):
        load(tmp_path / "none.csv")
