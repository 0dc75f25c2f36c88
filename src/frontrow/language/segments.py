"""Segments in plain words: a name and a description from what sets each apart, and nothing about how many they are."""

from collections.abc import Mapping

from frontrow.language.labels import listed, said, sentence
from frontrow.recommend.people.drift import Drift
from frontrow.recommend.people.segments import Place, Segment, Trait

_WORDS = {
    "en": {
        "all": "A bit of everything",
        "nothing": "They look at what everybody looks at.",
        "times": "They look at {list} as everybody together does.",
        "first": "{label} {lift:.1f} times as much",
        "then": "at {label} {lift:.1f} times",
        "drawn": "drawn to {list}",
        "placed": "You look at what visitors {drawn} look at.",
        "between": "You are between visitors {drawn} and visitors {other}.",
        "why": "What you have in common: {list}.",
        "moved": "The latest day drew you {towards}.",
        "more": "towards {list}",
        "less": "away from {list}",
        "steady": "Between the last two days your taste has not moved more than chance would move it.",
        "they_moved": "The latest day drew them {towards}.",
        "they_steady": "Between the last two days they have not moved more than chance would move them.",
        "and": " and ",
    },
    "zh-hans": {
        "all": "各类都看一些",
        "nothing": "他们看的与大家一样。",
        "times": "与全体访客相比，他们{list}。",
        "first": "对{label}的关注是 {lift:.1f} 倍",
        "then": "对{label}是 {lift:.1f} 倍",
        "drawn": "偏爱{list}",
        "placed": "您看的，与{drawn}的访客相近。",
        "between": "您介于{drawn}的访客与{other}的访客之间。",
        "why": "组内访客的共同点：{list}。",
        "moved": "最近一天，您{towards}。",
        "more": "更多地关注{list}",
        "less": "较少关注{list}",
        "steady": "最近两天之间，您喜好的变化没有超出偶然的范围。",
        "they_moved": "最近一天，他们{towards}。",
        "they_steady": "最近两天之间，他们喜好的变化没有超出偶然的范围。",
        "and": "，",
    },
}
TOLD = 3  # traits in a description

Names = Mapping[str, str]


def title(segment: Segment, locale: str, names: Names | None = None) -> str:
    """Its name: what it is drawn to most, such as "Silk satin and black"."""
    if not segment.name:
        return _WORDS[locale]["all"]
    return sentence(listed([_said(trait, locale, names) for trait in segment.name], locale))


def description(segment: Segment, locale: str, names: Names | None = None) -> str:
    """One sentence: what its members look at more than everybody, and how many times as much."""
    words = _WORDS[locale]
    if not segment.traits:
        return words["nothing"]
    lines = [
        words["then" if place else "first"].format(label=_said(trait, locale, names), lift=trait.lift)
        for place, trait in enumerate(segment.traits[:TOLD])
    ]
    return sentence(words["times"].format(list=listed(lines, locale) if locale == "en" else "，".join(lines)))


def placed(place: Place, segments: tuple[Segment, ...], locale: str, names: Names | None = None) -> list[str]:
    """Told to a visitor: which others look at what she looks at, and what she has in common with them."""
    words = _WORDS[locale]
    drawn = _drawn(segments[place.segment], locale, names)
    if place.second is None:
        lines = [words["placed"].format(drawn=drawn)]
    else:
        lines = [words["between"].format(drawn=drawn, other=_drawn(segments[place.second], locale, names))]
    if place.why:
        common = [said(facet, label, locale, names) for facet, label in place.why]
        lines.append(words["why"].format(list=listed(common, locale)))
    return [sentence(line) for line in lines]


def moved(drift: Drift, locale: str, names: Names | None = None, they: bool = False) -> str:
    """Where taste has moved between two days, told to her (or, with `they`, of a segment)."""
    words, who = _WORDS[locale], "they_" if they else ""
    ways = [
        words[key].format(list=listed([said(facet, label, locale, names) for facet, label in labels], locale))
        for key, labels in (("more", drift.more), ("less", drift.less))
        if labels
    ]
    if not drift.moved or not ways:
        return words[f"{who}steady"]
    return sentence(words[f"{who}moved"].format(towards=words["and"].join(ways)))


def _drawn(segment: Segment, locale: str, names: Names | None) -> str:
    if not segment.name:
        return _WORDS[locale]["drawn"].format(list=common_all(locale))
    return _WORDS[locale]["drawn"].format(list=listed([_said(trait, locale, names) for trait in segment.name], locale))


def common_all(locale: str) -> str:
    """What those without a trait of their own are drawn to."""
    words = _WORDS[locale]["all"]
    return words[:1].lower() + words[1:]


def _said(trait: Trait, locale: str, names: Names | None) -> str:
    return said(trait.facet, trait.label, locale, names)
