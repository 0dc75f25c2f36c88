"""The table of texts and labels a classifier learns from, and what of it is held out."""

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from frontrow.errors import UserError

BYTES = 512 * 2**20
ROWS = 1_000_000
LABELS = 1_000
LONG = 4_000  # characters of a text that are read


@dataclass(frozen=True, slots=True)
class Table:
    """Distinct texts and their labels. rows: those of the file. doubles: rows left out because their text came before;
    disputed: texts among them that came with several labels, of which the most frequent, then the first, was taken."""

    texts: tuple[str, ...]
    labels: tuple[str, ...]
    rows: int
    doubles: int
    disputed: int

    def __len__(self) -> int:
        return len(self.texts)

    def at(self, places: Sequence[int]) -> "Table":
        """The texts at these places."""
        texts, labels = tuple(self.texts[at] for at in places), tuple(self.labels[at] for at in places)
        return Table(texts, labels, self.rows, self.doubles, self.disputed)

    def without(self, marks: Collection[int]) -> "Table":
        """The texts whose `mark` is none of these."""
        return self.at([place for place, text in enumerate(self.texts) if mark(text) not in marks])


def read(path: Path, least: int = 2, text: str = "text", label: str = "label", skip_empty: bool = False) -> Table:
    """The columns `text` and `label` of a CSV or Parquet file, without doubles. Raises UserError.

    least: a label with fewer distinct texts than this is left out with them; at 2, a label with one text is an
    error; at 1, any labels will do, for they are not to be learnt. Two texts are the same when they differ in case
    and spaces only. skip_empty: rows without text or label are left out instead of refused.
    """
    frame = _open(path)
    for name in (text, label):
        if name not in frame.columns:
            told = ", ".join(frame.columns)[:80]
            raise UserError(
                f"{path} has no column {name}: its first line must name {text} and {label}, and it names {told}; "
                "mend it, or name yours with --text and --label"
            )
    frame = frame.select(pl.col(name).cast(pl.String).str.strip_chars().fill_null("") for name in (text, label))
    if skip_empty:
        frame = frame.filter((pl.col(text) != "") & (pl.col(label) != ""))
    if len(frame) > ROWS:
        raise UserError(f"{path} has {len(frame):,} rows; at most {ROWS:,} are learnt from: give it a sample")
    for name in (text, label):
        empty = frame.select((pl.col(name) == "").arg_true()).to_series()
        if len(empty):
            raise UserError(
                f"{path}: row {empty[0] + 1} has an empty {name}; fill it in, or leave such rows out with --skip-empty"
            )
    table = distinct(frame[text].to_list(), frame[label].to_list())
    counts = Counter(table.labels)
    alone = [name for name, count in counts.items() if count < 2]
    if alone and least == 2:
        raise UserError(
            f"{path}: only one text is labelled {alone[0]!r}, so that none could be held out; "
            "add another, or leave rare labels out with --least"
        )
    table = table.at([place for place, name in enumerate(table.labels) if counts[name] >= least])
    kinds = len(set(table.labels))
    if kinds < 2 <= least:
        raise UserError(f"{path} leaves {kinds} label to learn; a classifier needs two or more")
    if kinds > LABELS:
        raise UserError(f"{path} has {kinds:,} labels; at most {LABELS:,} are learnt: is {label} the right column?")
    return table


def distinct(texts: Sequence[str], labels: Sequence[str]) -> Table:
    """Each text once, in the order of its first row."""
    said: dict[int, Counter[str]] = {}
    first: dict[int, str] = {}
    for text, label in zip(texts, labels, strict=True):
        key = mark(text)
        first.setdefault(key, text[:LONG])
        said.setdefault(key, Counter())[label] += 1
    disputed = sum(len(counts) > 1 for counts in said.values())
    chosen = tuple(counts.most_common(1)[0][0] for counts in said.values())
    return Table(tuple(first.values()), chosen, len(texts), len(texts) - len(first), disputed)


def mark(text: str) -> int:
    """Of a text, 63 bits that tell it from others; case and spaces do not count."""
    folded = " ".join(text[:LONG].casefold().split()).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(folded, digest_size=8).digest(), "big") >> 1


def held_out(table: Table, share: float = 0.2, seed: int = 42) -> tuple[Table, Table]:
    """What is learnt from and what is held out: of each label `share`, and on both sides one at least."""
    rng = np.random.default_rng(seed)
    names = np.array(table.labels)
    out: list[int] = []
    for name in sorted(set(table.labels)):
        places = rng.permutation(np.flatnonzero(names == name))
        out += places[: min(max(1, round(share * len(places))), len(places) - 1)].tolist()
    taken = set(out)
    return table.at([place for place in range(len(table)) if place not in taken]), table.at(sorted(taken))


def _open(path: Path) -> pl.DataFrame:
    try:
        if path.stat().st_size > BYTES:
            raise UserError(f"{path} is larger than {BYTES >> 20} MB; give it a sample")
        with path.open("rb") as file:
            parquet = file.read(4) == b"PAR1"
        frame = pl.read_parquet(path) if parquet else pl.read_csv(path, infer_schema=False)
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}; check the name") from None
    except (PolarsError, UnicodeError) as error:
        told = str(error).splitlines()[0].rstrip(".")
        raise UserError(f"{path} is neither CSV nor Parquet: {told}; write a header and quote commas") from None
    return frame.rename({name: name.strip().lstrip("\ufeff") for name in frame.columns})
