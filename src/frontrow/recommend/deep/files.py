"""SASRec in a file."""

import hashlib
import json
from pathlib import Path

import numpy as np

from frontrow.errors import UserError
from frontrow.recommend.deep.network import Network, Shape
from frontrow.recommend.deep.plan import Course
from frontrow.recommend.deep.sasrec import SASRec
from frontrow.recommend.deep.tensors import read, write
from frontrow.recommend.log import Log

FORMAT = "frontrow sasrec 1"


def save_model(path: Path, model: SASRec) -> None:
    """The weights, the items and how it was trained."""
    if model._network is None:
        raise UserError("this model has learnt nothing yet; fit it first")
    told = {"format": FORMAT, "shape": model.shape, "items": model.items, "course": vars(model.course)}
    write(path, model._network.state_dict(), told)


def load_model(path: Path) -> SASRec:
    """What save_model wrote."""
    tensors, told = read(path, FORMAT, "a model of `frontrow train --model sasrec`")
    model = SASRec(**told["shape"])
    model.items, model.course = tuple(told["items"]), Course(**told["course"])
    network = Network(Shape(len(model.items), **told["shape"]))
    network.load_state_dict(tensors)
    model._network = network.to(model.device).eval()
    return model


def print_of(log: Log) -> str:
    """Of a log, what tells it from any other."""
    found = hashlib.sha256(json.dumps(log.items).encode())
    for column in (log.user, log.item, log.weight):
        found.update(np.ascontiguousarray(column).tobytes())
    return found.hexdigest()
