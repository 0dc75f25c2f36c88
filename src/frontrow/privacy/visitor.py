"""Who is asking: a random id that only this server can have signed, given after consent and not before."""

import base64
import hmac
import os
import re
import secrets
from collections.abc import Collection, Mapping
from pathlib import Path

from frontrow.errors import UserError
from frontrow.privacy.cookies import CONSENT, VISITOR, Cookie
from frontrow.privacy.purposes import REMEMBERED, Purpose, agreed, spelt

YEAR = 365 * 24 * 3600
_VALUE = re.compile(r"([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})")


def server_key(home: Path) -> bytes:
    """The 32 secret bytes in `home/secret.key`, made (readable by its owner alone) on the first call."""
    path = home / "secret.key"
    home.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        fresh = path.with_name(f".secret.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)  # fails, and so keeps the first key, when another process was faster
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    key = path.read_bytes()
    if len(key) != 32:
        raise UserError(f"{path} must hold 32 bytes and holds {len(key)}; restore it, or delete it to make a new one")
    return key


def new_visitor() -> str:
    """A fresh id: 128 random bits as 22 URL-safe characters, derived from nothing."""
    return secrets.token_urlsafe(16)


def sign(visitor: str, key: bytes) -> str:
    """The cookie value for `visitor`: the id, a dot, and its HMAC-SHA256 in URL-safe base64."""
    return f"{visitor}.{_seal(visitor, key)}"


def verify(value: str, key: bytes) -> str | None:
    """The visitor a cookie value was signed for, or None when it was not signed with this key."""
    match = _VALUE.fullmatch(value)
    if match and hmac.compare_digest(match[2], _seal(match[1], key)):
        return match[1]
    return None


def consent(cookies: Mapping[str, str]) -> bool | None:
    """Whether anything is kept under the visitor's number, as she chose; None when she has not been asked."""
    chosen = agreed(cookies)
    return None if chosen is None else bool(chosen & REMEMBERED)


def visitor_of(cookies: Mapping[str, str], key: bytes, purpose: Purpose | None = None) -> str | None:
    """The visitor these cookies belong to, None without her consent or with a signature that is not ours.

    purpose: what she must have agreed to; None: to be measured or to be chosen for, either.
    """
    chosen = agreed(cookies) or frozenset()
    may = purpose in chosen if purpose else bool(chosen & REMEMBERED)
    return verify(cookies.get(VISITOR, ""), key) if may else None


def visitor_cookie(visitor: str, key: bytes, secure: bool) -> Cookie:
    """The cookie to set when consent is given; scripts cannot read it. secure: the page came over https."""
    return Cookie(VISITOR, sign(visitor, key), max_age=YEAR, http_only=True, secure=secure)


def consent_cookie(purposes: Collection[Purpose], secure: bool) -> Cookie:
    """The cookie that remembers the choice; scripts may read it, so as to send nothing without it."""
    return Cookie(CONSENT, spelt(purposes), max_age=YEAR, http_only=False, secure=secure)


def forget_visitor(secure: bool) -> Cookie:
    """The cookie that removes the visitor's id from her browser."""
    return Cookie(VISITOR, "", max_age=0, http_only=True, secure=secure)


def _seal(visitor: str, key: bytes) -> str:
    purpose = hmac.digest(key, b"frontrow visitor cookie 1", "sha256")  # the key file serves other purposes too
    return base64.urlsafe_b64encode(hmac.digest(purpose, visitor.encode(), "sha256")).rstrip(b"=").decode()
