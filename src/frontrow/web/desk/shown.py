"""Talks as pages show them: with their looks, hours and links that only their owner may follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from frontrow.web.audit.actor import Actor
from frontrow.web.desk.models import Message, Talk
from frontrow.web.season.models import Look
from frontrow.web.shop.personal import orders_of
from frontrow.web.shows.schedule import When


@dataclass(frozen=True)
class Line:
    """said: the message. cites: (title, url). hours: the programme. looks: (look, why)."""

    said: Message
    cites: list[tuple[str, str]]
    hours: list[dict[str, Any]]
    looks: list[tuple[Look, str]]
    near: list[tuple[str, str]]

    @property
    def paragraphs(self) -> list[str]:
        return [line for line in self.said.text.splitlines() if line.strip()]

    @property
    def language(self) -> str:
        """What the desk answered in; the talk's for what others said."""
        return str(self.said.data.get("language") or self.said.talk.language or get_language() or "en")

    @property
    def refused(self) -> bool:
        return bool(self.said.data.get("refused"))

    @property
    def hands(self) -> bool:
        return bool(self.said.data.get("hands"))


def lines(talk: Talk | None, actor: Actor | None = None) -> list[Line]:
    """Everything that was said. actor: the visitor; her own orders are linked. None for the inbox: none is."""
    if talk is None:
        return []
    said = list(talk.messages.select_related("by"))
    slugs = {each["slug"] for one in said for each in one.data.get("looks", [])}
    looks = {look.slug: look for look in _looks(slugs)} if slugs else {}
    told = any(cite["url"].startswith("order:") for one in said for cite in one.data.get("cites", []))
    orders = {each.code: each.get_absolute_url() for each in orders_of(actor)} if told and actor else {}
    return [
        Line(
            one,
            [(cite["title"], _url(cite["url"], orders)) for cite in one.data.get("cites", [])],
            [{**hour, "now": hour["when"] == When.NOW} for hour in one.data.get("hours", [])],
            [(looks[each["slug"]], each["why"]) for each in one.data.get("looks", []) if each["slug"] in looks],
            [(cite["title"], cite["url"]) for cite in one.data.get("near", [])],
        )
        for one in said
    ]


def _url(kept: str, orders: dict[str, str]) -> str:
    kind, _, code = kept.partition(":")
    return orders.get(code, "") if kind == "order" else kept


def _looks(slugs: Iterable[str]) -> Any:
    return Look.objects.shown().filter(slug__in=slugs).select_related("collection__house", "asset")
