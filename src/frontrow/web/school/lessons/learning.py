"""How a recommender learns: choose what you like among looks that do not exist, and see what is made of it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from frontrow.recommend.item import Item
from frontrow.recommend.simulate import classroom
from frontrow.web.season.words import fabric_titles

GARMENTS = {
    "dress": _("dress"),
    "slip-dress": _("slip dress"),
    "coat": _("coat"),
    "tshirt": _("T-shirt"),
    "trousers": _("trousers"),
    "circle-skirt": _("circle skirt"),
    "pleated-skirt": _("pleated skirt"),
    "blazer": _("blazer"),
}
MOST = 6  # looks that one may like


@dataclass(frozen=True)
class Shown:
    """A made-up look; because: the liked look that spoke for it most, "" for none."""

    item: str
    number: int
    colours: tuple[str, ...]
    words: str
    liked: bool = False
    because: int = 0


def facts(request: HttpRequest) -> dict[str, Any]:
    """Made-up looks, those she liked (`?like=`, repeated), and what so many others (`?visitors=`) make of that."""
    items = {item.id: item for item in classroom.catalogue()}
    liked = [item for item in dict.fromkeys(request.GET.getlist("like")) if item in items][:MOST]
    asked = request.GET.get("visitors", "")
    visitors = next((each for each in classroom.STAGES if str(each) == asked), classroom.STAGES[-1])
    titles = fabric_titles()
    numbers = {item: number for number, item in enumerate(items, 1)}

    def shown(item: Item, **more: Any) -> Shown:
        worn = zip(item.garments, item.fabrics, strict=True)
        words = " · ".join(f"{GARMENTS.get(g, g)}, {titles.get(f, f)}" for g, f in worn)
        return Shown(item.id, numbers[item.id], item.colors, words, **more)

    chosen = []
    for found in classroom.chosen(visitors, liked) if liked else []:
        source = found.reason.source if found.reason else None
        chosen.append(shown(items[found.item], because=numbers.get(source or "", 0)))
    return {
        "looks": [shown(item, liked=item.id in liked) for item in items.values()],
        "chosen": chosen,
        "visitors": visitors,
        "stages": classroom.stages(),
    }
