"""Counts of visitors that may be shown: whole numbers with noise, an error bar each, and a row in the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from frontrow.privacy.ledger import Ledger
from frontrow.privacy.noise import gaussian, scale

Z95 = 1.96  # standard deviations of a Gaussian within which 95 % lie
CLEAR = 3.0  # standard deviations below which a count is not told from nothing


@dataclass(frozen=True, slots=True)
class Count:
    """About how many visitors: `value` is within `error` of the truth in 95 of 100 releases.

    value: as the noise left it, so that sums of counts stay right; below zero where there is next to nobody.
    clear: whether it can be told from nobody; a page shows only those.
    """

    value: int
    error: float
    clear: bool

    @property
    def shown(self) -> int:
        """What a page says."""
        return max(self.value, 0)


def private_counts(
    counts: Mapping[str, int], ledger: Ledger, name: str, rho: float, per_visitor: int = 1
) -> dict[str, Count]:
    """Each count with noise, for a cost of rho in all, written in the ledger first. Raises BudgetSpent.

    counts: visitors by cell; the cells must not depend on who came (list them all, also the empty ones).
    per_visitor: in how many cells one visitor may be counted, once each; the caller keeps to it.
    """
    ledger.spend(name, rho, {"cells": len(counts), "cells of one visitor": per_visitor})
    return noisy_counts(counts, rho, per_visitor)


def noisy_counts(counts: Mapping[str, int], rho: float, per_visitor: int = 1) -> dict[str, Count]:
    """`private_counts` for which a ledger was charged before."""
    return _noisy(counts, rho, float(np.sqrt(per_visitor)))


def noisy_sums(sums: Mapping[str, int], rho: float, most: int) -> dict[str, Count]:
    """Whole-number sums by cell, to which one visitor adds at most `most` over all cells together.

    What adds up to `most` is no longer than that in the Euclidean norm, so the noise is made for it.
    """
    return _noisy(sums, rho, float(most))


def _noisy(values: Mapping[str, int], rho: float, sensitivity: float) -> dict[str, Count]:
    noisy = gaussian(np.array(list(values.values()), np.int64), sensitivity, rho)
    deviation = scale(sensitivity, rho)
    return {
        cell: Count(int(value), Z95 * deviation, bool(value > CLEAR * deviation))
        for cell, value in zip(values, noisy, strict=True)
    }
