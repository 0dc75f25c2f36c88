"""Read a bundle from a stranger: nothing is believed that was not checked, nothing is written that was not signed."""

import hashlib
import os
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from frontrow.errors import UserError
from frontrow.keep.bundle.manifest import MANIFEST, MOST_BYTES, MOST_FILES, MOST_MANIFEST, SIGNATURE, Manifest, read
from frontrow.keep.bundle.packed import CONTEXT
from frontrow.pattern.yaml_text import mapping

END = b"PK\x05\x06"  # of the list of a ZIP file; 22 bytes without a comment
LIST = 512  # bytes of that list for each file, at most
KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
)


@dataclass(frozen=True)
class Bundle:
    """A bundle whose manifest is signed by the key that it names. Whether to trust that key is the reader's to say."""

    path: Path
    manifest: Manifest

    def unpack(self, folder: Path) -> list[Path]:
        """Write its files below `folder`, which is empty; each is what the manifest says, or UserError is raised."""
        written = []
        try:
            with zipfile.ZipFile(self.path) as archive:
                for name, said in self.manifest.files.items():
                    target = folder / name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    digest, size = hashlib.sha256(), 0
                    with (
                        os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out,
                        archive.open(name) as source,
                    ):
                        while chunk := source.read(1 << 20):
                            size += len(chunk)
                            if size > said.size:
                                raise UserError(f"{self.path.name}: {name} is longer than the manifest says")
                            digest.update(chunk)
                            out.write(chunk)
                    if size != said.size or digest.hexdigest() != said.sha256:
                        raise UserError(f"{self.path.name}: {name} is not what the manifest says")
                    if name.endswith(".yaml"):
                        mapping(target.read_bytes(), f"{self.path.name}: {name}", "season")
                    written.append(target)
        except UserError:
            raise
        except BROKEN as error:
            raise _broken(self.path, error) from None
        return written


def opened(path: Path) -> Bundle:
    """The bundle in a file: its list, its manifest and the signature are checked. Raises UserError in one sentence."""
    try:
        _list(path)
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            names = _names(path, infos)
            told = _small(path, archive, MANIFEST, MOST_MANIFEST)
            signature = _small(path, archive, SIGNATURE, 64)
    except UserError:
        raise
    except BROKEN as error:
        raise _broken(path, error) from None
    try:
        manifest = read(told)
        Ed25519PublicKey.from_public_bytes(manifest.key).verify(signature, CONTEXT + told)
    except InvalidSignature:
        raise UserError(f"{path.name}: the signature is not the house's; the bundle was changed on its way.") from None
    except UserError as error:
        raise UserError(f"{path.name}: {error}.") from None
    if names != set(manifest.files):
        odd = sorted(names ^ set(manifest.files))[0]
        raise UserError(f"{path.name}: {odd} is in the bundle or in its manifest, and not in both.")
    return Bundle(path, manifest)


def _broken(path: Path, error: Exception) -> UserError:
    return UserError(f"{path.name} is no whole bundle ({' '.join(str(error).split())[:100] or type(error).__name__}).")


def _list(path: Path) -> None:
    """Bound what reading the list costs, before anything reads it."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise UserError(f"{path.name} is larger than {MOST_BYTES >> 30} GB; a season is not.")
    with path.open("rb") as file:
        file.seek(max(size - 22, 0))
        end = file.read(22)
    if len(end) != 22 or not end.startswith(END):
        raise UserError(f"{path.name} is no bundle of a season.")
    count, length = int.from_bytes(end[10:12], "little"), int.from_bytes(end[12:16], "little")
    if count > MOST_FILES + 2 or length > LIST * (MOST_FILES + 2):
        raise UserError(f"{path.name} holds more than {MOST_FILES} files.")


def _names(path: Path, infos: list[zipfile.ZipInfo]) -> set[str]:
    """Names besides manifest and signature. Raises UserError for what is no plain file of a season."""
    names: set[str] = set()
    for info in infos:
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG) or info.is_dir():
            raise UserError(f"{path.name}: {info.filename[:60]!r} is a link or no plain file.")
        if info.flag_bits & 1 or info.compress_type not in KINDS:
            raise UserError(f"{path.name}: {info.filename[:60]!r} is encrypted or packed in an unusual way.")
        if info.filename in names:
            raise UserError(f"{path.name}: {info.filename[:60]!r} is in it twice.")
        names.add(info.filename)
    missing = {MANIFEST, SIGNATURE} - names
    if missing:
        raise UserError(f"{path.name} has no {min(missing)}; it is no bundle of a season.")
    return names - {MANIFEST, SIGNATURE}


def _small(path: Path, archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise UserError(f"{path.name}: {name} is larger than it can be.")
    return data
