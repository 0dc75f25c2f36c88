"""This house's key for Web Push (VAPID, RFC 8292): made once, kept beside the database, readable by its owner alone."""

import os
import threading
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02

from frontrow.web.reach.push.endpoint import plain

_making = threading.Lock()


def key() -> Vapid02:
    """The house's key, made now when there is none."""
    return _read(settings.HOME.vapid)


@lru_cache(maxsize=4)
def _read(path: Path) -> Vapid02:
    with _making:
        if not path.exists():
            _make(path)
    return Vapid02.from_file(str(path))


def _make(path: Path) -> None:
    """Two processes may come here at once: the first one's key is kept."""
    fresh = Vapid02()
    fresh.generate_keys()
    draft = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(fresh.private_pem())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def public_key() -> str:
    """What browsers subscribe with: the point, uncompressed, in base64url."""
    return plain(key().public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
