"""Texts as words, in any script."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
SENTENCE = re.compile(r"[.!?…]+(?=\s|$)|[。！？]|\n")
CJK_A_WORD = 1.7  # characters that say as much as a word, chosen; the ratio of our own pages in both languages


def plain(text: str) -> str:
    """Lower case, one form of each letter: full-width letters are the ordinary ones."""
    return unicodedata.normalize("NFKC", text).casefold()


def words(text: str) -> list[str]:
    """The words; where a script has no spaces, each pair of neighbouring characters."""
    found: list[str] = []
    for word in WORD.findall(plain(text)):
        if CJK.search(word):
            found += [word[i : i + 2] for i in range(len(word) - 1)] or [word]
        else:
            found.append(word)
    return found


def sentences(text: str) -> list[str]:
    """What stands between full stops, in either script, without what is empty."""
    return [part.strip() for part in SENTENCE.split(text) if part.strip()]


def length(text: str) -> float:
    """How long a text is in words; characters of scripts without spaces count as parts of one."""
    dense = len(CJK.findall(text))
    return len([word for word in WORD.findall(text) if not CJK.search(word)]) + dense / CJK_A_WORD
