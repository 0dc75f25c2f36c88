"""The desk's understanding: which of the things it knows is asked for, how sure that is, and what a visitor wishes."""

from frontrow.language.desk.asking import Desk, Finding
from frontrow.language.desk.making import by_meaning, by_words
from frontrow.language.desk.topics import Topic, topics

__all__ = ["Desk", "Finding", "Topic", "by_meaning", "by_words", "topics"]
