"""What takes long to learn, kept in a file until the texts it was learnt from change."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]


def kept(path: Path | None, of: Sequence[str], made: Callable[[], Arrays]) -> Arrays:
    """The arrays of `path`, when they were made of the same texts; else those that `made` makes, which are written
    there. A file that cannot be read is made anew. Without a path nothing is written."""
    key = hashlib.sha256("\0".join(of).encode("utf-8", "replace")).hexdigest()
    if path and path.exists():
        try:
            with np.load(path, allow_pickle=False) as file:
                if str(file["key"]) == key:
                    return {name: file[name] for name in file.files if name != "key"}
        except (OSError, ValueError, KeyError):
            pass
    arrays = made()
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{key[:8]}.new")
        with fresh.open("wb") as file:
            np.savez(file, allow_pickle=False, key=np.array(key), **arrays)
        fresh.replace(path)
    return arrays
