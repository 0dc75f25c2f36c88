"""The picture that stands for a page where it is passed on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Picture:
    """path: below the house. width, height: pixels, 0 where nobody measured. alt: what is seen."""

    path: str
    width: int
    height: int
    alt: str
