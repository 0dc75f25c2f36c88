"""What a visitor may agree to, one by one; nothing is agreed until she says so."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from frontrow.privacy.cookies import CONSENT


class Purpose(StrEnum):
    """MEASURE: what she does is counted with what others do. PERSONALISE: what she does chooses for her.
    SPONSORS: what is known of her may choose what sponsors show.
    """

    MEASURE = "measure"
    PERSONALISE = "personalise"
    SPONSORS = "sponsors"


REMEMBERED = frozenset({Purpose.MEASURE, Purpose.PERSONALISE})  # for which something is kept under her number
NONE, BOTH = "no", "yes"  # the cookie without any purpose, and as it was before there were several


def agreed(cookies: Mapping[str, str]) -> frozenset[Purpose] | None:
    """What the visitor agreed to; None when she has not been asked."""
    told = cookies.get(CONSENT, "")
    if told in (NONE, BOTH):
        return REMEMBERED if told == BOTH else frozenset()
    words = told.split(".")
    if not all(word in Purpose.__members__.values() for word in words):
        return None
    return frozenset(Purpose(word) for word in words)


def spelt(purposes: Collection[Purpose]) -> str:
    """The purposes as the cookie has them, in the order in which they are asked."""
    return ".".join(purpose for purpose in Purpose if purpose in purposes) or NONE
