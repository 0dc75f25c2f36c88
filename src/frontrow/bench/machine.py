"""What a bench ran on."""

import os
import platform
from datetime import date
from pathlib import Path
from typing import Any


def head() -> dict[str, Any]:
    """Date, processor, cores and versions, for the top of a bench's JSON."""
    import numba
    import numpy

    return {
        "date": date.today().isoformat(),
        "machine": f"{os.cpu_count()} virtual cores of {processor()}",
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "numba": numba.__version__,
    }


def processor() -> str:
    """The processor's own name, where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def table(titles: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
