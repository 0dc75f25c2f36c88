"""An environment of its own for each library, since what they need does not go together."""

import os
import subprocess
import sys
from pathlib import Path

# RecTools wants numpy below 2, LightFM's living fork the newest; torch is the CPU build where the index offers it.
# obp 0.5 wants a torch that is no longer to be had; 0.4.1 has the same estimators.
LIBRARIES = {
    "implicit": ("implicit==0.7.3", "numpy==2.2.6", "scipy==1.15.3"),
    "lightfm": ("lightfm-next==1.19.0", "numpy==2.4.6", "scipy==1.17.1"),
    "obp": (
        "obp==0.4.1",
        "torch==2.13.0+cpu",
        "numpy==1.26.4",
        "scikit-learn==1.5.2",
        "pandas==2.1.4",
        "scipy==1.13.1",
    ),
    "rectools": ("rectools==0.19.0", "torch==2.13.0", "lightning==2.6.6"),
}


def python_of(library: str) -> Path | str:
    """The Python of a library's environment, built when it is not there yet; or why it cannot be built."""
    folder = _cache() / library
    python, ready = folder / "bin" / "python", folder / "ready.txt"
    wanted = "\n".join(LIBRARIES[library])
    if ready.exists() and ready.read_text() == wanted and python.exists():
        return python
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _run([sys.executable, "-m", "venv", str(folder)])
        _run([str(python), "-m", "pip", "install", "--quiet", *LIBRARIES[library]])
        ready.write_text(wanted)
    except (OSError, subprocess.SubprocessError) as error:
        lines = [line for line in (getattr(error, "stderr", "") or "").splitlines() if line.startswith("ERROR")]
        return f"could not be installed: {lines[-1].removeprefix('ERROR: ') if lines else error}"
    return python


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=1800)


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "frontrow" / "peers"
