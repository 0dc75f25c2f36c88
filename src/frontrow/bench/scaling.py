"""How cost and memory grow with the mesh, and what the first use costs."""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

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
    return now.cloth.vertices, _most()


def _most() -> float:
    """MB of memory that this process ever held; what getrusage tells may be its parent's before it."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def draped(pattern: Path, quality: str, moves: bool, edge: float | None = None) -> dict[str, float]:
    """From a pattern file to the finished GLB: CPU and wall seconds, CPU seconds until it stands settled, vertices.

    moves: not the walk alone; edge: of the mesh, in metres, in place of that of the quality."""
    from frontrow.look.dress import QUALITIES
    from frontrow.look.maker import make
    from frontrow.look.spec import GarmentSpec, LookSpec

    QUALITIES["bench"] = replace(QUALITIES[quality], resolution=edge or QUALITIES[quality].resolution)
    spec = LookSpec("bench", (GarmentSpec(pattern, size="made"),), body="runway-f")
    began, wall = process_time(), perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        report = make(spec, Path(folder), quality="bench", moves=moves)
    settled = report.seconds["draft"] + report.seconds["settle"]
    took = {"cpu": process_time() - began, "wall": perf_counter() - wall}
    return took | {"settled": settled, "vertices": report.vertices}


def warm(pattern: Path, quality: str, moves: bool, edge: float | None = None) -> dict[str, float]:
    """The same the second time in a process, when its code is loaded."""
    draped(pattern, "draft", False)
    return draped(pattern, quality, moves, edge)


def compiled(patterns: Path) -> dict[str, float]:
    """CPU and wall seconds of compiling ahead, as the installation does."""
    began, wall = process_time(), perf_counter()
    from frontrow.look.compiled import compile_all

    compile_all(patterns)
    return {"cpu": process_time() - began, "wall": perf_counter() - wall}


def apart(call: str, cache: str | None = None) -> Any:
    """What a function of this module gives in a process of its own; cache: a folder for compiled code."""
    code = f"import json; from pathlib import Path; from frontrow.bench.scaling import *; print(json.dumps({call}))"
    places = {"OPENBLAS_NUM_THREADS": "1"} | ({"NUMBA_CACHE_DIR": cache} if cache else {})
    run = subprocess.run([sys.executable, "-c", code], env=os.environ | places, capture_output=True, check=True)
    return json.loads(run.stdout.splitlines()[-1])
