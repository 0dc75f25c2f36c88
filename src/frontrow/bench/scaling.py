"""How cost and memory grow with the mesh, and what the first use costs."""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from frontrow.bench.run import Run, ours, timed
from frontrow.bench.swaying import Task, task

SIZES = (0.0265, 0.0168)  # metres of edge; each is then divided in four, and again


def grown(patterns: Path, most: int, frames: int) -> list[tuple[int, Run]]:
    """Vertices and a run of our solver for each size of the same dress, up to `most` vertices."""
    found = []
    for edge in SIZES:
        now: Task | None = task(patterns, "dress", "runway-f", edge)
        while now is not None and now.cloth.vertices <= most:
            found.append((now.cloth.vertices, timed("ours", "as worn", now, ours(now), frames)))
            now = now.divided()
    return sorted(found, key=lambda pair: pair[0])


def exponent(sizes: Sequence[int], costs: Sequence[float]) -> tuple[float, float]:
    """a, b of cost = b size^a, by least squares in the logarithms."""
    a, b = np.polyfit(np.log(sizes), np.log(costs), 1)
    return float(a), float(np.exp(b))


def peak(patterns: Path) -> tuple[int, float]:
    """Vertices near 20,000, and MB of memory at most while that dress is settled and sways, in this whole process."""
    now = task(patterns, "dress", "runway-f", SIZES[1]).divided()
    timed("ours", "as worn", now, ours(now), 6)
    return now.cloth.vertices, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def draped(pattern: Path, quality: str, moves: bool) -> tuple[float, float, int]:
    """CPU and wall seconds from a pattern file to the finished GLB, and its vertices; moves: not the walk alone."""
    from frontrow.look.maker import make
    from frontrow.look.spec import GarmentSpec, LookSpec

    spec = LookSpec("bench", (GarmentSpec(pattern, size="made"),), body="runway-f")
    began, wall = process_time(), perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        report = make(spec, Path(folder), quality=quality, moves=moves)
    return process_time() - began, perf_counter() - wall, report.vertices


def apart(call: str, cache: str | None = None) -> list[float]:
    """What a function of this module gives in a process of its own; cache: a folder for compiled code."""
    code = f"import json; from pathlib import Path; from frontrow.bench.scaling import *; print(json.dumps({call}))"
    places = {"NUMBA_CACHE_DIR": cache} if cache else {}
    run = subprocess.run([sys.executable, "-c", code], env=os.environ | places, capture_output=True, check=True)
    return list(json.loads(run.stdout.splitlines()[-1]))
