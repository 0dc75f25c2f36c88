"""What a bundle holds, as its signature covers it: who made it, and every file with its size and SHA-256."""

import re
from typing import Annotated

import msgspec

from frontrow.errors import UserError

FORMAT = "front-row season 1"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
MOST_FILES = 4_000
MOST_MANIFEST = 2 << 20  # bytes
MOST_FILE = 256 << 20
MOST_BYTES = 2 << 30  # of all files together, unpacked
PART = re.compile(r"[a-z0-9][a-z0-9-]{0,63}(\.[a-z0-9]{1,12}){0,3}")
ENDINGS = ("yaml", "md", "json", "glb", "webp", "png", "jpg", "usdz")  # nothing that a browser would run

Short = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """size: bytes. sha256: hexadecimal."""

    size: Annotated[int, msgspec.Meta(ge=0, le=MOST_FILE)]
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """site: what the Front Row that made it is called. key: its public key, 32 bytes. made: seconds since the epoch.
    program: the version of Front Row that wrote it. season: the season's slug."""

    format: Short
    site: Short
    key: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
    made: Annotated[int, msgspec.Meta(ge=0, le=1 << 40)]
    program: Short
    season: Short
    files: Annotated[dict[str, File], msgspec.Meta(max_length=MOST_FILES)]


def read(data: bytes) -> Manifest:
    """Raises UserError when it is no manifest, or one of another format."""
    try:
        found = msgspec.json.decode(data, type=Manifest)
    except (msgspec.ValidationError, msgspec.DecodeError, RecursionError) as error:
        raise UserError(f"the bundle's manifest cannot be read ({' '.join(str(error).split())[:120]})") from None
    if found.format != FORMAT:
        raise UserError(f"the bundle is of the format “{found.format:.40}”; this program reads “{FORMAT}”")
    for name in found.files:
        if not safe(name):
            raise UserError(f"the bundle has a file called {name[:60]!r}, which no season has")
    if sum(file.size for file in found.files.values()) > MOST_BYTES:
        raise UserError(f"the bundle unpacks to more than {MOST_BYTES >> 30} GB")
    return found


def safe(name: str) -> bool:
    """Whether a file of a season may have this name: at most three plain parts, an ending that we know."""
    parts = name.split("/")
    if len(parts) > 3 or not all(PART.fullmatch(part) for part in parts) or "." not in parts[-1]:
        return False
    folders = all("." not in part for part in parts[:-1])
    return folders and parts[-1].rpartition(".")[2] in ENDINGS and name not in (MANIFEST, SIGNATURE)
