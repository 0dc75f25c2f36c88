"""From the body under a garment to the garment's own shape: principal shapes and a Gaussian process for each."""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FEATURES = (4, 5, 6)  # numbers that describe a body, tried one after the other
LENGTHS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0)  # reach of the kernel in units of the design's own spread
NOISES = (1e-3, 1e-2, 3e-2, 1e-1)  # what the solver's repeatability adds to the kernel's 1
UPRIGHTS = (0.15, 0.4)  # weight of the vertical in the features: a garment hardly minds how high it hangs
PROBES = 300  # points at which a body is felt


@dataclass(frozen=True, eq=False)
class Features:
    """What a garment feels of a body, a few numbers: probes (p,) points; centre (3p,); axes (d, 3p), per metre."""

    probes: NDArray[np.int64]
    centre: Floats
    axes: Floats

    @staticmethod
    def of(carried: Floats, count: int, upright: float) -> "Features":
        """The principal axes of the carried garments (s, n, 3), in one unit, in which their spread is 1."""
        probes = np.unique(np.linspace(0, carried.shape[1] - 1, PROBES).astype(np.int64))
        weight = np.tile([1.0, upright, 1.0], len(probes))
        felt = carried[:, probes].reshape(len(carried), -1)
        centre = felt.mean(axis=0)
        axes = np.linalg.svd((felt - centre) * weight, full_matrices=False)[2][:count]
        axes *= np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])[:, None]
        spread = np.sqrt(((((felt - centre) * weight) @ axes.T) ** 2).mean())
        return Features(probes, centre, axes * weight / spread)

    def at(self, carried: Floats) -> Floats:
        """(d,) numbers of one carried garment (n, 3)."""
        return np.asarray(self.axes @ (carried[self.probes].ravel() - self.centre))


@dataclass(frozen=True, eq=False)
class Process:
    """Gaussian processes that share a kernel exp(-r²/2 length²) + noise and a linear mean (universal kriging).

    design: (s, d); trend: (1 + d, m); pull: (s, m); inverse: (s, s) of the kernel matrix; lever: (s, 1 + d) and
    gram: (1 + d, 1 + d) belong to the variance of the mean. Source: Rasmussen & Williams 2006, eq. 2.25-2.42.
    """

    length: float
    noise: float
    design: Floats
    trend: Floats
    pull: Floats
    inverse: Floats
    lever: Floats
    gram: Floats

    @staticmethod
    def of(design: Floats, values: Floats, length: float, noise: float) -> "Process":
        """Through values (s, m) at design (s, d)."""
        h = np.c_[np.ones(len(design)), design]
        inverse = np.asarray(np.linalg.inv(_kernel(design, design, length) + noise * np.eye(len(design))), np.float64)
        lever = inverse @ h
        gram = np.linalg.inv(h.T @ lever)
        trend = gram @ (lever.T @ values)
        return Process(length, noise, design, trend, inverse @ (values - h @ trend), inverse, lever, gram)

    def at(self, z: Floats) -> tuple[Floats, float]:
        """Values (m,) at z (d,), and their variance in units of the prior's."""
        near = _kernel(z[None], self.design, self.length)[0]
        h = np.r_[1.0, z]
        lack = h - self.lever.T @ near
        variance = 1 + self.noise - near @ self.inverse @ near + lack @ self.gram @ lack
        return h @ self.trend + near @ self.pull, float(max(variance, 0.0))

    def left_out(self, values: Floats) -> tuple[Floats, Floats]:
        """What each sample (s, m) is missed by when it is left out, and the variance (s,) foretold there (Dubrule
        1983)."""
        p = self.inverse - self.lever @ self.gram @ self.lever.T
        own = np.diag(p)
        return (p @ values) / own[:, None], 1 / own


def _kernel(a: Floats, b: Floats, length: float) -> Floats:
    square = ((a[:, None] - b[None]) ** 2).sum(axis=2)
    return np.asarray(np.exp(-square / (2 * length * length)))


@dataclass(frozen=True, eq=False)
class Regression:
    """A shape is carried + mean + process(features) @ modes.

    mean: (n, 3) metres; modes: (m, n, 3) metres, each as large as it gets in the samples, so that the process gives
    shares of about -1 to 1; error: metres for a variance of 1; left_out: (s,) mean distance in metres by which each
    sample was missed when left out.
    """

    features: Features
    process: Process
    mean: Floats
    modes: Floats
    error: float
    left_out: Floats


def regression(carried: Floats, shapes: Floats, most: int) -> Regression:
    """The model that foretells best what was left out: shapes (s, n, 3) beside what was carried (s, n, 3).

    most: principal shapes that are kept.
    """
    count = len(shapes)
    rest = (shapes - carried).reshape(count, -1)
    mean = rest.mean(axis=0)
    left, size, right = np.linalg.svd(rest - mean, full_matrices=False)
    scores = left * size

    def missed(process: Process) -> tuple[Floats, Floats]:
        miss, variance = process.left_out(scores)
        return np.linalg.norm((miss @ right).reshape(count, -1, 3), axis=2).mean(axis=1), variance

    best = None
    for d, upright in product(FEATURES, UPRIGHTS):
        if count < d + 3:
            continue
        features = Features.of(carried, d, upright)
        design = np.stack([features.at(c) for c in carried])
        for length, noise in product(LENGTHS, NOISES):
            process = Process.of(design, scores, length, noise)
            # the square norm is enough to choose by: right has orthonormal rows
            miss, _ = process.left_out(scores)
            value = float(np.sqrt((miss**2).sum(axis=1)).mean())
            if best is None or value < best[0]:
                best = value, features, process
    if best is None:
        raise ValueError(f"{count} samples are too few; a space needs {min(FEATURES) + 3} or more.")
    _, features, process = best
    off, variance = missed(process)
    kept = min(most, count - 1)
    largest = np.maximum(np.abs(scores[:, :kept]).max(axis=0), 1e-9)
    final = Process.of(process.design, scores[:, :kept] / largest, process.length, process.noise)
    modes = (right[:kept] * largest[:, None]).reshape(kept, -1, 3)
    error = float((off / np.sqrt(variance)).mean())
    return Regression(features, final, mean.reshape(-1, 3), modes, error, off)
