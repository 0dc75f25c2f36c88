"""How good a piece seems before anybody has read it, what speaks for a person's look, and what readers made of it."""

from frontrow.language.quality.assess import Assessed, Image, Sign, Text, assess
from frontrow.language.quality.near import Signature, packed, signature, unpacked
from frontrow.language.quality.pictures import phash, sharpness

__all__ = [
    "Assessed",
    "Image",
    "Sign",
    "Signature",
    "Text",
    "assess",
    "packed",
    "phash",
    "sharpness",
    "signature",
    "unpacked",
]
