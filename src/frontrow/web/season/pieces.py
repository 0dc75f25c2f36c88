"""A flat pattern's labels in the reader's language: a pattern's file names its pieces in English."""

import re
from html import escape, unescape

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontrow.web.season.models import Pattern

PIECES = {  # as patterns of the season call them; each word of a longer name is looked up too
    "front": gettext_lazy("front piece"),
    "back": gettext_lazy("back piece"),
    "skirt_front": gettext_lazy("skirt front"),
    "skirt_back": gettext_lazy("skirt back"),
    "band": gettext_lazy("waistband"),
    "waistband": gettext_lazy("waistband"),
    "sleeve": gettext_lazy("sleeve"),
    "under_sleeve": gettext_lazy("under sleeve"),
    "lapel": gettext_lazy("lapel"),
    "collar": gettext_lazy("collar"),
    "strap_front": gettext_lazy("front strap"),
    "strap_back": gettext_lazy("back strap"),
    "yoke": gettext_lazy("yoke"),
    "cuff": gettext_lazy("cuff"),
    "pocket": gettext_lazy("pocket"),
    "hood": gettext_lazy("hood"),
}
NAME = re.compile(r'(<text class="name"[^>]*?)( x="[^"]*" y="[^"]*")>([^<]*)</text>')
TITLE = re.compile(r"<title>(.*): (\d+) panels, ([\d.]+) m²</title>")
BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
ACROSS = 104  # letters that a drawing is wide: what can be read on a laptop


def labelled(drawing: str) -> str:
    """A drawing of `frontrow.pattern.svg` with its pieces named in the reader's language, large enough to read."""
    wide = float(found[1]) if (found := BOX.search(drawing)) else 0.0
    size = max(2.6, wide / ACROSS)
    drawing = drawing.replace('font-size="2.6"', f'font-size="{size:.1f}"', 1)
    drawing = drawing.replace('stroke-width="0.35"', f'stroke-width="{max(0.35, wide / 640):.2f}"', 1)
    return NAME.sub(lambda found: _name(found, size), TITLE.sub(_title, drawing))


def piece(name: str) -> str:
    """A piece in the reader's language; as the file has it where nobody translated it."""
    key = name.strip().replace(" ", "_")
    return str(PIECES.get(key, name.replace("_", " ")))


def _name(found: re.Match[str], size: float) -> str:
    """Two lines: what it is, and how it is cut."""
    name, _dot, cut = unescape(found[3]).rpartition(" · ")
    cut = {"pair": _("cut as a pair"), "on the fold": _("on the fold")}.get(cut, cut)
    x = re.search(r'x="([^"]*)"', found[2])
    at = x[1] if x else "0"
    return (
        f'{found[1]}{found[2]}><tspan x="{at}" font-weight="600">{escape(piece(name))}</tspan>'
        f'<tspan x="{at}" dy="{1.25 * size:.1f}">{escape(cut)}</tspan></text>'
    )


def _title(found: re.Match[str]) -> str:
    facts = {"pattern": titled(unescape(found[1])), "n": found[2], "area": found[3]}
    return f"<title>{escape(_('%(pattern)s: %(n)s pieces, %(area)s m² of cloth') % facts)}</title>"


def titled(title: str) -> str:
    """A pattern's title in the reader's language, where the season has it."""
    known = next((each for each in Pattern.objects.all() if each.title.get("en") == title), None)
    return str(known) if known else title
