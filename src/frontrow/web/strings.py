"""Every string the pages say, found in the code and the templates, kept in one catalogue a room.

`python -m frontrow.web.strings` adds the new ones to the catalogues, empty, for a person to translate.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po

from frontrow.web.catalog import SOURCE, merged

ROOT = Path(__file__).resolve().parent
KEYWORDS = {
    "_": None,
    "_lazy": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

HEADER = "# What Front Row's pages say. New strings: python -m frontrow.web.strings"
PLAIN = [
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Transfer-Encoding", "8bit"),
]
DATE = re.compile(rb'"POT-Creation-Date: [^"]*"\n')  # it would differ with every run, and say nothing
SITE = "site"  # the catalogue of what belongs to no room of its own

Message = str | tuple[str, ...]


def said() -> Iterator[tuple[Message, str, int]]:
    """Each message (a pair for a plural), the file that says it, and the line."""
    for path in sorted(ROOT.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _found(path.read_text(encoding="utf-8"), path)
    from django.utils.translation.template import templatize

    for path in sorted(path for path in (ROOT / "templates").rglob("*.*") if path.suffix in (".html", ".txt")):
        yield from _found(templatize(path.read_text(encoding="utf-8"), origin=str(path)), path)


def room_of(name: str) -> str:
    """The catalogue for what the file `name` (relative to this folder) says: its room's, else the site's."""
    parts = name.split("/")
    if parts[0] == "templates":
        parts = parts[1:]
    return parts[0] if len(parts) > 1 and (ROOT / parts[0] / "__init__.py").exists() else SITE


def _found(source: str, path: Path) -> Iterator[tuple[Message, str, int]]:
    for line, message, _, _ in extract("python", io.BytesIO(source.encode()), KEYWORDS):
        if message:
            yield message, str(path.relative_to(ROOT)), line


def update() -> int:
    """Bring every catalogue up to date with what is said; returns how many strings wait for a translation."""
    messages, waiting = list(said()), 0
    for folder in sorted(SOURCE.glob("*/LC_MESSAGES")):
        old = merged(folder)
        new: dict[str, Catalog] = {}
        for message, name, line in messages:
            room = room_of(name)
            if room not in new:
                new[room] = Catalog(locale=old.locale, header_comment=HEADER, charset="utf-8", fuzzy=False)
                new[room].mime_headers = [("Language", str(old.locale)), *PLAIN, ("Plural-Forms", old.plural_forms)]
            known = old.get(message[0] if isinstance(message, tuple) else message)
            new[room].add(message, known.string if known else "", locations=[(name, line)])
        for path in folder.glob("*.po"):
            if path.stem not in new:
                path.unlink()
        for room, catalogue in new.items():
            waiting += sum(not _translated(message.string) for message in catalogue if message.id)
            file = io.BytesIO()
            write_po(file, catalogue, width=100, omit_header=False, sort_by_file=True)
            (folder / f"{room}.po").write_bytes(DATE.sub(b"", file.getvalue()))
    return waiting


def _translated(string: str | tuple[str, ...]) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


if __name__ == "__main__":
    print(f"{update()} strings wait for a translation")
