"""`frontrow bench stories`: how well what we learnt about helpful texts orders texts that nobody learnt from.

The votes of the women's clothing reviews (CC0), a quarter of the items held out, none on both sides. Beside it, in
one run: the length of the text alone, exposure and length without the text (what `above` takes out of both), a ridge
regression on TF-IDF from scikit-learn on the raw votes, which is what most would write, and chance. Each has its
95 % interval over drawn items. Then what the rest of the check costs, and what it tells of texts that it knows.
"""

import json
import os
import time
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

PEER = "TF-IDF + ridge on raw votes"
FIGURES = ("spearman", "above", "within", "ndcg")


@click.command(help="What orders stories, on reviews and their votes in DATA that nobody learnt from.")
@click.option("--data", required=True, type=click.Path(path_type=Path), help="The women's clothing reviews as CSV.")
@click.option("--keep", type=click.Path(path_type=Path), help="Learn from all of it as well, and keep the model here.")
@click.option("--draws", default=200, show_default=True, type=click.IntRange(10), help="Draws for the intervals.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(data: Path, keep: Path | None, draws: int, as_json: bool) -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from frontrow.bench.machine import head
    from frontrow.language.quality.helpful import write
    from frontrow.language.quality.learn import fit
    from frontrow.language.quality.reviews import load, split

    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("learning", total=None)
        every = load(data)
        learn, rest = split(every)
        began = time.process_time()
        scores, expected = _scores(learn, rest)
        took = time.process_time() - began
        bars.update(bar, description="judging")
        rows = [_row(name, score, rest, expected, draws) for name, score in scores.items()]
        if keep:
            bars.update(bar, description="learning from all")
            write(fit(every), keep)
    facts = {"data": str(data), "reviews": len(every), "learnt": len(learn), "held_out": len(rest)}
    facts |= {"items_held_out": len(np.unique(rest.items)), "fit_cpu_s": round(took, 1)}
    told = head() | facts | {"models": rows, "check": _check(rest.texts), "near": _near(rest.texts)}
    if as_json:
        click.echo(json.dumps(told, indent=1))
        return
    for row in rows:
        shown = "  ".join(
            f"{name} {row[name]:.3f} [{row[name + '_ci95'][0]:.3f}, {row[name + '_ci95'][1]:.3f}]" for name in FIGURES
        )
        click.echo(f"{row['model']:30} {shown}")
    click.echo(
        "a text's check {ms_text:.1f} ms, {listed_share:.1%} of reviews have a listed word".format(**told["check"])
    )
    click.echo(
        "a tenth of the words changed: {found:.1%} found as twins; of strangers {wrong:.2%}".format(**told["near"])
    )


def _scores(learn: Any, rest: Any) -> tuple[dict[str, NDArray[np.float64]], NDArray[np.float64]]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import Ridge

    from frontrow.language.quality.learn import fit, residual

    model = fit(learn)
    _, above = residual(learn, rest)
    peer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=5)
    ridge = Ridge(alpha=10, solver="sparse_cg").fit(peer.fit_transform(learn.texts), learn.votes)
    expected = rest.votes - above
    worded = model.worded(rest.texts)
    scores = {
        "style (any language)": model.styled(rest.texts),
        "style and words (English)": worded,
        PEER: ridge.predict(peer.transform(rest.texts)),
        "length alone": rest.lengths,
        "exposure and length": expected,
        "exposure, length, style, words": expected + worded,
        "chance": np.random.default_rng(0).random(len(rest)),
    }
    return scores, expected


def _row(name: str, score: NDArray[np.float64], rest: Any, expected: NDArray[np.float64], draws: int) -> dict[str, Any]:
    from frontrow.language.quality.judge import judged

    found = judged(score, rest, expected, draws)
    row: dict[str, Any] = {"model": name}
    for figure in FIGURES:
        row[figure] = round(getattr(found, figure), 4)
        row[f"{figure}_ci95"] = [round(bound, 4) for bound in found.intervals[figure]]
    return row


def _check(texts: tuple[str, ...], many: int = 300) -> dict[str, float]:
    """What the whole check of a text costs, and how often the lists of rude words hit honest reviews."""
    from frontrow.language.quality import Text, assess
    from frontrow.language.quality.listed import listed

    assess([Text("en", texts[0])], [], {}, {})
    began = time.process_time()
    found = [assess([Text("en", text)], [], {}, {}) for text in texts[:many]]
    took = (time.process_time() - began) / many
    return {
        "ms_text": round(1000 * took, 3),
        "waits_share": round(float(np.mean([each.doubtful for each in found])), 4),
        "listed_share": round(float(np.mean([bool(listed(text)) for text in texts])), 4),
    }


def _near(texts: tuple[str, ...], many: int = 400) -> dict[str, float]:
    """Of texts in which every tenth word was changed, how many are found; and of different texts, how many are taken
    for twins."""
    from frontrow.language.quality.near import TWIN, nearest, signature
    from frontrow.language.quality.words import words

    some = [text for text in texts if len(words(text)) > 40][:many]
    kept = {str(i): signature(text) for i, text in enumerate(some)}
    changed = [" ".join("changed" if k % 10 == 9 else word for k, word in enumerate(words(text))) for text in some]
    found = [nearest(signature(text), kept) for text in changed]
    others = [
        nearest(kept[str(i)], {name: each for name, each in kept.items() if name != str(i)})[1]
        for i in range(len(some))
    ]
    return {
        "texts": len(some),
        "found": round(float(np.mean([name == str(i) and alike >= TWIN for i, (name, alike) in enumerate(found)])), 4),
        "wrong": round(float(np.mean([alike >= TWIN for alike in others])), 4),
    }
