"""Texts that are nearly the same: MinHash over shingles (Broder, 1997), by `datasketch`."""

import base64
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from frontrow.language.quality.words import words

PERMUTATIONS = 128  # the standard error of an estimate near 0.5 is 0.044
SHINGLE = 3  # words
TWIN = 0.4  # Jaccard similarity from which two texts are told to be nearly the same

Signature = NDArray[np.uint64]


def signature(text: str) -> Signature:
    """(128,) uint64. Texts of fewer words than a shingle are one shingle."""
    from datasketch import MinHash  # here: most pages need none of it

    read = words(text)
    parts = {" ".join(read[i : i + SHINGLE]) for i in range(max(1, len(read) - SHINGLE + 1))}
    hashed = MinHash(num_perm=PERMUTATIONS, seed=1)
    hashed.update_batch([part.encode() for part in parts])
    return np.asarray(hashed.hashvalues, dtype=np.uint64)


def packed(found: Signature) -> str:
    """A signature as a short text that can be kept."""
    return base64.b64encode(found.astype("<u8").tobytes()).decode()


def unpacked(kept: str) -> Signature:
    """The signature that `packed` made a text of. Raises ValueError."""
    return np.frombuffer(base64.b64decode(kept), dtype="<u8").astype(np.uint64)


def nearest(found: Signature, others: Mapping[str, Signature]) -> tuple[str, float]:
    """The name of the most similar of `others`, and how similar it is (Jaccard, estimated); ("", 0) for none."""
    if not others:
        return "", 0.0
    names = list(others)
    alike = (np.stack([others[name] for name in names]) == found).mean(axis=1)
    best = int(alike.argmax())
    return names[best], float(alike[best])
