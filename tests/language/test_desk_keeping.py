"""What the desk learnt is kept whole, is made anew where it is damaged, and never stands in the way of an answer."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import numpy as np
import pytest

from frontrow.language.desk.keeping import Arrays, kept


def made() -> Arrays:
    return {"weights": np.arange(2_000.0)}


@pytest.mark.parametrize("left", [0, 1, 100, -1])
def test_a_damaged_file_is_made_anew(tmp_path: Path, left: int) -> None:
    path = tmp_path / "words.npz"
    kept(path, ["a"], made)
    path.write_bytes(path.read_bytes()[:left])
    assert (kept(path, ["a"], made)["weights"] == made()["weights"]).all()
    assert kept(path, ["a"], lambda: pytest.fail("it is kept"))["weights"].shape == (2_000,)


def test_other_texts_are_learnt_anew(tmp_path: Path) -> None:
    kept(tmp_path / "words.npz", ["a"], made)
    assert kept(tmp_path / "words.npz", ["b"], lambda: {"weights": np.zeros(1)})["weights"].shape == (1,)


def test_two_who_learn_at_once_both_have_it(tmp_path: Path) -> None:
    together = Barrier(2)

    def slowly() -> Arrays:
        together.wait(20)
        return made()

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda _: kept(tmp_path / "words.npz", ["a"], slowly), range(2)))
    assert all((one["weights"] == made()["weights"]).all() for one in found)
    assert [path.name for path in tmp_path.iterdir()] == ["words.npz"]


def test_where_nothing_can_be_written_the_desk_answers_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be")
    assert kept(tmp_path / "taken" / "words.npz", ["a"], made)["weights"].shape == (2_000,)
