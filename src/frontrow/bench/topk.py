"""`frontrow bench topk`: the best 20 of a million items beside memory's own speed and beside other searches.

Floor: a plain sum over the same bytes, on one core, in turns with the search; all times are the processor's. Peers,
each on one thread: numpy (a product with every row, then argpartition), implicit (MIT, github.com/benfred/implicit),
faiss (MIT, github.com/facebookresearch/faiss: flat, float16, int8), the last in an environment of its own (`--faiss`).
Items: random ones, and clustered ones with loud and quiet rows, as models learn them; a query is the mean of 20 items,
as a visitor is of her history.
"""

import json
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import thread_time
from typing import Any

import click
import numpy as np
from numba import njit
from numpy.typing import NDArray

from frontrow.bench.machine import head, table
from frontrow.errors import UserError

Floats = NDArray[np.float32]
Search = Callable[[Floats], NDArray[Any]]
K = 20
KINDS = ("random", "clustered")


@click.command(help="Top-20 of ITEMS items: ours beside memory bandwidth, numpy, implicit and faiss.")
@click.option("--items", default=1_000_000, show_default=True, type=click.IntRange(K))
@click.option("--dimensions", default=64, show_default=True, type=click.IntRange(1))
@click.option("--queries", default=60, show_default=True, type=click.IntRange(3))
@click.option("--faiss", type=click.Path(path_type=Path, exists=True), help="A Python that has faiss-cpu.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(items: int, dimensions: int, queries: int, faiss: Path | None, as_json: bool) -> None:
    rows = [row for kind in KINDS for row in compared(kind, items, dimensions, queries, faiss)]
    if as_json:
        click.echo(json.dumps(head() | {"items": items, "dimensions": dimensions, "k": K, "rows": rows}, indent=1))
        return
    titles = ["items", "search", "ms", "MB read", "recall@20", "ms / floor", "ms / ours"]
    cells = [
        [row["kind"], row["search"], f"{row['ms']:.2f}", f"{row['bytes'] / 1e6:.0f}", f"{row['recall']:.4f}"]
        for row in rows
    ]
    for cell, row in zip(cells, rows, strict=True):
        cell += [f"{row['of_floor']:.2f}", f"{row['of_ours']:.2f}"]
    click.echo(table(titles, cells))


def factors(kind: str, n: int, d: int, seed: int = 0) -> Floats:
    """Factors (n, d): normal, or around n / 200 centres with lengths that vary log-normally."""
    draw = np.random.default_rng(seed)
    made: Floats = draw.standard_normal((n, d), dtype=np.float32)
    if kind == "clustered":
        centres = draw.standard_normal((max(50, n // 200), d), dtype=np.float32)
        made = centres[draw.integers(0, len(centres), n)] + 0.5 * made
        made *= draw.lognormal(0, 0.4, (n, 1)).astype(np.float32)
    return made


def compared(kind: str, n: int, d: int, count: int, faiss: Path | None = None) -> list[dict[str, Any]]:
    """A row for each search: median milliseconds, bytes read, recall, ratios to the floor and to ours."""
    from frontrow.recommend.engine.topk import TopK

    made = factors(kind, n, d)
    draw = np.random.default_rng(1)
    queries = np.stack([made[draw.integers(0, n, 20)].mean(axis=0) for _ in range(count)])
    truth = [np.argsort(-(made @ query.astype(np.float64)), kind="stable")[:K] for query in queries]
    ours = TopK(made)
    searches: dict[str, tuple[Search, int]] = {
        "ours": (lambda query: ours.search(query, K)[0], ours.read),
        "numpy": (lambda query: _partitioned(made @ query), made.nbytes),
    }
    searches |= _implicit(made)
    words = np.ones(ours.read // 8, np.int64)
    plain(words)
    rows = [row | {"kind": kind} for row in _timed(searches, queries, truth, lambda: plain(words))]
    if faiss:
        rows += [row | {"kind": kind} for row in _faiss(faiss, made, queries, truth)]
    # faiss runs on its own: its ratio is to the floor of the others' turns
    floor = next(row["ms"] for row in rows if row["search"] == "floor") / ours.read
    mine = next(row["ms"] for row in rows if row["search"] == "ours")
    return [row | {"of_floor": row["ms"] / (floor * row["bytes"]), "of_ours": row["ms"] / mine} for row in rows]


@njit(cache=True, nogil=True)
def plain(words):  # type: ignore[no-untyped-def]
    """The sum of int64 words: as fast as one core reads."""
    total = 0
    for k in range(words.shape[0]):
        total += words[k]
    return total


def _timed(
    searches: dict[str, tuple[Search, int]], queries: Floats, truth: list[NDArray[Any]], floor: Callable[[], object]
) -> list[dict[str, Any]]:
    """All take turns, so that what else the machine does falls on each alike."""
    took: dict[str, list[float]] = {name: [] for name in ("floor", *searches)}
    hits = dict.fromkeys(searches, 0)
    for search, _ in searches.values():
        search(queries[0])
    for query, best in zip(queries, truth, strict=True):
        began = thread_time()
        floor()
        took["floor"].append(thread_time() - began)
        for name, (search, _) in searches.items():
            began = thread_time()
            found = search(query)
            took[name].append(thread_time() - began)
            hits[name] += len(np.intersect1d(found, best))
    read = {"floor": searches["ours"][1]} | {name: bytes_ for name, (_, bytes_) in searches.items()}
    recall = {"floor": 1.0} | {name: hit / (K * len(queries)) for name, hit in hits.items()}
    return [
        {"search": name, "ms": 1000 * median(times), "bytes": read[name], "recall": recall[name]}
        for name, times in took.items()
    ]


def _partitioned(products: Floats) -> NDArray[np.int64]:
    best = np.argpartition(products, -K)[-K:]
    order: NDArray[np.int64] = best[np.argsort(-products[best])]
    return order


def _implicit(made: Floats) -> dict[str, tuple[Search, int]]:
    try:
        from implicit.cpu.topk import topk
    except ImportError:
        return {}
    return {"implicit": (lambda query: topk(made, query[None], K, num_threads=1)[0][0], made.nbytes)}


def _faiss(python: Path, made: Floats, queries: Floats, truth: list[NDArray[Any]]) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        for name, array in (("items", made), ("queries", queries), ("truth", np.array(truth))):
            np.save(Path(folder) / f"{name}.npy", array)
        script = Path(__file__).with_name("_faiss.py")
        done = subprocess.run([python, script, folder], capture_output=True, text=True, check=False)
    if done.returncode:
        raise UserError(f"{python} could not run faiss: {done.stderr.strip().splitlines()[-1]}; pip install faiss-cpu")
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found
