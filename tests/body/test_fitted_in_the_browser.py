"""The bodies that Python and the browser must agree on."""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from frontrow.body import Measurements, pose, stand
from frontrow.body.body import fit
from frontrow.body.measurements import LIMITS

FIXTURE = Path(__file__).parent.parent / "fixtures" / "bodies.json"
EVERY = 400  # each so manieth vertex of the standing skin is kept
KNOWN: tuple[dict[str, Any], ...] = (
    {"sex": "f", "height": 1.66, "hips": 0.98},
    {"sex": "f", "height": 1.72, "bust": 0.92},
    {"sex": "m", "height": 1.83, "waist": 0.94},
    {"sex": "f", "height": 1.68, "bust": 0.90, "waist": 0.72, "hips": 0.98},
    {"sex": "m", "height": 1.80, "bust": 1.31, "waist": 1.21, "hips": 1.27},
    {"sex": "f", "height": 1.66, "bust": 1.16, "waist": 1.00, "hips": 1.22, "weight": 96, "age": 38},
    {
        "sex": "m",
        "height": 1.72,
        "bust": 0.99,
        "waist": 0.86,
        "hips": 1.00,
        "inseam": 0.78,
        "underbust": 0.92,
        "thigh": 0.57,
        "neck": 0.385,
        "upper_arm": 0.31,
        "shoulder": 0.41,
        "arm_length": 0.58,
        "back_length": 0.45,
    },
)
READ = (
    "height",
    "weight",
    "bust",
    "underbust",
    "waist",
    "hips",
    "thigh",
    "neck",
    "upper_arm",
    "shoulder",
    "inseam",
    "arm_length",
    "back_length",
    "nape_height",
    "waist_height",
)


def test_the_bodies_shared_with_the_browser_are_what_python_fits() -> None:
    """Set FRONTROW_WRITE_FIXTURES=1 to write them anew; `client/look/space/fitting.test.ts` reads the same file."""
    made = {"limits": LIMITS, "every": EVERY, "wearers": [_wearer(known) for known in KNOWN]}
    if os.environ.get("FRONTROW_WRITE_FIXTURES"):
        FIXTURE.write_text(json.dumps(made, separators=(",", ":")).replace('{"known"', '\n{"known"') + "\n")
    kept = json.loads(FIXTURE.read_text(encoding="utf-8"))
    assert kept["limits"] == {name: list(ends) for name, ends in LIMITS.items()}
    assert len(kept["wearers"]) == len(KNOWN)
    for one, other in zip(kept["wearers"], made["wearers"], strict=True):
        assert one["known"] == other["known"]
        assert one["measures"] == pytest.approx(other["measures"], abs=2e-5)  # a fiftieth of a millimetre
        assert np.allclose(one["skin"], other["skin"], atol=2e-5)


def _wearer(known: dict[str, Any]) -> dict[str, Any]:
    whole = {"bust": None, "waist": None, "hips": None, **known}
    body = fit(Measurements(**whole))
    standing = stand(body)
    skin = pose(body, standing.rotations, standing.root)[::EVERY]
    return {
        "known": known,
        "measures": {name: round(float(body.measures[name]), 6) for name in READ},
        "skin": [round(float(x), 6) for x in skin.ravel()],
    }
