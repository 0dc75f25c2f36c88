"""What the desk knows: its topics with their answers, where each is read, and ways of asking."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

LANGUAGES = ("en", "zh", "es", "fr", "de", "ja")
GROUPS = ("orders", "looks", "trying", "shows", "yours", "house")


@dataclass(frozen=True)
class Topic:
    """title, answer: by language (en, zh-hans); an answer may hold {figures}. page: the name of an address of the site
    and an anchor. live: the room that answers from the house's tables, or "". hands: whether a person is offered.
    group: one of GROUPS, or "" for what is only said (hello). asks: ways of asking, by language.
    """

    name: str
    group: str
    page: str
    title: Mapping[str, str]
    answer: Mapping[str, str]
    asks: Mapping[str, tuple[str, ...]]
    live: str = ""
    hands: bool = False


@cache
def topics() -> tuple[Topic, ...]:
    """All of them, in the order of the file."""
    told = yaml.safe_load(_text("topics.yaml"))
    more = {language: _more(language) for language in LANGUAGES}
    return tuple(
        Topic(
            name=each["topic"],
            group=each["group"],
            page=each["page"],
            title=each["title"],
            answer=each["answer"],
            asks={
                language: tuple(
                    dict.fromkeys([*each["asks"].get(language, ()), *more[language].get(each["topic"], ())])
                )
                for language in LANGUAGES
            },
            live=each.get("live", ""),
            hands=each.get("hands", False),
        )
        for each in told
    )


def _more(language: str) -> dict[str, list[str]]:
    """More ways of asking, by topic: a topic on a line of its own after "#", then one way a line."""
    found: dict[str, list[str]] = {}
    for line in _text(f"asks/{language}.txt").splitlines():
        if line.startswith("# "):
            asks = found.setdefault(line[2:].strip(), [])
        elif line.strip():
            asks.append(line.strip())
    return found


@cache
def asides() -> tuple[str, ...]:
    """Questions that are nothing of the desk's: what its threshold for refusing is fitted on."""
    return tuple(line for line in _text("aside.txt").splitlines() if line.strip())


def _text(name: str) -> str:
    return (resources.files("frontrow.language.desk") / "data" / name).read_text(encoding="utf-8")
