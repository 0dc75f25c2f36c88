"""What takes long to learn, kept in a file until the texts it was learnt from change."""

import hashlib
import io
import logging
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.writing import replace

log = logging.getLogger("frontrow.desk")
FORMULAS = "1"  # another one with every change of what is made of the texts
Arrays = dict[str, NDArray[Any]]


def kept(path: Path | None, of: Sequence[str], made: Callable[[], Arrays]) -> Arrays:
    """The arrays of `path`, when they were made of the same texts; else those that `made` makes, which are written
    there. A file that cannot be read is made anew; where none can be written, nothing is kept. Without a path nothing
    is written."""
    key = hashlib.sha256("\0".join([FORMULAS, *of]).encode("utf-8", "replace")).hexdigest()
    if path and path.exists():
        try:
            with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
                if str(file["key"]) == key:
                    return {name: file[name] for name in file.files if name != "key"}
        except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile):
            pass
    arrays = made()
    if path:
        written = io.BytesIO()
        np.savez(written, allow_pickle=False, key=np.array(key), **arrays)
        try:
            replace(path, written.getvalue())
        except OSError as error:
            log.warning("what the desk learnt is not kept in %s: %s", path, error)
    return arrays
