"""Visitors of a known kind: a season of looks, and groups that prefer a fabric and a colour each."""

import numpy as np

from frontrow.recommend import Interaction
from frontrow.recommend.item import Item

FABRICS = ("silk-satin", "wool-flannel", "linen", "denim", "tulle", "leather", "velvet", "jersey")
COLORS = ("#0a0a0a", "#c8102e", "#1f5fbf", "#f8f8f8", "#1f8a3c", "#c9a227", "#6a2c91", "#f4a6bf")
GARMENTS = ("dress", "coat", "trousers", "t-shirt")
HOUSES = ("dune", "fjord", "lotus", "vesper", "serein")
DAY = 86_400.0
START = 20_000 * DAY


def season(looks=160, seed=0):
    chance = np.random.default_rng(seed)
    return [
        Item(
            f"look-{n:03}",
            house=HOUSES[chance.integers(5)],
            garments=(GARMENTS[chance.integers(4)],),
            fabrics=(FABRICS[chance.integers(8)],),
            colors=(COLORS[chance.integers(8)],),
            price=float(np.round(chance.lognormal(6.5, 0.5))),
        )
        for n in range(looks)
    ]


def visits(groups, visitors=600, looks=14, fond=4.0, seed=1, begin=START, days=5):
    """Interactions of visitors of `groups` kinds (group g is fond of FABRICS[g] and COLORS[g]); each one's group.

    fond: how many times as likely a loved look is to be met than another, for each thing loved in it.
    """
    chance, catalogue = np.random.default_rng(seed), season()
    kinds = {f"v{n:05}": int(chance.integers(groups)) if groups > 1 else 0 for n in range(visitors)}
    done = []
    for visitor, group in kinds.items():
        loved = [
            fond ** ((item.fabrics[0] == FABRICS[group]) + (item.colors[0] == COLORS[group])) if groups > 1 else 1.0
            for item in catalogue
        ]
        odds = np.array(loved) / sum(loved)
        at = begin + chance.integers(days) * DAY + 36_000.0
        for place in chance.choice(len(catalogue), size=looks, replace=False, p=odds):
            at += chance.lognormal(3, 0.8)
            event = ("view", "dwell", "save", "linger")[chance.integers(4)]
            value = float(chance.uniform(5, 40)) if event in ("dwell", "linger") else None
            done.append(Interaction(visitor, catalogue[place].id, event, float(at), value))
    return done, kinds
