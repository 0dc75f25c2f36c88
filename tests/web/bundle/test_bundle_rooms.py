"""What other rooms put into a season: checked as their desks check it, and seen when a moderator let it through."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from frontrow.errors import UserError
from frontrow.keep.bundle import packed

from ..conftest import SEASON
from .making import KEY, renamed, season_files

PAST = datetime(2026, 11, 1, tzinfo=UTC)


def test_what_a_stranger_brings_is_seen_when_a_moderator_has_let_it_through(
    away: Any, slight: Path, visitor: Any
) -> None:
    from django.contrib.auth import get_user_model

    from frontrow.web.audit.actor import Actor, Kind
    from frontrow.web.moderation.actions.decide import decide
    from frontrow.web.moderation.models import Case
    from frontrow.web.sponsors.models import Creative

    away(slight)
    moderator = get_user_model().objects.create_superuser("moderator", "moderator@example.com", "a-long-password")
    staff = type(visitor)()
    staff.force_login(moderator)
    offer, story = "/en/commons/north-harbour-check/", "/en/stories/north-a-plumb-line/"
    sponsors = Creative.objects.filter(campaign__sponsor__slug="north-marram")
    assert sponsors.count() == 3 and {each.review for each in sponsors} == {"waiting"}
    for page in (offer, f"{offer}1.yaml", story):
        assert visitor.get(page).status_code == 404 and staff.get(page).status_code == 200, page
    waiting = Case.objects.filter(state="waiting")
    assert sorted(waiting.values_list("kind", flat=True)) == ["commons"] * 5 + ["creative"] * 9 + ["story"] * 6
    assert "It came with a season from elsewhere." in staff.get("/en/backstage/queue/").content.decode()
    for name in ("offer:north-harbour-check", "story:north-a-plumb-line"):
        decide(Actor(Kind.ACCOUNT, moderator), waiting.get(target=name), let_through=True)
    for page in (offer, f"{offer}1.yaml", story):
        assert visitor.get(page).status_code == 200, page
    said = type(visitor)().get("/en/stories/").content.decode()
    assert "north-a-plumb-line" in said and "north-ten-folds" not in said


def test_a_stranger_speaks_for_nobody_who_is_here(away: Any, tmp_path: Path) -> None:
    """Offers, stories, credits and shows of houses that the bundle does not bring, and the name of a writer of ours."""
    from django.contrib.auth import get_user_model

    from frontrow.web.stories.models import Author, Story

    folder = renamed(tmp_path / "north")
    for shelf in ("patterns", "fabrics", "commons", "looks", "shows", "sponsors", "stories"):
        for path in (folder / shelf).glob("*"):
            path.unlink()
    top = yaml.safe_load((folder / "season.yaml").read_text())
    (folder / "season.yaml").write_text(yaml.safe_dump(top | {"schedule": []}))
    told: dict[str, dict[str, Any]] = {
        "commons/ours.yaml": {"kind": "venue", "house": "ondo", "file": "venue: x\nlength: 20\n"},
        "stories/ours.yaml": {"author": {"slug": "x", "name": "X"}, "house": "ondo", "published": PAST},
        "credits.yaml": {"credits": [{"house": "ondo", "kind": "venue", "credit": {"licence": "cc0-1.0"}}]},
        "shows/ours.yaml": {"title": "x", "looks": ["ondo-01"]},
    }
    for name, data in told.items():
        (folder / name).write_text(yaml.safe_dump(data))
        packed(tmp_path / "x.season", season_files(folder), KEY, "north.example", "second-light")
        with pytest.raises(UserError, match="ondo"):
            away(tmp_path / "x.season")
        (folder / name).unlink()
    Author.objects.create(slug="mei", name="Mei", user=get_user_model().objects.create_user("mei"))
    said = {"title": "Hers?", "text": "Not hers."}
    (folder / "stories/ours.yaml").write_text(
        yaml.safe_dump({"author": {"slug": "mei", "name": "Mei"}, "published": PAST} | said)
    )
    packed(tmp_path / "x.season", season_files(folder), KEY, "north.example", "second-light")
    away(tmp_path / "x.season")
    story = Story.objects.get(slug="ours")
    assert story.state == "offered" and story.author.slug != "mei" and story.author.user is None


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("link", "link: 'javascript:alert(1)'", "`link`"),
        ("pays", "  pays: never", "`pays`"),
        ("bid", "  bid: 0", "`bid`"),
        ("budget", "  budget: 1e999999999", "amounts"),
        ("days", "  days: .nan", "`days`"),
        ("days", "  days: .inf", "`days`"),
        ("days", "  days: [1]", "`days`"),
        ("days", "  days: -1", "`ends`"),
    ],
)
def test_a_sponsor_that_the_desk_would_refuse_is_refused_in_a_file(
    home: Path, tmp_path: Path, old: str, new: str, words: str
) -> None:
    from frontrow.web.sponsors.files import fill_sponsors
    from frontrow.web.sponsors.models import Sponsor

    Sponsor.objects.all().delete()
    (tmp_path / "sponsors").mkdir()
    data = yaml.safe_load((SEASON / "sponsors" / "marram.yaml").read_text())
    told = yaml.safe_load(new)
    (data if "link" in told else data["campaign"]).update(told)
    (tmp_path / "sponsors" / "marram.yaml").write_text(yaml.safe_dump(data))
    with pytest.raises(UserError, match=words):
        fill_sponsors(tmp_path)
    assert not Sponsor.objects.exists()


@pytest.mark.parametrize(
    "credits",
    [
        5,
        {"a": 1},
        [{"kind": "venue", "data": {"length": 2000}}],
        [{"kind": "pose", "data": {"head": "nod"}}],
        [{"kind": "pose", "data": {"head": {"turn": float("nan")}}}],
        [{"kind": "score", "data": {"key": "H"}}],
        [{"kind": "fabric", "thing": "x", "data": {"a": 1}}],
        [{"kind": "venue", "data": [1]}],
    ],
)
def test_credits_that_are_none_are_refused_in_a_sentence(home: Path, tmp_path: Path, credits: Any) -> None:
    from frontrow.web.commons.files import read
    from frontrow.web.commons.models import Use

    said = {"house": "ondo", "credit": {"title": "x", "licence": "cc0-1.0"}}
    told = [each | said for each in credits] if isinstance(credits, list) else credits
    (tmp_path / "credits.yaml").write_text(yaml.safe_dump({"credits": told}))
    with pytest.raises(UserError, match=r"credits\.yaml: "):
        read(None, tmp_path)  # type: ignore[arg-type]
    assert not Use.objects.exists()
