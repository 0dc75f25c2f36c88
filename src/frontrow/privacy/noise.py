"""Gaussian noise for whole numbers, and what it costs: all of it drawn by OpenDP."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
CHUNK = 1 << 16  # numbers given to OpenDP at once


def gaussian(values: Whole, sensitivity: float, rho: float) -> Whole:
    """`values` plus discrete Gaussian noise, rho-zero-concentrated private (Bun and Steinke, 2016).

    values: any shape. sensitivity: how far one visitor can move them, in the Euclidean norm over all of them.
    rho: the cost, of the whole array. The noise's standard deviation is sensitivity / sqrt(2 rho); its draws
    are exact (Canonne, Kamath and Steinke, The Discrete Gaussian for Differential Privacy, 2020), since noise
    made of floating-point numbers gives away what it hides (Mironov, 2012).
    """
    if not (rho > 0 and sensitivity > 0):
        raise ValueError(f"rho and sensitivity must be above zero, not {rho} and {sensitivity}")
    draw = _mechanism(scale(sensitivity, rho))
    flat = np.asarray(values, np.int64).ravel()
    noisy = np.empty_like(flat)
    for start in range(0, len(flat), CHUNK):
        noisy[start : start + CHUNK] = draw(flat[start : start + CHUNK].tolist())
    return noisy.reshape(np.shape(values))


def scale(sensitivity: float, rho: float) -> float:
    """The standard deviation of the noise that costs rho."""
    return float(sensitivity / np.sqrt(2 * rho))


@lru_cache(maxsize=256)
def epsilon_of(rho: float, delta: float) -> float:
    """The epsilon at `delta` that rho-zCDP implies (OpenDP's conversion, which minimises over all orders)."""
    if rho <= 0:
        return 0.0
    dp = _opendp()
    private = dp.c.make_zCDP_to_approxDP(_mechanism(1 / np.sqrt(2 * rho)))
    return float(private.map(1.0).epsilon(delta))


@lru_cache(maxsize=256)
def rho_of(epsilon: float, delta: float) -> float:
    """The largest rho that implies no more than `epsilon` at `delta`."""
    if not (epsilon > 0 and 0 < delta < 1):
        raise ValueError(f"epsilon must be above 0 and delta between 0 and 1, not {epsilon} and {delta}")
    low, high = 0.0, epsilon  # rho-zCDP never implies less than epsilon = rho
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if epsilon_of(middle, delta) <= epsilon else (low, middle)
    return low


def _mechanism(standard_deviation: float) -> Any:
    dp = _opendp()
    space = dp.vector_domain(dp.atom_domain(T="i64")), dp.l2_distance(T=float)
    return dp.m.make_gaussian(*space, scale=float(standard_deviation))


def _opendp() -> Any:
    import opendp.prelude as dp

    dp.enable_features("contrib")
    return dp
