"""What finishes an outfit, in one line: the garment, how it is worn, and the two colours."""

from collections.abc import Mapping

from frontrow.language.colours import colour
from frontrow.language.words import common, name, spaced
from frontrow.recommend.colour import word
from frontrow.recommend.outfit import Finish

_SENTENCES: dict[str, dict[str, str]] = {
    "en": {
        "outer": "{piece} to wear over it",
        "fills": "{piece}, which it lacks",
        "instead": "{piece} to go with its {beside}",
        "two": ": {one} and {other}.",
        "same": ", in the same {one}.",
    },
    "zh-hans": {
        "outer": "可外搭{piece}",
        "fills": "可补上{piece}",
        "instead": "可用{piece}来配{beside}",
        "two": "：{one}配{other}。",
        "same": "，同为{one}。",
    },
}


def tell_finish(found: Finish, locale: str, names: Mapping[str, str]) -> str:
    """The line for one garment; names: garments by key, in that language."""
    said, piece, beside = _SENTENCES[locale], found.piece, found.beside
    kind = "instead" if not found.fills else "outer" if piece.category == "outer" else "fills"
    line = said[kind].format(piece=common(name(piece.garment, names)), beside=common(name(beside.garment, names)))
    if piece.color and beside.color:
        one, other = colour(word(piece.color), locale), colour(word(beside.color), locale)
        line += said["same" if one == other else "two"].format(one=one, other=other)
    else:
        line += "。" if locale == "zh-hans" else "."
    return spaced(line[:1].upper() + line[1:])
