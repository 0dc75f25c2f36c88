"""What reaches the pages behind the door, and what is stopped in front of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Site


def test_pages_get_the_request_as_it_came(site: Site) -> None:
    reply = site.ask("/en/looks/vesper-01/?q=%E7%BB%B8", headers={"accept-language": "zh-hans"})
    environ = reply.json["environ"]
    assert environ["PATH_INFO"] == "/en/looks/vesper-01/"
    assert environ["QUERY_STRING"] == "q=%E7%BB%B8"
    assert environ["HTTP_ACCEPT_LANGUAGE"] == "zh-hans"
    assert site.ask("/en/bag/", "POST", b"x" * 5000).json["bytes"] == 5000


def test_a_header_spelt_with_an_underscore_cannot_pose_as_another(site: Site) -> None:
    environ = site.ask("/", headers={"X_Forwarded_Proto": "https", "Accept-Language": "en"}).json["environ"]
    assert "HTTP_X_FORWARDED_PROTO" not in environ


@pytest.mark.parametrize("path", ["/", "/clock", "/e", "/nothing-here", "/assets/none.js", "/live/x"])
def test_every_answer_carries_the_security_headers(site: Site, path: str) -> None:
    headers = site.ask(path).headers
    scripts = next(part for part in headers["content-security-policy"].split(";") if "script-src" in part)
    assert "unsafe-inline" not in headers["content-security-policy"] and "http" not in scripts
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "server" not in headers


def test_a_page_may_set_a_stricter_policy_of_its_own(site: Site) -> None:
    assert site.ask("/own/").headers["content-security-policy"] == "default-src 'none'"


def test_a_post_too_large_or_of_unknown_length_is_refused(site: Site) -> None:
    large = site.ask("/en/studio/", "POST", b"x", {"content-length": str(1 << 30)})
    assert large.status == 413
    chunked = site.ask("/en/studio/", "POST", b"1\r\nx\r\n0\r\n\r\n", {"transfer-encoding": "chunked"})
    assert chunked.status == 411
