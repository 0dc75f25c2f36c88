"""Which size to take and why, in a sentence: "M: 4 cm of ease at the hips; S pulls across the bust." """

from frontrow.language.words import spaced
from frontrow.look.fit.advice import Advice, Fact

# The browser says the same with the same words: client/common/strings, where every key begins with `fit`.
WORDS: dict[str, dict[str, str]] = {
    "en": {
        "fitEase": "{size}: {cm} cm of ease at the {place}",
        "fitSnug": "{size}: {cm} cm less than the body at the {place}, which the cloth gives",
        "fitPulls": "{size} pulls across the {place}",
        "fitClose": "{size} would sit {cm} cm closer than meant at the {place}",
        "fitLarge": "{cm} cm wider than meant at the {place}, to be taken in or made to measure",
        "fitNone": "No size fits: even {size} lacks {cm} cm at the {place}; have it made to measure",
        "fitLacks": "{size} also lacks {cm} cm at the {place}",
        "fitBursts": "{size} cannot be closed on this body",
        "fitFalls": "{size} does not stay up on this body",
        "fitBetween": "; ",
        "fitEnd": ".",
        "fitPlace-bust": "bust",
        "fitPlace-chest": "chest",
        "fitPlace-waist": "waist",
        "fitPlace-hips": "hips",
        "fitPlace-shoulder": "shoulders",
        "fitPlace-length": "length",
        "fitIs-pulls": "pulls",
        "fitIs-close": "close",
        "fitIs-right": "right",
        "fitIs-loose": "loose",
        "fitIs-large": "too wide",
        "fitIs-short": "shorter",
        "fitIs-long": "longer",
    },
    "zh-hans": {
        "fitEase": "{size}：{place}余量 {cm} 厘米",
        "fitSnug": "{size}：{place}比身体小 {cm} 厘米，由面料的弹性补足",
        "fitPulls": "{size} 在{place}绷紧",
        "fitClose": "{size} 在{place}比设计紧 {cm} 厘米",
        "fitLarge": "{place}比设计宽 {cm} 厘米，需收窄或量身定制",
        "fitNone": "没有合适的尺码：{size} 在{place}仍差 {cm} 厘米，建议量身定制",
        "fitLacks": "{size} 在{place}也差 {cm} 厘米",
        "fitBursts": "{size} 在这个身形上合不拢",
        "fitFalls": "{size} 在这个身形上会滑落",
        "fitBetween": "；",
        "fitEnd": "。",
        "fitPlace-bust": "胸部",
        "fitPlace-chest": "胸部",
        "fitPlace-waist": "腰部",
        "fitPlace-hips": "臀部",
        "fitPlace-shoulder": "肩部",
        "fitPlace-length": "衣长",
        "fitIs-pulls": "绷紧",
        "fitIs-close": "偏紧",
        "fitIs-right": "合身",
        "fitIs-loose": "宽松",
        "fitIs-large": "过宽",
        "fitIs-short": "偏短",
        "fitIs-long": "偏长",
    },
}


def sentence(advice: Advice, locale: str = "en", sex: str = "f") -> str:
    """An advice in a language ("en", "zh-hans"; English for others); sex "m" has a chest where "f" has a bust."""
    words = WORDS.get(locale, WORDS["en"])
    parts = [_said(fact, first, advice.outcome, words, sex) for first, fact in enumerate(advice.reason)]
    return spaced(words["fitBetween"].join(parts) + words["fitEnd"])


def _said(fact: Fact, number: int, outcome: str, words: dict[str, str], sex: str) -> str:
    place = "chest" if fact.place == "bust" and sex == "m" else fact.place
    if outcome == "none":
        key = "fitLacks" if number else "fitNone"
    elif fact.kind == "ease" and fact.cm < 0:
        key = "fitSnug"
    else:
        key = f"fit{fact.kind.capitalize()}"
    return words[key].format(size=fact.size, cm=f"{abs(fact.cm):g}", place=words[f"fitPlace-{place}"])
