"""The bag."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Path, Router, Schema
from ninja.responses import Status

from frontrow.web.api.errors import REFUSALS, form_key
from frontrow.web.api.shapes import SLUG
from frontrow.web.audit.actor import actor_of
from frontrow.web.season.models import Look
from frontrow.web.shop.actions.fill_bag import add_to_bag, take_from_bag, variant_of
from frontrow.web.shop.holder import holder_of
from frontrow.web.shop.models import BagLine

router = Router(tags=["The bag"], auth=form_key)


class LineIn(Schema):
    look: str = Field(pattern=SLUG)
    size: str = Field(pattern=SLUG, max_length=8, description="XS, S, M, L, XL, 2XL, 3XL, or made (to measure).")
    colour: str = Field("", pattern=r"^(#[0-9a-fA-F]{6})?$", description="#rrggbb; empty: as it walks.")
    page: Literal["look", "show", "fitting", "api"] = Field("api", description="Where it was pressed.")


class LineOut(Schema):
    id: int
    look: str
    size: str
    colour: str
    quantity: int


@router.get("/bag", response=list[LineOut])
def bag(request: HttpRequest) -> Any:
    """What is in your bag."""
    lines = BagLine.objects.filter(holder=holder_of(request) or "-").select_related("variant__look")
    return [_line(line) for line in lines]


@router.post("/bag", response={201: LineOut, **REFUSALS})
def put(request: HttpRequest, line: LineIn) -> Any:
    """Put one more of a look into the bag."""
    look = get_object_or_404(Look.objects.shown(), slug=line.look)
    return Status(
        201, _line(add_to_bag(actor_of(request, keeps=True), variant_of(look, line.size, line.colour), line.page))
    )


@router.delete("/bag/{int:line}", response={204: None, **REFUSALS})
def take(request: HttpRequest, line: Annotated[int, Path(ge=1, lt=2**31)]) -> Any:
    """Take a line out of the bag."""
    take_from_bag(actor_of(request), line, "api")
    return Status(204, None)


def _line(line: BagLine) -> dict[str, Any]:
    variant = line.variant
    return {
        "id": line.pk,
        "look": line.look.slug,
        "size": variant.size,
        "colour": variant.colour,
        "quantity": line.quantity,
    }
