"""Why a look is shown, or held back, in one line: every sentence says a fact, and nothing the fact does not hold."""

from collections.abc import Mapping
from typing import Literal

from frontrow.language.colours import colour
from frontrow.language.words import common, name, spaced
from frontrow.recommend.reason import Reason

# {look} is the look of the visitor's history with what she did with it, {value} the name both looks share, {this}
# what is shown.
_SENTENCES: dict[str, dict[str, str]] = {
    "en": {
        "line_up": "From this season’s line-up.",
        "popular": "Many visitors are drawn to {this} now.",
        "together": "Visitors drawn to {look} are drawn to this one too.",
        "next": "After {look}, visitors often turn to this one.",
        "answers": "Looks like this one are often opened where they are shown.",
        "explore": "A chance pick, so that the site goes on learning.",
        "new_designer": "From {value}, a house that shows for the first time.",
        "pin": "Placed here by the organisers.",
        "variety": "It brings variety to the row.",
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
        "popular": "此刻很多人正在关注{this}。",
        "together": "喜欢{look}的人，也喜欢{this}。",
        "next": "在{look}之后，人们常会接着看{this}。",
        "answers": "与它相近的造型，展示时常有人点开。",
        "explore": "随机之选，好让本站继续学习。",
        "new_designer": "出自首次登场的{value}。",
        "pin": "由主办方安排在此。",
        "variety": "它让这一排更多样。",
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
# What the same kinds say when they count the other way: how far apart two looks are, what is less than usual.
_APART: dict[str, dict[str, str]] = {
    "en": {
        "popular": "Fewer visitors are drawn to {this} than to others now.",
        "together": "Visitors drawn to {look} are seldom drawn to this one.",
        "next": "After {look}, visitors seldom turn to this one.",
        "answers": "Looks like this one are opened less often than others.",
        "explore": "Held back by chance, so that the site goes on learning.",
        "new_designer": "From {value}, a house that shows for the first time; held back a little.",
        "pin": "Held back by the organisers.",
        "variety": "Held back a little, to keep the row varied.",
        "content": "Less like {look} than others are.",
    },
    "zh-hans": {
        "popular": "此刻关注{this}的人比其他的少。",
        "together": "喜欢{look}的人，很少喜欢{this}。",
        "next": "在{look}之后，人们很少接着看{this}。",
        "answers": "与它相近的造型，展示时点开的人较少。",
        "explore": "因随机而略微靠后，好让本站继续学习。",
        "new_designer": "出自首次登场的{value}，略微靠后。",
        "pin": "由主办方安排靠后。",
        "variety": "为使这一排更多样，略微靠后。",
        "content": "与{look}不如其他的相近。",
    },
}
_THIS = {"en": {"look": "this look", "show": "this show"}, "zh-hans": {"look": "这一款", "show": "这一场"}}
_HELD_BACK = {"en": "Held back: {line}", "zh-hans": "略微靠后：{line}"}
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


def sentence(
    reason: Reason,
    locale: str,
    titles: Mapping[str, str],
    names: Mapping[str, str] | None = None,
    *,
    against: bool = False,
    of: Literal["look", "show"] = "look",
) -> str:
    """The reason in one line of plain text.

    locale: "en" or "zh-hans". titles: looks by slug, in that language. names: houses, garments, fabrics and
    prints by key, in that language; a key without a name is said as it is, dashes as spaces. against: the reason
    has a share below 0. of: what is shown.
    """
    said = _template(reason, locale, against)
    value = reason.value or ""
    value = colour(value, locale) if reason.kind == "colors" else name(value, names)
    value = value if reason.kind in ("house", "new_designer") else common(value)
    this = _THIS[locale][of]
    if reason.item is None or reason.event is None:
        return spaced(said.format(value=value, this=this))
    look = _LOOKS[locale][reason.event].format(title=titles.get(reason.item, reason.item))
    if "," in look and "{look} " in said:
        look += ","
    line = said.format(look=look, value=value, this=this)
    return spaced(line[:1].upper() + line[1:])


def _template(reason: Reason, locale: str, against: bool) -> str:
    """What is like a look she set aside counts against it, and what is unlike that look counts for it."""
    set_aside = reason.event == "dismiss"
    if against != set_aside:
        apart = _APART[locale]
        return apart[reason.kind if reason.kind in apart else "content"]
    kind = "colors?" if reason.kind == "colors" and reason.value is None else reason.kind
    said = _SENTENCES[locale][kind]
    return _HELD_BACK[locale].replace("{line}", said[:1].lower() + said[1:]) if set_aside else said
