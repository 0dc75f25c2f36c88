"""Sends one message to one address, without following it anywhere else."""

import http.client
import socket
import ssl
from contextlib import suppress
from threading import Timer
from urllib.parse import urlsplit

from frontrow.web.keys.reach import address_of, checked

SECONDS = 10.0  # for a connection, and for each answer to something sent on it
WHOLE = 20.0  # for everything after the connection, however the other side drips its answer
READ = 1024  # bytes of an answer that are read; what it says does not matter


def post(url: str, body: str, headers: dict[str, str]) -> int:
    """The status of the answer to a POST of `body`. Raises OutOfReach, OSError, http.client.HTTPException.

    The address that was checked is the one that is called, so that a name that changes its mind in between changes
    nothing; the certificate is still asked for the name. WHOLE seconds after the connection the line is shut, which
    reads as the end of the answer.
    """
    parts = urlsplit(checked(url))
    secure, host = parts.scheme == "https", parts.hostname or ""
    port = parts.port or (443 if secure else 80)
    line = socket.create_connection((address_of(host, port), port), timeout=SECONDS)
    held = line.dup()  # outlives the first name of the line, which TLS takes over
    end = Timer(WHOLE, _shut, [held])
    end.daemon = True
    end.start()
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
        end.cancel()
        line.close()
        held.close()


def _shut(line: socket.socket) -> None:
    with suppress(OSError):  # it was closed a moment ago
        line.shutdown(socket.SHUT_RDWR)
