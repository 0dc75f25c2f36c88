"""What is released of what visitors like together: items met close to each other, in bounded whole numbers."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.recommend.log import Histories

UNIT = 1 << 24  # what one visitor contributes, in whole numbers: her Euclidean norm is at most this
LAST = 400  # events of a visitor that count, her last ones
SPAN = 10.0  # events after which being close counts 1/e


def closeness(histories: Histories, items: int, last: int = LAST, span: float = SPAN) -> NDArray[np.int64]:
    """(items, items) symmetric whole numbers: the sum over visitors of what each met close together.

    A visitor's two events `g` places apart add exp(-(g - 1) / span) to the pair of their items; an event with
    itself adds 1. Then all of hers is scaled to the norm UNIT over the upper triangle, the diagonal counted at
    half weight, and rounded toward zero: adding or removing a visitor moves the statistic by at most UNIT.
    Noise of one size on that vector makes a symmetric Gaussian matrix with the diagonal's variance doubled
    (the Gaussian orthogonal ensemble), whose spectrum is known (Wigner, 1958).
    """
    total = np.zeros((items, items), np.int64)
    if len(histories.item):
        _add(histories.start, histories.item, last, span, total)
    return total


@njit(cache=True)
def _add(start, item, last, span, total):  # type: ignore[no-untyped-def]
    items = len(total)
    mine = np.zeros((items, items), np.float64)
    for visitor in range(len(start) - 1):
        low, high = max(start[visitor], start[visitor + 1] - last), start[visitor + 1]
        found = np.unique(item[low:high])
        for i in range(low, high):
            mine[item[i], item[i]] += 1.0
            for j in range(i + 1, high):
                worth = np.exp(-(j - i - 1) / span)
                if worth < 1e-4:
                    break
                one, other = min(item[i], item[j]), max(item[i], item[j])
                if one != other:
                    mine[one, other] += worth
        square = 0.0
        for a in range(len(found)):
            square += 0.5 * mine[found[a], found[a]] ** 2
            for b in range(a + 1, len(found)):
                square += mine[found[a], found[b]] ** 2
        size = UNIT / np.sqrt(square) if square > 0 else 0.0
        for a in range(len(found)):
            for b in range(a, len(found)):
                whole = np.int64(mine[found[a], found[b]] * size)
                mine[found[a], found[b]] = 0.0
                total[found[a], found[b]] += whole
                if a != b:
                    total[found[b], found[a]] += whole
