"""An existing shop beside Front Row: its own page with a look in 3D, its stock by key, and webhooks that it checks.

    pip install standardwebhooks
    python examples/shop/shop.py --site http://127.0.0.1:8000 --key frk_… --secret whsec_… --look serein-01

Then open http://127.0.0.1:8090. Key and secret are made behind the stage, under "Keys and webhooks"; Front Row must
be started with FRONTROW_HOOKS_LOCAL=1 to send to a shop on the same machine.
"""

import argparse
import json
import urllib.request
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

PAGE = """<!doctype html><meta charset="utf-8"><title>{title}</title>
<h1>{title}</h1>
<frontrow-look look="{look}" lang="en" style="display:block;max-width:30rem"></frontrow-look>
<script type="module" src="{site}/embed.js"></script>
<ul>{sizes}</ul>
<h2>What Front Row told us</h2><pre>{told}</pre>
"""


@dataclass
class Shop:
    """site, key: where Front Row is and what opens it. secret: of the webhook. seen: messages already heard."""

    site: str
    key: str
    secret: str
    look: str
    told: list[dict[str, Any]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def read(self, path: str, key: bool = False) -> Any:
        request = urllib.request.Request(self.site + path)
        if key:
            request.add_header("Authorization", f"Bearer {self.key}")
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def page(self) -> str:
        look = self.read(f"/api/looks/{self.look}")
        stock = [row for row in self.read("/api/stock", key=True) if row["look"] == self.look]
        sizes = "".join(
            f"<li>{escape(row['size'])}: {row['stock'] if row['supply'] == 'stock' else 'made for you'}</li>"
            for row in stock
        )
        told = escape("\n".join(json.dumps(message) for message in self.told))
        return PAGE.format(
            title=escape(look["title"]), look=escape(self.look), site=escape(self.site), sizes=sizes, told=told
        )

    def hear(self, headers: dict[str, str], body: bytes) -> int:
        """Take a message that Front Row signed; one that comes twice is taken once. The status to answer with."""
        try:
            message = Webhook(self.secret).verify(body, headers)
        except WebhookVerificationError:
            return 401
        if headers["webhook-id"] not in self.seen:
            self.seen.add(headers["webhook-id"])
            self.told.append(message)
        return 204


def handler(shop: Shop) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = shop.page().encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(data)

        def do_POST(self) -> None:
            size = min(int(self.headers.get("Content-Length", 0)), 65536)
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.send_response(shop.hear(headers, self.rfile.read(size)))
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


def main() -> None:
    parser = argparse.ArgumentParser(description="An existing shop beside Front Row.")
    for name in ("site", "key", "secret", "look"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--port", type=int, default=8090)
    asked = parser.parse_args()
    shop = Shop(asked.site.rstrip("/"), asked.key, asked.secret, asked.look)
    print(f"The shop is open at http://127.0.0.1:{asked.port}", flush=True)
    ThreadingHTTPServer(("127.0.0.1", asked.port), handler(shop)).serve_forever()


if __name__ == "__main__":
    main()
