"""After `frontrow compile` a look finds all its code compiled, each function once."""

import json
import subprocess
import sys

from look_scenes import SEASON

CHILD = f"""
import json, sys, tempfile
from pathlib import Path
from numba.core.dispatcher import Dispatcher
from frontrow.look.compiled import compile_all
from frontrow.look.maker import make
from frontrow.look.spec import GarmentSpec, LookSpec

def compiled():
    mine = [m for name, m in list(sys.modules.items()) if name.startswith(("frontrow.cloth.", "frontrow.look."))]
    found = [f for m in mine for f in vars(m).values() if isinstance(f, Dispatcher)]
    return {{f"{{f.py_func.__module__}}.{{f.py_func.__name__}}": [str(s) for s in f.signatures] for f in found}}

patterns = Path({str(SEASON / "patterns")!r})
compile_all(patterns)
before = compiled()
with tempfile.TemporaryDirectory() as folder:
    make(LookSpec("dress", (GarmentSpec(patterns / "dress.yaml"),)), Path(folder), quality="draft")
print(json.dumps([before, compiled()]))
"""


def test_a_look_compiles_nothing_after_compiling_ahead() -> None:
    # twice: compiled from the disk, only what Python calls has a signature, not what it has within
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, check=True)
        before, after = json.loads(done.stdout.splitlines()[-1])
        assert after == before
    assert before["frontrow.cloth.strain.solve_strain"]
    assert before["frontrow.cloth.tangle.smoothen"]  # which a look needs only where cloth is tangled
    assert all(len(signatures) <= 1 for signatures in after.values())  # no function twice, for int32 and int64
