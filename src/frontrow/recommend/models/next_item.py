"""The next item as a regression on what came before, faded at a short and at a long half-life, in closed form."""

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from numba import njit
from scipy.linalg import lapack

from frontrow.recommend.log import Floats, Histories, Log
from frontrow.recommend.models.prefixes import Prefixes, faded, on_cores
from frontrow.recommend.ranking import Part, Touch, one, places

WHOLE = 4_000  # items up to which every item may speak for every other: 13 s and 1 GB on one core
LATEST = 2_000_000  # events learnt from above WHOLE items, each visitor's latest


class NextItem:
    """A ridge from recency-weighted histories to the event that followed, over all places of all histories.

    It minimises the sum over visitors and places p of |t_p - s_p W|^2 + l2 |W|^2 (see `Prefixes`), as EASE does
    for sets (Steck, WWW 2019) and SLIT for sessions (Choi et al., SLIST, WWW 2021, equation 12), here with
    several half-lives (in events) side by side, so that what she does now and what she likes speak apart. There
    is no zero diagonal: an item speaking against itself is how the model knows what was taken already.
    discount: an item's score counts its popularity to the power -discount less.

    Up to WHOLE items W is exact; above, each item listens only to the `listens` items and half-lives that
    precede it most, and the ridge is solved for each item on its own.
    """

    def __init__(
        self,
        half_lives: Sequence[float] = (1.0, 8.0),
        l2: float = 500.0,
        discount: float = 0.15,
        listens: int = 100,
    ) -> None:
        self.half_lives, self.l2, self.discount, self.listens = tuple(half_lives), l2, discount, listens
        self.items: tuple[str, ...] = ()
        self.links: Floats | sp.csr_array[np.float32] = np.zeros((0, 0), np.float32)

    def fit(self, log: Log) -> None:
        self.items = log.items
        popular = np.bincount(log.item, np.maximum(log.weight, 0), minlength=len(log.items))
        less = ((popular + 10) / (popular.mean() + 10)) ** -self.discount if len(log.items) else popular
        if len(log.items) <= WHOLE:
            gram, targets = Prefixes(log.histories, len(log.items), self.half_lives).dense()
            self.links = solved(gram, targets, self.l2) * less.astype(np.float32)
        else:
            histories = latest(log.histories, LATEST)
            gram, targets = Prefixes(histories, len(log.items), self.half_lives).sparse()
            self.links = solved_apart(gram, targets, self.l2, self.listens) @ sp.diags_array(less.astype(np.float32))

    def scores(self, histories: Histories) -> Floats:
        found = faded(histories, len(self.items), self.half_lives) @ self.links
        dense: Floats = found.toarray() if sp.issparse(found) else np.asarray(found)
        return dense

    def parts(self, history: Sequence[Touch], items: Sequence[str]) -> list[list[Part]]:
        row = faded(one(self.items, history), len(self.items), self.half_lives)
        number = places(self.items)
        links = self.links[row.indices][:, [number[item] for item in items]]
        amounts = row.data[:, None] * (links.toarray() if sp.issparse(links) else links)
        sources = row.indices % max(len(self.items), 1)
        seen, at = np.unique(sources, return_inverse=True)
        total = np.zeros((len(seen), len(items)))
        np.add.at(total, at, amounts)
        return [
            [
                Part("next", amount, self.items[source])
                for amount, source in zip(column, seen.tolist(), strict=True)
                if amount
            ]
            for column in total.T.tolist()
        ]


def latest(histories: Histories, most: int) -> Histories:
    """Each visitor's last events, as many of each as keep all together at most about `most`."""
    lengths = np.diff(histories.start)
    each = int(lengths.max(initial=0))
    while each > 1 and np.minimum(lengths, each).sum() > most:
        each = each * 3 // 4
    kept = np.minimum(lengths, each)
    start = np.concatenate([[0], np.cumsum(kept)])
    taken = np.repeat(histories.start[1:] - start[1:], kept) + np.arange(start[-1])
    return Histories(start, histories.item[taken], histories.weight[taken], histories.at[taken], histories.asked)


def solved(gram: Floats, targets: Floats, l2: float) -> Floats:
    """(inputs, items): (gram + l2)^-1 targets; gram is overwritten."""
    if not len(gram):
        return targets
    gram[np.diag_indices_from(gram)] += l2
    factor, failed = lapack.spotrf(gram.T, lower=1, overwrite_a=1)
    if failed:
        raise np.linalg.LinAlgError("the ridge l2 must be above zero")
    weights, _ = lapack.spotrs(factor, targets, lower=1)
    return np.ascontiguousarray(weights)


def solved_apart(
    gram: "sp.csr_array[np.float32]", targets: "sp.csr_array[np.float32]", l2: float, listens: int
) -> "sp.csr_array[np.float32]":
    """(inputs, items): each column the ridge on the `listens` inputs most correlated with it, all others 0."""
    columns = targets.tocsc()
    length = np.sqrt(gram.diagonal() + l2).astype(np.float32)
    count = np.minimum(np.diff(columns.indptr), listens)
    start = np.concatenate([[0], np.cumsum(count)])
    chosen, weights = np.empty(start[-1], np.int32), np.empty(start[-1], np.float32)
    arrays = (gram.indptr, gram.indices, gram.data, columns.indptr, columns.indices, columns.data)
    shares = [share for share in np.array_split(np.arange(len(count)), 64) if len(share)]
    on_cores(lambda share: _apart(*arrays, length, np.float32(l2), share, start, chosen, weights), shares)
    return sp.csc_array((weights, chosen, start), shape=targets.shape).tocsr()


@njit(cache=True, nogil=True)
def _apart(  # type: ignore[no-untyped-def]
    row_start, column, value, asked_start, asked, wish, length, l2, share, start, chosen, weights
):
    place = np.full(len(length), -1, np.int64)
    for target in share:
        inputs = asked[asked_start[target] : asked_start[target + 1]]
        wanted = wish[asked_start[target] : asked_start[target + 1]]
        size = start[target + 1] - start[target]
        if size == 0:
            continue
        best = np.argsort(-wanted / length[inputs])[:size]
        best = np.sort(best)
        system, right = np.zeros((size, size), np.float32), np.empty((size, 1), np.float32)
        for k in range(size):
            place[inputs[best[k]]] = k
            right[k, 0] = wanted[best[k]]
        for k in range(size):
            row = inputs[best[k]]
            for at in range(row_start[row], row_start[row + 1]):
                other = place[column[at]]
                if other >= 0:
                    system[k, other] = value[at]
            system[k, k] += l2
        found = np.linalg.solve(system, right)
        for k in range(size):
            place[inputs[best[k]]] = -1
            chosen[start[target] + k] = inputs[best[k]]
            weights[start[target] + k] = found[k, 0]
