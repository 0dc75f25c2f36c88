"""The numbers that Python and the browser must agree on."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import msgspec
import pytest

from frontrow.show import Timeline, Walk, encode, parse, show_time, state, timeline

FIXTURE = Path(__file__).parent.parent / "fixtures" / "timeline.json"


def test_the_fixture_shared_with_the_browser_is_what_python_computes(posing: Callable[..., Timeline]) -> None:
    """Set FRONTROW_WRITE_FIXTURES=1 to write it anew; `client/show/timeline.test.ts` reads the same file."""
    lineup = parse("nine", {"title": "Nine", "looks": [f"house-{n:02}" for n in range(1, 10)]})
    walks = {look: Walk(1.15 + 0.02 * n, 120 / 112) for n, look in enumerate(lineup.looks[:8])}
    shows = {"walking": timeline(lineup, walks), "posing": posing(3, samples=9, beats={"pose": 6.6, "go": 1.7})}
    clock = [0.0, 1_790_000_000.25, -5.5]
    made = {
        name: {
            "timeline": json.loads(encode(show)),
            "states": [msgspec.to_builtins(asdict(state(show, t))) for t in _moments(show)],
            "clock": [{"now": now, "t": show_time(show, now)} for now in clock],
        }
        for name, show in shows.items()
    }
    if os.environ.get("FRONTROW_WRITE_FIXTURES"):
        FIXTURE.write_text(json.dumps(made, separators=(",", ":")).replace('{"t":', '\n{"t":') + "\n", encoding="utf-8")
    kept = json.loads(FIXTURE.read_text(encoding="utf-8"))
    assert _numbers(kept) == pytest.approx(_numbers(made), abs=1e-9)
    assert _words(kept) == _words(made)


def _moments(show: Timeline) -> list[float]:
    """All through the show, and just before and after every joint of the first look's legs."""
    joints = [leg.t + nudge for leg in show.walkers[0].legs for nudge in (-0.01, 0.01)]
    return [
        0.0,
        3.3,
        *(7.0 + 6.7 * index for index in range(int(show.duration / 6.7) - 1)),
        *joints,
        show.duration - 0.01,
    ]


def _numbers(value: object) -> list[float]:
    if isinstance(value, dict):
        return [n for key in sorted(value) for n in _numbers(value[key])]
    if isinstance(value, list | tuple):
        return [n for item in value for n in _numbers(item)]
    return [float(value)] if isinstance(value, int | float) and not isinstance(value, bool) else []


def _words(value: object) -> object:
    if isinstance(value, dict):
        return {key: _words(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_words(item) for item in value]
    return value if isinstance(value, str | bool | None) else "number"
