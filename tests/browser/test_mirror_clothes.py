"""In the mirror: clothes on whom a photo or a camera shows, and what she keeps of it, on her own device."""

import io
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, expect

from frontrow.bench._mirror.people import SHELF, Shot, bare, shot
from frontrow.body import size_body, stand

from .conftest import ARGUMENTS, House

pytestmark = pytest.mark.browser

LOOK = "/en/looks/serein-01/"  # T-shirt and trousers; the first look that a house makes
FRAMES = 30


@pytest.fixture(scope="module")
def someone() -> Shot:
    """Nobody for whom the look was made, photographed from head to foot."""
    body = size_body("women", "L")
    pose = stand(body)
    return shot(bare(body, pose.rotations, pose.root, "bronze"), SHELF)


@pytest.fixture(scope="module")
def camera(playwright: Playwright, someone: Shot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser whose camera sees her."""
    out = io.BytesIO()
    Image.fromarray(someone.frame).save(out, "JPEG", quality=92)
    film = tmp_path_factory.mktemp("camera") / "film.mjpeg"
    film.write_bytes(out.getvalue() * FRAMES)
    fake = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    browser = playwright.chromium.launch(
        executable_path="/usr/bin/chromium", args=[*ARGUMENTS, *fake, f"--use-file-for-fake-video-capture={film}"]
    )
    yield browser
    browser.close()


def opened(browser: Browser, house: House) -> Page:
    page = browser.new_context(viewport={"width": 700, "height": 700}, accept_downloads=True).new_page()
    deadline = time.monotonic() + 240  # the worker may still be at it
    while not page.goto(house.url + LOOK) or not page.locator("#viewer").get_attribute("data-mirror"):
        assert time.monotonic() < deadline, "the look has no clothes for the mirror"
        time.sleep(2)
    page.locator(".mr-open").click()
    expect(page.locator("dialog.mr-room")).to_be_visible()
    return page


def picture(page: Page) -> np.ndarray:
    """What the mirror's canvas shows, (h, w, 3)."""
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="Save a picture").click()
    assert download.value.suggested_filename == "serein-01.png"
    return np.asarray(Image.open(download.value.path()).convert("RGB")).astype(int)


def photographed(page: Page, someone: Shot, folder: Path) -> np.ndarray:
    file = folder / "me.png"
    Image.fromarray(someone.frame).save(file)
    page.locator("dialog.mr-room input[type=file]").set_input_files(file)
    expect(page.locator("dialog.mr-room")).to_have_attribute("data-state", "photo", timeout=120_000)
    return picture(page)


def test_the_clothes_are_on_her_and_her_face_is_as_it_was(
    house: House, browser: Browser, someone: Shot, tmp_path: Path
) -> None:
    page = opened(browser, house)
    seen = photographed(page, someone, tmp_path)
    height, width = someone.frame.shape[:2]
    assert seen.shape == (height, width, 3)
    worn = np.abs(seen - someone.frame).max(axis=2) > 40  # of 255: bronze skin under pale linen
    at = {k: (int(x * width), int(y * height)) for k, (x, y) in someone.image.items()}
    (lx, top), (rx, low) = at[11], at[24]
    trunk = worn[top:low, rx:lx]
    assert trunk.mean() > 0.95
    knees = [worn[at[k][1], at[k][0]] for k in (25, 26)]
    assert all(knees)
    assert worn[: top - int(0.12 * height)].mean() < 0.005  # above the shoulders is her head
    left, right = at[15][0], at[16][0]
    assert worn[:, left + 20 :].mean() < 0.005 and worn[:, : right - 20].mean() < 0.005  # beside her is her room
    page.context.close()


def test_a_clip_of_five_seconds_is_kept_on_her_device(house: House, camera: Browser) -> None:
    page = opened(camera, house)
    posted: list[str] = []
    page.on("request", lambda request: posted.append(request.url) if request.method != "GET" else None)
    page.get_by_role("button", name="Use my camera").click()
    expect(page.locator("dialog.mr-room")).to_have_attribute("data-state", "live", timeout=120_000)
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="Save a 5 s clip").click()
    film = download.value.path().read_bytes()
    assert film[:4] == b"\x1aE\xdf\xa3" or film[4:8] == b"ftyp"  # Matroska or MP4
    assert len(film) > 20_000
    assert posted == []
    page.context.close()
