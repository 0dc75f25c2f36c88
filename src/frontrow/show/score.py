"""The piece that a show walks to: key, chords, bass and a few notes of melody, played by the browser's own synth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from frontrow.errors import UserError

KEYS = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
LOWEST = 36  # MIDI number of the C that is key 0
BAR, PHRASE = 4.0, 8.0  # beats of the bass figure and of the melody: one bar, two bars


@dataclass(frozen=True)
class Score:
    """root: MIDI number of the key's lowest note. chords: degrees of the minor scale, two bars each. bass: (beat,
    length) in a bar of four. motif: (beat, step) in two bars, a step being a note of the chord from below."""

    root: int
    chords: tuple[int, ...]
    bass: tuple[tuple[float, float], ...]
    motif: tuple[tuple[float, int], ...]


def score(data: Any, source: str = "score") -> Score:
    """The score in a mapping of key, chords, bass and motif; `source` names it in errors. Raises UserError."""
    names = ("key", "chords", "bass", "motif")
    if not isinstance(data, Mapping) or set(data) != set(names):
        raise UserError(f"{source}: a score is a mapping of {', '.join(names)}, all four and nothing else.")
    if data["key"] not in KEYS:
        raise UserError(f"{source}: `key` is one of {', '.join(KEYS)}, not {data['key']!r:.20}.")
    chords = data["chords"]
    if not isinstance(chords, list) or not 2 <= len(chords) <= 8 or not all(_whole(each, 0, 6) for each in chords):
        raise UserError(f"{source}: `chords` lists two to eight degrees of the minor scale, 0 to 6.")
    bass = _pairs(data["bass"], 2, 8, BAR, source, "bass", "length in beats, 0.1 to 2")
    if not all(0.1 <= length <= 2 for _, length in bass):
        raise UserError(f"{source}: `bass` has a length outside 0.1 to 2 beats.")
    motif = _pairs(data["motif"], 1, 12, PHRASE, source, "motif", "step of the chord, 0 to 6")
    if not all(_whole(step, 0, 6) for _, step in motif):
        raise UserError(f"{source}: `motif` has a step that is no whole number from 0 to 6.")
    return Score(
        root=LOWEST + KEYS.index(data["key"]),
        chords=tuple(chords),
        bass=tuple((float(at), float(length)) for at, length in bass),
        motif=tuple((float(at), int(step)) for at, step in motif),
    )


def _whole(value: Any, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _pair(value: Any, until: float) -> bool:
    if not isinstance(value, list) or len(value) != 2:
        return False
    return all(isinstance(v, int | float) and not isinstance(v, bool) for v in value) and 0 <= value[0] < until


def _pairs(value: Any, least: int, most: int, until: float, source: str, name: str, second: str) -> list[list[Any]]:
    """Pairs of numbers in the order of their beats."""
    fine = isinstance(value, list) and least <= len(value) <= most and all(_pair(each, until) for each in value)
    if not fine or [pair[0] for pair in value] != sorted({pair[0] for pair in value}):
        raise UserError(
            f"{source}: `{name}` lists {least} to {most} pairs, each a beat below {until:g} and a {second}, in order."
        )
    found: list[list[Any]] = value
    return found
