"""Writes tests/fixtures/tshirt.drape and drape.json: a tiny drape space, and what it gives on three bodies.

Python and the browser are both held to it: run this again when bodies, poses or the model change; with `--told` the
space stays and only what it gives is written anew.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from frontrow.body import mannequin, pose, stand
from frontrow.look.dress import QUALITIES
from frontrow.look.space import build, layered, load
from frontrow.look.space.design import Range
from frontrow.look.space.file import dump
from frontrow.look.spec import GarmentSpec

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "fixtures"
EVERY = 89  # of the body's vertices, one in so many is kept


def main() -> None:
    QUALITIES["draft"] = replace(QUALITIES["draft"], resolution=0.055)
    shirt = GarmentSpec(ROOT / "season" / "patterns" / "tshirt.yaml", "cotton-jersey", "M")
    file = FOLDER / "tshirt.drape"
    if "--told" not in sys.argv:
        file.write_bytes(dump(build(shirt, "women", samples=12, quality="draft")))
    space = load(file)
    wearers = []
    for u in ([0.1, -0.2, 0.3, 0.0, 0.2], [-0.8, 0.9, 0.5, -0.4, 0.9], [1.0, 2.2, 1.5, 1.5, 1.0]):
        body = Range("women", "M").body(np.array(u))
        standing = stand(body)
        skin = pose(body, standing.rotations, standing.root)
        positions, trust = space.drape_on(skin)
        wearers.append(
            {
                "coefficients": body.coefficients.tolist(),
                "thigh": body.measures["thigh"],
                "hips": body.measures["hips"],
                "upperArm": body.measures["upper_arm"],
                "skin": np.round(skin[::EVERY].ravel().astype(float), 6).tolist(),
                "positions": np.round(positions.ravel(), 6).tolist(),
                "over": np.round(layered([space, space], skin)[1][0].ravel(), 6).tolist(),
                "trust": {
                    "error": trust.error,
                    "stretched": trust.stretched,
                    "pushed": trust.pushed,
                    "reason": trust.reason,
                },
            }
        )
    facts = {"vertices": mannequin().vertices, "every": EVERY, "wearers": wearers}
    (FOLDER / "drape.json").write_text(json.dumps(facts) + "\n", "utf-8")


if __name__ == "__main__":
    main()
