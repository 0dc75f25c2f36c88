"""A season as one signed file: what goes into it, what would come out of it here, and taking it in."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, transaction

from frontrow.errors import UserError
from frontrow.keep.bundle import Bundle, Known, Manifest, fingerprint, house_key, packed
from frontrow.web.audit.actor import HOUSE
from frontrow.web.audit.record import record
from frontrow.web.season.bundled_looks import files_of, taken_in
from frontrow.web.season.files import export_season, import_season, read, written_as
from frontrow.web.season.models import Cloth, House, Look, Pattern, Season
from frontrow.web.season.shelves import from_elsewhere

ODD = (TypeError, ValueError, AttributeError, LookupError, ArithmeticError, RecursionError, DatabaseError)
SHARED: tuple[tuple[str, Any, str], ...] = (("patterns", Pattern, "pattern"), ("fabrics", Cloth, "fabric"))


@dataclass(frozen=True)
class Coming:
    """What a bundle would bring. known: whether its key was trusted before. houses: new ones; joins: those that are
    here already and did not come from the same site. renamed: patterns and fabrics whose names mean something else
    here, and what they would be called. looks, shows, offers: how many; made: of how many looks the files are there.
    """

    manifest: Manifest
    known: bool
    houses: tuple[str, ...]
    joins: tuple[str, ...]
    looks: int
    shows: int
    offers: int
    made: int
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def signed(self) -> str:
        return fingerprint(self.manifest.key)


def export_bundle(season: Season, out: Path, looks: bool = False) -> Manifest:
    """Write `season` to `out`, signed with this house's key; looks: with the files of its looks that are made."""
    key = house_key(settings.HOME.root)
    with tempfile.TemporaryDirectory(dir=settings.HOME.work, prefix="bundle-") as folder:
        root = Path(folder)
        files = {path.relative_to(root).as_posix(): path for path in export_season(season, root)}
        if looks:
            files |= files_of(season)
        return packed(out, files, key, site_name(key.public_key().public_bytes_raw()), season.slug)


def site_name(key: bytes) -> str:
    """What this Front Row calls itself: its address, or its key where it has none."""
    return urlsplit(settings.SITE).hostname or f"front-row-{fingerprint(key)[:9]}"


def coming(bundle: Bundle, trust: str = "") -> Coming:
    """What would come. Raises UserError for a bundle that is hostile, broken, or signed by another key than before."""
    with _unpacked(bundle) as folder:
        return _coming(bundle, Path(folder), Known(settings.HOME.root).check(bundle.manifest, trust))


def _unpacked(bundle: Bundle) -> "tempfile.TemporaryDirectory[str]":
    folder = tempfile.TemporaryDirectory(dir=settings.HOME.work, prefix="bundle-")
    try:
        free = shutil.disk_usage(settings.HOME.work).free
        if sum(file.size for file in bundle.manifest.files.values()) > free // 2:
            raise UserError("the bundle would take more than half of what is free on the disk; nothing was taken in")
        bundle.unpack(Path(folder.name))
    except BaseException:
        folder.cleanup()
        raise
    return folder


def _coming(bundle: Bundle, folder: Path, known: bool) -> Coming:
    names = bundle.manifest.files
    slugs = sorted(name[7:-5] for name in names if name.startswith("houses/"))
    here = set(House.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    site = Known(settings.HOME.root).sites().get(bundle.manifest.site)
    theirs = set(site.houses) if site and known else set()
    return Coming(
        manifest=bundle.manifest,
        known=known,
        houses=tuple(slug for slug in slugs if slug not in here),
        joins=tuple(slug for slug in slugs if slug in here - theirs),
        looks=sum(name.startswith("looks/") for name in names),
        shows=sum(name.startswith("shows/") for name in names),
        offers=sum(name.startswith("commons/") for name in names),
        made=sum(name.startswith("made/") and name.endswith(".near.glb") for name in names),
        renamed=_renamed(folder, bundle.manifest),
    )


def _renamed(folder: Path, manifest: Manifest) -> dict[str, str]:
    """ "patterns/dress" -> "dress-ab12" for each whose name stands for another file here."""
    found = {}
    for shelf, model, _ in SHARED:
        for path in sorted(folder.glob(f"{shelf}/*.yaml")):
            kept = model.objects.filter(slug=path.stem).values_list("source", flat=True).first()
            if kept is not None and kept != path.read_text("utf-8"):
                found[f"{shelf}/{path.stem}"] = f"{path.stem[:44]}-{manifest.files[f'{shelf}/{path.name}'].sha256[:4]}"
    return found


def import_bundle(bundle: Bundle, trust: str = "", join: bool = False) -> tuple[Season, Coming]:
    """Take the season in, hidden until somebody publishes it, and know its key from now on.

    join: let its houses that are here already be the same ones. Raises UserError; then nothing is changed.
    """
    known = Known(settings.HOME.root)
    with _unpacked(bundle) as name:
        folder = Path(name)
        come = _coming(bundle, folder, known.check(bundle.manifest, trust))
        slug = bundle.manifest.season
        if Season.objects.filter(slug=slug).exists():
            raise UserError(f"The season `{slug}` is here already and is left as it is.")
        if come.joins and not join:
            raise UserError(
                f"A house called {', '.join(come.joins)} is here already, and may be another one; say --join when it "
                "is the same."
            )
        try:
            _rename(folder, come.renamed)
            with transaction.atomic(), from_elsewhere():
                season = import_season(folder)
                if season.slug != slug:
                    raise UserError(f"The manifest names the season `{slug}`, season.yaml `{season.slug}`.")
                Season.objects.filter(pk=season.pk).update(published=False)
                season.published = False
                taken_in(season, folder / "made")
                record(HOUSE, "import_bundle", season, site=bundle.manifest.site[:80], key=come.signed)
        except ODD as error:
            said = " ".join(str(error).replace(str(folder), "").split())[:120]
            raise UserError(f"{bundle.path.name}: its season cannot be read ({said}).") from None
        except UserError as error:
            raise UserError(str(error).replace(f"{folder}/", f"{bundle.path.name}: ")) from None
    known.add(bundle.manifest, come.houses)
    return season, come


def _rename(folder: Path, renamed: Mapping[str, str]) -> None:
    """Give patterns and fabrics their new names, also where looks and titles speak of them."""
    if not renamed:
        return
    for old, new in renamed.items():
        (folder / f"{old}.yaml").rename(folder / old.partition("/")[0] / f"{new}.yaml")
    for path in sorted(folder.glob("looks/*.yaml")):
        data = read(path)
        for garment in data.get("garments") or []:
            for shelf, _, word in SHARED:
                new = renamed.get(f"{shelf}/{garment.get(word)}")
                if new:
                    garment[word] = new
        path.write_text(written_as(data), "utf-8")
    top = folder / "season.yaml"
    data = read(top)
    for shelf, _, _word in SHARED:
        titles = data.get(shelf) or {}
        data[shelf] = {renamed.get(f"{shelf}/{name}", name): title for name, title in titles.items()}
    owners = data.get("owners") or {}
    shelf_of = {name: f"{name.partition('/')[0]}/{new}" for name, new in renamed.items()}
    data["owners"] = {shelf_of.get(name, name): house for name, house in owners.items()}
    top.write_text(written_as(data), "utf-8")
    credits = folder / "credits.yaml"
    if credits.exists():
        data = read(credits)
        for entry in data.get("credits") or []:
            entry["thing"] = renamed.get(f"{entry.get('kind')}s/{entry.get('thing')}", entry.get("thing"))
        credits.write_text(written_as(data), "utf-8")


def enqueue(season: Season) -> int:
    """Have the looks draped that came without files, or with files of another program; how many."""
    from frontrow.web.shop.fill import fill_shop
    from frontrow.web.studio.actions.drape import drape

    fill_shop()
    return sum(drape(look) for look in Look.objects.filter(collection__season=season, published=True))
