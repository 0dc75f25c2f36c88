"""The show page, and the show as data."""

from datetime import UTC, datetime
from typing import Any

import pytest

from frontrow.show import decode


def test_only_looks_that_are_made_walk_and_the_others_are_waited_for(visitor: Any, made: Any) -> None:
    made("ondo-01", "vardholm-02")
    answer = visitor.get("/api/shows/first-light/timeline.json")
    show = decode(answer.content)
    assert [walker.look for walker in show.walkers] == ["vardholm-02", "ondo-01"]
    assert [walker.number for walker in show.walkers] == [2, 4]
    assert len(show.waiting) == 11
    assert show.loop
    assert show.title == {"en": "First Light", "zh-hans": "初光"}
    walker = show.walkers[0]
    assert walker.glb and walker.glb.startswith("/media/looks/vardholm-02/")
    assert walker.speed == pytest.approx(1.25)
    assert walker.url == "/looks/vardholm-02/"
    assert answer["Cache-Control"] == "no-cache"


def test_a_look_whose_report_tells_of_clips_stops_and_poses(visitor: Any, made: Any) -> None:
    from frontrow.web.studio.models import LookAsset

    made("ondo-01", "vardholm-02")
    walk = {"seconds": 1.0714, "loop": True, "advance": [0, 1.34], "yaw": [0, 0]}
    step = {"seconds": 1.0714, "loop": False, "advance": [0, 0.3, 0.7], "yaw": [0, 0]}
    still = {"seconds": 2.1429, "loop": False, "advance": [0, 0], "yaw": [0, 0]}
    clips = {
        "walk": walk,
        "go": step,
        "stop": step,
        "stand": still,
        "pose": still,
        "turn": still | {"yaw": [0, 3.1416]},
    }
    asset = LookAsset.objects.get(look__slug="ondo-01")
    asset.report = asset.report | {"clips": clips}
    asset.save()
    show = decode(visitor.get("/api/shows/first-light/timeline.json").content)
    assert [any(leg.clip == "pose" for leg in walker.legs) for walker in show.walkers] == [False, True]


def test_the_timeline_travels_compressed(visitor: Any, made: Any) -> None:
    made("ondo-01", "vardholm-02")
    answer = visitor.get("/api/shows/first-light/timeline.json", headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"


def test_at_its_hour_a_show_keeps_its_own_clock(visitor: Any, made: Any) -> None:
    from frontrow.web.shows.models import Show
    from frontrow.web.shows.timeline import current, with_looks

    made("serein-01", "serein-02", "serein-03")
    night = with_looks(Show.objects.filter(slug="serein-night")).get()
    began = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    live = current(night, began.replace(second=30))
    assert (live.epoch, live.loop) == (began.timestamp(), False)
    assert current(night, began.replace(hour=21)).loop


def test_a_venue_that_is_none_does_not_stop_the_show(visitor: Any, made: Any) -> None:
    from frontrow.web.shows.models import Show

    made("ondo-01")
    usual = decode(visitor.get("/api/shows/first-light/timeline.json").content).venue
    Show.objects.filter(slug="first-light").update(venue={"lenght": 3})
    answer = visitor.get("/api/shows/first-light/timeline.json")
    assert answer.status_code == 200
    assert decode(answer.content).venue == usual


def test_the_line_up_can_be_read_without_a_stage(visitor: Any, made: Any) -> None:
    made("ondo-01")
    text = visitor.get("/en/shows/first-light/").content.decode()
    for title in ("Plumb Line", "Slate Hour", "Marble Cake", "Afterglow"):
        assert title in text
    assert "1 of 13 looks are ready" in text
    assert 'data-show="first-light" data-timeline="/api/shows/first-light/timeline.json"' in text


def test_ready_looks_is_what_the_live_server_tells_visitors(visitor: Any, made: Any) -> None:
    from frontrow.web.studio.ready import ready_looks

    assert ready_looks() == {}
    made("ondo-01")
    assert list(ready_looks()) == ["ondo-01"]


def test_the_seated_audience_is_offered_once_it_is_there(visitor: Any, home: Any) -> None:
    assert 'data-guests=""' in visitor.get("/en/shows/first-light/").content.decode()
    (home / "media/guests").mkdir()
    (home / "media/guests/abc.glb").write_bytes(b"glTF")
    assert 'data-guests="/media/guests/abc.glb"' in visitor.get("/en/shows/first-light/").content.decode()


def test_a_picture_of_a_look_that_is_made_stands_on_the_stage_until_it_is_drawn(visitor: Any, made: Any) -> None:
    assert "stage-first" not in visitor.get("/en/shows/serein-night/").content.decode()
    made("serein-03")
    page = visitor.get("/en/shows/serein-night/").content.decode()
    first = page[page.index('class="stage-first"') :].partition("</p>")[0]
    assert "looks/serein-03/" in first and 'alt=""' in first
