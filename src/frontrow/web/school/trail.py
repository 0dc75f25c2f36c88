"""What was draped before, in words."""

from collections.abc import Sequence
from typing import Any

from frontrow.web.school.forms import WorkForm
from frontrow.web.season.words import fabric_titles


def steps_of(trail: Sequence[dict[str, Any]], form: WorkForm | None) -> list[str]:
    """A line for each drape, oldest first: cloth, size, and what was chosen of the pattern."""
    titles, known = fabric_titles(), {choice.name: choice for choice in (form.chosen if form else [])}
    lines = []
    for step in trail:
        words = [titles.get(step["fabric"], step["fabric"]), step["size"]]
        for name, own in step["options"].items():
            choice = known.get(name)
            words.append(f"{choice.title}: {choice.said(choice.read(own))}" if choice else f"{name} {own:g}")
        lines.append(" · ".join(words))
    return lines
