"""Sends one message to one address, without following it anywhere else."""

import http.client
import socket
import ssl
from urllib.parse import urlsplit

from frontrow.web.keys.reach import address_of, checked

SECONDS = 10.0
READ = 1024  # bytes of an answer that are read; what it says does not matter


def post(url: str, body: str, headers: dict[str, str]) -> int:
    """The status of the answer to a POST of `body`. Raises OutOfReach, OSError, http.client.HTTPException.

    The address that was checked is the one that is called, so that a name that changes its mind in between changes
    nothing; the certificate is still asked for the name.
    """
    parts = urlsplit(checked(url))
    secure, host = parts.scheme == "https", parts.hostname or ""
    port = parts.port or (443 if secure else 80)
    line = socket.create_connection((address_of(host, port), port), timeout=SECONDS)
    try:
        if secure:
            line = ssl.create_default_context().wrap_socket(line, server_hostname=host)
        call = http.client.HTTPConnection(host, port, timeout=SECONDS)
        call.sock = line
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        call.request("POST", path, body.encode(), {"User-Agent": "Front Row", **headers})
        answer = call.getresponse()
        answer.read(READ)
        return answer.status
    finally:
        line.close()
