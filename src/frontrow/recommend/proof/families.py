"""The registry of evaluated models: one small function a family, one list.

A function looks at the size of the data and gives a Family, or one sentence why it is left out on such data.
"""

from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from itertools import product

from frontrow.errors import UserError
from frontrow.recommend.deep.sasrec import SASRec
from frontrow.recommend.facts import Facts
from frontrow.recommend.models.alike import Alike
from frontrow.recommend.models.als import ALS
from frontrow.recommend.models.bpr import BPR
from frontrow.recommend.models.content_map import ContentMap
from frontrow.recommend.models.ease import EASE, MOST
from frontrow.recommend.models.front_row import FrontRow
from frontrow.recommend.models.neighbours import ItemKNN
from frontrow.recommend.models.next_item import NextItem
from frontrow.recommend.models.paths import Paths
from frontrow.recommend.models.popularity import Popularity
from frontrow.recommend.models.rules import Rules
from frontrow.recommend.models.spectral import Spectral
from frontrow.recommend.proof.family import Family, Size

HALF_LIVES = tuple({"half_life": events} for events in (3.0, 1.0, 10.0, 50.0))
SHORT = 30  # events a visitor, below which rules look far
QUICK = 15_000  # items up to which EASE is fitted in half a minute
LARGE = 5_000  # items from which EASE tries two ridges, not six
PAIRS = 2_000_000_000  # co-interest counted in about a minute
LINKS = 300_000_000  # different pairs of items: 4 GB while counting


def popularity(size: Size) -> Family | str:
    return Family(Popularity)


def popularity_decay(size: Size) -> Family | str:
    if size.span is None:
        return "the timestamps are places in a sequence, so nothing is older than something else"
    return Family(Popularity, [{"half_life": size.span / 4**power} for power in range(6)])


def item_knn(size: Size) -> Family | str:
    grid = product((500, 50), (20.0, 0.0), (True, False))
    settings = [{"k": k, "shrink": shrink, "damp": damp} for k, shrink, damp in grid]
    return _many_pairs(size) or Family(ItemKNN, settings)


def item_knn_decay(size: Size) -> Family | str:
    return _many_pairs(size) or Family(ItemKNN, [{"k": 200, "shrink": 10.0}], HALF_LIVES)


def rules(size: Size) -> Family | str:
    discounts: list[dict[str, float]] = [{"discount": discount} for discount in (0.25, 0.0, 0.5)]
    if size.events < SHORT * size.users:
        discounts.insert(0, {"discount": 0.2, "norm": 0.5, "window": 50, "fade": 0.5})
    return Family(Rules, discounts, ({"half_life": 0.5}, *HALF_LIVES))


def next_item(size: Size) -> Family | str:
    return Family(NextItem, [{"half_lives": lives} for lives in ((1.0, 8.0), (2.0, 16.0))])


def paths(size: Size) -> Family | str:
    asks = [{"half_life": life, "sharpness": power} for life, power in product((4.0, 2.0), (6, 4))]
    return Family(Paths, asks=asks)


def spectral(size: Size) -> Family | str:
    return _many_pairs(size) or Family(Spectral, asks=HALF_LIVES, default=False)


def front_row(size: Size) -> Family | str:
    kinds = ("live", "next") if size.span is None else ("later", "live")
    return _many_pairs(size) or Family(FrontRow, [{"question": kind} for kind in kinds])


def ease(size: Size) -> Family | str:
    return _too_wide(size) or Family(EASE, _ridges(size), default=size.items <= QUICK)


def ease_decay(size: Size) -> Family | str:
    return _too_wide(size) or Family(EASE, _ridges(size), HALF_LIVES, default=size.items <= QUICK)


def sasrec(size: Size) -> Family | str:
    if not find_spec("torch"):
        return "it needs PyTorch; pip install 'frontrow[deep]'"
    return Family(SASRec, [{"minutes": 15.0}], default=False)


def als(size: Size) -> Family | str:
    settings = [
        {"unobserved": unobserved, "regularization": ridge} for ridge in (0.003, 0.01) for unobserved in (0.1, 0.5)
    ]
    return Family(ALS, settings, ({"half_life": None}, *HALF_LIVES[:3]))


def bpr(size: Size) -> Family | str:
    if not find_spec("implicit"):
        return "it is learnt by another library; pip install implicit"
    return Family(BPR, [{"factors": 128}, {"factors": 64}], ({"half_life": None}, *HALF_LIVES[:3]), default=False)


FAMILIES: dict[str, Callable[[Size], Family | str]] = {
    "Popularity": popularity,
    "Popularity-decay": popularity_decay,
    "ItemKNN": item_knn,
    "ItemKNN-decay": item_knn_decay,
    "Rules": rules,
    "NextItem": next_item,
    "Paths": paths,
    "Spectral": spectral,
    "FrontRow": front_row,
    "EASE": ease,
    "EASE-decay": ease_decay,
    "SASRec": sasrec,
    "ALS": als,
    "BPR": bpr,
}


def reading(facts: Facts) -> dict[str, Callable[[Size], Family | str]]:
    """The families that read facts of items."""
    recent = ({"half_life": None}, {"half_life": 10.0})
    alike, content_map = partial(Alike, facts), partial(ContentMap, facts)
    return {
        "Alike": lambda size: Family(alike, asks=recent),
        "ContentMap": lambda size: Family(content_map, [{"l2": l2} for l2 in (1.0, 5.0, 30.0)], recent),
    }


def families(
    size: Size, names: Sequence[str] = (), facts: Facts | None = None, unseen: bool = False
) -> tuple[dict[str, Family], dict[str, str]]:
    """By name the families that make sense for data of this size, or those named; and why others do not.

    facts: adds the families that read them. unseen: of the others only popularity, to which all new items
    are one. Raises UserError for a name that is none, and when nothing is left.
    """
    told = reading(facts) if facts else {}
    known = FAMILIES | told
    by_name = {name.lower(): name for name in known}
    strange = [name for name in names if name.lower() not in by_name]
    if strange:
        raise UserError(f"there is no model {strange[0]}; choose among {', '.join(known)}")
    usual = ["Popularity", *told] if unseen else [*known]
    wanted = dict.fromkeys(by_name[name.lower()] for name in names) or dict.fromkeys(usual)
    made = {name: known[name](size) for name in wanted}
    found = {name: one for name, one in made.items() if isinstance(one, Family) and (names or one.default)}
    slow = "it takes minutes; name it in --models to run it"
    skipped = {name: one if isinstance(one, str) else slow for name, one in made.items() if name not in found}
    if not found:
        raise UserError("none of these models can be evaluated: " + "; ".join(f"{k}: {v}" for k, v in skipped.items()))
    return found, skipped


def _ridges(size: Size) -> list[dict[str, float]]:
    ridges = (100.0, 20.0) if size.items >= LARGE else (500.0, 100.0, 200.0, 50.0, 1000.0, 20.0)
    return [{"l2": ridge} for ridge in ridges]


def _too_wide(size: Size) -> str:
    if size.items <= MOST:
        return ""
    return f"EASE on {size.items:,} items takes {8 * size.items**2 / 1e9:.0f} GB; it is for at most {MOST:,} items"


def _many_pairs(size: Size) -> str:
    if size.pairs > PAIRS:
        return f"the users' histories make {size.pairs:,} pairs of items to count; it is for at most {PAIRS:,}"
    links = min(size.pairs, size.items**2)
    if links > LINKS:
        return f"it may have to hold {links:,} pairs of items, {12 * links / 1e9:.0f} GB; it is for at most {LINKS:,}"
    return ""
