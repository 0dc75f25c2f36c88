"""What profiles and segments are made of, by name: a colour, a fabric, a third of the prices."""

from collections.abc import Mapping, Sequence

from frontrow.language.colours import colour
from frontrow.language.words import common, name, spaced

_BANDS = {
    "en": {
        "price": ("lower prices", "middle prices", "higher prices"),
        "length": ("short cuts", "medium lengths", "long cuts"),
        "ease": ("close fits", "easy fits", "loose fits"),
        "flare": ("straight skirts", "slightly flared skirts", "flared skirts"),
        "sleeve": ("short sleeves", "medium sleeves", "long sleeves"),
        "leg": ("narrow legs", "straight legs", "wide legs"),
        "neck_depth": ("high necklines", "medium necklines", "deep necklines"),
        "back_depth": ("high backs", "medium backs", "deep backs"),
        "?": ("little {option}", "medium {option}", "much {option}"),
    },
    "zh-hans": {
        "price": ("较低的价位", "中等价位", "较高的价位"),
        "length": ("短款", "中等长度", "长款"),
        "ease": ("贴身剪裁", "合体剪裁", "宽松剪裁"),
        "flare": ("直身裙摆", "微喇裙摆", "大裙摆"),
        "sleeve": ("短袖", "中袖", "长袖"),
        "leg": ("窄裤腿", "直筒裤腿", "阔腿"),
        "neck_depth": ("高领口", "中等领口", "深领口"),
        "back_depth": ("高后背", "中等后背", "露背"),
        "?": ("{option}偏小", "{option}适中", "{option}偏大"),
    },
}
_BAND = {"low": 0, "middle": 1, "high": 2}


def said(facet: str, label: str, locale: str, names: Mapping[str, str] | None = None) -> str:
    """A label (see `people.labels`) as a noun within a sentence; locale: "en" or "zh-hans"."""
    if facet == "colors":
        return colour(label, locale)
    option, _, value = label.rpartition("=")
    if facet == "price" and label in _BAND:
        return _BANDS[locale]["price"][_BAND[label]]
    if facet == "silhouette" and value in _BAND:
        words = _BANDS[locale].get(option, _BANDS[locale]["?"])
        return words[_BAND[value]].format(option=option.replace("_", " "))
    if facet == "silhouette" and option:
        return f"{option.replace('_', ' ')}: {value.replace('_', ' ')}"
    return name(label, names) if facet in ("houses", "items") else common(name(label, names))


def listed(values: Sequence[str], locale: str) -> str:
    """ "a, b and c", or with the signs of Chinese."""
    if locale == "zh-hans":
        return "、".join(values[:-1]) + ("和" if len(values) > 1 else "") + "".join(values[-1:])
    return " and ".join([", ".join(values[:-1]), values[-1]]) if len(values) > 1 else "".join(values)


def sentence(line: str) -> str:
    """With a capital, and spaces where two scripts meet."""
    return spaced(line[:1].upper() + line[1:])
