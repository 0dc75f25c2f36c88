"""The most likely adult with the given measures."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from frontrow.body.mannequin import mannequin
from frontrow.body.measurements import Measurements
from frontrow.body.targets import Tapes
from frontrow.errors import UserError

TIGHT = {"height": 0.001, "weight": 0.3, "bust": 0.001, "waist": 0.001, "hips": 0.001}
LOOSE = 0.002  # the other measures, metres
WITHIN = 0.005  # what we promise, metres; and 1 kg
STEPS = 14


@cache
def tapes() -> Tapes:
    """The tapes of the mannequin, prepared once."""
    return Tapes(mannequin())


def coefficients(wanted: Measurements) -> NDArray[np.float64]:
    """(K,) coefficients of the likeliest body with these measures.

    Maximum a posteriori by Gauss-Newton: whitened coefficients x ~ N(0, I) given sex, age and muscle,
    measures with the tolerances above. The linear system has the size of the number of measures, not of the
    shape model. Raises UserError when the measures are outside the adult range or fit no adult body
    together.
    """
    targets = wanted.targets()
    shape, read = mannequin().shape, tapes()
    regression, spread = shape.prior[wanted.sex]
    centre = np.array([1, (wanted.age - 45) / 20, wanted.muscle - 0.5]) @ regression
    names = list(targets)
    t = np.array([targets[k] for k in names])
    sigma = np.array([TIGHT.get(k, LOOSE) for k in names])
    x = np.zeros(shape.size)
    miss = np.full(len(t), np.inf)
    for _ in range(STEPS):
        value, slope = read.jacobian(centre + spread @ x, names)
        miss = value - t
        a = (slope @ spread) / sigma[:, None]
        r = miss / sigma
        dx = a.T @ np.linalg.solve(a @ a.T + np.eye(len(t)), a @ x - r) - x
        step = min(1.0, 3.0 / max(1e-9, float(np.linalg.norm(dx))))
        x = x + step * dx
        if step == 1.0 and np.abs(a @ dx).max() < 0.02:
            break
    else:
        value, _ = read.jacobian(centre + spread @ x, names)
        miss = value - t
        worst = [k for k, d in zip(names, miss, strict=True) if abs(d) > (1.0 if k == "weight" else WITHIN)]
        if worst:
            raise UserError(
                f"No adult body has these measures together: {', '.join(worst)} cannot be met; "
                "check them or leave one out."
            )
    return centre + spread @ x
