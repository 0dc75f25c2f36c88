"""Compiles the committed .po files with Babel: neither a checkout nor a wheel needs the gettext programs."""

import hashlib
import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parent / "locale"


def compiled(target: Path) -> Path:
    """Compile every catalogue of `SOURCE` below `target` and return the folder to give to LOCALE_PATHS.

    The folder is named for the content, so that a second process or a second start finds it ready.
    """
    sources = sorted(SOURCE.glob("*/LC_MESSAGES/django.po"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]
    folder = target / digest
    for source in sources:
        mo = (folder / source.relative_to(SOURCE)).with_suffix(".mo")
        if mo.exists():
            continue
        mo.parent.mkdir(parents=True, exist_ok=True)
        draft = mo.with_suffix(f".{os.getpid()}")
        with source.open("rb") as po, draft.open("wb") as out:
            write_mo(out, read_po(po, locale=source.parent.parent.name))
        draft.replace(mo)
    return folder
