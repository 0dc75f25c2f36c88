"""A season as files: read into the database once, written back whenever asked.

season.yaml  houses/<slug>.yaml  looks/<slug>.yaml  shows/<slug>.yaml
    patterns/<slug>.yaml  fabrics/<slug>.yaml
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import override

from frontrow.errors import UserError
from frontrow.show.lineup import parse
from frontrow.web.season.models import Cloth, Collection, Garment, House, Look, Pattern, Season
from frontrow.web.season.shelves import is_from_elsewhere, shelves
from frontrow.web.shows.models import Place, Show
from frontrow.web.takeaway.models import Terms
from frontrow.web.translated import Translations, translations

M = TypeVar("M", bound=models.Model)


def read(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UserError(f"{path} is missing; `frontrow season new` writes a season to start from") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UserError(f"{path} is not readable YAML: {' '.join(str(error).split())}") from None
    if not isinstance(data, Mapping):
        raise UserError(f"{path} must hold names and values, such as `title: …`")
    return dict(data)


def _need(data: Any, name: str, path: Path) -> Any:
    if not isinstance(data, Mapping):
        raise UserError(f"{path} has {data!r:.60} where names and values belong, such as `{name}: …`")
    if data.get(name) in (None, ""):
        raise UserError(f"{path} has no `{name}`; add it")
    return data[name]


def save(thing: M, path: Path) -> M:
    """Save `thing`, which `path` describes, if it is as the desk would accept it. Raises UserError."""
    try:
        with override("en"):
            thing.full_clean()
    except ValidationError as error:
        raise _wrong(error, path) from None
    thing.save()
    return thing


def _wrong(error: ValidationError, path: Path) -> UserError:
    """The first complaint as one sentence that names the file."""
    with override("en"):
        name, words = next(iter(error.message_dict.items()))
    return UserError(f"{path}: {words[0]}" if name in ("__all__", "source") else f"{path}: `{name}`: {words[0]}")


def _free(path: Path, season: Season | None) -> None:
    """Two seasons cannot have a look or a show of the same name: its name is its address."""
    if season:
        raise UserError(f"{path} has a name that the season `{season.slug}` uses already; give the file another name")


@transaction.atomic
def import_season(folder: Path) -> Season:
    """Put the season in `folder` into the database and return it; one that is there already is left alone.

    Raises UserError naming the file and what is wrong in it; nothing is imported then.
    """
    top = path = folder / "season.yaml"
    data = read(path)
    slug = str(_need(data, "slug", path))
    known = Season.objects.filter(slug=slug).first()
    if known:
        return known
    season = Season(
        slug=slug,
        title=translations(_need(data, "title", path)),
        line=translations(data.get("line")),
        text=translations(data.get("text")),
        accent=data.get("accent", "#b4232a"),
        opens=_need(data, "opens", path),
        published=bool(data.get("published", False)),
    )
    save(season, path)
    for path in sorted(folder.glob("patterns/*.yaml")):
        title = (data.get("patterns") or {}).get(path.stem) or read(path).get("title", path.stem)
        source = path.read_text(encoding="utf-8")
        if not Pattern.objects.filter(slug=path.stem).exists():
            save(Pattern(slug=path.stem, title=translations(title), source=source), path)
    for path in sorted(folder.glob("fabrics/*.yaml")):
        title = (data.get("fabrics") or {}).get(path.stem) or read(path).get("title", path.stem)
        source = path.read_text(encoding="utf-8")
        if not Cloth.objects.filter(slug=path.stem).exists():
            save(Cloth(slug=path.stem, title=translations(title), source=source), path)
    collections = {path.stem: _house(season, path) for path in sorted(folder.glob("houses/*.yaml"))}
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


def _schedule(season: Season, entries: list[dict[str, Any]], path: Path) -> None:
    for order, entry in enumerate(entries):
        name = _need(entry, "show", path)
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
            name=_need(data, "name", path),
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
    house = _need(data, "house", path)
    if house not in collections:
        raise UserError(f"{path} names the house `{house}`; there is no houses/{house}.yaml")
    _free(path, Season.objects.filter(collections__looks__slug=path.stem).first())
    look = Look(
        slug=path.stem,
        collection=collections[house],
        number=data.get("number", 1),
        title=translations(_need(data, "title", path)),
        text=translations(data.get("text")),
        body=_need(data, "body", path),
        finish=data.get("finish", "porcelain"),
        price=_price(data.get("price", 0), path),
        currency=data.get("currency", "EUR"),
        colours=data.get("colours") or [],
        pose=data.get("pose") or {},
        published=data.get("published") is not False,
    )
    save(look, path)
    for order, garment in enumerate(_need(data, "garments", path)):
        name = _need(garment, "pattern", path)
        pattern = Pattern.objects.filter(slug=name).first()
        if pattern is None:
            raise UserError(f"{path} uses the pattern `{name}`; there is no patterns/{name}.yaml")
        worn = Garment(
            look=look,
            order=order,
            title=translations(garment.get("title")),
            pattern=pattern,
            fabric=_need(garment, "fabric", path),
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


def export_season(season: Season, folder: Path) -> list[Path]:
    """Write `season` below `folder` as the files `import_season` reads; returns the files written."""
    written: list[Path] = []

    def write(name: str, data: Mapping[str, Any]) -> None:
        kept = {k: v for k, v in data.items() if v not in (None, "", {}, [])}
        text(name, written_as(kept))

    def text(name: str, content: str) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        written.append(path)

    worn = Garment.objects.filter(look__collection__season=season).values("fabric")
    cloths = Cloth.objects.filter(slug__in=worn)
    # a pattern that no look uses yet belongs to whoever writes a season out
    used = models.Q(garment__look__collection__season=season) | models.Q(garment=None)
    patterns = Pattern.objects.filter(used).distinct()
    write(
        "season.yaml",
        {
            "slug": season.slug,
            "title": season.title,
            "line": season.line,
            "text": season.text,
            "accent": season.accent,
            "opens": season.opens,
            "published": season.published,
            "houses": [collection.house.slug for collection in season.collections.select_related("house")],
            "schedule": [
                {"show": show.slug, **({"daily": f"{show.daily:%H:%M}"} if show.daily else {})}
                for show in season.shows.filter(places__isnull=False).distinct()
            ],
            "patterns": {pattern.slug: pattern.title for pattern in patterns},
            "fabrics": {cloth.slug: cloth.title for cloth in cloths},
        },
    )
    for collection in season.collections.select_related("house"):
        house = collection.house
        write(
            f"houses/{house.slug}.yaml",
            {
                "name": house.name,
                "line": house.line,
                "story": house.story,
                **({"new": True} if house.new else {}),
                "collection": {
                    "title": collection.title,
                    "text": collection.text,
                    **({"licence": terms.licence} if (terms := getattr(collection, "terms", None)) else {}),
                },
            },
        )
    everyone = Look.objects.filter(collection__season=season).prefetch_related("garments__pattern")
    for look in everyone.select_related("collection__house"):
        write(f"looks/{look.slug}.yaml", look_data(look))
    for show in season.shows.prefetch_related("places__look__collection__house"):
        looks = [place.look for place in show.places.all()]
        if not looks:  # nothing walks in it yet
            continue
        write(
            f"shows/{show.slug}.yaml",
            {
                "title": show.title,
                "text": show.text,
                **({} if show.published else {"published": False}),  # nor is it where it is read
                "start": show.start,
                "music": {"bpm": show.bpm, "bars": show.bars, **({"score": show.score} if show.score else {})},
                "venue": show.venue,
                "houses": list(dict.fromkeys(look.house.slug for look in looks)),
                "looks": [look.slug for look in looks],
            },
        )
    for pattern in patterns:
        text(f"patterns/{pattern.slug}.yaml", pattern.source)
    for cloth in cloths:
        text(f"fabrics/{cloth.slug}.yaml", cloth.source)
    for shelf in shelves():
        shelf.write(season, write)
    return written


def look_data(look: Look) -> dict[str, Any]:
    """A look as its file holds it."""
    return {
        "house": look.house.slug,
        "number": look.number,
        **({} if look.published else {"published": False}),
        "title": look.title,
        "text": look.text,
        "body": look.body,
        "finish": look.finish,
        "price": int(look.price) if look.price == int(look.price) else str(look.price),
        "currency": look.currency,
        "colours": look.colours,
        "pose": look.pose,
        "garments": [
            {
                k: v
                for k, v in {
                    "title": garment.title,
                    "pattern": garment.pattern.slug,
                    "fabric": garment.fabric,
                    "size": garment.size,
                    "color": garment.colour,
                    "options": garment.options,
                }.items()
                if v
            }
            for garment in look.garments.all()
        ],
    }


def written_as(data: Mapping[str, Any]) -> str:
    """The text of a file with these names and values."""
    return yaml.dump(dict(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


class _Dumper(yaml.SafeDumper):
    """Texts become plain mappings; long texts fold instead of running off the page; nothing is said by reference."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    """A text of several lines stands as it is, below its name."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Translations, lambda dumper, value: dumper.represent_dict(dict(value)))
