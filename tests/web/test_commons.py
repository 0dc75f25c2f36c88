"""The commons: what a house offers, another uses in one click, and the credit stays on it."""

import re
from pathlib import Path
from typing import Any

import pytest

from frontrow.errors import UserError

CHECK = """fabric: quay
like: wool-flannel
color: "#8d8f8c"
"""


@pytest.fixture
def people(home: Path) -> Any:
    """Somebody of a house by the house's slug; "moderator" for one who judges, "organiser"."""
    from django.contrib.auth import get_user_model

    from frontrow.web.people.models import Membership, Role
    from frontrow.web.season.models import House

    def person(name: str) -> Any:
        known = get_user_model().objects.filter(username=name).first()
        if known:
            return known
        user = get_user_model().objects.create_user(name, f"{name}@example.com", "a-long-password")
        if name in ("moderator", "organiser"):
            Membership.objects.create(user=user, role=Role(name))
        else:
            Membership.objects.create(user=user, role=Role.HOUSE, house=House.objects.get(slug=name))
        return user

    return person


@pytest.fixture
def of(people: Any) -> Any:
    """A browser that is signed in as somebody of a house."""
    from django.test import Client

    def browser(name: str) -> Any:
        client = Client()
        client.force_login(people(name))
        return client

    return browser


@pytest.fixture
def actor(people: Any) -> Any:
    from frontrow.web.audit.actor import Actor, Kind

    return lambda name: Actor(Kind.ACCOUNT, people(name))


def house(slug: str) -> Any:
    from frontrow.web.season.models import House

    return House.objects.get(slug=slug)


def offered(slug: str) -> Any:
    from frontrow.web.commons.models import Offer

    return Offer.objects.get(slug=slug)


def file_of(text: str) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("x.yaml", text.encode())


def test_the_sample_season_offers_one_of_each_kind(visitor: Any) -> None:
    page = visitor.get("/en/commons/").content.decode()
    assert all(name in page for name in ("Harbour check", "Full circle skirt", "The long nave", "Press at dawn"))
    fabrics = visitor.get("/en/commons/?kind=fabric").content.decode()
    assert "Harbour check" in fabrics and "The long nave" not in fabrics
    assert "长廊" in visitor.get("/zh-hans/commons/").content.decode()


def test_one_click_makes_a_copy_whose_credit_stays_on_the_look_and_in_the_file(of: Any, visitor: Any) -> None:
    from frontrow.web.season.models import Cloth, Garment

    ondo = of("ondo")
    assert "Use it for Kiosk Ondo" in ondo.get("/en/commons/harbour-check/").content.decode()
    assert ondo.post("/en/commons/harbour-check/use/").url == "/en/backstage/commons/"
    copy = Cloth.objects.get(slug="ondo-harbour-check")
    assert copy.source.startswith("# From the commons: “Harbour check”, version 1, by Vardholm (Vardholm), CC-BY-4.0")
    shelf = ondo.get("/en/backstage/commons/").content.decode()
    garment = Garment.objects.filter(look__slug="ondo-05").first()
    put = re.search(r'action="(/en/backstage/commons/uses/\d+/put/)"', shelf)
    assert put and garment and f'value="garment:{garment.pk}"' in shelf
    ondo.post(put[1], {"target": f"garment:{garment.pk}"})
    garment.refresh_from_db()
    assert garment.fabric == "ondo-harbour-check"
    assert garment.look.asset.state == "waiting"
    page = visitor.get("/en/looks/ondo-05/").content.decode()
    assert "From the commons" in page and 'href="/en/commons/harbour-check/"' in page
    assert "https://creativecommons.org/licenses/by/4.0/" in page
    assert 'href="/en/looks/ondo-05/"' in visitor.get("/en/commons/harbour-check/").content.decode()


def test_what_is_offered_is_seen_by_nobody_before_a_moderator_let_it_through(of: Any, visitor: Any, actor: Any) -> None:
    from frontrow.web.moderation.actions.decide import decide
    from frontrow.web.moderation.models import Case

    serein = of("serein")
    filled = {"kind": "fabric", "file": file_of(CHECK), "title": "Quay", "licence": "cc-by-4.0"}
    assert serein.post("/en/backstage/commons/serein/offer/", filled).url == "/en/commons/quay/"
    assert serein.get("/en/commons/quay/").status_code == 200
    assert visitor.get("/en/commons/quay/").status_code == 404
    assert visitor.get("/en/commons/quay/1.yaml").status_code == 404
    assert of("ondo").post("/en/commons/quay/use/").status_code == 404
    decide(actor("moderator"), Case.objects.get(target="offer:quay"), let_through=True)
    assert visitor.get("/en/commons/quay/").status_code == 200


def test_a_house_that_the_organiser_trusts_waits_for_nobody_and_is_judged_when_somebody_complains(
    of: Any, visitor: Any, actor: Any
) -> None:
    from frontrow.web.audit.models import AuditRow
    from frontrow.web.commons.actions.report import report
    from frontrow.web.moderation.models import Case

    said = {"house": "serein", "trust": "yes"}
    for name in ("serein", "moderator"):
        assert of(name).post("/en/backstage/queue/trusted/", said).status_code == 403
        assert "trusted" not in of("moderator").get("/en/backstage/queue/").content.decode()
    organiser = of("organiser")
    assert organiser.post("/en/backstage/queue/trusted/", said).status_code == 302
    assert "Have it looked at again" in organiser.get("/en/backstage/queue/").content.decode()
    filled = {"kind": "fabric", "file": file_of(CHECK), "title": "Quay", "licence": "cc-by-4.0"}
    of("serein").post("/en/backstage/commons/serein/offer/", filled)
    of("serein").post("/en/commons/quay/version/", {"file": file_of(CHECK + "# 2\n"), "note": "Finer"})
    assert visitor.get("/en/commons/quay/2.yaml").status_code == 200
    assert not Case.objects.exists()
    done = AuditRow.objects.values_list("action", "target")
    assert ("trust_house", "house:serein") in done and ("let_through_trusted", "offer:quay") in done
    report(actor("ondo"), offered("quay"), "This is our own check.")
    assert Case.objects.get().state == "waiting"
    organiser.post("/en/backstage/queue/trusted/", {"house": "serein", "trust": "no"})
    of("serein").post("/en/commons/quay/version/", {"file": file_of(CHECK + "# 3\n"), "note": "Finest"})
    assert visitor.get("/en/commons/quay/3.yaml").status_code == 404


def test_a_refused_offer_is_in_nobodys_way(of: Any, visitor: Any, actor: Any) -> None:
    from frontrow.web.commons.actions.report import report
    from frontrow.web.moderation.actions.decide import decide
    from frontrow.web.moderation.models import Case

    report(actor("ondo"), offered("harbour-check"), "This is our own check.")
    case = Case.objects.get(target="offer:harbour-check", state="waiting")
    assert visitor.get("/en/commons/harbour-check/").status_code == 200
    decide(actor("moderator"), case, let_through=False, note="It was Ondo's.")
    assert visitor.get("/en/commons/harbour-check/").status_code == 404
    assert "Harbour check" not in visitor.get("/en/commons/").content.decode()


@pytest.mark.parametrize("refused", [False, True])
def test_withdrawing_makes_nothing_public_that_a_moderator_did_not_let_through(
    of: Any, visitor: Any, actor: Any, refused: bool
) -> None:
    from frontrow.web.moderation.actions.decide import decide
    from frontrow.web.moderation.models import Case

    serein = of("serein")
    filled = {"kind": "fabric", "file": file_of(CHECK), "title": "Quay", "licence": "cc-by-4.0"}
    serein.post("/en/backstage/commons/serein/offer/", filled)
    case = Case.objects.get(target="offer:quay")
    if refused:
        decide(actor("moderator"), case, let_through=False, note="Not a fabric.")
    serein.post("/en/commons/quay/withdraw/")
    case.refresh_from_db()
    assert offered("quay").state == "withdrawn" and not case.is_open
    for page in ("/en/commons/quay/", "/en/commons/quay/1.yaml"):
        assert visitor.get(page).status_code == 404
        assert of("ondo").get(page).status_code == 404
        assert serein.get(page).status_code == of("moderator").get(page).status_code == 200


def test_a_report_is_judged_also_when_the_house_withdraws(of: Any, visitor: Any, actor: Any) -> None:
    from frontrow.web.commons.actions.report import report
    from frontrow.web.moderation.actions.decide import decide
    from frontrow.web.moderation.models import Case

    report(actor("ondo"), offered("harbour-check"), "This is our own check.")
    of("vardholm").post("/en/commons/harbour-check/withdraw/")
    assert visitor.get("/en/commons/harbour-check/").status_code == 200
    case = Case.objects.get(target="offer:harbour-check", state="waiting")
    decide(actor("moderator"), case, let_through=False, note="It was Ondo's.")
    assert offered("harbour-check").state == "withdrawn"
    assert visitor.get("/en/commons/harbour-check/1.yaml").status_code == 404


def test_a_new_version_is_served_when_a_moderator_let_it_through(of: Any, visitor: Any, actor: Any) -> None:
    from django_tasks_db.models import DBTaskResult

    from frontrow.web.commons.actions.use import use
    from frontrow.web.moderation.actions.decide import decide
    from frontrow.web.moderation.models import Case

    taken = use(actor("ondo"), offered("harbour-check"), house("ondo"))
    said = {"file": file_of(CHECK), "note": "Buy at my shop"}
    of("vardholm").post("/en/commons/harbour-check/version/", said)
    page, file = "/en/commons/harbour-check/", "/en/commons/harbour-check/2.yaml"
    assert "Buy at my shop" not in visitor.get(page).content.decode() and visitor.get(file).status_code == 404
    assert of("moderator").get(file).status_code == 200
    assert "Buy at my shop" in of("vardholm").get(page).content.decode()
    assert not [task for task in DBTaskResult.objects.all() if "commons/version" in str(task.args_kwargs)]
    assert taken.newer is None and use(actor("serein"), offered("harbour-check"), house("serein")).version.number == 1
    first = Case.objects.get(kind="commons", state="waiting")
    of("vardholm").post("/en/commons/harbour-check/version/", {"file": file_of(CHECK + "# 3\n"), "note": "Finer"})
    first.refresh_from_db()
    assert first.state == "withdrawn"  # the newer one is looked at instead
    case = Case.objects.get(kind="commons", state="waiting")
    decide(actor("moderator"), case, let_through=False, note="No advertising.")
    assert offered("harbour-check").state == "open" and offered("harbour-check").latest.number == 1
    of("vardholm").post("/en/commons/harbour-check/version/", {"file": file_of(CHECK + "# 4\n"), "note": "Finest"})
    decide(actor("moderator"), Case.objects.get(kind="commons", state="waiting"), let_through=True)
    assert "Finest" in visitor.get(page).content.decode() and visitor.get(file).status_code == 404
    assert offered("harbour-check").latest.number == 4


def test_a_new_version_is_told_and_taken_only_when_the_house_wants_it(of: Any, actor: Any) -> None:
    from django_tasks_db.models import DBTaskResult

    from frontrow.web.commons.actions.put import put
    from frontrow.web.commons.actions.use import take_newest, use
    from frontrow.web.moderation.actions.decide import decide
    from frontrow.web.moderation.models import Case
    from frontrow.web.season.models import Look

    taken = use(actor("ondo"), offered("over-the-shoulder"), house("ondo"))
    look = Look.objects.get(slug="ondo-01")
    put(actor("ondo"), taken, look)
    before = Look.objects.get(slug="ondo-01").pose
    assert before["head"]["turn"] == 30
    new = "pose: over-the-shoulder\nhead: {turn: 12}\n"
    of("vardholm").post("/en/commons/over-the-shoulder/version/", {"file": file_of(new), "note": "Less of it."})
    decide(actor("moderator"), Case.objects.get(kind="commons"), let_through=True)
    letters = [task for task in DBTaskResult.objects.all() if "commons/version" in str(task.args_kwargs)]
    assert len(letters) == 1 and "ondo@example.com" in str(letters[0].args_kwargs)
    assert Look.objects.get(slug="ondo-01").pose == before
    assert "Version 2 is there. Less of it." in " ".join(
        of("ondo").get("/en/backstage/commons/").content.decode().split()
    )
    taken.refresh_from_db()
    take_newest(actor("ondo"), taken)
    assert Look.objects.get(slug="ondo-01").pose == {"head": {"turn": 12}}
    assert taken.credit["version"] == 2
    with pytest.raises(UserError, match="newest"):
        take_newest(actor("ondo"), taken)


def test_nobody_offers_the_work_of_another_house_as_her_own(actor: Any) -> None:
    from frontrow.web.commons.actions.offer import offer
    from frontrow.web.commons.actions.use import use
    from frontrow.web.season.models import Pattern

    taken = use(actor("serein"), offered("full-circle"), house("serein"))
    copy = Pattern.objects.get(slug=taken.thing).source
    words: dict[str, Any] = {"title": {"en": "Round"}, "text": {}, "credit": ""}
    with pytest.raises(UserError, match="This is “Full circle skirt” of Kiosk Ondo"):
        offer(actor("serein"), house("serein"), "pattern", copy, licence="cc0-1.0", **words)
    changed = copy + "\n# longer\n"
    with pytest.raises(UserError, match="shared under CC BY-SA"):
        offer(actor("serein"), house("serein"), "pattern", changed, licence="cc-by-4.0", based_on=taken, **words)
    made = offer(actor("serein"), house("serein"), "pattern", changed, licence="cc-by-sa-4.0", based_on=taken, **words)
    made.state = "open"
    made.save()
    again = use(actor("vardholm"), made, house("vardholm"))
    assert [each["house"] for each in again.credits] == ["Serein", "Kiosk Ondo"]
    lines = Pattern.objects.get(slug=again.thing).source.splitlines()
    assert lines[0].startswith("# From the commons: “Round”") and "“Full circle skirt”" in lines[1]


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("fabric", "fabric: x\nlike: nothing\n", "is none of"),
        ("fabric", "a: &a [1]\nb: *a\n", "aliases"),
        ("venue", "venue: x\nlength: 2000\n", "from 8 to 80"),
        ("venue", "venue: x\nceiling: 9\n", "ceiling"),
        ("pose", "pose: x\nhead: {turn: 170}\n", "degrees"),
        ("pose", "pose: x\nhead: nod\n", "mapping of angles"),
        ("score", "score: x\nkey: H\nchords: [0, 1]\nbass: [[0, 1], [1, 1]]\nmotif: [[0, 1]]\n", "`key`"),
        ("score", "score: x\nkey: C\nchords: [0, 1]\nbass: [[1, 1], [0, 1]]\nmotif: [[0, 1]]\n", "in order"),
        ("pattern", "pattern: x\npannels: {}\n", "pannels"),
        ("pose", "pose: !!python/object/apply:os.system [ls]\n", "pose"),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(of: Any, kind: str, text: str, words: str) -> None:
    from frontrow.web.commons.models import Offer

    filled = {"kind": kind, "file": file_of(text), "title": "X", "licence": "cc0-1.0"}
    answer = of("serein").post("/en/backstage/commons/serein/offer/", filled)
    assert answer.status_code == 400 and words in answer.content.decode()
    assert not Offer.objects.filter(house__slug="serein").exclude(slug="the-long-nave").exists()


def test_a_house_offers_what_is_said_to_be_its_own_and_nothing_else(of: Any, tmp_path: Path) -> None:
    from frontrow.web.commons.forms import owned
    from frontrow.web.season.files import export_season
    from frontrow.web.season.models import Cloth, Look, Season

    assert {name for name in owned(house("ondo")) if name.startswith("fabric:")} == {
        "fabric:ondo-dot",
        "fabric:ondo-marble",
        "fabric:ondo-stripe",
    }
    Look.objects.filter(slug="ondo-03").delete()  # worn nowhere any more, and still hers
    assert "fabric:ondo-dot" in owned(house("ondo"))
    Cloth.objects.filter(slug="ondo-dot").update(house=house("serein"))
    assert "fabric:ondo-dot" not in owned(house("ondo")) and "fabric:ondo-dot" in owned(house("serein"))
    assert not {"pattern:dress", "pattern:trousers"} & set(owned(house("serein"))), "what nobody owns nobody offers"
    of("ondo").post("/en/commons/harbour-check/use/")
    Cloth.objects.filter(slug="ondo-harbour-check").update(house=house("ondo"))
    assert "fabric:ondo-harbour-check" not in owned(house("ondo")), "a copy stays another's work"
    export_season(Season.objects.get(), tmp_path)
    assert "fabrics/ondo-marble: ondo" in (tmp_path / "season.yaml").read_text()


def test_only_its_own_people_act_for_a_house(of: Any, visitor: Any) -> None:
    from frontrow.web.commons.models import Use

    serein = of("serein")
    assert serein.get("/en/backstage/commons/ondo/offer/").status_code == 404
    assert serein.post("/en/commons/harbour-check/use/", {"house": "ondo"}).status_code == 404
    serein.post("/en/commons/harbour-check/withdraw/")
    assert offered("harbour-check").state == "open"
    serein.post("/en/commons/harbour-check/version/", {"file": file_of(CHECK), "note": "mine"})
    assert offered("harbour-check").versions.count() == 1
    of("ondo").post("/en/commons/harbour-check/use/")
    taken = Use.objects.get()
    assert serein.post(f"/en/backstage/commons/uses/{taken.pk}/newest/").status_code == 404
    assert visitor.get("/en/backstage/commons/").status_code == 302
    assert visitor.post("/en/commons/harbour-check/use/").status_code == 302
    visitor.post("/en/commons/harbour-check/report/", {"words": "bad"})
    from frontrow.web.moderation.models import Case

    assert not Case.objects.filter(kind="commons").exists()


def test_a_withdrawn_offer_stays_with_who_has_it_and_goes_to_nobody_else(of: Any) -> None:
    from frontrow.web.commons.models import Use

    of("ondo").post("/en/commons/harbour-check/use/")
    of("vardholm").post("/en/commons/harbour-check/withdraw/")
    of("serein").post("/en/commons/harbour-check/use/", {"house": "serein"})
    assert [use.house.slug for use in Use.objects.all()] == ["ondo"]
    assert "Harbour check" in of("ondo").get("/en/backstage/commons/").content.decode()


def test_words_of_a_house_are_words_and_never_markup(of: Any, actor: Any) -> None:
    from frontrow.web.commons.actions.use import use
    from frontrow.web.commons.models import Offer
    from frontrow.web.season.models import Cloth

    nasty = "<script>alert(1)</script>"
    filled = {"kind": "fabric", "file": file_of(CHECK), "title": nasty, "licence": "cc0-1.0", "credit": "a\nb: c"}
    page = of("serein").post("/en/backstage/commons/serein/offer/", filled, follow=True).content.decode()
    assert nasty not in page
    made = Offer.objects.latest("at")
    made.state, made.credit = "open", "a\n- b: !!c"
    made.save()
    source = Cloth.objects.get(slug=use(actor("ondo"), made, house("ondo")).thing).source
    assert source.splitlines()[1] == "fabric: quay"


def test_credit_travels_with_the_season(of: Any, tmp_path: Path) -> None:
    from frontrow.web.commons.models import Offer, Use
    from frontrow.web.season.files import export_season, import_season
    from frontrow.web.season.models import Cloth, Collection, House, Look, Season

    of("ondo").post("/en/commons/harbour-check/use/")
    Look.objects.get(slug="ondo-05").garments.update(fabric="ondo-harbour-check")
    export_season(Season.objects.get(), tmp_path)
    for model in (Look, Collection, Season, Offer, House, Cloth):
        model.objects.all().delete()
    import_season(tmp_path)
    assert Use.objects.get().credit["house"] == "Vardholm"
    assert "From the commons: “Harbour check”" in Cloth.objects.get(slug="ondo-harbour-check").source
    assert Offer.objects.get(slug="full-circle").licence == "cc-by-sa-4.0"


def test_each_kind_has_its_picture(home: Path) -> None:
    from frontrow.web.commons.models import Version
    from frontrow.web.commons.tasks import draw

    for version in Version.objects.select_related("offer"):
        if version.offer.kind == "pose":
            continue  # four seconds of light; the slow test draws it
        draw.call(version.pk)
        data = (home / "media" / version.picture).read_bytes()
        assert data[:4] in (b"RIFF", b"<svg") and len(data) > 500, version
