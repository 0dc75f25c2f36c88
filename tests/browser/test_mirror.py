"""The mirror on a look's page: a camera that shows our own bodies, whose joints are known; nothing is sent."""

import io
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, Request

from frontrow.bench._mirror.people import DESK, SHELF, Shot, bare, shot
from frontrow.body import size_body, walk
from tests.browser.conftest import ARGUMENTS, House

pytestmark = pytest.mark.browser

SECOND = 1000
WORN = ".mr-room[data-worn]"
SHOULDERS, HIPS = (11, 12), (23, 24)
FIVE_PERCENT = 0.05  # of the width of her shoulders


def standing(chart: str, size: str, turn: float, skin: str, moment: float) -> Shot:
    body = size_body(chart, size)
    steps = walk(body, 20, 112.0)
    frame = int(moment * len(steps.roots))
    person = bare(body, steps.rotations[frame], steps.roots[frame], skin)
    return shot(person, DESK if size == "M" else SHELF, turn)


@pytest.fixture(scope="module")
def people() -> list[Shot]:
    """Three bodies of several sizes and skins as they walk up to the mirror, turned a little."""
    return [
        standing("women", "M", 0, "clay", 0.1),
        standing("men", "S", 15, "sand", 0.3),
        standing("men", "L", 8, "porcelain", 0.8),
    ]


@pytest.fixture(scope="module")
def before_camera(
    playwright: Playwright, people: list[Shot], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """A Chromium whose camera shows the first of them."""
    film = tmp_path_factory.mktemp("camera") / "her.mjpeg"
    picture = io.BytesIO()
    Image.fromarray(people[0].frame).save(picture, "JPEG", quality=95)
    film.write_bytes(picture.getvalue() * 4)
    camera = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}"]
    chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[*ARGUMENTS, *camera])
    yield chromium
    chromium.close()


@pytest.fixture(scope="module")
def address(house: House) -> str:
    """The page of a look that has clothes for the mirror; the house makes them with the look."""
    deadline = time.monotonic() + 120
    while True:
        for made in house.home.glob("media/looks/*/*.mirror.glb"):
            path = f"/en/looks/{made.parent.name}/"
            if made.name in house.get(path):
                return f"{house.url}{path}?q=low"
        assert time.monotonic() < deadline, "no look got clothes for the mirror"
        time.sleep(1)


def in_the_mirror(page: Page, address: str) -> None:
    page.goto(address)
    page.click(".mr-open")
    page.wait_for_selector(".mr-room[open]")


def with_photo(page: Page, person: Shot, folder: Path) -> None:
    file = folder / "her.png"
    Image.fromarray(person.frame).save(file)
    page.set_input_files(".mr-room input[type=file]", file)


def apart(page: Page, person: Shot, landmarks: tuple[int, ...]) -> list[float]:
    """How far the landmarks found are from her joints, in widths of her shoulders."""
    image = page.evaluate("window.frontrowMirror.seen.image")
    return [person.apart(k, image[k]["x"], image[k]["y"]) for k in landmarks]


def test_the_mirror_finds_shoulders_and_hips_of_whom_the_camera_sees_and_sends_nothing(
    before_camera: Browser, people: list[Shot], house: House, address: str
) -> None:
    context = before_camera.new_context(permissions=["camera"])
    page = context.new_page()
    sent: list[Request] = []
    context.on("request", lambda request: sent.append(request))
    page.add_init_script("""
        const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = async (wish) => (window.given = await ask(wish));
    """)
    in_the_mirror(page, address)
    assert not [r.url for r in sent if re.search(r"\.(task|wasm)$", r.url)], (
        "22 MB are loaded only when they are wanted"
    )
    assert page.evaluate("window.given") is None, "no camera is asked for before she presses the button"

    page.get_by_role("button", name="Use my camera").click()
    page.wait_for_selector(WORN, timeout=90 * SECOND)
    assert np.median(apart(page, people[0], SHOULDERS)) <= FIVE_PERCENT
    assert np.median(apart(page, people[0], HIPS)) <= FIVE_PERCENT
    page.wait_for_timeout(SECOND)

    page.keyboard.press("Escape")
    page.wait_for_selector(".mr-room[data-state=asking]", state="attached", timeout=90 * SECOND)
    assert page.evaluate("window.given.getTracks().map((track) => track.readyState)") == ["ended"], "the camera is off"
    page.goto("about:blank")
    elsewhere = [r.url for r in sent if urlsplit(r.url).scheme != "blob" and not r.url.startswith(house.url)]
    assert elsewhere == []
    assert [r.url for r in sent if r.method != "GET" or r.post_data] == []
    context.close()


@pytest.mark.slow
def test_a_photo_is_dressed_on_the_device_and_joints_lie_where_they_are(
    browser: Browser, people: list[Shot], address: str, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    in_the_mirror(page, address)
    shoulders, hips = [], []
    for person in people[1:]:
        with_photo(page, person, tmp_path)
        page.wait_for_selector(WORN, timeout=90 * SECOND)
        shoulders += apart(page, person, SHOULDERS)
        hips += apart(page, person, HIPS)
    assert np.median(shoulders) <= FIVE_PERCENT
    assert np.median(hips) <= FIVE_PERCENT
    page.close()


def test_without_a_camera_or_her_leave_the_mirror_says_so_and_takes_a_photo(
    browser: Browser, before_camera: Browser, address: str
) -> None:
    page = before_camera.new_page()
    in_the_mirror(page, address)
    page.get_by_role("button", name="Use my camera").click()
    page.locator(".mr-say", has_text="was not allowed").wait_for()
    assert page.get_by_role("button", name="Use a photo").is_visible()
    page.close()

    page = browser.new_page()
    in_the_mirror(page, address)
    page.locator(".mr-say", has_text="No camera was found").wait_for()
    assert page.get_by_role("button", name="Use my camera").is_hidden()
    assert page.get_by_role("button", name="Use a photo").is_visible()
    page.close()


def test_a_file_that_is_no_photo_gets_one_clear_sentence(browser: Browser, address: str, tmp_path: Path) -> None:
    page = browser.new_page()
    in_the_mirror(page, address)
    (tmp_path / "her.jpg").write_bytes(b"\xff\xd8 this is no picture")
    page.set_input_files(".mr-room input[type=file]", tmp_path / "her.jpg")
    page.locator(".mr-say", has_text="no photo").wait_for()
    page.close()


@pytest.mark.slow
def test_a_photo_of_nobody_is_shown_without_clothes(browser: Browser, address: str, tmp_path: Path) -> None:
    page = browser.new_page()
    in_the_mirror(page, address)
    Image.new("RGB", (300, 400), "#808080").save(tmp_path / "wall.png")
    page.set_input_files(".mr-room input[type=file]", tmp_path / "wall.png")
    page.locator(".mr-say", has_text="No person").wait_for(timeout=90 * SECOND)
    assert page.locator(".mr-room").get_attribute("data-worn") is None
    page.close()
