"""New items: a tenth of the catalogue is taken out of the log, and found again by what is known of it."""

import numpy as np

from frontrow.errors import UserError
from frontrow.recommend.facts import Facts
from frontrow.recommend.log import Log
from frontrow.recommend.proof.splits import Split, ask

SHARE = 10  # of the items with facts: one in so many is new in validation, and another one in the test


def unseen(log: Log, facts: Facts, seed: int = 42) -> tuple[Split, Split, dict[str, int]]:
    """The validation and the test of the unseen protocol, and how many items are new in each.

    Both learn what happened to the other items, and ask the users who took new ones, knowing what else they did,
    for these among the new ones alone. Raises UserError when too few items have facts.
    """
    told = np.flatnonzero(np.diff(facts.rows(log.items).indptr) > 0)
    each = len(told) // SHARE
    if each < 2:
        raise UserError(
            f"{len(told)} of the log's items have facts, which are too few to hold some back; "
            "does item_id name the same items in both files?"
        )
    drawn = np.random.default_rng(seed).permutation(told)
    first, second = (np.isin(np.arange(len(log.items)), part) for part in (drawn[:each], drawn[each : 2 * each]))
    learn = log.where(~(first | second)[log.item])
    valid, test = (ask(learn, learn, log.where(new[log.item]), ranked=new) for new in (first, second))
    return valid, test, {"new_items": each, "items_with_facts": len(told)}
