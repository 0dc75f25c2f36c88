"""Template tags: the client's files, money, colours, and this page in another language."""

import json
import re
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.numbers import format_currency
from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from frontrow.web.season.faults import told
from frontrow.web.shop.till import as_money

register = template.Library()

LETTERS = re.compile(r"^([^\W\d_]+)(?=\d)")  # a currency without a sign of its own stands apart from the number
BABEL = {"en": "en", "zh-hans": "zh_Hans"}


@register.simple_tag
def vite(entry: str) -> SafeString:
    """The styles and the script of a client entry ("site"); nothing when the client is not built."""
    manifest = settings.CLIENT / ".vite" / "manifest.json"
    if not manifest.exists():
        return SafeString("")
    styles, script = _files(manifest, manifest.stat().st_mtime_ns, entry)
    links = format_html_join("\n", '<link rel="stylesheet" href="/assets/{}">', ((each,) for each in styles))
    return links + (format_html('\n<script type="module" src="/assets/{}"></script>', script) if script else "")


def script_of(entry: str) -> str:
    """The file of a client entry's script, below /assets/; "" when the client is not built."""
    manifest = settings.CLIENT / ".vite" / "manifest.json"
    return _files(manifest, manifest.stat().st_mtime_ns, entry)[1] if manifest.exists() else ""


@lru_cache
def _files(manifest: Path, changed: int, entry: str) -> tuple[tuple[str, ...], str]:
    chunks: dict[str, Any] = json.loads(manifest.read_text())
    key = f"{entry}/{entry}.ts"
    if key not in chunks:
        return (), ""
    styles: dict[str, None] = {}
    pending, seen = [key], set()
    while pending:
        name = pending.pop()
        if name in seen:
            continue
        seen.add(name)
        styles.update(dict.fromkeys(chunks[name].get("css", [])))
        pending += chunks[name].get("imports", [])
    return tuple(styles), chunks[key]["file"]


@register.simple_tag
def money(amount: Decimal, currency: str) -> str:
    """An amount as the reader's language writes it, without cents when there are none."""
    whole = amount == int(amount)
    locale = BABEL.get(get_language() or "en", "en")
    pattern = "¤#,##0" if whole else None
    text = str(format_currency(amount, currency, pattern, locale=locale, currency_digits=not whole))
    return LETTERS.sub("\\1\u00a0", text)


@register.simple_tag
def amount(smallest: int, currency: str) -> str:
    """The same for an amount in the currency's smallest unit, as the shop keeps it."""
    return money(as_money(smallest, currency).amount, currency)


@register.simple_tag
def swatch(colour: str) -> SafeString:
    """A disc of a colour, as a picture: the policy allows no inline style."""
    return format_html(
        '<svg class="swatch" viewBox="0 0 2 2" aria-hidden="true"><circle cx="1" cy="1" r="1" fill="{}"/></svg>',
        colour,
    )


@register.simple_tag(takes_context=True)
def in_language(context: Any, code: str) -> str:
    """The address of this page in another language; the front page's where there is no page."""
    request = context.get("request")
    return str(translate_url(request.path, code)) if request else f"/{code}/"


@register.filter
def initial(thing: object) -> str:
    """The first letter of a name: what stands in for a poster that is not there yet."""
    return str(thing)[:1]


@register.filter
def signed(whole: int) -> str:
    """The number with a true minus sign, below zero."""
    return f"{whole}".replace("-", "−")


@register.filter
def percent(share: float) -> str:
    return f"{share:.0%}"


@register.filter
def at(table: dict[Any, Any], key: Any) -> Any:
    """What a table has at a key."""
    return table.get(key)


@register.filter
def upto(count: int) -> range:
    """0 to `count`."""
    return range(count + 1)


@register.filter
def trimmed(number: Decimal) -> str:
    """A number without the zeros it ends in: 7.250 is 7.25, 20.000 is 20."""
    return f"{number.normalize():f}"


@register.filter
def fault(text: str) -> str:
    """What is wrong with a pattern, in the reader's language."""
    return told(text)
