"""With a headset on: a seat in the hall, and a look in one's own room."""

import json
import math
import sqlite3
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, expect

from .conftest import House
from .headset import Headset, into_room, pixels, put_on

pytestmark = pytest.mark.browser

CHROME_ON_IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " CriOS/140.0 Mobile/15E148 Safari/604.1"
)
HALL = "window.frontrow?.visit()"
ROOM = "window.frontrowLook?.presence"
AT_THE_SOFA = """
    device.position.set(0, 1.6, 0); device.quaternion.set(-.2, 0, 0, .98); right.position.set(.2, 1.2, -.3);
    await frames(2);"""
ACROSS_THE_ROOM = """
    device.position.set(0, .9, 1.5); device.quaternion.set(0, 0, 0, 1); right.position.set(0, 1, 4);
    await frames(3);"""
TO_ROOM = "(x, y, z) => presence.room.rig.worldToLocal(presence.room.head.position.clone().set(x, y, z))"


def posing(house: House) -> float:
    """Seconds into the show at which its first look is where looks pose, before the first seat; drafts only pass it."""
    told = json.loads(house.get("/api/shows/first-light/timeline.json"))
    if told["poses"]:
        return float(round(told["poses"][0]["t"] + told["poses"][0]["seconds"] / 2, 2))
    venue, first = told["venue"], told["walkers"][0]
    way = venue["backstage"] + venue["length"] - venue["mark"]
    return float(round(first["start"] + way / first["speed"], 2))


@pytest.fixture(scope="module")
def seated(house: House, browser: Browser) -> Iterator[Headset]:
    """A visitor who has sat down while the show stands still, a controller in each hand."""
    headset = put_on(browser, stereo=True, size=(640, 320), canvas=".fr-canvas", presence=HALL)
    headset.page.goto(f"{house.url}/en/shows/first-light/?q=low&t={posing(house)}")
    headset.page.wait_for_selector("#stage[data-state=live]")
    headset.wait("!document.querySelector('.fr-headset').hidden")
    headset.do("document.querySelector('.fr-headset').click()")
    headset.wait("presence?.seated === 0 && presence.frame.walkers.length > 0")
    headset.do("left.position.set(-.2, 1.2, -.4); right.position.set(.2, 1.2, -.4); await frames(3)")
    yield headset
    headset.page.close()


def look_before_her(headset: Headset) -> dict[str, Any]:
    """The look nearest to the seat: its name, where it is in her room, and how far from her eyes."""
    found: dict[str, Any] = headset.do(f"""
        const toRoom = {TO_ROOM}, {{ position: eye }} = presence.room.head;
        const near = presence.frame.walkers.map(({{ look, x, z }}) => ({{ look, at: toRoom(x, 1.2, z) }}))
          .map((one) => ({{ ...one, away: one.at.distanceTo(eye) }})).sort((a, b) => a.away - b.away)[0];
        return {{ look: near.look, away: near.away, at: {{ x: near.at.x, y: near.at.y, z: near.at.z }},
                 shift: near.at.clone().applyMatrix4(presence.room.head.matrixWorldInverse.clone()
                   .multiply(presence.room.rig.matrixWorld)).z }}""")
    return found


def test_a_page_without_a_headset_offers_no_seat(house: House, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 180})
    page.goto(f"{house.url}/en/shows/first-light/?q=low&t={posing(house)}")
    page.wait_for_selector("#stage[data-state=live]", timeout=120_000)
    assert page.locator(".fr-headset").get_attribute("hidden") is not None
    page.close()


def test_each_eye_sees_the_hall_from_where_it_is(seated: Headset) -> None:
    near = look_before_her(seated)
    picture = seated.picture()[..., :3].astype(float).mean(axis=2)
    left, right = picture[:, :320], picture[:, 320:]
    assert left.std() > 20, "an eye sees nothing"
    eye = seated.do("""const { cameras } = presence.room.renderer.xr.getCamera();
        return cameras.map((c) => [c.projectionMatrix.elements[0], c.position.x])""")
    focal, apart = eye[0][0] * 160, abs(eye[1][1] - eye[0][1])
    expected = focal * apart / -near["shift"]
    middle = seated.do(
        """const { rig, head, renderer } = presence.room, { x, y, z } = argument.at;
        return rig.localToWorld(head.position.clone().set(x, y, z)).project(renderer.xr.getCamera().cameras[0]).x""",
        near,
    )
    column = round((middle + 1) * 160)
    rows, columns = slice(90, 200), slice(max(12, column - 16), column + 16)
    patch = left[rows, columns]
    shifts = range(0, 12)
    errors = [np.abs(patch - right[rows, columns.start - s : columns.stop - s]).mean() for s in shifts]
    seen = int(np.argmin(errors))
    assert abs(seen - expected) <= 1.5, f"she is seen {seen} pixels apart, not {expected:.1f}"


def test_a_look_pointed_at_hands_over_its_card_which_the_other_hand_holds(seated: Headset) -> None:
    near = look_before_her(seated)
    held = seated.do("point(right, argument.at); await frames(2); await press(right); return presence.held", near)
    assert held == near["look"]
    held_by = """const { mesh } = presence.card;
        return [mesh.visible, presence.hand.source.handedness]"""
    visible, hand = seated.do(held_by)
    assert (visible, hand) == (True, "left")
    moved = seated.do(
        "const was = presence.card.mesh.position.clone(); left.position.set(-.1, 1.0, -.45); await frames(3);"
        "return was.distanceTo(presence.card.mesh.position)"
    )
    assert moved > 0.05, "the card follows the hand"
    apart = seated.do(
        """const { position: eye } = presence.room.head, card = presence.card.mesh.position;
        const bearing = ({ x, z }) => Math.atan2(x - eye.x, -(z - eye.z));
        return [Math.abs(bearing(card) - bearing(argument.at)), eye.y - card.y]""",
        near,
    )
    assert apart[0] > math.radians(20), "it lies beside the look, not before her"
    assert apart[1] > 0.2, "and below the eyes"


def test_the_card_saves_the_look(seated: Headset, house: House) -> None:
    near = look_before_her(seated)
    press_save = """
        const { mesh, canvas, areas } = presence.card;
        const save = areas.find((area) => area.button.label === argument);
        const [x, y] = [(save.x + save.width / 2) / 720 - .5, .5 - (save.y + save.height / 2) / canvas.height];
        const at = presence.room.rig.worldToLocal(mesh.localToWorld(mesh.position.clone().set(x, y, 0)));
        point(right, at); await frames(2); await press(right)"""
    seated.do(press_save, "Save")
    seated.wait("document.getElementById('stage').dataset.saved !== ''", 60)
    with sqlite3.connect(house.home / "db.sqlite3") as pages:
        kept = pages.execute("select l.slug from shop_saved s join season_look l on l.id = s.look_id").fetchall()
    assert (near["look"],) in kept
    seated.wait("presence.card.areas.some((area) => area.button.label === 'Saved')", 60)


def test_bare_hands_are_seen_and_a_pinch_is_a_press(seated: Headset) -> None:
    near = look_before_her(seated)
    seated.do(
        "presence.deeds.hold(null); device.primaryInputMode = 'hand'; device.hands.left.position.set(-.2, 1.2, -.4);"
        "device.hands.right.position.set(.2, 1.2, -.4); await frames(4)"
    )
    hands = seated.do("return presence.pointers.map(({ hand }) => [hand.group.visible, hand.balls.count])")
    assert hands == [[True, 25], [True, 25]]
    held = seated.do(
        """const hand = device.hands.right;
        point(hand, argument.at); await frames(2);
        hand.updatePinchValue(1); await frames(2); hand.updatePinchValue(0); await frames(3);
        device.primaryInputMode = 'controller'; await frames(2);
        return presence.held""",
        near,
    )
    assert held == near["look"]


def test_she_leaves_and_the_page_goes_on_where_the_show_is(seated: Headset, house: House) -> None:
    before = seated.do("presence.deeds.leave(); return window.frontrow.showTime()")
    seated.wait("window.frontrow.visit() === null", 60)
    assert seated.do("return document.querySelector('.fr-canvas').parentElement.id") == "stage"
    assert seated.page.get_attribute("#stage", "data-state") == "live"
    assert seated.do("return window.frontrow.showTime()") == before == posing(house)
    assert seated.do("return document.activeElement.classList.contains('fr-headset')")
    flat = seated.do("""await window.frontrow.renderAt(window.frontrow.showTime());
        return document.querySelector('.fr-canvas').toDataURL().length""")
    assert flat > 20_000, "the stage is drawn on the page again"


@pytest.fixture(scope="module")
def at_home(house: House, browser: Browser) -> Iterator[Headset]:
    """A visitor in her living room, one controller in her right hand, and the page of a look."""
    made = next(path.parent.name for path in (house.home / "media/looks").glob("*/*.near.glb"))
    headset = put_on(browser, stereo=False, size=(400, 400), canvas=".lv-canvas", presence=ROOM)
    into_room(headset)
    headset.page.goto(f"{house.url}/en/looks/{made}/?q=low")
    headset.page.get_by_role("button", name="See it in your room").click()
    headset.wait("presence?.room && presence.floor")
    headset.do("device.controllers.left.connected = false;" + AT_THE_SOFA)
    headset.do("point(right, { x: 0, y: 0, z: -2 }); await frames(4)")
    yield headset
    headset.page.close()


def test_a_look_stands_where_the_floor_is_pointed_at(at_home: Headset) -> None:
    assert at_home.do("return presence.at") is None
    ring = at_home.do("return presence.reticle.group.visible")
    assert ring, "a ring shows where she would stand"
    at_home.do("await press(right)")
    at = at_home.do("const { x, y, z } = presence.at; return [x, y, z]")
    assert math.dist(at, (0, 0, -2)) <= 0.02  # 2 cm, as the floor is at height 0 and the hand points at (0, 0, -2)


def test_she_is_drawn_as_tall_as_she_is(at_home: Headset) -> None:
    at_home.do(ACROSS_THE_ROOM)
    drawn = at_home.picture()[..., 3] > 250  # her shadow is no more than a shadow; the room is not ours to draw
    rows = np.flatnonzero(drawn.any(axis=1))
    expected = at_home.do("""
        const { room, standing } = presence, eye = room.renderer.xr.getCamera().cameras[0];
        const tall = room.heightOf(standing.look);
        return [0, tall].map((y) => (1 - room.head.position.clone().set(0, y, 0).project(eye).y) * 200)""")
    foot, crown = expected
    # of 100 rows, shoes reach 2 below the middle of their soles
    assert abs((rows[-1] - rows[0]) / (foot - crown) - 1) < 0.04
    at_home.do(AT_THE_SOFA)


def test_a_drag_turns_her_and_leaves_her_where_she_is(at_home: Headset) -> None:
    turned = at_home.do("""
        const before = presence.at.clone(), hold = (value) => right.updateButtonValue('trigger', value);
        point(right, { x: 0, y: 1, z: -2 }); await frames(2); hold(1); await frames(2);
        point(right, { x: .25, y: 1, z: -2 }); await frames(3); hold(0); await frames(2);
        return [presence.turned, before.distanceTo(presence.at)]""")
    assert turned[0] > 0.2
    assert turned[1] == 0


def test_she_is_lit_as_the_room_is(at_home: Headset) -> None:
    """The emulator knows no light: its frames are given the estimate of a warm lamp to the right."""
    before = at_home.picture()[..., :3].astype(float)
    at_home.do("""
        presence.probe = {}; const sh = new Float32Array(27); sh[0] = .9; sh[1] = .5; sh[2] = .3;
        XRFrame.prototype.getLightEstimate = () => ({ sphericalHarmonicsCoefficients: sh,
          primaryLightDirection: { x: 1, y: .6, z: 0 },
          primaryLightIntensity: { x: 2, y: 1.2, z: .7 } }); await frames(4)""")
    after = at_home.picture()[..., :3].astype(float)
    at_home.do("delete XRFrame.prototype.getLightEstimate; presence.probe = null")
    seen = (before.sum(axis=2) > 90) & (after.sum(axis=2) > 90)
    warmth = lambda picture: (picture[..., 0] / (picture[..., 2] + 1))[seen].mean()  # noqa: E731
    assert warmth(after) > 1.1 * warmth(before)


def test_she_is_gone_when_the_visitor_leaves(at_home: Headset) -> None:
    at_home.do("presence.room.session.end()")
    at_home.wait("window.frontrowLook.presence === null", 60)
    assert at_home.page.get_attribute("#viewer", "data-immersed") is None
    flat = at_home.do("""window.frontrowLook.renderAt('stand', 0, 0);
        return document.querySelector('.lv-canvas').toDataURL()""")
    assert (pixels(flat)[..., 3] == 255).all(), "the studio's paper is back behind her"


def test_an_iphone_hands_the_look_to_its_own_viewer_and_asks_nobody_else(house: House, browser: Browser) -> None:
    made = next(path.parent.name for path in (house.home / "media/looks").glob("*/*.usdz"))
    phone = browser.new_context(user_agent=CHROME_ON_IPHONE, viewport={"width": 390, "height": 700})
    page = phone.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{house.url}/en/looks/{made}/?q=low")
    page.get_by_role("button", name="See it in your room").click(timeout=60_000)
    place = page.get_by_role("button", name="Stand it on your floor")
    place.wait_for(timeout=120_000)
    link = page.evaluate("""async () => {
        const link = new Promise((done) => addEventListener('click', (event) => {
          const [anchor] = event.composedPath();
          if (anchor instanceof HTMLAnchorElement) { event.preventDefault(); done([anchor.rel, anchor.href]); }
        }, true));
        const click = HTMLAnchorElement.prototype.click;   // the anchor that the viewer presses is in no document
        const pressed = new Promise((done) => {
          HTMLAnchorElement.prototype.click = function () { done([this.rel, this.href]); };
        });
        document.querySelector('.ar-go').click();
        const found = await Promise.race([link, pressed]);
        HTMLAnchorElement.prototype.click = click;
        return found;
    }""")
    assert link[0] == "ar"
    assert ".usdz" in link[1]
    assert "allowsContentScaling=0" in link[1], "a look has its real size and no other"
    assert all(url.startswith((house.url, "blob:", "data:")) for url in asked)
    page.locator("dialog.ar-dialog").get_by_role("button", name="Close", exact=True).click()
    expect(page.locator("dialog.ar-dialog")).to_have_count(0, timeout=60_000)  # drawn in software, it is slow to go
    phone.close()
