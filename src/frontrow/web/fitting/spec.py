"""What a look in a size is made from: the look's own spec, cut and worn anew."""

from collections.abc import Mapping
from typing import Any

from frontrow.body import CHARTS, NAMED
from frontrow.web.season.models import Look
from frontrow.web.studio.spec import look_spec

CHART = {sex: chart for chart, (sex, _, _) in CHARTS.items()}
QUALITY = {"full": "preview", "draft": "draft"}  # of the season's looks -> of the fitting room's


def chart_of(look: Look) -> str:
    """The size chart that a look is cut by, "women" or "men": its wearer's."""
    body = look.body
    if isinstance(body, Mapping):
        return CHART.get(str(body.get("sex")), "women")
    if body in NAMED:
        return CHART[NAMED[body].sex]
    chart = str(body).partition("/")[0]
    return chart if chart in CHARTS else "women"


def size_spec(look: Look, size: str) -> dict[str, Any]:
    """`look` cut in a size of its chart, on that size's body."""
    return worn_by(look, size, f"{chart_of(look)}/{size}")


def worn_by(look: Look, size: str, wearer: str | dict[str, Any]) -> dict[str, Any]:
    """`look` cut in `size` ("XS" to "3XL" of its own chart, or "made" to the wearer) on a size's body, or on one of
    these measures."""
    spec = look_spec(look)
    quality = QUALITY.get(spec["quality"], spec["quality"])
    return {**spec, "size": size, "chart": chart_of(look), "wearer": wearer, "quality": quality}
