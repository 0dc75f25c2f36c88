"""Countries as people name them in a question, in the languages that are asked in."""

import re
from functools import cache

from babel import Locale

LANGUAGES = ("en", "zh_Hans", "es", "fr", "de", "ja", "pt", "it", "ru", "ar", "ko", "tr")
SHORT = {"US": "US", "USA": "US", "U.S.": "US", "UK": "GB", "UAE": "AE"}  # written so: "us" is a word
ALSO = {"america": "US", "the states": "US", "england": "GB", "scotland": "GB", "wales": "GB", "britain": "GB",
        "holland": "NL", "czech republic": "CZ", "turkey": "TR", "korea": "KR", "韩国": "KR", "香港": "HK",
        "台湾": "TW", "澳门": "MO"}  # fmt: skip
WITHOUT_SPACES = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"


def country_named(text: str) -> str:
    """ISO 3166 letters of the country that is named first, "" for none. Names are those of CLDR."""
    text = text[:500]
    short = ((code, re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)) for word, code in SHORT.items())
    found = [(match.start(), code) for code, match in short if match]
    if match := _names()[0].search(text.casefold()):
        found.append((match.start(), _names()[1][match[0]]))
    return min(found)[1] if found else ""


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all names, the longer before what they begin with, and the country of each."""
    names = dict(ALSO)
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if re.fullmatch("[A-Z]{2}", code) and code not in ("ZZ", "EU", "EZ", "UN", "XA", "XB", "QO"):
                names.setdefault(str(name).casefold(), code)
    together = [name for name in names if re.search(WITHOUT_SPACES, name)]
    spaced = [name for name in names if not re.search(WITHOUT_SPACES, name)]
    joined, apart = ("|".join(map(re.escape, sorted(each, key=len, reverse=True))) for each in (together, spaced))
    edge = r"[^\W\u3400-\u9fff]"
    return re.compile(rf"{joined}|(?<!{edge})(?:{apart})(?!{edge})"), names
