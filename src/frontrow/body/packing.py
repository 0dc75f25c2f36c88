"""The mannequin file: a JSON header and deflated typed arrays, read by Python and by a browser alike.

Layout, little-endian: the four bytes `FRM1`; uint32 length of the header; the header, UTF-8 JSON; then the
arrays, one zlib stream each (a browser's `DecompressionStream("deflate")`). In the header, `arrays` maps a
name to `{dtype, shape, offset, bytes, delta}`: `offset` counts from the end of the header, `delta` means
that the array was stored as differences along its last-but-one axis (a running sum, wrapping at 16 bits,
restores it).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.errors import UserError

MAGIC = b"FRM1"
Arrays = dict[str, NDArray[Any]]


def write(path: Path, meta: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]], delta: set[str]) -> int:
    """Write a mannequin file and return its size in bytes; `delta` names the int16 arrays to store as
    differences."""
    table: dict[str, Any] = {}
    streams: list[bytes] = []
    offset = 0
    for name, a in arrays.items():
        stored = np.diff(a, axis=-2, prepend=np.zeros_like(a[..., :1, :])).astype(a.dtype) if name in delta else a
        stream = zlib.compress(np.ascontiguousarray(stored).tobytes(), 9)
        table[name] = {
            "dtype": a.dtype.name,
            "shape": list(a.shape),
            "offset": offset,
            "bytes": len(stream),
            "delta": name in delta,
        }
        streams.append(stream)
        offset += len(stream)
    header = json.dumps({**meta, "arrays": table}, separators=(",", ":")).encode()
    path.write_bytes(MAGIC + len(header).to_bytes(4, "little") + header + b"".join(streams))
    return path.stat().st_size


def read(path: Path) -> tuple[dict[str, Any], Arrays]:
    """The header and the arrays of a mannequin file. Raises UserError when the file is not one."""
    data = path.read_bytes()
    if data[:4] != MAGIC:
        raise UserError(f"{path} is not a mannequin file: it should begin with FRM1; reinstall Front Row.")
    start = 8 + int.from_bytes(data[4:8], "little")
    header: dict[str, Any] = json.loads(data[8:start])
    arrays: Arrays = {}
    for name, a in header.pop("arrays").items():
        at = start + a["offset"]
        raw = zlib.decompress(data[at : at + a["bytes"]])
        x: NDArray[Any] = np.frombuffer(raw, np.dtype(a["dtype"])).reshape(a["shape"])
        arrays[name] = np.cumsum(x, axis=-2, dtype=x.dtype) if a["delta"] else x
    return header, arrays
