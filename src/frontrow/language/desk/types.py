"""How the desk compares texts."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Likeness(Protocol):
    """How like each other texts are, by one view of them; made with the texts it knows."""

    name: str

    def among(self) -> Floats:
        """(texts, texts): the known ones among each other, a positive semidefinite matrix."""
        ...

    def to(self, question: str) -> Floats:
        """(texts,): a question to each of them."""
        ...
