"""The organiser's desk."""

from typing import Any

import pytest


@pytest.fixture
def organiser(visitor: Any) -> Any:
    from django.contrib.auth import get_user_model

    account = get_user_model().objects.create(username="organiser", is_staff=True, is_superuser=True)
    visitor.force_login(account)
    return visitor


@pytest.mark.parametrize(
    "page",
    ["", "season/season/", "season/house/", "season/look/", "season/pattern/", "shows/show/",
     "studio/patternupload/", "season/look/add/"],
)  # fmt: skip
def test_every_desk_opens(organiser: Any, made: Any, page: str) -> None:
    made("ondo-01")
    assert organiser.get(f"/admin/{page}").status_code == 200


def test_visitors_do_not_get_in(visitor: Any) -> None:
    assert visitor.get("/admin/").status_code == 302


def test_looks_are_listed_with_their_posters_and_state(organiser: Any, made: Any) -> None:
    made("ondo-01")
    text = organiser.get("/admin/season/look/").content.decode()
    assert '<img src="/media/looks/ondo-01/' in text
    assert "waiting" in text


def test_drape_again_puts_looks_into_the_queue(organiser: Any, made: Any) -> None:
    from frontrow.web.season.models import Look

    made("ondo-01")
    look = Look.objects.get(slug="ondo-01")
    organiser.post("/admin/season/look/", {"action": "drape_again", "_selected_action": [look.pk]})
    look.refresh_from_db()
    assert look.asset.state == "waiting"
    assert look.asset.wanted != look.asset.digest


def test_a_text_is_edited_in_every_language_at_once(organiser: Any) -> None:
    from frontrow.web.season.models import House

    house = House.objects.get(slug="ondo")
    page = organiser.get(f"/admin/season/house/{house.pk}/change/").content.decode()
    assert 'lang="zh-hans"' in page
    assert "把印花棉布" in page
    organiser.post(
        f"/admin/season/house/{house.pk}/change/",
        {
            "slug": "ondo",
            "name": "Kiosk Ondo",
            "line_en": "Cotton, daily.",
            "line_zh-hans": "棉布日报。",
            "story_en": "",
            "story_zh-hans": "",
        },
    )
    house.refresh_from_db()
    assert house.line == {"en": "Cotton, daily.", "zh-hans": "棉布日报。"}
    assert "棉布日报。" in organiser.get("/zh-hans/houses/ondo/").content.decode()


def test_a_broken_fabric_is_refused_in_the_librarys_own_words(organiser: Any) -> None:
    from frontrow.web.season.models import Cloth

    form = {"slug": "mist", "title_en": "Mist", "title_zh-hans": "", "source": "fabric: ["}
    answer = organiser.post("/admin/season/cloth/add/", form)
    assert "mist.yaml: is not readable YAML" in answer.content.decode()
    assert not Cloth.objects.filter(slug="mist").exists()
    organiser.post("/admin/season/cloth/add/", form | {"source": "fabric: mist\nlike: organza\n"})
    assert Cloth.objects.filter(slug="mist").exists()


def test_a_broken_pattern_is_refused_in_the_librarys_own_words(organiser: Any) -> None:
    from frontrow.web.season.models import Pattern

    pattern = Pattern.objects.get(slug="dress")
    form = {"slug": "dress", "title_en": "Dress", "title_zh-hans": "", "source": "pattern: dress"}
    answer = organiser.post(f"/admin/season/pattern/{pattern.pk}/change/", form)
    assert "dress.yaml: panels must be a mapping" in answer.content.decode()
    answer = organiser.post(f"/admin/season/pattern/{pattern.pk}/change/", form | {"source": pattern.source})
    assert answer.status_code == 302


@pytest.mark.parametrize("venue", [{"lenght": 24}, {"length": "long"}, {"lane": 40}, [24]])
def test_a_venue_that_is_none_is_refused(home: Any, venue: Any) -> None:
    from django.core.exceptions import ValidationError

    from frontrow.web.shows.models import Show

    show = Show.objects.get(slug="first-light")
    show.full_clean()
    show.venue = venue
    with pytest.raises(ValidationError) as error:
        show.full_clean()
    assert list(error.value.message_dict) == ["venue"]


def test_a_changed_look_is_draped_as_it_is_saved(organiser: Any, made: Any) -> None:
    from frontrow.web.season.models import Look

    made("serein-03")
    look = Look.objects.get(slug="serein-03")
    garment = look.garments.get()
    form = {
        "slug": look.slug, "collection": look.collection_id, "number": look.number, "body": '"runway-f"',
        "finish": "bronze", "price": "1680", "currency": "EUR", "published": "on", "title_en": "Afterglow",
        "text_en": "", "garments-TOTAL_FORMS": 1, "garments-INITIAL_FORMS": 1, "garments-0-id": garment.pk,
        "garments-0-look": look.pk, "garments-0-order": 0, "garments-0-pattern": garment.pattern_id,
        "garments-0-fabric": "silk-satin", "garments-0-size": "S", "garments-0-colour": "#8c0f1c",
        "garments-0-options": "{}", "garments-0-title_en": "Gown",
    }  # fmt: skip
    answer = organiser.post(f"/admin/season/look/{look.pk}/change/", form)
    assert answer.status_code == 302, answer.content.decode()
    look.refresh_from_db()
    assert look.finish == "bronze"
    assert look.asset.state == "waiting"
