"""Learn a classifier from a table and measure it on what was held out."""

from collections.abc import Callable
from pathlib import Path

from frontrow.errors import UserError
from frontrow.language.classify.classifier import Classifier
from frontrow.language.classify.linear import Linear
from frontrow.language.classify.report import Report, measure
from frontrow.language.classify.table import Table, held_out

Progress = Callable[[str], None]


def train(table: Table, kind: str, progress: Progress = lambda step: None) -> tuple[Classifier, Report]:
    """A linear classifier of `kind` that has learnt four fifths of the texts, and how it does on the others."""
    learn, rest = held_out(table)
    made = Linear.fit(learn, kind, progress)
    progress("measuring")
    return made, measure(made.labels, made.probabilities(rest.texts), rest.labels)


def tuned(table: Table, tune: Callable[[Table], Classifier]) -> tuple[Classifier, Report]:
    """The same for a classifier that `tune` makes of what is learnt from."""
    learn, rest = held_out(table)
    made = tune(learn)
    return made, measure(made.labels, made.probabilities(rest.texts), rest.labels)


def evaluate(classifier: Classifier, table: Table, path: Path) -> Report:
    """How it does on the texts of `table` that it has not learnt from. Raises UserError when there are none."""
    rest = table.without(classifier.learnt)
    if not len(rest):
        raise UserError(f"{path}: the classifier has learnt from every text of it; give it others")
    if not set(rest.labels) & set(classifier.labels):
        raise UserError(
            f"{path} has none of the labels it knows ({', '.join(classifier.labels)[:80]}); check the column"
        )
    return measure(classifier.labels, classifier.probabilities(rest.texts), rest.labels)
