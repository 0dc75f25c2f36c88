"""Compiles the committed .po files with Babel: neither a checkout nor a wheel needs the gettext programs."""

import hashlib
import os
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parent / "locale"


def merged(folder: Path) -> Catalog:
    """One language's catalogues as one: `folder` is its LC_MESSAGES, which holds a .po file for each room."""
    whole: Catalog | None = None
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            part = read_po(file, locale=folder.parent.name)
        if whole is None:
            whole = part
            continue
        for message in part:
            known = whole.get(message.id if isinstance(message.id, str) else message.id[0]) if message.id else None
            if message.id and (known is None or not known.string):
                whole[message.id] = message
    return whole or Catalog(locale=folder.parent.name)


def compiled(target: Path) -> Path:
    """Compile every language of `SOURCE` below `target` and return the folder to give to LOCALE_PATHS.

    The folder is named for the content, so that a second process or a second start finds it ready.
    """
    sources = sorted(SOURCE.glob("*/LC_MESSAGES/*.po"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]
    folder = target / digest
    for source in sorted({path.parent for path in sources}):
        mo = folder / source.relative_to(SOURCE) / "django.mo"
        if mo.exists():
            continue
        mo.parent.mkdir(parents=True, exist_ok=True)
        draft = mo.with_suffix(f".{os.getpid()}")
        with draft.open("wb") as out:
            write_mo(out, merged(source))
        draft.replace(mo)
    return folder
