from collections.abc import Callable
from pathlib import Path

import pytest

SEASON = Path(__file__).parents[2] / "season" / "patterns"

APRON = """
pattern: apron
title: Tabard
options:
  ease: {default: 8, from: 0, to: 20}
let:
  quarter: (bust + ease)/4
panels:
  front:
    cut: fold
    points:
      hem_c: [0, -20]
      hem_s: [quarter, -20]
      pit: [quarter, 20]
      tip: [16, 40]
      neck: [8, 43]
      neck_c: [0, 36]
      high: [0, 43]
      waist: [0, 0]
    edges:
      hem: {from: hem_c, to: hem_s}
      side: {from: hem_s, to: pit}
      armhole: {from: pit, to: tip, bend: [[15, 21], [14, 30]]}
      shoulder: {from: tip, to: neck}
      neckline: {from: neck, to: neck_c, bend: [[7, 36]]}
    place: {on: torso, side: front, outer: side, level: {waist: waist, high: neck}}
  back:
    cut: fold
    points:
      hem_c: [0, -20]
      hem_s: [quarter, -20]
      pit: [quarter, 20]
      tip: [16, 40]
      neck: [8, 43]
      neck_c: [0, 41]
      high: [0, 43]
      waist: [0, 0]
    edges:
      hem: {from: hem_c, to: hem_s}
      side: {from: hem_s, to: pit}
      armhole: {from: pit, to: tip, bend: [[15, 21], [14, 30]]}
      shoulder: {from: tip, to: neck}
      neckline: {from: neck, to: neck_c, bend: [[7, 41]]}
    place: {on: torso, side: back, outer: side, level: {waist: waist, high: neck}}
seams:
  side: [front.side, back.side]
  shoulder: [front.shoulder, back.shoulder]
"""


@pytest.fixture
def season() -> Path:
    return SEASON


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """A sound little pattern with some of its text replaced, written to tabard.yaml."""

    def written(*changes: tuple[str, str], text: str = APRON) -> Path:
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        path = tmp_path / "tabard.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return written
