"""The `.drape` file: a JSON header and deflated typed arrays, read by Python and by a browser alike.

Layout, little-endian: the four bytes `FRD1`; uint32 length of the header; the header, UTF-8 JSON; then the arrays, one
zlib stream each (a browser's `DecompressionStream("deflate")`). In the header `arrays` maps a name to `{dtype, shape,
offset, bytes, delta}`; `offset` counts from the end of the header, `delta` means that the array holds differences along
its last-but-one axis, wrapping at its width. A file may come from anywhere: nothing in it is believed before it is
checked.
"""

import json
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body import mannequin
from frontrow.errors import UserError
from frontrow.look.space.carrier import Carrier
from frontrow.look.space.correct import NONE
from frontrow.look.space.model import Space
from frontrow.look.space.regression import Features, Process

Arrays = dict[str, NDArray[Any]]

MAGIC = b"FRD1"
HEADER = 1 << 16  # bytes, most of a header
ROOM = 1 << 25  # bytes, most of all arrays together, unpacked
STEP = 1e-4  # metres, to which shapes are rounded
UV_STEP = 2.5e-4  # metres
DTYPES = {  # name -> dtype and number of axes; the file must have exactly these
    "weld": ("uint16", 1),
    "uv": ("int16", 2),
    "triangles": ("uint16", 2),
    "anchors": ("uint16", 2),
    "shares": ("uint8", 2),
    "rest": ("int16", 2),
    "modes": ("int16", 3),
    "starts": ("uint16", 2),
    "probes": ("uint16", 1),
    "centre": ("float32", 1),
    "axes": ("float32", 2),
    "design": ("float64", 2),
    "trend": ("float64", 2),
    "pull": ("float64", 2),
    "inverse": ("float64", 2),
    "lever": ("float64", 2),
    "gram": ("float64", 2),
}
DELTA = ("rest", "modes", "uv", "weld", "triangles", "anchors", "starts")


def body_mark() -> int:
    """What tells one mannequin's mesh from another: a checksum of its triangles."""
    return zlib.crc32(np.ascontiguousarray(mannequin().triangles, "<i4").tobytes())


def rounded(space: Space) -> Space:
    """The space as its file will give it back."""
    return parse(dump(space))


def dump(space: Space) -> bytes:
    """The bytes of a file."""
    p = space.process
    arrays: Arrays = {
        "weld": space.weld,
        "uv": np.rint(space.uv / UV_STEP),
        "triangles": space.triangles,
        "anchors": space.carrier.anchors,
        "shares": space.carrier.shares,
        "rest": np.rint(space.carrier.rest / STEP),
        "modes": np.rint(space.modes / STEP),
        "starts": space.starts,
        "probes": space.features.probes,
        "centre": space.features.centre,
        "axes": space.features.axes,
        "design": p.design,
        "trend": p.trend,
        "pull": p.pull,
        "inverse": p.inverse,
        "lever": p.lever,
        "gram": p.gram,
    }
    table: dict[str, Any] = {}
    streams: list[bytes] = []
    offset = 0
    for name, a in arrays.items():
        dtype = np.dtype(DTYPES[name][0])
        if dtype.kind in "iu" and a.size and (a.min() < np.iinfo(dtype).min or a.max() > np.iinfo(dtype).max):
            raise OverflowError(f"{name}: {a.min()} to {a.max()} does not fit {dtype}")
        stored = np.ascontiguousarray(a, dtype)
        if name in DELTA:
            stored = _differences(stored)
        stream = zlib.compress(stored.astype(dtype.newbyteorder("<")).tobytes(), 9)
        table[name] = {"dtype": dtype.name, "shape": list(a.shape), "offset": offset, "bytes": len(stream)}
        table[name]["delta"] = name in DELTA
        streams.append(stream)
        offset += len(stream)
    meta = {
        "body": {"vertices": mannequin().vertices, "mark": body_mark()},
        "length": p.length,
        "noise": p.noise,
        "error": space.error,
        "step": STEP,
        "uv_step": UV_STEP,
        "facts": dict(space.facts),
        "arrays": table,
    }
    header = json.dumps(meta, separators=(",", ":")).encode()
    if len(header) > HEADER:
        raise OverflowError(f"the header has {len(header)} bytes; at most {HEADER} fit")
    return MAGIC + len(header).to_bytes(4, "little") + header + b"".join(streams)


def _differences(a: NDArray[Any]) -> NDArray[Any]:
    axis = max(a.ndim - 2, 0)
    first = np.zeros_like(np.take(a, [0], axis=axis))
    return np.diff(a, axis=axis, prepend=first).astype(a.dtype)


def load(path: Path) -> Space:
    """A space from its file. Raises UserError naming the file and what is wrong with it."""
    try:
        return parse(Path(path).read_bytes())
    except UserError as error:
        raise UserError(f"{path}: {error}") from None


def parse(data: bytes) -> Space:
    """A space from the bytes of a file. Raises UserError for anything that is not one."""
    meta, a = _arrays(data)
    _agree(meta, a)
    step, uv_step = float(meta["step"]), float(meta["uv_step"])
    integers = {k: a[k].astype(np.int64) for k in ("anchors", "probes")}
    process = Process(
        float(meta["length"]),
        float(meta["noise"]),
        *(a[k].astype(np.float64) for k in ("design", "trend", "pull", "inverse", "lever", "gram")),
    )
    return Space(
        weld=a["weld"].astype(np.int32),
        uv=a["uv"] * uv_step,
        triangles=a["triangles"].astype(np.int32),
        carrier=Carrier(integers["anchors"], a["shares"], a["rest"] * step),
        features=Features(integers["probes"], a["centre"].astype(np.float64), a["axes"].astype(np.float64)),
        process=process,
        modes=a["modes"] * step,
        error=float(meta["error"]),
        starts=a["starts"],
        facts=meta["facts"],
    )


def _arrays(data: bytes) -> tuple[dict[str, Any], Arrays]:
    if data[:4] != MAGIC:
        raise UserError("this is no drape space: it should begin with FRD1; build it with `frontrow space build`.")
    size = int.from_bytes(data[4:8], "little")
    if size > HEADER or 8 + size > len(data):
        raise _broken("its header is cut short")
    try:
        meta = json.loads(data[8 : 8 + size])
        table = meta["arrays"]
        if set(table) != set(DTYPES):
            raise _broken("its list of arrays is not that of a drape space")
        room = ROOM
        arrays: Arrays = {}
        for name, entry in table.items():
            dtype, axes = DTYPES[name]
            shape = [int(k) for k in entry["shape"]]
            if entry["dtype"] != dtype or len(shape) != axes or not all(0 < k <= 65535 for k in shape):
                raise _broken(f"{name} has an odd shape or type")
            count = int(np.prod(shape, dtype=object)) * np.dtype(dtype).itemsize
            room -= count
            start, length = 8 + size + int(entry["offset"]), int(entry["bytes"])
            if room < 0 or length < 0 or start < 8 + size or start + length > len(data):
                raise _broken(f"{name} is too large, or outside the file")
            unpack = zlib.decompressobj()
            raw = unpack.decompress(data[start : start + length], count)
            if len(raw) != count or unpack.decompress(unpack.unconsumed_tail, 1):
                raise _broken(f"{name} has another length than it says")
            x = np.frombuffer(raw, np.dtype(dtype).newbyteorder("<")).reshape(shape).astype(dtype)
            arrays[name] = np.cumsum(x, axis=max(axes - 2, 0), dtype=x.dtype) if entry["delta"] else x
    except UserError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError, zlib.error) as error:
        raise _broken(f"its header or arrays cannot be read ({type(error).__name__})") from None
    return meta, arrays


def _agree(meta: dict[str, Any], a: Arrays) -> None:
    """Sizes that belong together, vertex numbers that exist, numbers that are numbers."""
    n, corners = len(a["rest"]), len(a["weld"])
    samples, d = a["design"].shape
    m = len(a["modes"])
    body = meta.get("body")
    if not isinstance(body, dict) or body.get("mark") != body_mark():
        raise UserError("this drape space was made for another mannequin; build it anew.")
    shapes = {
        "uv": (corners, 2),
        "triangles": (len(a["triangles"]), 3),
        "anchors": (n, a["anchors"].shape[1]),
        "shares": (n, a["anchors"].shape[1]),
        "rest": (n, 3),
        "modes": (m, n, 3),
        "starts": (n, 3),
        "centre": (3 * len(a["probes"]),),
        "axes": (d, 3 * len(a["probes"])),
        "trend": (1 + d, m),
        "pull": (samples, m),
        "inverse": (samples, samples),
        "lever": (samples, 1 + d),
        "gram": (1 + d, 1 + d),
    }
    for name, shape in shapes.items():
        if a[name].shape != shape:
            raise _broken(f"{name} is {a[name].shape}, but {shape} is needed")
    starts = a["starts"][a["starts"] != NONE]
    below = {"weld": n, "triangles": corners, "probes": n, "anchors": mannequin().vertices}
    if any(int(a[k].max()) >= limit for k, limit in below.items()) or starts.max(initial=0) >= mannequin().vertices:
        raise _broken("it names vertices that are not there")
    numbers = [meta.get(k) for k in ("length", "noise", "error", "step", "uv_step")]
    if not all(isinstance(x, int | float) and 0 < x < 1e3 for x in numbers) or not isinstance(meta.get("facts"), dict):
        raise _broken("a number of its header is missing or out of range")
    if not all(np.isfinite(x).all() for x in a.values() if x.dtype.kind == "f"):
        raise _broken("it holds numbers that are not finite")


def _broken(why: str) -> UserError:
    return UserError(f"this drape space is broken: {why}; build it anew.")
