"""What is known about a visitor, told to her in plain words."""

from collections.abc import Mapping
from datetime import UTC, datetime

from frontrow.language.labels import listed, said
from frontrow.language.words import money, spaced
from frontrow.recommend.people.profile import Fact

_SENTENCES: dict[str, dict[str, str]] = {
    "en": {
        "nothing": "Nothing is known about your taste.",
        "automatic": "What was done here looks like a program’s doing: {why}. It is not counted.",
        "haste": "more in a moment than a hand can do",
        "rhythm": "as regular as a clock",
        "glance": "many looks opened, none looked at",
        "looked": "You looked at them for {time} in all.",
        "watched": "You watched {list}, for {time} in all.",
        "sizes": "For your bag you chose size {list}.",
        "wide": "You look at many different kinds of things.",
        "narrow": "You look at few kinds of things, and keep to them.",
        "daypart": "You come mostly {part} (UTC).",
        "night": "between midnight and six",
        "morning": "in the morning, between six and noon",
        "afternoon": "in the afternoon, between noon and six",
        "evening": "in the evening, after six",
        "silhouette": "These cuts hold your eye most: {list}.",
        "seen1": "You have met one look, {since}.",
        "seen": "You have met {count} looks, {since}.",
        "saved": "You saved {list}.",
        "bag": "Your bag holds {list}.",
        "dismissed": "You set aside {list}; not recommended again.",
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
        "automatic": "这里的操作像是程序所为：{why}。它不会被计入。",
        "haste": "一瞬间的动作多过一双手所能做的",
        "rhythm": "像钟表一样规律",
        "glance": "打开了许多造型，却一款都没有看",
        "looked": "您一共看了{time}。",
        "watched": "您观看了{list}，一共{time}。",
        "sizes": "您为购物袋选择的尺码：{list}。",
        "wide": "您看的种类很多。",
        "narrow": "您看的种类不多，而且专一。",
        "daypart": "您多在{part}到来（世界协调时间）。",
        "night": "凌晨零点到六点",
        "morning": "上午六点到正午",
        "afternoon": "下午，正午到六点",
        "evening": "傍晚六点以后",
        "silhouette": "最吸引您的剪裁：{list}。",
        "seen1": "您看过 1 款造型（{since}）。",
        "seen": "您看过 {count} 款造型（{since}）。",
        "saved": "您收藏了{list}。",
        "bag": "您的购物袋里有{list}。",
        "dismissed": "您对{list}不感兴趣，不会再推荐给您。",
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
        line = _SENTENCES[locale]["seen1" if fact.count == 1 else "seen"]
        return line.format(count=fact.count, since=_days(*fact.times, locale))
    if kind == "automatic":
        return _SENTENCES[locale][kind].format(why=_SENTENCES[locale][fact.values[0]])
    if kind == "daypart":
        return _SENTENCES[locale][kind].format(part=_SENTENCES[locale][fact.values[0]])
    if kind == "prices" and fact.prices:
        low, high = (money(price, currency) for price in fact.prices)
        return _SENTENCES[locale]["price" if low == high else "prices"].format(low=low, high=high)
    if kind in ("saved", "bag", "dismissed", "watched"):
        quoted = "“{}”" if locale == "zh-hans" else "{}"
        values = [quoted.format(titles.get(slug, slug)) for slug in fact.values]
    else:
        values = [said(kind, label, locale, names) for label in fact.values]
    line = _SENTENCES[locale][kind]
    return spaced(line.format(list=_list(values, locale), time=_time(fact.count, locale)))


def _list(values: list[str], locale: str) -> str:
    return "、".join(values) if locale == "zh-hans" else listed(values, locale)


def _time(seconds: int, locale: str) -> str:
    minutes = round(seconds / 60)
    if locale == "zh-hans":
        return f" {minutes} 分钟" if minutes else f" {seconds} 秒"
    if minutes:
        return "a minute" if minutes == 1 else f"{minutes} minutes"
    return "a second" if seconds == 1 else f"{seconds} seconds"


def _days(first: float, last: float, locale: str) -> str:
    one, other = (_day(datetime.fromtimestamp(at, UTC), locale) for at in (first, last))
    if one == other:
        return f"on {one}" if locale == "en" else one
    return f"from {one} to {other}" if locale == "en" else f"{one}至{other}"


def _day(at: datetime, locale: str) -> str:
    if locale == "zh-hans":
        return f"{at.year}年{at.month}月{at.day}日"
    return f"{at.day} {at:%B} {at.year}"
