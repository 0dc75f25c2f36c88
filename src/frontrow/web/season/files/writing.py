"""A season out of the database, as the files that `reading` takes in."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import models

from frontrow.web.season.files.text import written_as
from frontrow.web.season.models import Cloth, Garment, Look, Pattern, Season
from frontrow.web.season.shelves import shelves


def export_season(season: Season, folder: Path) -> list[Path]:
    """Write `season` below `folder` as the files `import_season` reads; returns the files written."""
    written: list[Path] = []

    def write(name: str, data: Mapping[str, Any] | Path) -> None:
        if isinstance(data, Path):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            written.append(Path(shutil.copyfile(data, folder / name)))
            return
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
            "owners": {
                f"{shelf}/{each.slug}": each.house.slug
                for shelf, things in (("patterns", patterns), ("fabrics", cloths))
                for each in things.filter(house__collections__season=season).select_related("house")
            },
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
