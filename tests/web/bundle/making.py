"""Bundles as other houses make them, honest and hostile."""

import json
import shutil
import stat
import struct
import zipfile
from pathlib import Path
from typing import Any

import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from frontrow.keep.bundle.manifest import MANIFEST, SIGNATURE
from frontrow.keep.bundle.packed import CONTEXT

from ..conftest import SEASON

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))


def season_files(folder: Path) -> dict[str, Path]:
    paths = [*folder.rglob("*.yaml"), *folder.rglob("*.webp")]
    return {path.relative_to(folder).as_posix(): path for path in paths}


def renamed(folder: Path, slug: str = "second-light") -> Path:
    """The sample season under other names, as another Front Row might have it."""
    shutil.copytree(SEASON, folder)
    text = (folder / "season.yaml").read_text()
    (folder / "season.yaml").write_text(text.replace("slug: first-light", f"slug: {slug}", 1))
    names = {
        path.stem: f"north-{path.stem}" for shelf in ("houses", "looks", "shows") for path in folder.glob(f"{shelf}/*")
    }
    for path in list(folder.rglob("*.yaml")):
        data = yaml.safe_load(path.read_text())
        if path.parent.name in ("houses", "looks", "shows", "commons", "stories") or path.name == "season.yaml":
            path.write_text(yaml.safe_dump(_named(data, names), allow_unicode=True, sort_keys=False))
    for shelf in ("houses", "looks", "shows"):
        for path in list(folder.glob(f"{shelf}/*.yaml")):
            path.rename(path.with_name(f"{names[path.stem]}.yaml"))
    for shelf in ("commons", "stories", "sponsors"):
        for path in list(folder.glob(f"{shelf}/*.*")):
            path.rename(path.with_name(f"north-{path.name}"))
    return folder


def _named(data: Any, names: dict[str, str]) -> Any:
    """house:, houses:, looks: and show: under their new names; every other word stays."""
    found = dict(data)
    for key in ("house",):
        if found.get(key) in names:
            found[key] = names[found[key]]
    for key in ("houses", "looks"):
        if isinstance(found.get(key), list):
            found[key] = [names.get(each, each) for each in found[key]]
    if isinstance(found.get("owners"), dict):
        found["owners"] = {thing: names[house] for thing, house in found["owners"].items()}
    if isinstance(found.get("author"), dict):
        found["author"] = found["author"] | {"slug": f"north-{found['author']['slug']}"}
        if found["author"].get("house"):
            found["author"]["house"] = names[found["author"]["house"]]
    if isinstance(found.get("schedule"), list):
        found["schedule"] = [each | {"show": names[each["show"]]} for each in found["schedule"]]
    return found


def glb(extra: dict[str, Any]) -> bytes:
    told = json.dumps({"asset": {"version": "2.0"}} | extra).encode()
    told += b" " * (-len(told) % 4)
    return struct.pack("<4sII", b"glTF", 2, 20 + len(told)) + struct.pack("<I4s", len(told), b"JSON") + told


def rewritten(source: Path, target: Path, change: Any) -> Path:
    """The bundle's members through `change`: a list of (info, bytes) that it may alter."""
    with zipfile.ZipFile(source) as archive:
        members = [(info, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(target, "w") as archive:
        for info, data in change(members):
            archive.writestr(info, data)
    return target


def signed_anew(members: list[Any], told: dict[str, Any], key: Ed25519PrivateKey = KEY) -> list[Any]:
    """With this manifest, properly signed: what somebody hostile with a key of her own can make."""
    data = json.dumps(told).encode()
    fresh = [(zipfile.ZipInfo(MANIFEST), data), (zipfile.ZipInfo(SIGNATURE), key.sign(CONTEXT + data))]
    return fresh + [member for member in members if member[0].filename not in (MANIFEST, SIGNATURE)]


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def manifest_of(members: list[Any]) -> dict[str, Any]:
    return dict(json.loads(next(data for info, data in members if info.filename == MANIFEST)))


def added(name: str, data: bytes, info: zipfile.ZipInfo | None = None) -> Any:
    """A file more, in the manifest and signed: only the reader's own rules stand against it."""
    import hashlib

    def change(members: list[Any]) -> list[Any]:
        told = manifest_of(members)
        told["files"][name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        return [*signed_anew(members, told), (info or zipfile.ZipInfo(name), data)]

    return change


def changed(name: str) -> Any:
    return lambda members: [
        (info, data.replace(b"price: 320", b"price: 1") if info.filename == name else data) for info, data in members
    ]


def retold(**entries: Any) -> Any:
    return lambda members: signed_anew(members, manifest_of(members) | entries)
