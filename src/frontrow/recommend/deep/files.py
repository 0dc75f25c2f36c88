"""Models and trainings as .safetensors: numbers and a JSON text, no code; written whole or not at all."""

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save
from torch import Tensor

from frontrow.errors import UserError
from frontrow.recommend.deep.network import Network, Shape
from frontrow.recommend.deep.plan import Course
from frontrow.recommend.deep.sasrec import SASRec
from frontrow.recommend.deep.training import Training
from frontrow.recommend.log import Log

FORMAT = "frontrow sasrec 1"


def save_model(path: Path, model: SASRec) -> None:
    """The weights, the items and how it was trained."""
    if model._network is None:
        raise UserError("this model has learnt nothing yet; fit it first")
    told = {"format": FORMAT, "shape": model.shape, "items": model.items, "course": asdict(model.course)}
    _write(path, {name: one.cpu() for name, one in model._network.state_dict().items()}, told)


def load_model(path: Path) -> SASRec:
    """What save_model wrote."""
    tensors, told = _read(path, FORMAT, "a model of `frontrow train --model sasrec`")
    model = SASRec(**told["shape"])
    model.items, model.course = tuple(told["items"]), Course(**told["course"])
    network = Network(Shape(len(model.items), **told["shape"]))
    network.load_state_dict(tensors)
    model._network = network.to(model.device).eval()
    return model


def save_training(path: Path, training: Training, data: str) -> None:
    """Everything that is needed to go on as if nothing had happened. data: what the log is, by `print_of`."""
    kept = {name: one.detach().cpu() for name, one in _tensors(training).items()}
    told = {"format": FORMAT + " training", "data": data, "course": asdict(training.course)}
    _write(path, kept, told | {"steps": training.adam.steps} | _same(training))


def load_training(path: Path, training: Training, data: str) -> None:
    """Take up a training where save_training left it. Raises UserError when data or settings are others."""
    tensors, told = _read(path, FORMAT + " training", "a training of `frontrow train`")
    if told["data"] != data:
        raise UserError(f"{path} was trained on other data; leave out --resume to begin anew")
    for name, value in _same(training).items():
        if told[name] != value:
            raise UserError(f"{path} was trained with {told[name]}, not {value}; leave out --resume to begin anew")
    with torch.no_grad():
        for name, one in _tensors(training).items():
            one.copy_(tensors[name])
    training.adam.steps, training.course = told["steps"], Course(**told["course"])


def print_of(log: Log) -> str:
    """Of a log, what tells it from any other."""
    found = hashlib.sha256(json.dumps(log.items).encode())
    for column in (log.user, log.item, log.weight):
        found.update(np.ascontiguousarray(column).tobytes())
    return found.hexdigest()


def _tensors(training: Training) -> dict[str, Tensor]:
    best = {f"best.{name}": one for name, one in training.best.items()}
    return {f"now.{name}": one for name, one in training.adam.weights.items()} | best | training.adam.tensors


def _same(training: Training) -> dict[str, Any]:
    """What must not change between two runs of one training."""
    plan = training.plan
    chosen = {name: getattr(plan, name) for name in ("batch", "rate", "full", "negatives", "seed")}
    return {"shape": asdict(training.network.shape), "plan": chosen}


def _write(path: Path, tensors: dict[str, Tensor], told: dict[str, Any]) -> None:
    text = np.frombuffer(json.dumps(told).encode(), np.uint8).copy()
    packed = save(tensors | {"told": torch.from_numpy(text)})
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(packed)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _read(path: Path, wanted: str, called: str) -> tuple[dict[str, Tensor], dict[str, Any]]:
    try:
        tensors = load_file(path)
        told = json.loads(tensors.pop("told").numpy().tobytes())
        if told["format"] != wanted:
            raise KeyError("format")
    except FileNotFoundError:
        raise UserError(f"{path} is not there; train first, or check the name") from None
    except (SafetensorError, KeyError, ValueError):
        raise UserError(f"{path} is not {called}; give it the file that `-o` named") from None
    return tensors, told
