"""Run by a Python that has faiss, and knows nothing of us: `python _faiss.py FOLDER` prints a row an index."""

import json
import sys
from pathlib import Path
from statistics import median
from time import thread_time

import faiss
import numpy as np

faiss.omp_set_num_threads(1)
items, queries, truth = (np.load(Path(sys.argv[1]) / f"{name}.npy") for name in ("items", "queries", "truth"))
rows = []
for kind, width in (("Flat", 4), ("SQfp16", 2), ("SQ8", 1)):
    index = faiss.index_factory(items.shape[1], kind, faiss.METRIC_INNER_PRODUCT)
    index.train(items[:60_000])
    index.add(items)
    took, hits = [], 0
    index.search(queries[:1], truth.shape[1])
    for query, best in zip(queries, truth, strict=True):
        began = thread_time()
        _, found = index.search(query[None], truth.shape[1])
        took.append(thread_time() - began)
        hits += len(np.intersect1d(found[0], best))
    row = {"search": f"faiss {faiss.__version__} {kind}", "ms": 1000 * median(took), "bytes": items.size * width}
    rows.append(row | {"recall": hits / truth.size})
print(json.dumps(rows))
