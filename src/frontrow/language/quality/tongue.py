"""Which language a text is in."""

from functools import cache
from typing import Any

KNOWN = ("ar", "de", "en", "es", "fr", "hi", "it", "ja", "ko", "nl", "pl", "pt", "ru", "tr", "vi", "zh")


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages(list(KNOWN))
    return found


def language_of(text: str) -> tuple[str, float]:
    """Two letters and how sure, 0 to 1 (py3langid, after Lui and Baldwin, 2012); ("", 0) without letters."""
    if not any(letter.isalpha() for letter in text):
        return "", 0.0
    code, sure = _identifier().classify(text[:5_000])
    return str(code), float(sure)
