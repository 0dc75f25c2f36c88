"""Run the site with uvicorn, set up for many held connections."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import uvicorn

from frontrow.live.asgi import App


def server(
    app: App, host: str = "127.0.0.1", port: int = 8000, cert: Path | None = None, key: Path | None = None
) -> uvicorn.Server:
    """A server ready to `run()`. `cert` and `key`: PEM files for HTTPS.

    Threads of this process take turns every half millisecond: the one that answers waits for the writer and the
    recommender no longer than that (Python's own five would be most of what a visitor waits).

    Forwarded-For headers are believed from 127.0.0.1 alone, where a proxy of the same machine sits.
    """
    sys.setswitchinterval(0.0005)
    gc.freeze()  # what is there when the doors open is no garbage to look for while somebody waits
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            loop="uvloop",
            http="httptools",
            ws="websockets-sansio",
            ws_max_size=4096,
            ws_ping_interval=20.0,
            ws_ping_timeout=20.0,
            ws_per_message_deflate=False,
            lifespan="on",
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=3,
            ssl_certfile=cert,
            ssl_keyfile=key,
        )
    )
