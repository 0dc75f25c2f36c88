"""Every string the pages say, found in the code and the templates.

`python -m frontrow.web.strings` adds the new ones to the catalogues, empty, for a person to translate.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from frontrow.web.catalog import SOURCE

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

Message = str | tuple[str, ...]


def said() -> Iterator[tuple[Message, str, int]]:
    """Each message (a pair for a plural), the file that says it, and the line."""
    for path in sorted(ROOT.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _found(path.read_text(encoding="utf-8"), path)
    from django.utils.translation.template import templatize

    for path in sorted(path for path in (ROOT / "templates").rglob("*.*") if path.suffix in (".html", ".txt")):
        yield from _found(templatize(path.read_text(encoding="utf-8"), origin=str(path)), path)


def _found(source: str, path: Path) -> Iterator[tuple[Message, str, int]]:
    for line, message, _, _ in extract("python", io.BytesIO(source.encode()), KEYWORDS):
        if message:
            yield message, str(path.relative_to(ROOT)), line


def update() -> int:
    """Bring every catalogue up to date with what is said; returns how many strings wait for a translation."""
    waiting = 0
    for path in sorted(SOURCE.glob("*/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            old = read_po(file, locale=path.parent.parent.name)
        new = Catalog(locale=old.locale, header_comment=HEADER, charset="utf-8", fuzzy=False)
        new.mime_headers = [("Language", str(old.locale)), *PLAIN, ("Plural-Forms", old.plural_forms)]
        for message, name, line in said():
            known = old.get(message[0] if isinstance(message, tuple) else message)
            new.add(message, known.string if known else "", locations=[(name, line)])
        waiting += sum(not _translated(message.string) for message in new if message.id)
        with path.open("wb") as file:
            write_po(file, new, width=100, omit_header=False, sort_by_file=True)
    return waiting


def _translated(string: str | tuple[str, ...]) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


if __name__ == "__main__":
    print(f"{update()} strings wait for a translation")
