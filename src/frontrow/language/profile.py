"""What is known about a visitor, told to her in plain words."""

from collections.abc import Mapping
from datetime import UTC, datetime

from frontrow.language.colours import colour
from frontrow.language.words import common, money, name, spaced
from frontrow.recommend.people.profile import Fact

_SENTENCES: dict[str, dict[str, str]] = {
    "en": {
        "nothing": "Nothing is known about your taste.",
        "seen1": "You have met one look, {since}.",
        "seen": "You have met {count} looks, {since}.",
        "saved": "You saved {list}.",
        "bag": "Your bag holds {list}.",
        "dismissed": "You set aside {list}; it is not shown again.",
        "colors": "You seem drawn to {list}.",
        "houses": "You seem drawn to the work of {list}.",
        "garments": "These garments hold your eye most: {list}.",
        "fabrics": "You seem drawn to {list}.",
        "prints": "You seem drawn to these prints: {list}.",
        "prices": "What you are drawn to costs {low} to {high}.",
        "price": "What you are drawn to costs {low}.",
    },
    "zh-hans": {
        "nothing": "我们对您的喜好一无所知。",
        "seen1": "您看过 1 款造型（{since}）。",
        "seen": "您看过 {count} 款造型（{since}）。",
        "saved": "您收藏了{list}。",
        "bag": "您的购物袋里有{list}。",
        "dismissed": "您对{list}不感兴趣，不会再向您展示。",
        "colors": "您似乎偏爱{list}。",
        "houses": "您似乎偏爱{list}的作品。",
        "garments": "最吸引您的服装：{list}。",
        "fabrics": "您似乎偏爱{list}。",
        "prints": "您似乎偏爱这些印花：{list}。",
        "prices": "吸引您的造型价格在 {low} 至 {high} 之间。",
        "price": "吸引您的造型价格为 {low}。",
    },
}


def tell(
    fact: Fact,
    locale: str,
    titles: Mapping[str, str],
    names: Mapping[str, str] | None = None,
    currency: str = "",
) -> str:
    """The fact in one sentence of plain text.

    locale: "en" or "zh-hans". titles: looks by slug. names: houses, garments, fabrics and prints by key.
    currency: as an ISO code, such as "EUR". Days are those of UTC.
    """
    kind = fact.kind
    if kind == "seen" and fact.times:
        said = _SENTENCES[locale]["seen1" if fact.count == 1 else "seen"]
        return said.format(count=fact.count, since=_days(*fact.times, locale))
    if kind == "prices" and fact.prices:
        low, high = (money(price, currency) for price in fact.prices)
        return _SENTENCES[locale]["price" if low == high else "prices"].format(low=low, high=high)
    if kind in ("saved", "bag", "dismissed"):
        quoted = "“{}”" if locale == "zh-hans" else "{}"
        values = [quoted.format(titles.get(slug, slug)) for slug in fact.values]
    elif kind == "colors":
        values = [colour(key, locale) for key in fact.values]
    elif kind == "houses":
        values = [name(key, names) for key in fact.values]
    else:
        values = [common(name(key, names)) for key in fact.values]
    return spaced(_SENTENCES[locale][kind].format(list=_list(values, locale)))


def _list(values: list[str], locale: str) -> str:
    if locale == "zh-hans":
        return "、".join(values)
    return " and ".join([", ".join(values[:-1]), values[-1]]) if len(values) > 1 else "".join(values)


def _days(first: float, last: float, locale: str) -> str:
    one, other = (_day(datetime.fromtimestamp(at, UTC), locale) for at in (first, last))
    if one == other:
        return f"on {one}" if locale == "en" else one
    return f"from {one} to {other}" if locale == "en" else f"{one}至{other}"


def _day(at: datetime, locale: str) -> str:
    if locale == "zh-hans":
        return f"{at.year}年{at.month}月{at.day}日"
    return f"{at.day} {at:%B} {at.year}"
