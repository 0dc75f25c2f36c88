"""A topic's written answer, in the reader's language, and where its fact is read."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from frontrow.language.desk import Topic
from frontrow.web.desk.answers.figures import figures
from frontrow.web.desk.answers.said import Cite, Said


def here(texts: "dict[str, str]") -> str:
    """A text in the reader's language."""
    return texts.get(get_language() or "en") or texts["en"]


def title(topic: Topic) -> str:
    return here(dict(topic.title))


def answer(topic: Topic) -> str:
    return here(dict(topic.answer)).format_map(figures())


def page(topic: Topic) -> str:
    """The address at which the topic is acted upon."""
    name, _, anchor = topic.page.partition("#")
    try:
        return reverse(name) + (f"#{anchor}" if anchor else "")
    except NoReverseMatch:
        return reverse("desk")


def fact(topic: Topic) -> Cite:
    """The written fact itself, on the desk's own page."""
    return Cite(title(topic), f"{reverse('desk-facts')}#{topic.name}")


def written(topic: Topic) -> Said:
    """The written answer; what is only said (hello) cites nothing."""
    cites = [fact(topic)] if topic.group else []
    return Said([answer(topic)], cites, topic=topic.name, hands=topic.hands)
