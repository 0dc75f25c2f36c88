"""The contact bench within a bounded time: every outfit has its turn, and the totals count what was found."""

from pathlib import Path
from typing import Any

import pytest

from frontrow.bench import contact
from frontrow.bench.contact import crosswise, finished, summary, totals
from frontrow.errors import UserError


def row(**changes: Any) -> dict[str, Any]:
    free = {"outfit": "dress", "body": "tall-m", "settled": [0, 0], "walking_per_10k": 0.0, "loop_gap_mm": 1.0}
    return free | {"woven_threads": [0.0, 0.02, 0.2], "acceleration": 70.0, "settle_s": 1.0, "walk_s": 2.5} | changes


def test_every_pair_has_its_turn_and_soon_every_outfit_and_body() -> None:
    outfits, bodies = ["a", "b", "c"], ["1", "2", "3", "4"]
    cases = crosswise(outfits, bodies)
    assert sorted(cases) == sorted((o, b) for o in outfits for b in bodies)
    assert {o for o, _ in cases[:3]} == set(outfits)
    assert len({b for _, b in cases[:3]}) == 3


def test_the_totals_count_what_keeps_the_promise() -> None:
    rows = [row(), row(settled=[0, 4], walking_per_10k=2.6, body="plus-f"), row(loop_gap_mm=5.0, acceleration=40.0)]
    sums = totals(rows)
    assert (sums["settled_free"], sums["walking_free"], sums["walking_at_most_1_in_10k"]) == (2, 2, 2)
    assert sums["worst"] == ["dress", "plus-f", 2.6]
    assert (sums["loop_gap_within_3_mm"], sums["acceleration_within_ceiling"]) == (2, 1)
    assert (sums["threads_p99_within_3_percent"], sums["threads_max_within_10_percent"]) == (3, 0)
    assert "Of 3 cases" in summary(sums | {"failed": ["coat on x: apart"], "left_out": 2})


def test_a_case_that_fails_is_told_and_none_begins_after_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def measure(patterns: Path, outfit: str, body: str, quality: str, every: int) -> dict[str, Any]:
        if outfit == "coat":
            raise UserError("The cloth flew apart.")
        return row(outfit=outfit)

    monkeypatch.setattr(contact, "measure", measure)
    cases = [("coat", "a"), ("dress", "a")]
    found = dict(finished(cases, Path(), "draft", 1, 1, float("inf")))
    assert found[("coat", "a")] == "The cloth flew apart."
    assert found[("dress", "a")]["outfit"] == "dress"  # type: ignore[index]
    assert not list(finished(cases, Path(), "draft", 1, 1, 0.0))
