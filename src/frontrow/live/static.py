"""Files whose names carry their content's hash: cached for ever, resumable, compressed when it pays."""

from __future__ import annotations

import asyncio
import gzip
import mimetypes
import re
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from frontrow.live.asgi import Receive, Scope, Send, answer, header, refuse

TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".glb": "model/gltf-binary",
    ".usdz": "model/vnd.usdz+zip",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
}
COMPRESSED = {".js", ".css", ".json", ".svg", ".wasm", ".glb"}  # the others are compressed by nature
CHUNK = 256 * 1024  # bytes read and sent at a time
GZIP_CACHE = 64 * 1024 * 1024  # bytes of compressed files kept in memory
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@dataclass(frozen=True)
class Variant:
    """One way to send a file: its length in bytes, and either the bytes or the path to read them from."""

    size: int
    path: Path
    content: bytes | None
    encoding: str


class Files:
    """An ASGI application: the files below `root` under `prefix`, and nothing beside or above it."""

    def __init__(self, root: Path, prefix: str, headers: dict[bytes, bytes] | None = None) -> None:
        self.root = root
        self.prefix = prefix
        self.headers = list((headers or {}).items())
        self._zipped: OrderedDict[str, Variant] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            return await refuse(send, 405, "Only GET and HEAD are possible here.", [(b"allow", b"GET, HEAD")])
        path = self._find(scope["path"].removeprefix(self.prefix))
        if path is None:
            return await refuse(send, 404, f"There is no file {scope['path'][:200]}.")
        stat = path.stat()
        variant = await self._variant(path, stat.st_mtime_ns, stat.st_size, scope)
        tag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}{variant.encoding and "-" + variant.encoding}"'
        fields = [
            (b"etag", tag.encode()),
            (b"cache-control", b"public, max-age=31536000, immutable"),
            (b"vary", b"accept-encoding"),
            (b"accept-ranges", b"bytes"),
            *self.headers,
        ]
        if tag in header(scope, b"if-none-match"):
            return await answer(send, 304, headers=fields)
        fields.append((b"content-type", _type(path).encode()))
        if path.suffix not in TYPES and not _type(path).startswith("image/"):
            fields.append((b"content-disposition", b"attachment"))
        if variant.encoding:
            fields.append((b"content-encoding", variant.encoding.encode()))
        start, end, status = 0, variant.size, 200
        if asked := self._range(scope, tag, variant.size):
            start, end = asked
            if start >= end:
                size = f"bytes */{variant.size}".encode()
                return await refuse(send, 416, "The file is shorter than that.", [(b"content-range", size)])
            status = 206
            fields.append((b"content-range", f"bytes {start}-{end - 1}/{variant.size}".encode()))
        fields.append((b"content-length", str(end - start).encode()))
        await send({"type": "http.response.start", "status": status, "headers": fields})
        if scope["method"] == "HEAD":
            return await send({"type": "http.response.body", "body": b""})
        await _send(send, variant, start, end)

    def _find(self, name: str) -> Path | None:
        parts = name.split("/")
        if any(not part or part.startswith(".") or "\\" in part or "\0" in part for part in parts):
            return None
        path = self.root.joinpath(*parts)
        if path.suffix == ".br":
            return None
        try:
            inside = path.is_file() and path.resolve().is_relative_to(self.root.resolve())
        except OSError:
            return None
        return path if inside else None

    async def _variant(self, path: Path, changed: int, size: int, scope: Scope) -> Variant:
        plain = Variant(size, path, None, "")
        if path.suffix not in COMPRESSED or size < 512 or header(scope, b"range"):
            return plain
        accepted = {part.split(";")[0].strip() for part in header(scope, b"accept-encoding").lower().split(",")}
        brotli = path.with_name(path.name + ".br")
        if "br" in accepted and brotli.is_file():
            return Variant(brotli.stat().st_size, brotli, None, "br")
        if "gzip" not in accepted:
            return plain
        key = f"{path}:{changed}:{size}"
        if key not in self._zipped:
            content = await asyncio.to_thread(lambda: gzip.compress(path.read_bytes(), 6, mtime=0))
            self._zipped[key] = Variant(len(content), path, content, "gzip")
            while sum(variant.size for variant in self._zipped.values()) > GZIP_CACHE:
                self._zipped.popitem(last=False)
        self._zipped.move_to_end(key)
        return self._zipped[key]

    @staticmethod
    def _range(scope: Scope, tag: str, size: int) -> tuple[int, int] | None:
        """The bytes asked for as [start, end), or None for all (also when several ranges are asked)."""
        match = RANGE.fullmatch(header(scope, b"range").strip())
        condition = header(scope, b"if-range")
        if not match or match[0] == "bytes=-" or (condition and condition != tag):
            return None
        if not match[1]:
            return max(0, size - int(match[2])), size
        return int(match[1]), min(size, int(match[2]) + 1) if match[2] else size


async def _send(send: Send, variant: Variant, start: int, end: int) -> None:
    if variant.content is not None:
        return await send({"type": "http.response.body", "body": variant.content[start:end]})
    with variant.path.open("rb") as file:
        file.seek(start)
        while start < end:
            part = await asyncio.to_thread(file.read, min(CHUNK, end - start))
            start = start + len(part) if part else end
            await send({"type": "http.response.body", "body": part, "more_body": start < end})


def _type(path: Path) -> str:
    return TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
