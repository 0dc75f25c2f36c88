"""Which worker is alive, and whether the doors are open: each process holds a lock on a file of its own, which the
system lets go when it dies."""

import fcntl
import os
import secrets
import socket
from pathlib import Path
from typing import IO

HOST = socket.gethostname().replace(":", "-")


class Claim:
    """This worker's name and its lock, held until the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.worker = f"{HOST}:{os.getpid()}:{secrets.token_hex(4)}"
        self._path = _path(folder, self.worker)
        self._file: IO[str] = self._path.open("w")
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def release(self) -> None:
        self._path.unlink(missing_ok=True)
        self._file.close()


def is_alive(worker: str, folder: Path) -> bool:
    """Whether `worker` still runs; workers of other machines are taken to, as their locks cannot be seen."""
    if not worker.startswith(f"{HOST}:"):
        return True
    try:
        with _path(folder, worker).open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    _path(folder, worker).unlink(missing_ok=True)
    return False


def living(folder: Path) -> bool:
    """Whether any process of this machine holds a claim there."""
    for path in folder.glob("*.lock"):
        with path.open("r+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
    return False


def _path(folder: Path, worker: str) -> Path:
    return folder / f"{worker.replace(':', '_')}.lock"
