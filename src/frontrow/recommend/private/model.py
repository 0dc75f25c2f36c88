"""A model that may be published: what visitors like together, under noise that hides each one of them."""

from typing import Protocol

import numpy as np
import scipy.sparse.linalg as sla
from numpy.typing import NDArray

from frontrow.errors import UserError
from frontrow.privacy.noise import gaussian, rho_of
from frontrow.recommend.log import Log
from frontrow.recommend.models.item_to_item import ItemToItem
from frontrow.recommend.private.statistics import LAST, SPAN, UNIT, closeness

MOST = 8_000  # items: the noise is drawn for every pair of them
DIRECTIONS = 160  # of the spectrum that are kept
RIDGE = 0.3  # in units of the noise's edge
HALF_LIFE = 1.5  # events of the asking visitor's own history


class Purse(Protocol):
    """Where a release is paid for before it is made: `privacy.Ledger`."""

    def spend(self, name: str, rho: float, bounds: dict[str, float]) -> object: ...


class PrivateNeighbours(ItemToItem):
    """Links between items from one private release; user-level, whoever was added or left out.

    epsilon, delta: what the release costs; delta None is 1 / visitors^1.1; epsilon None adds no noise. ledger:
    pays for each fit before it is made. A visitor's own history speaks only at her own request, so that what
    others see depends on her through the release alone (joint differential privacy: Kearns et al., 2014).

    The noisy matrix G = Q diag(w) Q' is filtered where noise alone would reach: links = Q diag(w / (|w| + r)) Q',
    which is EASE's inverse for that spectrum (Steck, 2019: I - r (G + r I)^-1), with r a share of the noise's
    edge 2 sigma sqrt(items) (Wigner, 1958). Nothing here is chosen on the data. Raises UserError for more than
    MOST items, and `privacy.BudgetSpent`.
    """

    def __init__(
        self, epsilon: float | None = 3.0, delta: float | None = None, ledger: Purse | None = None, seed: int = 0
    ) -> None:
        super().__init__(HALF_LIFE)
        self.epsilon, self.delta, self.ledger, self.seed = epsilon, delta, ledger, seed
        self.rho: float | None = None

    def fit(self, log: Log) -> None:
        if len(log.items) > MOST:
            raise UserError(
                f"private training draws noise for every pair of {len(log.items):,} items; leave at most {MOST:,}"
            )
        self.items = log.items
        counts = closeness(log.histories, len(log.items))
        edge = 0.0
        if self.epsilon is not None:
            delta = self.delta or 1 / max(len(log.users), 2) ** 1.1
            self.rho = rho_of(self.epsilon, delta)
            if self.ledger:
                self.ledger.spend("what visitors like together", self.rho, {"events": LAST, "span": SPAN})
            counts = released(counts, self.rho)
            edge = 2 * np.sqrt(len(counts) / (2 * self.rho))
        self.links = filtered(counts / UNIT, edge or 5.0, self.seed)


def released(counts: NDArray[np.int64], rho: float) -> NDArray[np.int64]:
    """`closeness` with noise that costs rho: the diagonal's is sqrt(2) times as large as the rest's.

    One visitor moves the upper triangle by u and the diagonal by d with u^2 + d^2 / 2 <= UNIT^2, and the cost
    of independent Gaussians is u^2 / (2 s^2) + d^2 / (2 (sqrt(2) s)^2) <= UNIT^2 / (2 s^2) = rho.
    """
    upper = np.triu_indices(len(counts), 1)
    found = np.zeros_like(counts)
    found[upper] = gaussian(counts[upper], UNIT, rho)
    found += found.T
    found[np.diag_indices_from(found)] = gaussian(np.diag(counts), UNIT, rho / 2)
    return found


def filtered(matrix: NDArray[np.float64], edge: float, seed: int = 0) -> NDArray[np.float32]:
    """(items, items) links without a diagonal: the matrix's largest directions, each as far as it stands out."""
    size = len(matrix)
    if size == 0:
        return np.zeros((0, 0), np.float32)
    if size <= 2 * DIRECTIONS:
        worth, direction = np.linalg.eigh(matrix)
    else:
        start = np.random.default_rng(seed).standard_normal(size)
        worth, direction = sla.eigsh(matrix.astype(np.float32), DIRECTIONS, which="LM", tol=1e-4, v0=start)
    kept = worth / (np.abs(worth) + RIDGE * edge)
    links = ((direction * kept) @ direction.T).astype(np.float32)
    np.fill_diagonal(links, 0.0)
    return links
