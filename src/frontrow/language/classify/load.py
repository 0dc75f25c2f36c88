"""Read a classifier back, whatever kind it is."""

import zipfile
from pathlib import Path

import numpy as np

from frontrow.errors import UserError
from frontrow.language.classify.bert import Bert
from frontrow.language.classify.classifier import Classifier
from frontrow.language.classify.linear import FORMAT, Linear


def load(path: Path) -> Classifier:
    """What a classifier's `save` wrote. Raises UserError for any other file."""
    try:
        with path.open("rb") as file:
            start = file.read(9)
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}; `frontrow classify train` writes it") from None
    if start[8:9] == b"{":  # safetensors: a length in eight bytes, then JSON
        return Bert.load(path)
    if start[:2] == b"PK":
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                kept = dict(arrays)
            if str(kept["format"]) == FORMAT:
                return Linear.from_arrays(kept)
        except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile):
            pass
    raise UserError(f"{path} is not a classifier; give it a file that `frontrow classify train` wrote")
