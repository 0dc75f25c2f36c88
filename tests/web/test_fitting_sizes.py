"""Looks in every size: made after the looks themselves, told as data, and made anew when the look changes."""

import sys
import types
from pathlib import Path
from typing import Any

import pytest

SIZES = ["XS", "S", "M", "L", "XL", "2XL", "3XL"]


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A house that drapes every size, with stand-ins for what is slow; returns what was draped, in order."""
    from django.conf import settings

    monkeypatch.setattr(settings, "SIZE_RUN", SIZES)
    asked: list[str] = []

    def look_files(spec: dict[str, Any], name: str, target: Path, progress: Any) -> dict[str, Any]:
        asked.append(spec["slug"])
        return {}

    def size_files(spec: dict[str, Any], name: str, target: Path, progress: Any) -> dict[str, Any]:
        size = spec["size"]
        asked.append(f"{spec['slug']} {size}")
        if size == "3XL":
            raise RuntimeError("the stand-in cannot make the largest")
        target.mkdir(parents=True, exist_ok=True)
        for ending in ("glb", "webp"):
            (target / f"{name}.{ending}").write_bytes(b"made")
        faults = {"XS": "bursts", "L": "falls"}
        return {"strain": {"mean": 0.012}, "garments": [{"name": "dress", "state": faults.get(size, "worn")}]}

    def measured(spec: dict[str, Any], chart: str) -> list[dict[str, Any]]:
        asked.append(f"{spec['slug']} measured")
        per_size = {size: {"bust": 0.9} for size in SIZES}
        stretch = {"bust": 0.02}
        fit = {"name": "dress", "hangs": "neck", "reach": 0.6, "stretch": stretch, "design": per_size}
        return [{**fit, "title": "Dress", "fabric": "Cloth", "finished": per_size} for _ in spec["garments"]]

    studio = types.SimpleNamespace(make_files=look_files)
    fitting = types.SimpleNamespace(make_files=size_files, measured=measured)
    monkeypatch.setitem(sys.modules, "frontrow.web.studio.make", studio)
    monkeypatch.setitem(sys.modules, "frontrow.web.fitting.make", fitting)
    return asked


def only(*slugs: str) -> list[Any]:
    """The queue with nothing in it but these looks."""
    from django_tasks_db.models import DBTaskResult

    from frontrow.web.season.models import Look
    from frontrow.web.studio.actions.drape import drape
    from frontrow.web.studio.models import LookAsset

    DBTaskResult.objects.all().delete()
    LookAsset.objects.all().delete()
    looks = [Look.objects.get(slug=slug) for slug in slugs]
    for look in looks:
        drape(look)
    return looks


def work(home: Path) -> int:
    from frontrow.web.studio.worker import work

    return work(home / "workers", once=True)


def told(visitor: Any, slug: str) -> dict[str, Any]:
    from frontrow.web.fitting.api import runs

    runs.forget()
    answer = visitor.get(f"/api/looks/{slug}/sizes.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def test_sizes_come_after_every_look_and_the_commonest_of_all_looks_first(home: Path, run: list[str]) -> None:
    only("ondo-01", "serein-01")
    work(home)
    assert run[:2] == ["ondo-01", "serein-01"]
    assert run[2:4] == ["ondo-01 measured", "serein-01 measured"]
    order = [size for _, _, size in (line.partition(" ") for line in run[4:])]
    assert order == [size for size in ("M", "S", "L", "XS", "XL", "2XL", "3XL") for _ in range(2)]


def test_a_looks_sizes_are_told_as_they_come(home: Path, run: list[str], visitor: Any) -> None:
    look = only("ondo-01")[0]
    before = told(visitor, "ondo-01")
    assert [each["state"] for each in before["sizes"]] == ["waiting"] * 7
    assert before["garments"][0]["finished"] == {}
    work(home)
    after = told(visitor, "ondo-01")
    assert (after["look"], after["title"], after["chart"]) == ("ondo-01", str(look.title), "women")
    assert [each["size"] for each in after["sizes"]] == SIZES
    middle = after["sizes"][2]
    assert middle["strain"] == {"mean": 0.012}
    assert (home / middle["glb"].strip("/")).read_bytes() == b"made"
    assert middle["poster"].endswith(".webp")
    assert after["sizes"][6]["state"] == "failed"
    assert after["garments"][0]["finished"]["XL"] == {"bust": 0.9}
    assert after["garments"][0]["title"] == "Marbled dress"


def test_titles_are_in_the_readers_language(home: Path, visitor: Any) -> None:
    chinese = visitor.get("/api/looks/ondo-01/sizes.json", headers={"Accept-Language": "zh-Hans"}).json()
    assert not chinese["title"].isascii()
    assert not chinese["garments"][0]["fabric"].isascii()


def test_a_look_that_changed_has_its_sizes_made_anew_and_others_are_left_alone(home: Path, run: list[str]) -> None:
    from frontrow.web.fitting.actions.drape_sizes import drape_sizes
    from frontrow.web.studio.actions.drape import drape

    look, other = only("ondo-01", "serein-01")
    work(home)
    run.clear()
    look.finish = "onyx"
    look.save()
    assert drape(look)
    work(home)
    assert run[:2] == ["ondo-01", "ondo-01 measured"]
    assert len(run) == 9
    assert drape_sizes(other) == 1  # the one that failed


def test_files_of_an_older_making_go_when_there_are_two_newer(home: Path, run: list[str]) -> None:
    from frontrow.web.studio.actions.drape import drape

    look = only("ondo-01")[0]
    for finish in ("onyx", "brass", "porcelain"):
        work(home)
        look.finish = finish
        look.save()
        drape(look)
    work(home)
    assert len(list((home / "media/sizes/ondo-01/M").glob("*.glb"))) == 2


def test_the_first_start_asks_for_the_sizes_of_looks_that_are_there(home: Path, run: list[str], made: Any) -> None:
    from django_tasks_db.models import DBTaskResult

    from frontrow.web.setup import enqueue_looks

    made("ondo-01", "serein-02")
    DBTaskResult.objects.all().delete()
    enqueue_looks()
    asked = [tuple(t.args_kwargs["args"]) for t in DBTaskResult.objects.all() if t.task_name == "make_size"]
    assert len(asked) == len(set(asked)) == 14
    enqueue_looks()
    assert DBTaskResult.objects.filter(task_path__endswith="make_size").count() == 14


def test_only_the_organiser_has_a_size_draped_again_and_it_is_written_down(home: Path, run: list[str]) -> None:
    from frontrow.web.audit.actor import HOUSE, Actor, Kind, NotAllowed
    from frontrow.web.audit.models import AuditRow
    from frontrow.web.fitting.actions.drape_again import drape_again
    from frontrow.web.fitting.models import SizeAsset

    only("ondo-01")
    work(home)
    some = list(SizeAsset.objects.filter(size__in=("M", "L")))
    with pytest.raises(NotAllowed):
        drape_again(Actor(Kind.VISITOR), some)
    assert drape_again(HOUSE, some) == 2
    assert drape_again(HOUSE, some) == 0  # on their way already
    rows = AuditRow.objects.filter(action="drape_again")
    assert {(row.target, row.facts["size"]) for row in rows} == {("look:ondo-01", "M"), ("look:ondo-01", "L")}


def test_the_organisers_desk_shows_how_far_each_size_is(home: Path, run: list[str], visitor: Any) -> None:
    from django.contrib.auth import get_user_model

    only("ondo-01")
    work(home)
    visitor.force_login(get_user_model().objects.create(username="organiser", is_staff=True, is_superuser=True))
    page = visitor.get("/admin/fitting/sizeasset/").content.decode()
    assert page.count("/media/sizes/ondo-01/") == 6
    assert "failed" in page
    assert page.count("dress: cannot be closed") == 1
    assert page.count("dress: does not stay up") == 1
    chosen = {"action": "again", "_selected_action": ["1", "2"]}
    done = visitor.post("/admin/fitting/sizeasset/", chosen, follow=True).content.decode()
    assert "2 sizes are in the queue." in done


def test_charts_labels_and_the_mannequin_are_told_to_the_page(home: Path, visitor: Any) -> None:
    found = visitor.get("/api/sizes.json").json()
    assert found["charts"]["women"]["sizes"]["M"] == {"bust": 0.9, "waist": 0.72, "hips": 0.98}
    assert set(found["labels"]["men"]) == {"EU", "UK", "US", "JP", "CN"}
    answer = visitor.get(found["mannequin"])
    assert answer.content[:4] == b"FRM1"
    assert "immutable" in answer["Cache-Control"]
    assert visitor.get("/api/mannequin-0000000000000000.bin").status_code == 404


@pytest.mark.parametrize("path", ["/api/looks/none-99/sizes.json", "/api/fitting/AAAAAAAAAAAAAAAAAAAAAA"])
def test_what_is_not_there_is_said_as_data(home: Path, visitor: Any, path: str) -> None:
    answer = visitor.get(path)
    assert (answer.status_code, answer.json()) == (404, {"error": "There is nothing here."})


def test_a_size_is_the_looks_own_whoever_wears_it(home: Path) -> None:
    from frontrow.web.fitting.spec import chart_of, worn_by
    from frontrow.web.season.models import Look

    dress, suit = Look.objects.get(slug="ondo-01"), Look.objects.get(slug="vardholm-04")
    assert (chart_of(dress), chart_of(suit)) == ("women", "men")
    assert worn_by(suit, "M", {"sex": "f", "height": 1.7, "bust": 0.9})["chart"] == "men"
    for body, chart in (("men/L", "men"), ({"sex": "m", "height": 1.8, "waist": 0.9}, "men"), ("women/S", "women")):
        dress.body = body
        assert chart_of(dress) == chart


def test_a_look_is_measured_from_its_patterns_in_every_size(home: Path) -> None:
    from frontrow.web.fitting.make import measured
    from frontrow.web.fitting.spec import chart_of
    from frontrow.web.season.models import Look
    from frontrow.web.studio.spec import look_spec

    look = Look.objects.get(slug="ondo-01")
    (dress,) = measured(look_spec(look), chart_of(look))
    busts = [dress["finished"][size]["bust"] for size in SIZES]
    assert busts == sorted(busts)
    assert dress["finished"]["M"]["bust"] > 0.90  # the chart's M measures that, and the dress goes round it
