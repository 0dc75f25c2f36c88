"""What looks are made of, at the organiser's desk."""

from typing import Any

import pytest


@pytest.mark.parametrize("material", ["pattern", "cloth"])
def test_looks_are_draped_anew_when_what_they_are_made_of_changes(visitor: Any, made: Any, material: str) -> None:
    from django.contrib.auth import get_user_model

    from frontrow.web.season.models import Cloth, Garment, Look, Pattern

    organiser = get_user_model().objects.create(username="organiser", is_staff=True, is_superuser=True)
    visitor.force_login(organiser)
    if material == "cloth":
        slugs = Cloth.objects.values("slug")
        used = Garment.objects.filter(fabric__in=slugs).first()
        assert used
        found: Any = Cloth.objects.get(slug=used.fabric)
        users = set(Look.objects.filter(garments__fabric=found.slug))
    else:
        found = Pattern.objects.get(slug="dress")
        users = set(Look.objects.filter(garments__pattern=found))
    everyone = set(Look.objects.all())
    assert users and users < everyone
    made(*(look.slug for look in everyone))
    form = {"slug": found.slug, "title_en": "New", "title_zh-hans": "", "source": found.source + "\n# new\n"}
    answer = visitor.post(f"/admin/season/{material}/{found.pk}/change/", form)
    assert answer.status_code == 302, answer.content.decode()
    assert set(Look.objects.filter(asset__state="waiting")) == users
