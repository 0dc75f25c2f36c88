"""Template tags of the head: a text that is said twice, how a page is found, what it says to machines."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from frontrow.web.reach.origin import alternates, here, is_public, origin
from frontrow.web.reach.shared import Shared

register = template.Library()
LOCALES = {"en": "en_GB", "zh-hans": "zh_CN"}


class Kept(template.Node):
    """Renders what it holds into a variable, so that blocks of a page can be said in several places."""

    def __init__(self, name: str, nodelist: template.NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Any) -> SafeString:
        context[self.name] = mark_safe(" ".join(self.nodelist.render(context).split()))
        return SafeString("")


@register.tag
def kept(parser: Any, token: Any) -> Kept:
    """{% kept name %}…{% endkept %}"""
    _, name = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(name, nodelist)


@register.inclusion_tag("reach/found.html", takes_context=True)
def found(context: Any) -> dict[str, Any]:
    """How search engines and those whom the page is sent to meet it; a page of somebody's own is not found."""
    request = context.get("request")
    if request is None or not is_public(request):
        return {"own": True}
    shared: Shared = context.get("shared") or Shared()
    language = getattr(request, "LANGUAGE_CODE", "en")
    return {
        "canonical": here(request),
        "alternates": alternates(request),
        "title": context.get("page_title", ""),
        "description": context.get("page_description", ""),
        "kind": shared.kind,
        "picture": shared.picture or season_picture(context.get("season")),
        "origin": origin(request),
        "locale": LOCALES.get(language, language),
        "others": [locale for code, locale in LOCALES.items() if code != language],
        "data": spoken(shared.data) if shared.data else "",
    }


def season_picture(season: Any) -> Any:
    """What stands for a page without a picture of its own."""
    from frontrow.web.reach.cards import card_of_season

    return card_of_season(season) if season else None


def spoken(data: list[dict[str, Any]]) -> SafeString:
    """The objects as one JSON-LD text that no HTML inside it can leave."""
    graph = {"@context": "https://schema.org", "@graph": data}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for sign, written in (("&", "\\u0026"), ("<", "\\u003c"), (">", "\\u003e")):
        text = text.replace(sign, written)
    return mark_safe(text)
