"""A snapshot on disk: for the next start, and for other processes."""

import json
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp

from frontrow.recommend.engine.snapshot import DAY, HALF_LIFE, VERSION, Snapshot, comparer
from frontrow.recommend.item import Item
from frontrow.recommend.models.content import Content
from frontrow.recommend.models.popularity import Popularity


def keep(snapshot: Snapshot, path: Path) -> None:
    """Write what was learnt, not the catalogue; a reader sees the old file or the new one, no half."""
    told = {
        "version": VERSION,
        "items": [item.id for item in snapshot.catalogue],
        "position": snapshot.position,
        "visitors": snapshot.visitors,
        "comparers": snapshot.comparers,
    }
    links: dict[str, Any] = {"links": snapshot.together.links}
    if sp.issparse(snapshot.together.links):
        found = snapshot.together.links.tocsr()
        links = {"data": found.data, "indices": found.indices, "indptr": found.indptr}
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with fresh.open("wb") as file:
        np.savez(file, told=np.array(json.dumps(told)), popular=snapshot.popular.count, **links)
    os.replace(fresh, path)


def kept(path: Path, catalogue: Sequence[Item]) -> Snapshot | None:
    """What `keep` wrote, or None when there is none for this catalogue: then learn again."""
    ids = tuple(item.id for item in catalogue)
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            told = json.loads(str(file["told"]))
            if told["version"] != VERSION or tuple(told["items"]) != ids:
                return None
            together, popular = comparer(len(ids)), Popularity(DAY)
            together.items = popular.items = ids
            popular.count = file["popular"]
            if "links" in file:
                together.links = file["links"]
            else:
                parts = (file["data"], file["indices"], file["indptr"])
                together.links = sp.csr_array(parts, shape=(len(ids), len(ids)))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None
    counts = told["position"], told["visitors"], told["comparers"]
    return Snapshot(tuple(catalogue), *counts, Content(catalogue, HALF_LIFE), together, popular)
