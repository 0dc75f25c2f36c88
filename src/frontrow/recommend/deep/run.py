"""A training that can be stopped at any moment: the model so far and the way there are always on the disk."""

from collections.abc import Callable
from pathlib import Path

from frontrow.recommend.deep.files import print_of
from frontrow.recommend.deep.plan import Course
from frontrow.recommend.deep.sasrec import SASRec
from frontrow.recommend.deep.tensors import load_state, save_state
from frontrow.recommend.log import Log


def train(
    model: SASRec,
    log: Log,
    output: Path,
    resume: bool = False,
    progress: Callable[[Course, float], None] = lambda course, share: None,
) -> Course:
    """Train `model` and keep its best weights in `output`, and all that is needed to go on in `output`.training.

    resume: go on from there. progress: told the course and the share done of its epoch. Raises UserError when there
    is nothing to go on from, or it was trained on other data or with other settings.
    """
    training = model.training(log)
    data = print_of(log)
    state = output.with_name(output.name + ".training")
    if resume:
        load_state(state, training, data)

    def keep() -> None:
        model.take(log.items, training)
        model.save(output)
        save_state(state, training, data)

    training.run(progress, keep)
    keep()
    return training.course
