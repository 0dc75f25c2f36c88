"""One job with limits: `python -m frontrow.web.studio.child check|flat|make|board SECONDS BYTES`.

The job is told on stdin and answered on stdout, a JSON object a line. The limits are CPU time and memory. The drawing
board is there for many jobs: each line of stdin is [name, arguments, CPU seconds] of one.
"""

import json
import os
import resource
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from frontrow.errors import UserError
from frontrow.parent import end_with_parent


def _say(**message: Any) -> None:
    print(json.dumps(message), file=sys.__stdout__, flush=True)


def check(path: str, chart: str, size: str) -> None:
    from frontrow.body import size_body
    from frontrow.pattern import check as check_pattern

    check_pattern(Path(path), size_body(chart, size).measures)


def flat(path: str, chart: str, size: str) -> str:
    from frontrow.body import size_body
    from frontrow.pattern import draft, load, svg

    return svg(draft(load(Path(path)), size_body(chart, size).measures, {}))


def make(spec: dict[str, Any], name: str, target: str) -> dict[str, Any]:
    from frontrow.web.studio.make import make_files

    return make_files(spec, name, Path(target), lambda step, share: _say(step=step, share=share))


def draw() -> None:
    """Answer a line for each line, until there is none or this process has lived long enough."""
    from frontrow.body import size_body
    from frontrow.web.studio.drawing import JOBS

    sys.stdout = sys.stderr
    size_body("women", "M")  # what the first drawing would wait for
    life, hard = resource.getrlimit(resource.RLIMIT_CPU)
    _say(result="there")
    for line in sys.stdin:
        name, arguments, seconds = json.loads(line)
        resource.setrlimit(resource.RLIMIT_CPU, (min(hard, int(time.process_time()) + 1 + seconds), hard))
        try:
            _say(result=JOBS[name](**arguments))
        except UserError as error:
            _say(error=str(error))
        except MemoryError:  # what else lacks memory now is not known
            raise
        except Exception:
            _say(fault=traceback.format_exc())
        if time.process_time() > life:
            return
        resource.setrlimit(resource.RLIMIT_CPU, (life, hard))


def _limit(seconds: int, memory: int, spare: int) -> None:
    """spare: seconds after the first, after which the system ends it whatever it does."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + spare))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20, 64 << 20))
    os.nice(5)


def main() -> None:
    end_with_parent()
    board = sys.argv[1] == "board"
    _limit(int(sys.argv[2]), int(sys.argv[3]), 3600 if board else 5)
    if board:
        return draw()
    job = {"check": check, "flat": flat, "make": make}[sys.argv[1]]
    arguments = json.load(sys.stdin)
    sys.stdout = sys.stderr  # whatever a library prints is not an answer
    try:
        _say(result=job(**arguments))
    except UserError as error:
        _say(error=str(error).replace(str(Path(arguments.get("path", "")).parent) + "/", ""))


if __name__ == "__main__":
    main()
