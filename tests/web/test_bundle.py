"""A season goes from one Front Row to another in one signed file, and nothing that is hostile comes with it."""

import io
import json
import os
import shutil
import stat
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontrow.errors import UserError
from frontrow.keep.bundle import Known, fingerprint, opened, packed
from frontrow.keep.bundle.manifest import MANIFEST, SIGNATURE, safe
from frontrow.keep.bundle.packed import CONTEXT

from .conftest import SEASON

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))


def season_files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.yaml")}


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
        if path.parent.name in ("houses", "looks", "shows", "commons") or path.name == "season.yaml":
            path.write_text(yaml.safe_dump(_named(data, names), allow_unicode=True, sort_keys=False))
    for shelf in ("houses", "looks", "shows"):
        for path in list(folder.glob(f"{shelf}/*.yaml")):
            path.rename(path.with_name(f"{names[path.stem]}.yaml"))
    for path in list(folder.glob("commons/*.yaml")):
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
    if isinstance(found.get("schedule"), list):
        found["schedule"] = [each | {"show": names[each["show"]]} for each in found["schedule"]]
    return found


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("north")
    packed(folder / "x.season", season_files(renamed(folder / "north")), KEY, "north.example", "second-light")
    return folder / "x.season"


@pytest.fixture(scope="module")
def slight(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without patterns and fabrics, which take long to read."""
    folder = tmp_path_factory.mktemp("slight")
    files = season_files(renamed(folder / "north"))
    kept = {name: path for name, path in files.items() if not name.startswith(("patterns", "fabrics"))}
    packed(folder / "x.season", kept, KEY, "north.example", "second-light")
    return folder / "x.season"


@pytest.fixture
def away(home: Path) -> Any:
    """Import a file as the organiser would; the key and what is known are put away afterwards."""
    from frontrow.web.season.bundles import import_bundle

    yield lambda path, **told: import_bundle(opened(path), **told)
    for name in ("known.json", "house.key"):
        (home / name).unlink(missing_ok=True)


def test_a_season_arrives_whole_hidden_and_its_key_is_known_from_then_on(away: Any, bundle: Path, home: Path) -> None:
    from frontrow.web.audit.models import AuditRow
    from frontrow.web.commons.models import Offer
    from frontrow.web.season.bundles import coming
    from frontrow.web.season.models import Look, Season

    come = coming(opened(bundle))
    assert (come.known, come.looks, come.shows, come.offers, come.joins) == (False, 13, 4, 5, ())
    season, _ = away(bundle)
    assert not Season.objects.get(slug="second-light").published
    assert Look.objects.filter(collection__season=season).count() == 13
    assert Offer.objects.get(slug="north-full-circle").house.slug == "north-ondo"
    assert AuditRow.objects.first().action == "import_bundle"
    assert Known(home).sites()["north.example"].houses == ("north-ondo", "north-serein", "north-vardholm")
    assert oct((home / "known.json").stat().st_mode)[-3:] == "600"
    with pytest.raises(UserError, match="is here already and is left as it is"):
        away(bundle)


def test_what_goes_out_by_the_command_comes_in_by_the_command(home: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from frontrow.commands.season import command
    from frontrow.web.season.models import Collection, House, Look, Season

    out = tmp_path / "first.season"
    said = CliRunner().invoke(command, ["export", str(out)])
    assert said.exit_code == 0 and fingerprint(opened(out).manifest.key) in said.output
    assert oct((home / "house.key").stat().st_mode)[-3:] == "600"
    for model in (Look, Collection, Season, House):
        model.objects.all().delete()
    shown = json.loads(CliRunner().invoke(command, ["import", str(out), "--show", "--json"]).output)
    assert shown["looks"] == 13 and not Season.objects.exists()
    unsure = CliRunner().invoke(command, ["import", str(out)])
    assert isinstance(unsure.exception, UserError) and "is new here; compare it" in str(unsure.exception)
    taken = CliRunner().invoke(command, ["import", str(out), "--trust", shown["key"]])
    assert taken.exit_code == 0, taken.exception
    assert "13 looks are in the queue" in taken.output and Look.objects.count() == 13
    for name in ("known.json", "house.key"):
        (home / name).unlink()


def test_another_key_under_a_known_name_is_refused_until_somebody_compares_it(
    away: Any, bundle: Path, tmp_path: Path
) -> None:
    from frontrow.web.season.models import Season

    away(bundle)
    third = tmp_path / "third.season"
    files = season_files(renamed(tmp_path / "third", "third-light"))
    packed(third, files, OTHER, "north.example", "third-light")
    with pytest.raises(UserError, match="somebody else may have made it"):
        away(third)
    with pytest.raises(UserError, match="not by aaaa"):
        away(third, trust="aaaa")
    assert not Season.objects.filter(slug="third-light").exists()
    with pytest.raises(UserError, match="and may be another one"):  # trusted, but its houses are not taken for granted
        away(third, trust=fingerprint(OTHER.public_key().public_bytes_raw()))


def test_a_strangers_sponsors_are_shown_when_a_moderator_has_seen_their_pictures(home: Path) -> None:
    from frontrow.web.moderation.models import Case
    from frontrow.web.season.shelves import from_elsewhere
    from frontrow.web.sponsors.files import fill_sponsors
    from frontrow.web.sponsors.models import Creative, Sponsor

    Sponsor.objects.all().delete()
    with from_elsewhere():
        fill_sponsors(SEASON)
    assert {each.review for each in Creative.objects.all()} == {"waiting"}
    cases = Case.objects.filter(kind="creative", state="waiting")
    assert Creative.objects.exists() and cases.count() == Creative.objects.count()
    Sponsor.objects.all().delete()
    fill_sponsors(SEASON)
    assert {each.review for each in Creative.objects.all()} == {"approved"}


def test_a_season_is_from_elsewhere_when_it_comes_in_a_bundle(
    away: Any, slight: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from frontrow.web.season import bundles
    from frontrow.web.season.shelves import is_from_elsewhere

    def asked(_folder: Path) -> Any:
        raise UserError(f"from elsewhere: {is_from_elsewhere()}")

    monkeypatch.setattr(bundles, "import_season", asked)
    with pytest.raises(UserError, match="from elsewhere: True"):
        away(slight)
    assert not is_from_elsewhere()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("link", "link: 'javascript:alert(1)'", "`link`"),
        ("pays", "  pays: never", "`pays`"),
        ("bid", "  bid: 0", "`bid`"),
        ("budget", "  budget: 1e999999999", "amounts"),
        ("days", "  days: .nan", "`days`"),
        ("days", "  days: .inf", "`days`"),
        ("days", "  days: [1]", "`days`"),
        ("days", "  days: -1", "`ends`"),
    ],
)
def test_a_sponsor_that_the_desk_would_refuse_is_refused_in_a_file(
    home: Path, tmp_path: Path, old: str, new: str, words: str
) -> None:
    from frontrow.web.sponsors.files import fill_sponsors
    from frontrow.web.sponsors.models import Sponsor

    Sponsor.objects.all().delete()
    (tmp_path / "sponsors").mkdir()
    data = yaml.safe_load((SEASON / "sponsors" / "marram.yaml").read_text())
    told = yaml.safe_load(new)
    (data if "link" in told else data["campaign"]).update(told)
    (tmp_path / "sponsors" / "marram.yaml").write_text(yaml.safe_dump(data))
    with pytest.raises(UserError, match=words):
        fill_sponsors(tmp_path)
    assert not Sponsor.objects.exists()


@pytest.mark.parametrize(
    "credits",
    [
        5,
        {"a": 1},
        [{"kind": "venue", "data": {"length": 2000}}],
        [{"kind": "pose", "data": {"head": "nod"}}],
        [{"kind": "pose", "data": {"head": {"turn": float("nan")}}}],
        [{"kind": "score", "data": {"key": "H"}}],
        [{"kind": "fabric", "thing": "x", "data": {"a": 1}}],
        [{"kind": "venue", "data": [1]}],
    ],
)
def test_credits_that_are_none_are_refused_in_a_sentence(home: Path, tmp_path: Path, credits: Any) -> None:
    from frontrow.web.commons.files import read
    from frontrow.web.commons.models import Use

    said = {"house": "ondo", "credit": {"title": "x", "licence": "cc0-1.0"}}
    told = [each | said for each in credits] if isinstance(credits, list) else credits
    (tmp_path / "credits.yaml").write_text(yaml.safe_dump({"credits": told}))
    with pytest.raises(UserError, match=r"credits\.yaml: "):
        read(None, tmp_path)  # type: ignore[arg-type]
    assert not Use.objects.exists()


def test_nobody_takes_the_name_of_a_house_that_is_here(away: Any, tmp_path: Path) -> None:
    from frontrow.web.season.models import House, Look, Season

    Look.objects.all().delete()
    Season.objects.all().delete()
    packed(tmp_path / "x.season", season_files(SEASON), KEY, "north.example", "first-light")
    with pytest.raises(UserError, match="A house called ondo, serein, vardholm is here already"):
        away(tmp_path / "x.season")
    assert not Season.objects.exists() and House.objects.count() == 3
    _, come = away(tmp_path / "x.season", join=True)
    assert come.joins == ("ondo", "serein", "vardholm") and House.objects.count() == 3


def test_a_pattern_of_the_same_name_that_is_another_comes_under_a_name_of_its_own(away: Any, tmp_path: Path) -> None:
    from frontrow.web.season.models import Garment, Pattern

    folder = renamed(tmp_path / "north")
    path = folder / "patterns" / "dress.yaml"
    path.write_text(path.read_text() + "\n# longer in the north\n")
    packed(tmp_path / "x.season", season_files(folder), KEY, "north.example", "second-light")
    before = Pattern.objects.get(slug="dress").source
    _, come = away(tmp_path / "x.season")
    (new,) = come.renamed.values()
    assert new.startswith("dress-") and Pattern.objects.get(slug="dress").source == before
    assert Pattern.objects.get(slug=new).source.endswith("in the north\n")
    assert str(Pattern.objects.get(slug=new).title) == "Fit-and-flare dress"
    assert set(Garment.objects.filter(pattern__slug=new).values_list("look__slug", flat=True)) == {
        f"north-{slug}" for slug in Garment.objects.filter(pattern__slug="dress").values_list("look__slug", flat=True)
    }


def glb(extra: dict[str, Any]) -> bytes:
    told = json.dumps({"asset": {"version": "2.0"}} | extra).encode()
    told += b" " * (-len(told) % 4)
    return struct.pack("<4sII", b"glTF", 2, 20 + len(told)) + struct.pack("<I4s", len(told), b"JSON") + told


def test_made_looks_need_no_draping_where_they_would_be_made_from_the_same_things(
    away: Any, home: Path, tmp_path: Path, made: Any
) -> None:
    from PIL import Image

    from frontrow.web.season.bundles import enqueue, export_bundle
    from frontrow.web.season.models import Collection, House, Look, Season
    from frontrow.web.studio.models import LookAsset, State
    from frontrow.web.studio.spec import digest, look_spec

    made("ondo-01", "ondo-02")
    for slug in ("ondo-01", "ondo-02"):
        asset = LookAsset.objects.get(look__slug=slug)
        asset.digest = asset.wanted = digest(look_spec(asset.look))
        asset.save()
        folder = home / "media" / "looks" / slug
        folder.mkdir(parents=True)
        (folder / f"{asset.digest}.near.glb").write_bytes(glb({}))
        Image.new("RGB", (9, 12)).save(folder / f"{asset.digest}.webp")
        (folder / f"{asset.digest}.json").write_text(json.dumps(asset.report))
    manifest = export_bundle(Season.objects.get(), tmp_path / "x.season", looks=True)
    assert sum(name.startswith("made/") for name in manifest.files) == 6
    shutil.rmtree(home / "media" / "looks")
    for model in (Look, Collection, Season, House):
        model.objects.all().delete()
    season, come = away(tmp_path / "x.season")
    assert come.made == 2
    asset = LookAsset.objects.get(look__slug="ondo-01")
    assert asset.state == State.READY and (home / "media" / asset.glb).read_bytes() == glb({})
    assert asset.report["walk"]["speed"] == 1.25
    assert enqueue(season) == 11


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        ("near.glb", b"<script>"),
        ("near.glb", glb({"buffers": [{"uri": "https://elsewhere.example/x.bin", "byteLength": 4}]})),
        ("near.glb", glb({}) + b"more"),
        ("json", b'{"walk": {"speed": "fast", "period": 1}}'),
        ("json", b'{"walk": {"speed": 1e999, "period": 1}}'),
        ("json", b"[" * 100_000),
        ("webp", b"GIF89a"),
    ],
)
def test_a_made_file_that_is_something_else_is_refused(home: Path, tmp_path: Path, ending: str, data: bytes) -> None:
    from frontrow.web.season.bundled_looks import checked

    (tmp_path / f"x.{ending}").write_bytes(data)
    with pytest.raises(UserError, match="is not what its name says"):
        checked(tmp_path / f"x.{ending}", ending)


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


def _added(name: str, data: bytes, info: zipfile.ZipInfo | None = None) -> Any:
    """A file more, in the manifest and signed: only the reader's own rules stand against it."""
    import hashlib

    def change(members: list[Any]) -> list[Any]:
        told = manifest_of(members)
        told["files"][name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        return [*signed_anew(members, told), (info or zipfile.ZipInfo(name), data)]

    return change


def _changed(name: str) -> Any:
    return lambda members: [
        (info, data.replace(b"price: 320", b"price: 1") if info.filename == name else data) for info, data in members
    ]


def _told(**entries: Any) -> Any:
    return lambda members: signed_anew(members, manifest_of(members) | entries)


HOSTILE = {
    "out of the folder": (_added("../../evil.yaml", b"a: 1"), "which no season has"),
    "an absolute name": (_added("/etc/evil.yaml", b"a: 1"), "which no season has"),
    "a drive": (_added("c:\\evil.yaml", b"a: 1"), "which no season has"),
    "a program": (_added("looks/evil.svg", b"<svg/>"), "which no season has"),
    "a link": (_added("looks/evil.yaml", b"/etc/passwd", link("looks/evil.yaml")), "is a link or no plain file"),
    "a look that was changed": (_changed("looks/north-ondo-01.yaml"), "is not what the manifest says|longer"),
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
    "another format": (_told(format="front-row season 9"), "this program reads"),
    "a key that is none": (_told(key="aGVsbG8="), "manifest cannot be read"),
    "an entry that nobody knows": (_told(sudo=True), "manifest cannot be read"),
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
    "laughter": (_added("looks/evil.yaml", b"a: &a [1]\nb: [*a, *a]\n"), "aliases"),
    "an object": (_added("looks/evil.yaml", b"a: !!python/object/apply:os.system [ls]\n"), "cannot be read|season"),
    "depth": (_added("looks/evil.yaml", b"a: " + b"[" * 500 + b"]" * 500), "nested deeper"),
    "a long text": (_added("looks/evil.yaml", b"a: " + b"x" * 300_000), "larger than 256 kB"),
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
