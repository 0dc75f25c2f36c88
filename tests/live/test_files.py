"""Files: cached for ever, resumable, compressed, and nothing that was not meant to be served."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Site


SCRIPT = b"export const front = 'row';\n" * 100
LOOK = bytes(range(256)) * 4000  # about a megabyte: several chunks


@pytest.fixture(scope="module", autouse=True)
def _files(site: Site) -> None:
    (site.home / "assets" / "show-Ab12Cd34.js").write_bytes(SCRIPT)
    (site.home / "assets" / "site-Ab12Cd34.css").write_bytes(b"body{}" * 200)
    (site.home / "assets" / "site-Ab12Cd34.css.br").write_bytes(b"brotli, as the build made it")
    (site.home / "assets" / ".vite").mkdir()
    (site.home / "assets" / ".vite" / "manifest.json").write_text("{}")
    (site.home / "media" / "looks" / "1234abcd.glb").write_bytes(LOOK)
    (site.home / "media" / "looks" / "1234abcd.html").write_text("<script>alert(1)</script>")
    (site.home / "media" / "secret.txt").symlink_to(site.home / "events.sqlite3")


def test_a_file_is_whole_typed_and_kept_for_ever(site: Site) -> None:
    reply = site.ask("/assets/show-Ab12Cd34.js")
    assert (reply.status, reply.content) == (200, SCRIPT)
    assert reply.headers["content-type"].startswith("text/javascript")
    assert "immutable" in reply.headers["cache-control"]
    again = site.ask("/assets/show-Ab12Cd34.js", headers={"if-none-match": reply.headers["etag"]})
    assert (again.status, again.content) == (304, b"")
    head = site.ask("/assets/show-Ab12Cd34.js", "HEAD")
    assert (head.status, head.content, int(head.headers["content-length"])) == (200, b"", len(SCRIPT))


def test_text_and_looks_are_compressed_for_who_can_read_it(site: Site) -> None:
    for path, whole in [("/assets/show-Ab12Cd34.js", SCRIPT), ("/media/looks/1234abcd.glb", LOOK)]:
        reply = site.ask(path, headers={"accept-encoding": "deflate, gzip;q=0.9"})
        assert reply.headers["content-encoding"] == "gzip"
        assert gzip.decompress(reply.content) == whole and len(reply.content) < len(whole) / 2
    built = site.ask("/assets/site-Ab12Cd34.css", headers={"accept-encoding": "gzip, br"})
    assert built.headers["content-encoding"] == "br" and built.content == b"brotli, as the build made it"
    assert built.headers["etag"] != site.ask("/assets/site-Ab12Cd34.css").headers["etag"]


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-99", 0, 99),
        ("bytes=1000000-", 1_000_000, len(LOOK) - 1),
        ("bytes=-10", len(LOOK) - 10, len(LOOK) - 1),
    ],
)
def test_a_download_can_be_resumed(site: Site, asked: str, first: int, last: int) -> None:
    reply = site.ask("/media/looks/1234abcd.glb", headers={"range": asked, "accept-encoding": "gzip"})
    assert reply.status == 206
    assert reply.content == LOOK[first : last + 1]
    assert reply.headers["content-range"] == f"bytes {first}-{last}/{len(LOOK)}"


def test_a_range_that_cannot_be_is_refused_or_ignored(site: Site) -> None:
    path = "/media/looks/1234abcd.glb"
    assert site.ask(path, headers={"range": "bytes=9999999-"}).status == 416
    for odd in ("bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=x-y", f"bytes={'9' * 5000}-"):
        assert site.ask(path, headers={"range": odd}).status == 200
    assert site.ask(path, headers={"range": "bytes=0-9", "if-range": '"another"'}).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../events.sqlite3",
        "/assets/%2e%2e/events.sqlite3",
        "/assets/..%2fevents.sqlite3",
        "/assets/.vite/manifest.json",
        "/assets//show-Ab12Cd34.js",
        "/assets/",
        "/assets/site-Ab12Cd34.css.br",
        "/assets/%00",
        "/media/looks",
        "/media/secret.txt",
        "/media/..%5cevents.sqlite3",
        "/media/" + "x" * 3000,
    ],
)
def test_nothing_outside_the_folder_is_served(site: Site, path: str) -> None:
    assert site.ask(path).status == 404


def test_a_page_smuggled_into_media_can_do_nothing(site: Site) -> None:
    reply = site.ask("/media/looks/1234abcd.html")
    assert reply.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["content-disposition"] == "attachment"


def test_files_cannot_be_written(site: Site, tmp_path: Path) -> None:
    assert site.ask("/media/looks/1234abcd.glb", "DELETE").status == 405
    assert site.ask("/media/looks/new.glb", "PUT", b"x").status == 405
