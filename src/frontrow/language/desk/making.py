"""The desk as it is installed: what it knows, by words, or by meaning and a little by words."""

from pathlib import Path

from frontrow.language.desk.asking import WORDS, Desk, known
from frontrow.language.desk.meaning import Meaning
from frontrow.language.desk.topics import asides, topics
from frontrow.language.desk.types import Likeness
from frontrow.language.desk.wording import Wording
from frontrow.language.embed import Embedder


def asks() -> list[tuple[str, str]]:
    """Each topic's name and one way of asking for it."""
    return [(topic.name, text) for topic in topics() for asks in topic.asks.values() for text in asks]


def by_words(folder: Path | None = None) -> Desk:
    """folder: where what was learnt is kept."""
    return Desk(asks(), asides(), path=folder / "words.npz" if folder else None)


def by_meaning(embedder: Embedder, folder: Path | None = None) -> Desk:
    """folder: where vectors are kept, and what was learnt."""
    told = known(asks(), asides())
    meaning = Meaning(told, embedder, folder / "asks.npz" if folder else None)
    views: list[tuple[float, Likeness]] = [(1.0, meaning), (WORDS, Wording([text for _, text in told]))]
    return Desk(asks(), asides(), views, path=folder / "meaning.npz" if folder else None)
