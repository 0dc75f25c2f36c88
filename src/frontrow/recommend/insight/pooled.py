"""Figures that belong to no house alone: visitors over the looks of several houses, with noise, paid for together."""

from collections.abc import Collection, Mapping

import numpy as np

from frontrow.privacy import Count, Ledger, private_counts
from frontrow.recommend.insight.visits import STAGES, Visits

GROUPS = 3  # in how many groups one visitor counts, those whose looks held her longest


def pooled(visits: Visits, groups: Mapping[str, Collection[str]], ledger: Ledger, rho: float) -> dict[str, Count]:
    """Visitors who stayed with a look of each group or went further, for a cost of rho: one row in the ledger.

    groups: the looks of each, by any names; which groups there are must not depend on who came. Raises BudgetSpent.
    """
    names = sorted(groups)
    stayed = visits.reached >= STAGES.index("stayed")
    held = np.zeros((len(visits.visitors), len(names)))
    for number, name in enumerate(names):
        theirs = np.array([item in groups[name] for item in visits.items], bool)
        held[:, number] = np.where(stayed & theirs, 1e-3 + visits.seconds, 0.0).sum(axis=1)
    rank = (-held).argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    counted = ((held > 0) & (rank < GROUPS)).sum(axis=0)
    counts = {name: int(count) for name, count in zip(names, counted, strict=True)}
    return private_counts(counts, ledger, "looks made with works of the commons", rho, GROUPS)
