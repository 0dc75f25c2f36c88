"""The sponsors of a season as files: season/sponsors/<slug>.yaml, beside it <slug>-<shape>.webp for each picture.

Written back are names and plans; pictures stay where they were brought.

Pictures in a season's own files are the house's, as its looks are: they wait for no moderator.
"""

from datetime import timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from frontrow.errors import UserError
from frontrow.web.season.files import read
from frontrow.web.season.models import Season
from frontrow.web.season.shelves import Put, Shelf
from frontrow.web.sponsors.models import Campaign, Creative, Review, Sponsor
from frontrow.web.sponsors.picture import BadPicture, kept
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
    sponsor = Sponsor.objects.create(
        slug=path.stem,
        name=str(data["name"]),
        line=translations(data.get("line")),
        text=translations(data.get("text")),
        link=data.get("link", ""),
        invented=bool(data.get("invented", False)),
    )
    now = timezone.now()
    try:
        budget, bid = (int(Decimal(str(plan[name])) * 100) for name in ("budget", "bid"))
        days = float(plan.get("days", DAYS))
    except (KeyError, ValueError, InvalidOperation):
        raise UserError(f"{path}: a campaign needs a `budget` and a `bid`, amounts such as 24.00") from None
    campaign = Campaign.objects.create(
        sponsor=sponsor,
        slug=path.stem,
        title=str(translations(plan.get("title"))),
        starts=now,
        ends=now + timedelta(days=days),
        budget=budget,
        bid=bid,
        pays=plan.get("pays", "seen"),
        currency=plan.get("currency", "EUR"),
    )
    for name, shape in SHAPES.items():
        picture = path.with_name(f"{path.stem}-{name}.webp")
        if not picture.exists():
            continue
        try:
            file = kept(picture.read_bytes(), shape)
        except BadPicture as error:
            raise UserError(f"{picture}: {error}") from None
        Creative.objects.create(
            campaign=campaign,
            slug=f"{path.stem}-{name}-1",
            shape=name,
            words=translations(data.get("words")),
            file=file,
            review=Review.APPROVED,
        )


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
