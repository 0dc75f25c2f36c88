"""One visitor's drape: `python -m frontrow.web.fitting.child SECONDS BYTES`, told on stdin, answered on stdout.

JSON lines say how far it is; the last is followed by the file itself. What goes wrong is told by its kind and place
in our code alone: a message may hold a number of hers.
"""

import json
import os
import resource
import sys
import traceback
from pathlib import Path
from typing import Any, BinaryIO

from frontrow.errors import UserError
from frontrow.parent import end_with_parent


def main() -> None:
    end_with_parent()
    _limit(int(sys.argv[1]), int(sys.argv[2]))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is not an answer
    try:
        _drape(json.load(sys.stdin), answers)
    except UserError as error:
        _say(answers, error=str(error))
    except Exception as error:
        _say(answers, fault=f"{type(error).__name__} at {_place(error)}")


def _drape(told: dict[str, Any], answers: BinaryIO) -> None:
    from frontrow.web.fitting.drape import tried

    _say(answers, step="start", share=1.0)
    made = tried(told["spec"], Path(told["folder"]), lambda step, share: _say(answers, step=step, share=share))
    _say(answers, step="pack", share=0.0)
    file = made.glb()
    _say(answers, bytes=len(file), report=made.report)
    answers.write(file)
    answers.flush()


def _say(answers: BinaryIO, **message: Any) -> None:
    answers.write(json.dumps(message).encode() + b"\n")
    answers.flush()


def _place(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def _limit(seconds: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (4 << 20, 4 << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold what it was told
    os.nice(2)  # after the pages, before the worker: somebody waits for it


if __name__ == "__main__":
    main()
