"""Arrays in one file that holds no code."""

import io
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.writing import replace


def write(path: Path, arrays: dict[str, NDArray[Any]]) -> None:
    """Write an .npz file, whatever the path's ending; whole or not at all."""
    packed = io.BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **arrays)
    replace(path, packed.getvalue())
