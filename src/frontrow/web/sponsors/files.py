"""The sponsors of a season as files: season/sponsors/<slug>.yaml, beside it <slug>-<shape>.webp for each picture.

Written back are names and plans; pictures stay where they were brought.

Pictures in a season's own files are the house's, as its looks are: they wait for no moderator. Those that came with
another Front Row's season do.
"""

from datetime import timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from frontrow.errors import UserError
from frontrow.web.audit.actor import HOUSE
from frontrow.web.pictures import BadPicture
from frontrow.web.season.files import read, save
from frontrow.web.season.models import Season
from frontrow.web.season.shelves import Put, Shelf, is_from_elsewhere
from frontrow.web.sponsors.actions.bring_picture import ask
from frontrow.web.sponsors.models import MOST, Campaign, Creative, Pays, Review, Sponsor
from frontrow.web.sponsors.picture import kept
from frontrow.web.sponsors.places import SHAPES
from frontrow.web.translated import translations

DAYS = 60


@transaction.atomic
def fill_sponsors(folder: Path) -> int:
    """Sponsors of the season in `folder` that are not known yet, each with one campaign from now on; how many.

    Raises UserError naming the file; nothing is filled in then.
    """
    paths = [path for path in sorted(folder.glob("sponsors/*.yaml")) if not known(path.stem)]
    for path in paths:
        _sponsor(path, read(path))
    return len(paths)


def known(slug: str) -> bool:
    return Sponsor.objects.filter(slug=slug).exists()


def _sponsor(path: Path, data: dict[str, Any]) -> None:
    plan = data.get("campaign") or {}
    if not data.get("name") or not isinstance(plan, dict):
        raise UserError(f"{path} needs a `name`, and a `campaign` of names and values")
    sponsor = save(
        Sponsor(
            slug=path.stem,
            name=str(data["name"]),
            line=translations(data.get("line")),
            text=translations(data.get("text")),
            link=data.get("link", ""),
            invented=bool(data.get("invented", False)),
        ),
        path,
    )
    now = timezone.now()
    try:
        budget, bid = (_cents(plan[name]) for name in ("budget", "bid"))
    except (KeyError, ValueError, InvalidOperation):
        raise UserError(f"{path}: a campaign needs a `budget` and a `bid`, amounts such as 24.00") from None
    try:
        ends = now + timedelta(days=float(plan.get("days", DAYS)))
    except (TypeError, ValueError, OverflowError):
        raise UserError(f"{path}: `days` is {plan.get('days')!r:.40}; write a number such as 14") from None
    campaign = save(
        Campaign(
            sponsor=sponsor,
            slug=path.stem,
            title=str(translations(plan.get("title"))) or sponsor.name,
            starts=now,
            ends=ends,
            budget=budget,
            bid=bid,
            pays=plan.get("pays", Pays.SEEN),
            currency=plan.get("currency", "EUR"),
        ),
        path,
    )
    foreign = is_from_elsewhere()
    for name, shape in SHAPES.items():
        picture = path.with_name(f"{path.stem}-{name}.webp")
        if not picture.exists():
            continue
        try:
            file = kept(picture.read_bytes(), shape)
        except BadPicture as error:
            raise UserError(f"{picture}: {error}") from None
        creative = save(
            Creative(
                campaign=campaign,
                slug=f"{path.stem}-{name}-1",
                shape=name,
                words=translations(data.get("words")),
                file=file,
                review=Review.WAITING if foreign else Review.APPROVED,
            ),
            path,
        )
        if foreign:
            ask(HOUSE, creative)


def _cents(amount: Any) -> int:
    """Raises ValueError, InvalidOperation."""
    found = Decimal(str(amount))
    if not 0 <= found <= MOST:
        raise ValueError
    return int(found * 100)


def _put(season: Season, put: Put) -> None:
    for sponsor in Sponsor.objects.prefetch_related("campaigns__creatives"):
        plan = sponsor.campaigns.order_by("starts").first()
        if plan is None:
            continue
        first = plan.creatives.first()
        campaign = {
            "title": plan.title,
            "budget": plan.budget / 100,
            "pays": str(plan.pays),
            "bid": plan.bid / 100,
            "currency": plan.currency,
            "days": round((plan.ends - plan.starts).total_seconds() / 86_400, 2),
        }
        put(
            f"sponsors/{sponsor.slug}.yaml",
            {
                "name": sponsor.name,
                "invented": sponsor.invented,
                "line": dict(sponsor.line),
                "text": dict(sponsor.text),
                "campaign": campaign,
                "words": dict(first.words) if first else {},
                **({"link": sponsor.link} if sponsor.link else {}),
            },
        )


def _fill(season: Season, folder: Path) -> None:
    fill_sponsors(folder)


shelf = Shelf(_fill, _put)
