"""The worker's log: without a mail server the mails stand in it, so it is kept for a week, and hers are blanked."""

import re
import shutil
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

RULE = b"-" * 79  # between two mails, as Django's console backend writes it
DAYS = 7


def files() -> tuple[Path, Path]:
    """The log, and what it was before."""
    root: Path = settings.HOME.root
    return root / "worker.log", root / "worker.log.before"


def said(word: str) -> re.Pattern[bytes]:
    """The word, where it is no part of a longer one: another's address may end or begin as hers."""
    letter, ends = rb"[\w.!#$%&'*+/=?^`{|}~@-]", re.escape(word.encode())
    return re.compile(rb"(?<!" + letter + rb")" + ends + rb"(?![\w@-]|\.\w)", re.IGNORECASE)


def blank(words: Collection[str]) -> int:
    """Overwrite each mail that holds one of the words, in place: the workers go on appending. How many it was."""
    marks, found = [said(word) for word in words if word], 0
    for path in files():
        if not path.exists() or not marks:
            continue
        with path.open("r+b") as file:
            for start, part in _parts(file.read()):
                if any(mark.search(part) for mark in marks):
                    file.seek(start)
                    file.write(bytes(10 if letter == 10 else 42 for letter in part))  # the lines stay
                    found += 1
    return found


def _parts(content: bytes) -> Iterator[tuple[int, bytes]]:
    start = 0
    for part in content.split(RULE):
        yield start, part
        start += len(part) + len(RULE)


def turn(before: datetime) -> int:
    """Begin the log anew when it was begun before that moment; what it was is kept once as long and no longer.

    When it was begun is the time of the older file, empty at first.
    """
    log, old = files()
    if not old.exists():
        old.touch(0o600)
    if not log.exists() or old.stat().st_mtime >= before.timestamp():
        return 0
    shutil.copyfile(log, old)
    old.chmod(0o600)
    with log.open("r+b") as file:
        file.truncate(0)
    return 1
