"""One wearer: the mannequin in her or his own shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body.armpits import with_open_armpits
from frontrow.body.drafting import measures_of
from frontrow.body.fitting import coefficients, tapes
from frontrow.body.mannequin import Mannequin, mannequin
from frontrow.body.measurements import Measurements
from frontrow.body.thighs import with_room


@dataclass(frozen=True)
class Body:
    """A body in the rest pose: legs slightly apart, arms 45 degrees down; floor at y = 0, ankles at z = 0.

    rest: (n, 3) float32, joints: (J, 3) float32, metres, Y up, facing +Z; measures: metres, kilograms (and
    degrees for `shoulder_slope`); landmarks: name -> (3,) float32 on the rest pose.
    """

    name: str
    sex: str
    rest: NDArray[np.float32]
    joints: NDArray[np.float32]
    measures: Mapping[str, float]
    landmarks: Mapping[str, NDArray[np.float32]]
    mannequin: Mannequin
    coefficients: NDArray[np.float64]


def fit(measurements: Measurements, name: str = "") -> Body:
    """The likeliest adult with these measures, within 5 mm and 1 kg. Raises UserError when there is none."""
    c = coefficients(measurements)
    m = mannequin()
    p: NDArray[Any] = m.shape.at(c).astype(np.float64)
    n = m.vertices
    ankles = p[[n + m.joint("foot.L"), n + m.joint("foot.R")]]
    p -= [0.0, p[:n, 1].min(), ankles[:, 2].mean()]  # the shoe's sole on the floor
    measures = measures_of(p, c, tapes())
    p = with_room(m, p, measures["thigh"])
    landmarks = {k: p[v].astype(np.float32) for k, v in m.landmarks.items()}
    body = Body(
        name=name or f"{measurements.sex}-{measurements.height * 100:.0f}",
        sex=measurements.sex,
        rest=p[:n].astype(np.float32),
        joints=p[n : n + len(m.joint_names)].astype(np.float32),
        measures=measures,
        landmarks=landmarks,
        mannequin=m,
        coefficients=c,
    )
    rest = with_open_armpits(body)
    return replace(body, rest=rest, landmarks={k: rest[v] for k, v in m.landmarks.items()})
