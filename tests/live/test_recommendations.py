"""What a visitor is shown follows from what she did a moment ago, over one HTTP door."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Site


def do(site: Site, event: str, item: str, **more: object) -> int:
    return site.send({"interactions": [{"type": event, "item": item, "at": time.time() * 1000, **more}]}).status


def shown(site: Site, query: str = "", **headers: str) -> list[dict[str, object]]:
    reply = site.ask(f"/r{query}", headers={"cookie": site.cookie, **headers})
    assert reply.status == 200
    found: list[dict[str, object]] = reply.json["items"]
    return found


def test_what_she_did_is_in_the_next_answer(shop: Site) -> None:
    assert [each["reason"]["kind"] for each in shown(shop)] == ["line_up"] * 4  # type: ignore[index]
    assert do(shop, "save", "dune-01") == 202
    found = shown(shop, "?k=2")
    assert [each["item"] for each in found] == ["lotus-01", "dune-02"]
    assert found[0]["reason"] == {"kind": "fabrics", "item": "dune-01", "event": "save", "value": "silk-satin"}
    assert found[0]["propensity"] == 1.0
    assert do(shop, "dismiss", "lotus-01") == 202
    assert "lotus-01" not in [each["item"] for each in shown(shop)]
    assert do(shop, "save", "dune-01", value=0) == 202
    assert "dune-01" in [each["item"] for each in shown(shop)]


def test_only_who_agreed_is_answered_and_only_on_our_own_pages(shop: Site) -> None:
    assert shop.ask("/r").status == 403
    assert shop.ask("/r", headers={"cookie": shop.cookie.replace("yes", "no")}).status == 403
    assert shop.ask("/r", headers={"cookie": shop.cookie, "sec-fetch-site": "cross-site"}).status == 403
    assert shop.ask("/r", "POST", b"", {"cookie": shop.cookie}).status == 405
    assert shop.ask("/r?k=0", headers={"cookie": shop.cookie}).status == 400
    assert shop.ask("/r?k=many", headers={"cookie": shop.cookie}).status == 400
