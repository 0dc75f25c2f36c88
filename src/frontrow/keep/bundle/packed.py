"""Write a bundle: the season's files, a manifest of them, and the house's signature under that."""

import hashlib
import io
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from frontrow import __version__
from frontrow.errors import UserError
from frontrow.keep.bundle.manifest import FORMAT, MANIFEST, MOST_FILES, SIGNATURE, File, Manifest, safe

CONTEXT = b"front row season bundle\n"  # so that this signature can be none of another kind
STORED = ("glb", "webp", "png", "jpg", "usdz")  # is packed already


def packed(out: Path, files: Mapping[str, Path], key: Ed25519PrivateKey, site: str, season: str) -> Manifest:
    """Write `files` (name in the bundle -> file) to `out`, which appears when it is whole. Raises UserError.

    The same files, key and second make the same bytes.
    """
    wrong = next((name for name in files if not safe(name)), None)
    if wrong is not None or len(files) > MOST_FILES:
        raise UserError(f"a bundle cannot hold {wrong or f'more than {MOST_FILES} files'}; rename or leave out some.")
    manifest = Manifest(
        format=FORMAT,
        site=site,
        key=key.public_key().public_bytes_raw(),
        made=int(time.time()),
        program=__version__,
        season=season,
        files={name: _file(files[name]) for name in sorted(files)},
    )
    told = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(out.name + ".part")
    try:
        with zipfile.ZipFile(part, "w") as archive:
            _put(archive, MANIFEST, io.BytesIO(told))
            _put(archive, SIGNATURE, io.BytesIO(key.sign(CONTEXT + told)))
            for name in sorted(files):
                with files[name].open("rb") as file:
                    _put(archive, name, file)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _file(path: Path) -> File:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return File(path.stat().st_size, digest)


def _put(archive: zipfile.ZipFile, name: str, source: "io.BufferedIOBase") -> None:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.external_attr = 0o100644 << 16
    info.compress_type = zipfile.ZIP_STORED if name.endswith(STORED) else zipfile.ZIP_DEFLATED
    with archive.open(info, "w") as target:
        while chunk := source.read(1 << 20):
            target.write(chunk)
