"""What is wrong with a pattern, in the reader's language.

`frontrow.pattern` says its sentence in English and knows no other language; the sentence itself names the fault, as
it does for gettext. Here it is known again, taken apart into what is said and what is named, and said anew. Whatever
is not known stays as it is.
"""

import re
from functools import lru_cache

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

FAULTS = (
    # the studio's limits
    _("This pattern takes more time or memory than the studio allows; use fewer or simpler panels."),
    _("The drawing board is busy; try again in a moment."),
    _("The drawing board failed at this pattern; the fault is ours, and it is noted."),
    # seams and pieces
    _(
        "%(where)s: %(one)s is %(a)s cm and %(two)s is %(b)s cm, %(apart)s cm apart where %(ease)s of ease is allowed; "
        "make them match or write `ease: %(wanted)s`."
    ),
    _("%(where)s is sewn twice, in seams %(one)s and %(two)s; split the edge."),
    _("%(where)s joins an edge that has no length."),
    _(
        "%(where)s: sewn to nothing else of the garment; write the seam that joins it, or `loose: yes` if that is "
        "meant."
    ),
    _(
        "%(where)s: sewn to nothing else of the garment; write the seam that joins them, or `loose: yes` if that is "
        "meant."
    ),
    _(
        "%(where)s: nothing joins the left piece to the right one; sew an edge to itself, such as %(such)s, or write "
        "`loose: yes` if they are worn apart."
    ),
    _("%(where)s is too narrow somewhere to be cut at %(size)s cm; widen it."),
    _("%(where)s is sewn to itself across a single stitch; check its seams and darts."),
    _("%(area)s m² of cloth at %(size)s mm is too fine; use a coarser mesh."),
    _("its panels add up to %(area)s m² of cloth; at most %(most)s are sewn."),
    # outlines
    _(
        "%(where)s is %(wide)s cm wide, inside out: edge %(edge)s should lie to the right of its inner side; check "
        "what its formulas give for this size."
    ),
    _("%(where)s has almost no area (%(area)s cm²); check the points that its formulas give for this size."),
    _("%(where)s crosses itself: edge %(one)s meets edge %(two)s; check their points."),
    _("%(where)s crosses itself; check the order of its points."),
    _("%(where)s: edge %(edge)s crosses itself; check its points and bends."),
    _("%(where)s crosses the fold at x = 0; draw the left half, with x above 0."),
    _("%(where)s is cut on the fold, but %(n)s of its edges lie on x = 0; make it one."),
    _("%(where)s lies %(far)s cm out; at most %(most)s is drawn."),
    _("%(where)s has no outline: its edges have no length."),
    _("%(where)s has fewer than two edges; name every side of its outline."),
    _("%(where)s begins at `%(a)s`, but edge %(before)s ends at `%(b)s`; list the edges in order round the panel."),
    _("%(where)s ends at `%(a)s` and not where the outline began (`%(b)s`); close the outline."),
    _("%(where)s runs through the same point twice; move or leave out one of them."),
    # darts
    _(
        "%(where)s is %(wide)s cm wide at %(at)s of edge %(edge)s (%(long)s cm) and runs off its end; make it narrower "
        "or move it."
    ),
    _("%(where)s overlaps another dart on edge %(edge)s; move it."),
    _("%(where)s has legs of %(a)s and %(b)s cm; move its tip so that they match."),
    # what is written
    _("%(where)s: there is no %(what)s `%(name)s`; there are %(names)s."),
    _("%(where)s: panel %(panel)s has no edge `%(edge)s`; its edges are %(edges)s."),
    _("%(where)s: `%(name)s` names the panel `%(panel)s`, which is not there; the panels are %(panels)s."),
    _("%(where)s: `%(name)s` is not an edge; write panel.edge."),
    _("%(where)s has an unknown entry `%(entry)s`; it may have %(names)s."),
    _("%(where)s must be two formulas, [x, y].%(more)s"),
    _("%(where)s must be a number or a formula, not %(what)s."),
    _("%(where)s must be a mapping of names, not %(what)s."),
    _("%(where)s holds %(n)s entries; at most %(most)s are read."),
    _("%(where)s is a whole number from %(least)s to %(most)s, not %(what)s."),
    _("%(where)s: `%(key)s` must be a number, not %(what)s."),
    _("%(where)s: `%(key)s` is not a name; use small letters, digits and _, a letter first."),
    _("%(where)s: the default %(default)s is not between %(least)s and %(most)s."),
    _("%(where)s is %(value)s; choose from %(least)s to %(most)s %(unit)s."),
    _("%(where)s: `%(entry)s` is %(words)s, not %(what)s."),
    _("%(where)s: fabric `%(fabric)s` is not one of the file's fabrics (%(fabrics)s)."),
    _("%(where)s: Fabric `%(fabric)s` is neither a file nor in the library; choose one of %(fabrics)s."),
    _("%(where)s: a panel that lies `over` another one sits where that does; leave the rest out."),
    _("has no panels; a pattern needs at least one."),
    _("write `pattern: name` in small letters, digits and hyphens."),
    # formulas
    _("%(where)s: `%(name)s` is not a measurement, an option or a value named before."),
    _("%(where)s: `%(formula)s` divides by zero."),
    _("%(where)s: `%(formula)s` is not a formula."),
    _("%(where)s: `%(formula)s` is not allowed in a formula."),
    _("%(where)s: `%(formula)s` gives %(value)s, which is no length."),
    _("%(where)s: `%(name)s` is not a function; the functions are %(names)s."),
    # the file
    _("is larger than %(most)s kB; a pattern file is text, far smaller."),
    _("a pattern file is a mapping that begins with `pattern: name`."),
    _("line %(line)s, column %(column)s (`%(text)s`): it does not fit what comes before."),
    _("line %(line)s, column %(column)s (`%(text)s`): %(more)s."),
    _("cannot be read: `%(name)s` is written twice (line %(line)s); mend the file."),
    _("line %(line)s: a sign there is not plain text; save the file as UTF-8."),
)
PLACES = {  # what the sentences call places in a file
    "panel": _("panel"),
    "panels": _("panels"),
    "edge": _("edge"),
    "seam": _("seam"),
    "dart": _("dart"),
    "point": _("point"),
    "option": _("option"),
    "pleats": _("pleats"),
    "place": _("place on the body"),
    "level": _("level"),
    "fabrics": _("fabrics"),
    "fabric": _("fabric"),
    "let": _("value"),
    "buttons": _("buttons"),
}
FILE = re.compile(r"^[^\s:]{1,80}\.(?:yaml|yml): ")
SLOT = re.compile(r"%\((\w+)\)s")


def told(text: str) -> str:
    """A sentence of `frontrow.pattern` or of the studio, in the reader's language."""
    if not text or str(get_language()).startswith("en"):
        return text
    file = found[0] if (found := FILE.match(text)) else ""
    rest = text.removeprefix(file)
    for template, texts, slots in _shapes():
        if (values := _between(texts, rest)) is not None:
            facts = {name: _named(name, value) for name, value in zip(slots, values, strict=True)}
            return file + gettext(template) % facts
    return text


@lru_cache(maxsize=1)
def _shapes() -> list[tuple[str, list[str], list[str]]]:
    """Each template, what it says itself, and its slots between; those that say more come first."""
    whole = sorted(FAULTS, key=lambda each: -len(SLOT.sub("", each)))
    return [(each, SLOT.split(each)[::2], SLOT.findall(each)) for each in whole]


def _between(texts: list[str], said: str) -> list[str] | None:
    """What stands between `texts`, which follow each other from the first letter to the last; None if they do not.

    Each is taken where it comes first, which finds a way wherever there is one. A regular expression tries them all:
    for six slots and a stranger's names of 1,000 letters that took 12 seconds.
    """
    first, *middle = texts
    if not said.startswith(first):
        return None
    if not middle:
        return [] if said == first else None
    last, at, values = middle.pop(), len(first), []
    for text in middle:
        found = said.find(text, at)
        if found < 0:
            return None
        values.append(said[at:found])
        at = found + len(text)
    end = len(said) - len(last)
    return [*values, said[at:end]] if end >= at and said.endswith(last) else None


def _named(slot: str, value: str) -> str:
    """Places are called in the reader's language; names are as the file has them."""
    if slot not in ("where", "what"):
        return value
    words = "|".join(sorted(PLACES, key=len, reverse=True))
    return re.sub(rf"(?<![\w`])({words})(?![\w`])", lambda found: gettext(PLACES[found[1]]), value)
