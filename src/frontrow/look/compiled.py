"""Compiling ahead: all that a look needs is compiled once, when Front Row is installed, and kept on the disk."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from frontrow.body import clips, named_body, walk
from frontrow.cloth import Cloth, Solver, signed_distance
from frontrow.look.decode import Decoded
from frontrow.look.dress import QUALITIES, Dresser, Frames
from frontrow.look.level import LEVELS
from frontrow.look.maker import sewn
from frontrow.look.ready import ready
from frontrow.look.report import fit_of
from frontrow.look.spec import GarmentSpec, LookSpec, finish_of

COARSE = 0.06  # metres of edge
GARMENTS = "pleated-skirt", "tshirt"  # folds that are pressed, a stretched knit, a layer over another


def compile_all(patterns: Path) -> None:
    """Make a very coarse look, and undo a tangle; patterns: the folder with the season's.

    Each compiled function keeps its code beside its source (numba's cache), for this processor and this version."""
    _tangle()
    frames = Frames(2, 1, 1, (0.0, 40.0))
    quality = replace(QUALITIES["full"], substeps=4, rough=1.3, frames=frames, rough_frames=frames, settle=1)
    body = named_body("runway-f")
    spec = LookSpec("compiled", tuple(GarmentSpec(patterns / f"{name}.yaml", size="made") for name in GARMENTS))
    garments, able = sewn(spec, body, COARSE, quality.rough), clips(body)
    worn = Dresser(body, able, quality, 0, lambda step, share: None).wear(
        [g.sewn for g in garments], [g.fabric for g in garments]
    )
    faces = body.mannequin.triangles
    fit_of(worn.cloth, worn.settled[None], worn.settled_body[None], faces)
    signed_distance(worn.settled[:8], worn.settled_body, faces)  # which a look needs only where cloth is in the body
    look = ready(spec, body, finish_of(spec.finish), walk(body), able, garments, worn)
    for level in LEVELS:
        Decoded(look.packed(level))


def _tangle() -> None:
    """Two flat cloths through each other."""
    across, up = np.meshgrid(np.linspace(0, 0.1, 6), np.linspace(0, 0.1, 6))
    flat = np.c_[across.ravel(), up.ravel()]
    corner = np.arange(36).reshape(6, 6)
    a, b, c, d = (part.ravel() for part in (corner[:-1, :-1], corner[:-1, 1:], corner[1:, 1:], corner[1:, :-1]))
    triangles = np.concatenate([np.c_[a, b, c], np.c_[a, c, d]])
    one = Cloth(triangles, flat[triangles])
    still = np.zeros(len(flat))
    upright, lying = np.c_[flat - [0, 0.05], still + 0.047], np.c_[flat[:, 0], still + 0.0007, flat[:, 1]]
    solver = Solver(Cloth.join([one, one]), positions=np.concatenate([upright, lying]))
    for _ in range(2):
        solver.step()
