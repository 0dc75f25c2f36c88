"""Files of a look for elsewhere: made where the house gives them out, gone where it does not any more."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def packed(home: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A look that is made, and packers that say what they were given instead of packing it."""
    import frontrow.look.decode as decode
    import frontrow.look.game as game
    from frontrow.web.season.models import Look
    from frontrow.web.studio.models import LookAsset, State

    look = Look.objects.get(slug="ondo-01")
    folder = home / "media" / "looks" / look.slug
    folder.mkdir(parents=True)
    (folder / "abc.near.glb").write_bytes(b"made")
    LookAsset.objects.update_or_create(
        look=look, defaults={"state": State.READY, "digest": "abc", "glb": f"looks/{look.slug}/abc.near.glb"}
    )
    monkeypatch.setattr(decode.Decoded, "open", lambda path: Path(path).read_bytes())
    monkeypatch.setattr(game, "figure", lambda data: data)
    monkeypatch.setattr(game, "rigged_glb", lambda made, told: f"glb {told}".encode())
    monkeypatch.setattr(game, "vrm", lambda made, credit: f"vrm {credit}".encode())
    monkeypatch.setattr(game, "vrma", lambda made: b"vrma")
    monkeypatch.setattr(game, "skel_usdz", lambda made: b"usdz")
    return Look.objects.get(pk=look.pk)


def test_a_made_look_is_packed_with_its_credit_and_found_on_page_and_in_the_api(visitor: Any, packed: Any) -> None:
    from frontrow.web.takeaway.actions.give_out import give_out
    from frontrow.web.takeaway.models import files_of
    from frontrow.web.takeaway.tasks import make_game

    assert give_out(packed)
    assert make_game.call(packed.pk) == "made" and make_game.call(packed.pk) == "unchanged"
    assert not give_out(packed)
    found = files_of(packed)
    assert [file.ending for file in found] == ["game.glb", "vrm", "vrma", "game.usdz"]
    page = visitor.get("/en/looks/ondo-01/").content.decode()
    assert all(f'href="{file.url}"' in page for file in found) and "CC BY 4.0" in page
    told = visitor.get("/api/looks/ondo-01").json()
    assert told["licence"] == "cc-by-4.0" and [file["url"] for file in told["files"]] == [file.url for file in found]
    vrm = visitor.get(found[1].url)
    assert b"Kiosk Ondo" in b"".join(vrm.streaming_content) and vrm.status_code == 200


def test_a_house_takes_its_files_back_and_a_stranger_cannot(visitor: Any, packed: Any) -> None:
    from django.contrib.auth import get_user_model

    from frontrow.web.audit.actor import HOUSE, Actor, Kind, NotAllowed
    from frontrow.web.licences import Licence
    from frontrow.web.takeaway.actions.give_out import give_out, set_terms
    from frontrow.web.takeaway.models import files_of, folder_of
    from frontrow.web.takeaway.tasks import make_game

    make_game.call(packed.pk)
    stranger = get_user_model().objects.create_user("stranger", "s@example.com", "a-long-password")
    with pytest.raises(NotAllowed):
        set_terms(Actor(Kind.ACCOUNT, stranger), packed.collection, Licence.ALL_RIGHTS)
    set_terms(HOUSE, packed.collection, Licence.ALL_RIGHTS)
    assert files_of(packed) == [] and not list(folder_of(packed).glob("*.vrm"))
    assert not give_out(packed) and make_game.call(packed.pk) == "not given out"
    assert "Take it elsewhere" not in visitor.get("/en/looks/ondo-01/").content.decode()


def test_the_sample_season_says_its_terms_and_keeps_them_through_export(home: Path, tmp_path: Path) -> None:
    from frontrow.web.season.files import export_season
    from frontrow.web.season.models import Season
    from frontrow.web.takeaway.models import Terms

    told = dict(Terms.objects.values_list("collection__house__slug", "licence"))
    assert told == {"ondo": "cc-by-4.0", "serein": "cc-by-nc-4.0", "vardholm": "all-rights-reserved"}
    export_season(Season.objects.get(), tmp_path)
    assert "licence: cc-by-4.0" in (tmp_path / "houses" / "ondo.yaml").read_text()
