"""Where webhooks may go: https to addresses of the public net, asked of the very address that is then called."""

import ipaddress
import os
import socket
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from frontrow.errors import UserError

# IPv6 in which a gateway may read any IPv4 address, an inner one too: RFC 6052, RFC 8215, RFC 2765, RFC 4291 2.5.5.1.
TRANSLATED = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "::ffff:0:0:0/96", "::/96")]
LOCAL = "FRONTROW_HOOKS_LOCAL"  # "1" lets them go to this machine and by http, for trying things out


class OutOfReach(UserError):
    """A webhook may not go there."""


def local_allowed() -> bool:
    """Whether webhooks may call this machine and its network: for trying them out."""
    return os.environ.get(LOCAL) == "1"


def checked(url: str) -> str:
    """`url`, if it looks like an address that may be called; its host is looked up only then. Raises OutOfReach."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme != "https" and not (local_allowed() and parts.scheme == "http"):
        raise OutOfReach(_("A webhook's address begins with https://."))
    if not parts.hostname or parts.username or parts.password or port == -1:
        raise OutOfReach(_("A webhook's address is https:// and a host, without a name and password in it."))
    if _inside(parts.hostname):
        raise OutOfReach(_("A webhook may not go to an address inside a private net."))
    return url


def _inside(host: str) -> bool:
    """Whether a host says without being looked up that it is no address of the public net: localhost, 10.0.0.1, ::1."""
    name = host.rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return not local_allowed()
    try:
        return not _open(name)
    except ValueError:
        pass
    try:
        return not _open(socket.inet_ntoa(socket.inet_aton(name)))  # 127.1 and 2130706433 are written so as well
    except OSError:
        return False


def _open(text: str) -> bool:
    """Whether messages may go to an address. Raises ValueError for what is none."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if address.is_loopback:
        return local_allowed()
    if isinstance(address, ipaddress.IPv6Address):
        if any(address in net for net in TRANSLATED) or address.sixtofour or address.teredo or address.is_site_local:
            return False
        address = address.ipv4_mapped or address  # type: ignore[assignment]
    return (address.is_global and not address.is_multicast) or (local_allowed() and address.is_loopback)


def address_of(host: str, port: int) -> str:
    """One address of `host` that may be called. Raises OutOfReach for hosts inside this or another private net."""
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except OSError:
        raise OutOfReach(_("There is no such host.")) from None
    for text in sorted(found):
        if not _open(text):
            raise OutOfReach(_("A webhook may not go to an address inside a private net."))
    return sorted(found)[0]
