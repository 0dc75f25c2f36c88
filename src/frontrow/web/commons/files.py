"""The commons as files of a season: season/commons/<slug>.yaml, an offer with its newest version's file in it.

credits.yaml says of each copy whose work it is, so that credit goes where a season goes.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from frontrow.errors import UserError
from frontrow.web.audit.actor import HOUSE
from frontrow.web.commons.actions.offer import MOST, digest
from frontrow.web.commons.kinds import checked, checked_data
from frontrow.web.commons.models import FREE, Kind, Offer, State, Use, Version
from frontrow.web.commons.review import ask
from frontrow.web.commons.tasks import draw
from frontrow.web.licences import Licence
from frontrow.web.season import shelves
from frontrow.web.season.models import House, Season
from frontrow.web.translated import translations

CREDIT = {"title", "credit", "house", "licence", "url", "offer", "version", "from"}
DEEP = 20  # works made from works made from works


def listen() -> None:
    shelves.add("commons", shelves.Shelf(read, write))


def read(season: Season, folder: Path) -> None:
    """Take in commons/*.yaml and credits.yaml of the season's folder. Raises UserError naming the file."""
    from frontrow.web.season.files import read as mapping

    for path in sorted(folder.glob("commons/*.yaml")):
        if not Offer.objects.filter(slug=path.stem).exists():
            _offer(path, mapping(path))
    path = folder / "credits.yaml"
    entries = mapping(path).get("credits") or [] if path.exists() else []
    if not isinstance(entries, list):
        raise UserError(f"{path}: `credits` is {entries!r:.40}; it is a list")
    for entry in entries:
        _use(folder, path, entry)


def _offer(path: Path, data: Mapping[str, Any]) -> None:
    """An offer that the organiser brings needs no moderator; one that came with a season from elsewhere does."""
    from frontrow.web.season.files import save

    house = shelves.house_in(path.parents[1], data.get("house", ""))
    if house is None:
        raise UserError(f"{path}: `house` is {data.get('house')!r:.40}; there is no houses/{data.get('house')}.yaml")
    kind, licence, source = data.get("kind"), data.get("licence", Licence.CC_BY), data.get("file")
    if kind not in Kind.values:
        raise UserError(f"{path}: `kind` is {kind!r:.40}; it is one of {', '.join(Kind.values)}")
    if licence not in FREE:
        raise UserError(f"{path}: `licence` is {licence!r:.40}; it is one of {', '.join(FREE)}")
    if not isinstance(source, str):
        raise UserError(f"{path}: `file` is the text of the {kind}; write it below `file: |`")
    try:
        checked(str(kind), source)
    except UserError as error:
        raise UserError(f"{path}: `file`: {error}") from None
    if Offer.objects.filter(house=house).count() >= MOST:
        raise UserError(f"{path}: a house offers two hundred things at most")
    foreign = shelves.is_from_elsewhere()
    offer = Offer(
        slug=path.stem,
        kind=str(kind),
        house=house,
        title=translations(data.get("title") or path.stem),
        text=translations(data.get("text")),
        licence=licence,
        credit=str(data.get("credit") or house.name)[:120],
        state=State.WAITING if foreign else State.OPEN,
        known=not foreign,
    )
    save(offer, path)
    number = data.get("version", 1)
    number = number if isinstance(number, int) and 0 < number < 10_000 else 1
    version = Version.objects.create(
        offer=offer, number=number, source=source, digest=digest(source), let_through=not foreign
    )
    draw.enqueue(version.pk)
    if foreign:
        ask(offer, HOUSE, elsewhere=True)


def _use(folder: Path, path: Path, entry: Any) -> None:
    """A copy that came with the season, whose offer is elsewhere."""
    said = entry if isinstance(entry, Mapping) else {}
    house = shelves.house_in(folder, said.get("house", ""))
    credit = _credit(said.get("credit"))
    if house is None or said.get("kind") not in Kind.values or not credit:
        raise UserError(f"{path}: {entry!r:.60} is no credit; it names house, kind, thing and credit")
    kind, thing = str(said["kind"]), str(said.get("thing") or "")[:50]
    if thing and shelves.is_from_elsewhere() and not (folder / f"{kind}s" / f"{thing}.yaml").exists():
        return  # the copy itself did not come; nothing of this house is said to be another's work
    try:
        data = checked_data(kind, said.get("data") or {})
    except UserError as error:
        raise UserError(f"{path}: {error}") from None
    if not Use.objects.filter(house=house, kind=kind, thing=thing, data=data).exists():
        Use.objects.create(house=house, kind=kind, thing=thing, data=data, credit=credit)


def _credit(said: Any, deep: int = 0) -> dict[str, Any]:
    """A credit from elsewhere: short texts, and a licence that we know; {} for what is none."""
    if not isinstance(said, Mapping) or said.get("licence") not in FREE or deep > DEEP:
        return {}
    found: dict[str, Any] = {name: str(said.get(name, ""))[:160] for name in CREDIT - {"from", "version"}}
    found["url"] = Licence(said["licence"]).url
    found["version"] = said.get("version") if isinstance(said.get("version"), int) else 1
    origin = _credit(said["from"], deep + 1) if said.get("from") else {}
    return found | ({"from": origin} if origin else {})


def write(season: Season, put: shelves.Put) -> None:
    """Put the open offers of the season's houses, and what these use of others, beside its other files."""
    houses = House.objects.filter(collections__season=season)
    for offer in Offer.objects.filter(house__in=houses, state=State.OPEN).select_related("house"):
        latest = offer.latest
        put(
            f"commons/{offer.slug}.yaml",
            {
                "kind": offer.kind,
                "house": offer.house.slug,
                "title": offer.title,
                "text": offer.text,
                "licence": offer.licence,
                "credit": offer.credit if offer.credit != offer.house.name else "",
                "version": latest.number if latest.number > 1 else "",
                "file": latest.source,
            },
        )
    uses = Use.objects.filter(house__in=houses).select_related("house").order_by("id")
    if uses:
        told = [
            {"house": use.house.slug, "kind": use.kind, "thing": use.thing, "data": use.data, "credit": use.credit}
            for use in uses
        ]
        put("credits.yaml", {"credits": told})
