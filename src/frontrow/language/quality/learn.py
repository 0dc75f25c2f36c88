"""Learns what is helpful from reviews and their votes; see `helpful`."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from frontrow.language.quality.helpful import Helpful, grams, table
from frontrow.language.quality.reviews import Reviews
from frontrow.language.quality.style import NAMES, style

Floats = NDArray[np.float64]
LEAST = 40  # reviews that a term must be in: nothing that a single person wrote is kept
TERMS = 4_000
STIFF_STYLE, STIFF_WORDS, STIFF_EXPOSURE = 30.0, 25.0, 1.0  # ridge; chosen on a fifth of the items that are learnt from


def residual(learn: Reviews, rest: Reviews) -> tuple[Floats, Floats]:
    """The votes above what exposure and length explain, by a ridge regression on `learn`, of both."""
    every = np.concatenate([learn.exposure, rest.exposure])
    means, spreads = learn.exposure.mean(axis=0), learn.exposure.std(axis=0) + 1e-9
    flat = (every - means) / spreads
    n = len(learn)
    weights = ridge(flat[:n], learn.votes - learn.votes.mean(), STIFF_EXPOSURE)
    expected = flat @ weights + learn.votes.mean()
    return np.asarray(learn.votes - expected[:n]), np.asarray(rest.votes - expected[n:])


def ridge(table: Floats, wanted: Floats, stiff: float) -> Floats:
    """(columns,) weights of (rows, columns) `table` for (rows,) `wanted`, pulled to 0 by `stiff` (Hoerl, Kennard)."""
    return np.asarray(np.linalg.solve(table.T @ table + stiff * np.eye(table.shape[1]), table.T @ wanted), np.float64)


def fit(learn: Reviews) -> Helpful:
    """Learn from all of `learn`; the result keeps no text of it, only weights of terms that many used."""
    above, _ = residual(learn, learn)
    every = np.array([style(text) for text in learn.texts])
    means, spreads = every.mean(axis=0), every.std(axis=0) + 1e-9
    flat = np.clip((every - means) / spreads, -3, 3)
    # a figure that only says how long a text is has nothing more to say
    straight = flat - learn.exposure[:, :3] @ np.linalg.lstsq(learn.exposure[:, :3], flat, rcond=None)[0]
    by_style = ridge(straight, above, STIFF_STYLE)
    styled = flat @ by_style
    terms, idf = _terms(learn)
    worded = table(learn.texts, terms, idf)
    left = above - straight @ by_style
    by_words = _sparse_ridge(worded, left - left.mean())
    marks = np.percentile(styled, np.arange(101))
    word_marks = np.percentile(styled + worded @ by_words, np.arange(101))
    assert len(by_style) == len(NAMES)
    return Helpful(means, spreads, by_style, marks, terms, idf, by_words, word_marks)


def _terms(learn: Reviews) -> tuple[dict[str, int], Floats]:
    seen = Counter(gram for text in learn.texts for gram in set(grams(text)))
    kept = [(gram, times) for gram, times in seen.most_common(TERMS) if times >= LEAST]
    idf = np.array([np.log(len(learn) / times) for _, times in kept])
    return {gram: i for i, (gram, _) in enumerate(kept)}, idf


def _sparse_ridge(worded: object, wanted: Floats) -> Floats:
    from sklearn.linear_model import Ridge

    found = Ridge(alpha=STIFF_WORDS, solver="sparse_cg", fit_intercept=False, tol=1e-5).fit(worded, wanted)
    return np.asarray(found.coef_, dtype=np.float64)
