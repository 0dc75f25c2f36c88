"""The local network: where this machine is found in it, and a code that takes a phone there."""

import io
import socket
from dataclasses import dataclass

import segno

from frontrow.errors import UserError

BEYOND = ("192.0.2.1", 9)  # an address for documentation (RFC 5737): nothing is sent, only the way out is looked up


@dataclass(frozen=True)
class Place:
    """addresses: of this machine in the local network, the one to be told first; names: by which it may be called."""

    addresses: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def hosts(self) -> tuple[str, ...]:
        """All of them, and the machine itself."""
        return (*self.addresses, *self.names, "localhost", "127.0.0.1")


def place(host: str = "0.0.0.0") -> Place:
    """Where phones of the same network find what listens on `host`. Raises UserError when this machine is in none."""
    name = f"{socket.gethostname().split('.')[0].lower()}.local"
    if host not in ("0.0.0.0", "::"):
        return Place((host,), (name,))
    found = [address for address in (_outward(), *_resolved()) if address and not address.startswith("127.")]
    if not found:
        raise UserError("This machine is in no network; join the phone's Wi-Fi, or name the address with --host.")
    return Place(tuple(dict.fromkeys(found)), (name,))


def code(url: str) -> str:
    """A QR code of the address, for a terminal: dark on light, whatever the terminal's own colours."""
    out = io.StringIO()
    segno.make(url, error="m", micro=False).terminal(out, compact=True, border=2)
    return out.getvalue()


def _outward() -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(BEYOND)
            return str(probe.getsockname()[0])
        except OSError:
            return None


def _resolved() -> list[str]:
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET, socket.SOCK_STREAM)
    except OSError:
        return []
    return [str(address[4][0]) for address in found]
