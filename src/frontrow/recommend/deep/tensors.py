"""Tensors and a JSON text in one .safetensors file, which holds no code; written whole or not at all."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save
from torch import Tensor

from frontrow.errors import UserError
from frontrow.recommend.deep.loop import Loop
from frontrow.recommend.deep.plan import Course
from frontrow.writing import replace


def write(path: Path, tensors: dict[str, Tensor], told: dict[str, Any]) -> None:
    """told: JSON values, its "format" among them."""
    text = torch.from_numpy(np.frombuffer(json.dumps(told).encode(), np.uint8).copy())
    kept = {name: one.detach().cpu().contiguous() for name, one in tensors.items()}
    replace(path, save(kept | {"told": text}))


def read(path: Path, wanted: str, called: str) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """What `write` wrote in the format `wanted`. Raises UserError: the file is not `called`."""
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


def save_state(path: Path, loop: Loop, data: str) -> None:
    """Everything a training needs to go on as if nothing had happened. data: what tells its data from any other."""
    told = {"format": "frontrow training 1", "data": data, "fixed": loop.fixed, "course": vars(loop.course)}
    write(path, _state(loop), told | {"steps": loop.adam.steps})


def load_state(path: Path, loop: Loop, data: str) -> None:
    """Take up a training where save_state left it. Raises UserError when data or settings are others."""
    tensors, told = read(path, "frontrow training 1", "a training that was stopped")
    if told["data"] != data:
        raise UserError(f"{path} was trained on other data; leave out --resume to begin anew")
    for name, value in loop.fixed.items():
        if told["fixed"].get(name) != value:
            was = told["fixed"].get(name)
            raise UserError(f"{path} was trained with {name} {was}, not {value}; leave out --resume to begin anew")
    with torch.no_grad():
        for name, one in _state(loop).items():
            one.copy_(tensors[name])
    loop.adam.steps, loop.course = told["steps"], Course(**told["course"])


def _state(loop: Loop) -> dict[str, Tensor]:
    best = {f"best.{name}": one for name, one in loop.best.items()}
    return {f"now.{name}": one for name, one in loop.adam.weights.items()} | best | loop.adam.tensors
