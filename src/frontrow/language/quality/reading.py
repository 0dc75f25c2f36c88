"""How easily a text reads, in any language, by what its sentences and words look like."""

import math

from frontrow.language.quality.words import CJK, WORD, length, sentences

EASY = 16.0  # words a sentence at which nothing is lost; English prose that reads well has 14 to 18
WIDE = 22.0


def readability(text: str) -> float:
    """0 to 1. Falls with sentences far longer or shorter than is usual, and with long words (LIX, Björnsson, 1968)."""
    said = sentences(text)
    if not said or length(text) < 5:
        return 0.0
    mean = length(text) / len(said)
    span = math.exp(-((max(0.0, mean - EASY) / WIDE) ** 2) - (max(0.0, 5 - mean) / 3) ** 2)
    spaced = [word for word in WORD.findall(text) if not CJK.search(word)]
    long = sum(len(word) > 9 for word in spaced) / len(spaced) if len(spaced) > 20 else 0.0
    return float(span * (1 - 0.8 * max(0.0, long - 0.15)))
