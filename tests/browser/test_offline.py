"""Without a network whoever keeps something here sees a page of the house's own, and nothing that may be stale."""

import pytest
from playwright.sync_api import Browser

from .conftest import House

pytestmark = pytest.mark.browser
READY = "navigator.serviceWorker.ready.then(() => true)"
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
  }
  return found;
}"""


def test_without_a_network_the_house_says_so_itself_and_keeps_no_page_of_the_visitor(
    house: House, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{house.url}/en/commons/")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((found) => found.length)") == 0
    key = page.evaluate("fetch('/api/session').then((answer) => answer.json()).then((session) => session.key)")
    saved = page.evaluate(
        "(key) => fetch('/api/saved/ondo-01', {method: 'PUT', headers: {'X-CSRFToken': key}}).then((a) => a.status)",
        key,
    )
    assert saved == 204
    page.goto(f"{house.url}/en/commons/")
    assert page.evaluate(READY)
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    for path in ("/en/me/", "/en/looks/ondo-01/?q=low"):
        page.goto(house.url + path)
    assert page.evaluate(KEPT) == ["/offline.html"]
    context.set_offline(True)
    page.goto(f"{house.url}/en/looks/ondo-01/?q=low")
    assert page.get_by_role("heading", name="There is no network.").is_visible()
    assert page.get_by_role("heading", name="没有网络。").is_visible()
    assert "€" not in page.content() and "Marble" not in page.content()
    assert page.evaluate("getComputedStyle(document.body).display") == "grid", "its style is let in by its hash"
    context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    page.get_by_role("heading", name="Marble Cake").first.wait_for()
    context.close()
