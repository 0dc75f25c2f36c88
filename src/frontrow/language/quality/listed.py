"""Words that stand on a list of rude ones: a sign that a person should look, and never more than that.

The lists hit fashion words ("nude", "topless"), so what a house may well write is left out.
"""

import re
from functools import cache
from pathlib import Path

from frontrow.language.quality.words import CJK, plain

FOLDER = Path(__file__).resolve().parent / "lists"
OURS = {"nude", "nudity", "topless", "panty", "panties", "undressing", "skeet", "strip", "bareback", "escort", "lolita"}


@cache
def _lists() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Words with spaces about them, and those of scripts that have none."""
    every = {
        plain(line.strip())
        for path in sorted(FOLDER.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
    } - OURS
    spaced = sorted((word for word in every if word and not CJK.search(word)), key=len, reverse=True)
    dense = tuple(word for word in every if len(word) > 1 and CJK.search(word))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, spaced)) + r")(?!\w)"), dense


def listed(text: str) -> list[str]:
    """The listed words in a text, in order, each as often as it is there."""
    pattern, dense = _lists()
    read = plain(text)
    return pattern.findall(read) + [word for word in dense for _ in range(read.count(word))]
