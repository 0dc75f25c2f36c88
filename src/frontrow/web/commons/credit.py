"""Credit: what is said of whose work something is, in a file, on a page and in a season that travels."""

from typing import Any

from frontrow.web.commons.models import Kind, Use, Version
from frontrow.web.season.models import Look
from frontrow.web.shows.models import Show

MARK = "# From the commons: "


def credit_of(version: Version) -> dict[str, Any]:
    """What every copy of `version` says for good."""
    offer = version.offer
    said = {
        "title": str(offer.title),
        "credit": offer.credit,
        "house": offer.house.name,
        "licence": offer.licence,
        "url": offer.terms.url,
        "offer": offer.slug,
        "version": version.number,
    }
    return said | ({"from": offer.based_on.credit} if offer.based_on else {})


def marked(source: str, credit: dict[str, Any]) -> str:
    """The file with its credits as comments above it, in place of those that it had."""
    lines, one = [], credit
    while one:
        said = (
            f"“{one['title']}”, version {one['version']}, by {one['credit']} ({one['house']}), "
            f"{one['licence'].upper()}, {one['url']}"
        )
        lines.append(MARK + " ".join(said.split()))
        one = one.get("from") or {}
    return "\n".join([*lines, unmarked(source)])


def unmarked(source: str) -> str:
    """The file without the credits above it."""
    lines = source.splitlines(keepends=True)
    while lines and lines[0].startswith(MARK):
        lines.pop(0)
    return "".join(lines)


def of_look(look: Look) -> list[Use]:
    """What of a look came from the commons: its fabrics, its patterns, its pose."""
    garments = list(look.garments.select_related("pattern"))
    things = {(Kind.FABRIC, each.fabric) for each in garments} | {
        (Kind.PATTERN, each.pattern.slug) for each in garments
    }
    copies = Use.objects.filter(thing__in=[thing for _, thing in things])
    found = {(use.kind, use.thing): use for use in copies if (use.kind, use.thing) in things}
    return [*found.values(), *_same(Kind.POSE, [look.house.pk], look.pose)]


def of_show(show: Show) -> list[Use]:
    """What of a show came from the commons: its venue, its score."""
    houses = list(show.looks.values_list("collection__house", flat=True).distinct())
    return [*_same(Kind.VENUE, houses, show.venue), *_same(Kind.SCORE, houses, show.score)]


def _same(kind: Kind, houses: list[int], data: Any) -> list[Use]:
    """The use by one of `houses` whose data this is."""
    uses = Use.objects.filter(kind=kind, house__in=houses) if data else Use.objects.none()
    return [use for use in uses if use.data == data][:1]
