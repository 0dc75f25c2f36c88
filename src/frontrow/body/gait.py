"""One measured walking cycle, as Fourier series.

The figures are those of the normal gait cycle of the OpenSim example models (Delp et al., "OpenSim:
open-source software to create and analyze dynamic simulations of movement", IEEE Transactions on Biomedical
Engineering 54(11), 2007): one unimpaired adult, 51 samples of a cycle, degrees. Left and right were
averaged half a cycle apart, so that the walk is symmetric; the series reproduce the samples within 0.15
degrees (root mean square).

Phase 0 is the heel strike of the leg asked about; for the pelvis, of the left leg. Signs here: hip flexion,
knee flexion and ankle dorsiflexion are positive; pelvis `rise` lifts its left side, `turn` brings its left
side back, `tilt` tips it forwards.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

HIP = (
    (8.10, 20.57, -3.89, 0.04, -0.16, -0.15, 0.08, -0.01, 0.02),
    (0.00, -3.18, -1.03, 1.58, -0.22, 0.21, 0.01, -0.01, -0.01),
)
KNEE = (
    (20.28, -1.99, -14.22, 0.02, -0.72, -0.22, 0.27, 0.07, 0.10),
    (0.00, -19.20, 8.07, 4.10, 0.36, 0.58, 0.12, -0.12, 0.05),
)
ANKLE = (
    (1.02, -2.27, 1.07, -3.40, 2.00, -0.30, 0.41, 0.40, -0.05),
    (0.00, 4.79, -5.84, 0.48, 0.02, -0.94, 0.46, -0.38, 0.03),
)
PELVIS_RISE = ((0.0, 1.63, 0.0, -1.07), (0.0, 2.62, 0.0, 0.26))
PELVIS_TURN = ((0.0, -1.58, 0.0, -0.58), (0.0, -2.67, 0.0, 0.11))
PELVIS_TILT = ((0.0, 0.0, 0.0), (0.0, 0.0, -0.46))
TOE_OFF = 0.61  # share of the cycle that a foot is on the floor; read off the measured pitch, which turns at 0.62


def series(curve: tuple[tuple[float, ...], tuple[float, ...]], phase: Array) -> Array:
    """Degrees of a curve at phases (any shape), 1 = one cycle."""
    k = np.arange(len(curve[0]))
    angle = 2 * np.pi * np.asarray(phase)[..., None] * k
    out: Array = np.cos(angle) @ np.array(curve[0]) + np.sin(angle) @ np.array(curve[1])
    return out


def foot_pitch(phase: Array) -> Array:
    """Pitch of the foot to the floor, degrees, toes up positive: hip - knee + ankle."""
    return series(HIP, phase) - series(KNEE, phase) + series(ANKLE, phase)
