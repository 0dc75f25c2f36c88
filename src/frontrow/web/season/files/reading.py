"""A season's files into the database, once."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.db import transaction

from frontrow.errors import UserError
from frontrow.show.lineup import parse
from frontrow.web.season.files.text import need, read, save
from frontrow.web.season.models import Cloth, Collection, Garment, House, Look, Pattern, Season
from frontrow.web.season.shelves import house_in, is_from_elsewhere, shelves
from frontrow.web.shows.models import Place, Show
from frontrow.web.takeaway.models import Terms
from frontrow.web.translated import translations


@transaction.atomic
def import_season(folder: Path) -> Season:
    """Put the season in `folder` into the database and return it; one that is there already is left alone.

    Raises UserError naming the file and what is wrong in it; nothing is imported then.
    """
    top = path = folder / "season.yaml"
    data = read(path)
    slug = str(need(data, "slug", path))
    known = Season.objects.filter(slug=slug).first()
    if known:
        return known
    season = Season(
        slug=slug,
        title=translations(need(data, "title", path)),
        line=translations(data.get("line")),
        text=translations(data.get("text")),
        accent=data.get("accent", "#b4232a"),
        opens=need(data, "opens", path),
        published=bool(data.get("published", False)),
    )
    save(season, path)
    fresh: dict[str, Any] = {}
    for path in sorted(folder.glob("patterns/*.yaml")):
        title = (data.get("patterns") or {}).get(path.stem) or read(path).get("title", path.stem)
        source = path.read_text(encoding="utf-8")
        if not Pattern.objects.filter(slug=path.stem).exists():
            pattern = Pattern(slug=path.stem, title=translations(title), source=source)
            fresh[f"patterns/{path.stem}"] = save(pattern, path)
    for path in sorted(folder.glob("fabrics/*.yaml")):
        title = (data.get("fabrics") or {}).get(path.stem) or read(path).get("title", path.stem)
        source = path.read_text(encoding="utf-8")
        if not Cloth.objects.filter(slug=path.stem).exists():
            cloth = Cloth(slug=path.stem, title=translations(title), source=source)
            fresh[f"fabrics/{path.stem}"] = save(cloth, path)
    collections = {path.stem: _house(season, path) for path in sorted(folder.glob("houses/*.yaml"))}
    _owned(data.get("owners") or {}, fresh, folder)
    for path in sorted(folder.glob("looks/*.yaml")):
        _look(collections, path)
    for path in sorted(folder.glob("shows/*.yaml")):
        _show(season, path)
    _schedule(season, data.get("schedule") or [], top)
    for shelf in shelves():
        shelf.read(season, folder)
    for order, house in enumerate(data.get("houses") or sorted(collections)):
        if house not in collections:
            raise UserError(f"{top} lists `{house}`; there is no houses/{house}.yaml")
        Collection.objects.filter(pk=collections[house].pk).update(order=order)
    return season


def _owned(owners: Any, fresh: Mapping[str, Any], folder: Path) -> None:
    """`owners` in season.yaml, "fabrics/ondo-dot: ondo": whose the patterns and fabrics are that came just now."""
    path = folder / "season.yaml"
    if not isinstance(owners, Mapping):
        raise UserError(f"{path}: `owners` is {owners!r:.40}; it is a mapping, such as `fabrics/ondo-dot: ondo`")
    for name, slug in owners.items():
        house = house_in(folder, slug)
        if house is None:
            raise UserError(f"{path}: `{name}` is {slug!r:.40}'s; there is no houses/{slug}.yaml")
        if thing := fresh.get(name):
            thing.house = house
            thing.save(update_fields=["house"])


def _schedule(season: Season, entries: list[dict[str, Any]], path: Path) -> None:
    for order, entry in enumerate(entries):
        name = need(entry, "show", path)
        show = season.shows.filter(slug=name).first()
        if show is None:
            raise UserError(f"{path} schedules the show `{name}`; there is no shows/{name}.yaml")
        show.order, show.daily = order, entry.get("daily")
        save(show, path)


def _house(season: Season, path: Path) -> Collection:
    data = read(path)
    house = House.objects.filter(slug=path.stem).first() or save(
        House(
            slug=path.stem,
            name=need(data, "name", path),
            line=translations(data.get("line")),
            story=translations(data.get("story")),
            new=bool(data.get("new")),
        ),
        path,
    )
    collection = data.get("collection") or {}
    brought = Collection(
        season=season,
        house=house,
        title=translations(collection.get("title")),
        text=translations(collection.get("text")),
    )
    save(brought, path)
    if licence := collection.get("licence"):
        save(Terms(collection=brought, licence=str(licence)), path)
    return brought


def _look(collections: Mapping[str, Collection], path: Path) -> None:
    data = read(path)
    house = need(data, "house", path)
    if house not in collections:
        raise UserError(f"{path} names the house `{house}`; there is no houses/{house}.yaml")
    _free(path, Season.objects.filter(collections__looks__slug=path.stem).first())
    look = Look(
        slug=path.stem,
        collection=collections[house],
        number=data.get("number", 1),
        title=translations(need(data, "title", path)),
        text=translations(data.get("text")),
        body=need(data, "body", path),
        finish=data.get("finish", "porcelain"),
        price=_price(data.get("price", 0), path),
        currency=data.get("currency", "EUR"),
        colours=data.get("colours") or [],
        pose=data.get("pose") or {},
        published=data.get("published") is not False,
    )
    save(look, path)
    for order, garment in enumerate(need(data, "garments", path)):
        name = need(garment, "pattern", path)
        pattern = Pattern.objects.filter(slug=name).first()
        if pattern is None:
            raise UserError(f"{path} uses the pattern `{name}`; there is no patterns/{name}.yaml")
        worn = Garment(
            look=look,
            order=order,
            title=translations(garment.get("title")),
            pattern=pattern,
            fabric=need(garment, "fabric", path),
            size=str(garment.get("size", "M")),
            colour=garment.get("color") or "",
            options=garment.get("options") or {},
        )
        save(worn, path)


def _price(value: Any, path: Path) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise UserError(f"{path}: `price` is {value!r:.40}; write a number, such as 420 or 99.50") from None


def _show(season: Season, path: Path) -> None:
    data = read(path)
    lineup = parse(path.stem, data, str(path))
    _free(path, Season.objects.filter(shows__slug=path.stem).first())
    show = Show(
        slug=path.stem,
        season=season,
        title=translations(lineup.title),
        text=translations(data.get("text")),
        start=datetime.fromtimestamp(lineup.start, UTC) if lineup.start else None,
        bpm=round(lineup.bpm),
        bars=lineup.bars,
        venue=data.get("venue") or {},
        score=(data.get("music") or {}).get("score") or {},
        published=data.get("published") is not False,
    )
    save(show, path)
    for order, name in enumerate(lineup.looks):
        looks = Look.objects.filter(slug=name)
        if is_from_elsewhere():
            looks = looks.filter(collection__season=season)  # it shows nothing that is the house's own
        look = looks.first()
        if look is None:
            raise UserError(f"{path} has the look `{name}` in its line-up; there is no looks/{name}.yaml")
        Place.objects.create(show=show, look=look, order=order)


def _free(path: Path, season: Season | None) -> None:
    """Two seasons cannot have a look or a show of the same name: its name is its address."""
    if season:
        raise UserError(f"{path} has a name that the season `{season.slug}` uses already; give the file another name")
