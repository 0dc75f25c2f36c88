"""The house's own key: Ed25519, in its home, made the first time it is needed."""

import base64
import hashlib
import os
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from frontrow.errors import UserError

FILE = "house.key"


def house_key(home: Path) -> Ed25519PrivateKey:
    """The key in `home`, readable by its owner alone. Raises UserError when the file is none."""
    path = home / FILE
    try:
        found = serialization.load_pem_private_key(path.read_bytes(), None)
    except FileNotFoundError:
        return _made(path)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        found = None
    if not isinstance(found, Ed25519PrivateKey):
        raise UserError(f"{path} is no Ed25519 key; take it from a backup, or move it away for a new one to be made.")
    return found


def _made(path: Path) -> Ed25519PrivateKey:
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
    except FileExistsError:  # another process was faster
        return house_key(path.parent)
    return key


def fingerprint(public: bytes) -> str:
    """A public key (32 bytes) as people compare it: five groups of four letters and figures, 100 bits of SHA-256."""
    text = base64.b32encode(hashlib.sha256(public).digest()).decode().lower()[:20]
    return "-".join(text[start : start + 4] for start in range(0, 20, 4))
