"""Why a look is shown, in one line: every sentence says a fact, and nothing the fact does not hold."""

from collections.abc import Mapping

from frontrow.language.colours import colour
from frontrow.language.words import common, name, spaced
from frontrow.recommend.reason import Reason

# {look} is the look of the visitor's history with what she did with it, {value} the name both looks share.
_SENTENCES: dict[str, dict[str, str]] = {
    "en": {
        "line_up": "From this season’s line-up.",
        "popular": "Many visitors are drawn to this look now.",
        "together": "Visitors drawn to {look} are drawn to this one too.",
        "next": "After {look}, visitors often turn to this one.",
        "answers": "Looks like this one are often opened where they are shown.",
        "explore": "A chance pick, so that the site goes on learning.",
        "new_designer": "From {value}, a house that shows for the first time.",
        "pin": "Placed here by the organisers.",
        "variety": "Held back a little, to keep the row varied.",
        "house": "From {value}, the house of {look}.",
        "garments": "{value}, as in {look}.",
        "fabrics": "In {value}, like {look}.",
        "colors": "In {value}, like {look}.",
        "colors?": "In colours close to those of {look}.",
        "prints": "With a {value} print, like {look}.",
        "silhouette": "A line close to that of {look}.",
        "price": "At a price close to that of {look}.",
        "text": "Described in words close to those for {look}.",
    },
    "zh-hans": {
        "line_up": "来自本季的出场阵容。",
        "popular": "此刻很多人正在关注这一款。",
        "together": "喜欢{look}的人，也喜欢这一款。",
        "next": "看过{look}之后，人们常会看这一款。",
        "answers": "与它相近的造型，展示时常有人点开。",
        "explore": "随机之选，好让本站继续学习。",
        "new_designer": "出自首次登场的{value}。",
        "pin": "由主办方安排在此。",
        "variety": "为使这一排更多样，略微靠后。",
        "house": "与{look}同出自{value}。",
        "garments": "与{look}一样，有{value}。",
        "fabrics": "与{look}一样，采用{value}。",
        "colors": "与{look}一样，是{value}。",
        "colors?": "颜色与{look}相近。",
        "prints": "与{look}一样，带有{value}印花。",
        "silhouette": "廓形与{look}相近。",
        "price": "价格与{look}相近。",
        "text": "品牌的描述与{look}相近。",
    },
}
_LOOKS: dict[str, dict[str, str]] = {
    "en": {
        "here": "{title}",
        "view": "{title}, which you looked at",
        "click": "{title}, which you looked at",
        "dwell": "{title}, which held your eye",
        "linger": "{title}, which you walked round",
        "attend": "{title}, which you watched",
        "like": "{title}, which you liked",
        "share": "{title}, which you shared",
        "save": "{title}, which you saved",
        "try_on": "{title}, which you tried on",
        "add_to_bag": "{title}, which is in your bag",
        "purchase": "{title}, which you bought",
        "dismiss": "{title}, which you set aside",
    },
    "zh-hans": {
        "here": "“{title}”",
        "view": "您看过的“{title}”",
        "click": "您看过的“{title}”",
        "dwell": "您驻足细看的“{title}”",
        "linger": "您绕着看过的“{title}”",
        "attend": "您观看过的“{title}”",
        "like": "您喜欢的“{title}”",
        "share": "您分享过的“{title}”",
        "save": "您收藏的“{title}”",
        "try_on": "您试穿过的“{title}”",
        "add_to_bag": "您购物袋中的“{title}”",
        "purchase": "您购买的“{title}”",
        "dismiss": "您不感兴趣的“{title}”",
    },
}


def sentence(reason: Reason, locale: str, titles: Mapping[str, str], names: Mapping[str, str] | None = None) -> str:
    """The reason in one line of plain text.

    locale: "en" or "zh-hans". titles: looks by slug, in that language. names: houses, garments, fabrics and
    prints by key, in that language; a key without a name is said as it is, dashes as spaces.
    """
    kind = "colors?" if reason.kind == "colors" and reason.value is None else reason.kind
    said = _SENTENCES[locale][kind]
    value = reason.value or ""
    value = colour(value, locale) if reason.kind == "colors" else name(value, names)
    value = value if reason.kind in ("house", "new_designer") else common(value)
    if reason.item is None or reason.event is None:
        return spaced(said.format(value=value))
    title = titles.get(reason.item, reason.item)
    look = _LOOKS[locale][reason.event].format(title=title)
    if locale == "en" and "," in look and kind == "together":
        look += ","
    line = said.format(look=look, value=value)
    return spaced(line[:1].upper() + line[1:])
