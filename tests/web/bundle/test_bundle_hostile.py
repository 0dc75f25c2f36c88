"""Nothing that is hostile comes with a season."""

import io
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontrow.errors import UserError
from frontrow.keep.bundle import opened, packed
from frontrow.keep.bundle.manifest import MANIFEST, SIGNATURE, safe

from ..conftest import SEASON
from .making import KEY, OTHER, added, changed, link, manifest_of, renamed, retold, rewritten, season_files, signed_anew

HOSTILE = {
    "out of the folder": (added("../../evil.yaml", b"a: 1"), "which no season has"),
    "an absolute name": (added("/etc/evil.yaml", b"a: 1"), "which no season has"),
    "a drive": (added("c:\\evil.yaml", b"a: 1"), "which no season has"),
    "a program": (added("looks/evil.svg", b"<svg/>"), "which no season has"),
    "a link": (added("looks/evil.yaml", b"/etc/passwd", link("looks/evil.yaml")), "is a link or no plain file"),
    "a look that was changed": (changed("looks/north-ondo-01.yaml"), "is not what the manifest says|longer"),
    "a manifest that was changed": (
        lambda members: [(i, d.replace(b"north.example", b"south.example")) for i, d in members],
        "signature is not the house's",
    ),
    "another's signature": (
        lambda members: signed_anew(members, manifest_of(members), OTHER),
        "signature is not the house's",
    ),
    "no signature": (lambda members: [m for m in members if m[0].filename != SIGNATURE], "has no manifest.sig"),
    "no manifest": (lambda members: [m for m in members if m[0].filename != MANIFEST], "has no manifest.json"),
    "a file besides": (lambda members: [*members, (zipfile.ZipInfo("looks/besides.yaml"), b"a: 1")], "not in both"),
    "a file missing": (lambda members: members[:-1], "not in both"),
    "another format": (retold(format="front-row season 9"), "this program reads"),
    "a key that is none": (retold(key="aGVsbG8="), "manifest cannot be read"),
    "an entry that nobody knows": (retold(sudo=True), "manifest cannot be read"),
    "a size that lies": (
        lambda members: signed_anew(
            members,
            manifest_of(members) | {"files": {n: f | {"size": 1} for n, f in manifest_of(members)["files"].items()}},
        ),
        "longer than the manifest says",
    ),
    "too much in all": (
        lambda members: signed_anew(
            members,
            manifest_of(members)
            | {"files": {n: f | {"size": 200 << 20} for n, f in manifest_of(members)["files"].items()}},
        ),
        "unpacks to more than 2 GB",
    ),
    "laughter": (added("looks/evil.yaml", b"a: &a [1]\nb: [*a, *a]\n"), "aliases"),
    "an object": (added("looks/evil.yaml", b"a: !!python/object/apply:os.system [ls]\n"), "cannot be read|season"),
    "depth": (added("looks/evil.yaml", b"a: " + b"[" * 500 + b"]" * 500), "nested deeper"),
    "a long text": (added("looks/evil.yaml", b"a: " + b"x" * 300_000), "larger than 256 kB"),
}


@pytest.mark.parametrize("how", HOSTILE)
def test_a_hostile_bundle_is_refused_in_a_sentence_and_changes_nothing(
    away: Any, slight: Path, tmp_path: Path, home: Path, how: str
) -> None:
    from frontrow.web.season.models import Season

    change, words = HOSTILE[how]
    evil = rewritten(slight, tmp_path / "evil.season", change)
    with pytest.raises(UserError, match=words) as said:
        away(evil)
    assert "\n" not in str(said.value) and str(home) not in str(said.value)
    assert Season.objects.count() == 1 and not (home / "known.json").exists()
    assert not list((home / "work").glob("bundle-*"))
    assert not (tmp_path / "evil.yaml").exists()


def test_a_bomb_goes_off_in_nobodys_memory(away: Any, slight: Path, tmp_path: Path) -> None:
    """A gigabyte of noughts in a megabyte: it is read no further than the manifest says."""

    def change(members: list[Any]) -> list[Any]:
        told = manifest_of(members)
        told["files"]["looks/evil.yaml"] = {"size": 10, "sha256": "0" * 64}
        info = zipfile.ZipInfo("looks/evil.yaml")
        info.compress_type = zipfile.ZIP_DEFLATED
        return [*signed_anew(members, told), (info, bytes(64 << 20))]

    evil = rewritten(slight, tmp_path / "evil.season", change)
    with pytest.raises(UserError, match="longer than the manifest says"):
        away(evil)


def test_a_list_without_end_is_not_read(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for number in range(5000):
            archive.writestr(f"looks/{number}.yaml", b"")
    (tmp_path / "x.season").write_bytes(data.getvalue())
    with pytest.raises(UserError, match="more than 4000 files"):
        opened(tmp_path / "x.season")


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Path], bytes]:
    """The files of a bundle and the bundle: packed once, for it names the second it was made in."""
    path = tmp_path_factory.mktemp("sent") / "x.season"
    files = {f"patterns/{name}.yaml": SEASON / f"patterns/{name}.yaml" for name in ("dress", "circle-skirt")}
    packed(path, files, KEY, "north.example", "x")
    return files, path.read_bytes()


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_is_changed_on_the_way_the_files_are_what_was_signed_or_nothing_is(
    data: st.DataObject, sent: tuple[dict[str, Path], bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("way")
    files, raw = sent[0], bytearray(sent[1])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.just(len(raw)), st.integers(0, len(raw))))
    (folder / "y.season").write_bytes(raw[:cut])
    out = folder / "out"
    try:
        opened(folder / "y.season").unpack(out)
    except UserError:
        return
    assert {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()} == {
        name: path.read_bytes() for name, path in files.items()
    }


@given(name=st.text(max_size=40) | st.from_regex(r"[a-z./\\-]{1,30}\.(yaml|glb)", fullmatch=True))
@settings(max_examples=300, deadline=None)
def test_a_safe_name_never_leaves_its_folder(name: str) -> None:
    if safe(name):
        assert name.isascii() and not os.path.isabs(name) and "\\" not in name
        assert os.path.normpath(os.path.join("/season", name)) == f"/season/{name}"


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.just([]), st.just({}), st.just([{}])
)


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_season_with_odd_entries_is_taken_in_or_refused_in_a_sentence(
    home: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Signed, whole, and nonsense: what a careless or hostile house with a key of its own can send."""
    from django.db import transaction

    from frontrow.web.season.bundles import import_bundle
    from frontrow.web.season.models import Season

    folder = tmp_path_factory.mktemp("odd")
    small = renamed(folder / "north")
    shutil.rmtree(small / "patterns")
    shutil.rmtree(small / "fabrics")
    path = data.draw(st.sampled_from(sorted(small.rglob("*.yaml"))))
    told = yaml.safe_load(path.read_text())
    where: Any = told
    key = data.draw(st.sampled_from(sorted(where)))
    while isinstance(where[key], dict | list) and where[key] and data.draw(st.booleans()):
        where = where[key]
        key = data.draw(st.sampled_from(sorted(where) if isinstance(where, dict) else range(len(where))))
    where[key] = data.draw(ODD)
    path.write_text(yaml.safe_dump(told, allow_unicode=True))
    packed(folder / "x.season", season_files(small), KEY, "north.example", "second-light")
    before = Season.objects.count()
    with transaction.atomic():
        try:
            import_bundle(opened(folder / "x.season"))
        except UserError as error:
            assert "\n" not in str(error) and Season.objects.count() == before
        transaction.set_rollback(True)
    (home / "known.json").unlink(missing_ok=True)
