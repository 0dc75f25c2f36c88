"""Buying: bag, checkout, order page, mails. Without a script and without an account."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.test import Client, override_settings

from .at_once import AtOnce, later

OSLO = {
    "country": "NO",
    "email": "ida@example.com",
    "name": "Ida Ås",
    "phone": "22 22 55 55",
    "street_address": "Bygdøy allé 1",
    "postal_code": "0257",
    "city": "Oslo",
    "method": "approve",
}
MEASURES = {"chart": "f", "height": "172", "bust": "90", "waist": "71.5", "hips": "98"}


@pytest.fixture
def post(home: Any) -> Iterator[Any]:
    """Mails are kept to be read, and the worker does at once what it is asked for."""
    at_once = {"default": {"BACKEND": f"{AtOnce.__module__}.AtOnce", "QUEUES": ["default"]}}
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend", TASKS=at_once):
        mail.outbox = []
        AtOnce.waiting.clear()
        yield mail.outbox


def fill(visitor: Client, size: str = "M", look: str = "ondo-01") -> None:
    visitor.post(f"/en/looks/{look}/bag/", {"size": size})


def hidden(visitor: Client, country: str = "NO") -> dict[str, str]:
    """The form's own token, and the total that the page says."""
    visitor.post("/en/bag/place/", {"country": country})
    page = visitor.get("/en/checkout/").content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page)
    total = re.search(r'name="total" value="(\d+)"', page)
    assert once and total
    return {"once": once[1], "total": total[1]}


def test_a_guest_buys_and_sees_taxes_and_total_before_she_pays(visitor: Any, post: Any) -> None:
    from frontrow.web.shop.models import Order

    fill(visitor)
    form = OSLO | hidden(visitor)
    page = visitor.get("/en/checkout/").content.decode()
    assert "NOK" in page and "contains MVA, 25 %" in page
    answer = visitor.post("/en/checkout/", form, follow=True)
    text = answer.content.decode()
    order = Order.objects.get()
    assert order.state == "paid" and order.phone == "+4722225555"
    assert order.code in text and "Thank you" in text and "0257 OSLO" in text
    later()
    assert [one.subject for one in post] == [f"Thank you: your order {order.code}"]
    assert order.get_absolute_url() in post[0].body and "Marble Cake" in post[0].body
    assert "Nothing here yet." in visitor.get("/en/bag/").content.decode()


def test_the_same_form_twice_is_one_order_and_one_charge(visitor: Any, post: Any) -> None:
    from frontrow.web.shop.models import Order, Payment, TestCharge

    fill(visitor)
    form = OSLO | hidden(visitor)
    first = visitor.post("/en/checkout/", form)
    second = visitor.post("/en/checkout/", form)
    assert first.url == second.url
    assert Order.objects.count() == Payment.objects.count() == TestCharge.objects.count() == 1
    assert len(post) == 1


def test_a_price_that_changed_meanwhile_is_shown_before_anything_is_ordered(visitor: Any, post: Any) -> None:
    from frontrow.web.shop.models import Order, Price

    fill(visitor)
    form = OSLO | hidden(visitor)
    Price.objects.filter(variant__look__slug="ondo-01").update(amount=999_900)
    answer = visitor.post("/en/checkout/", form)
    assert "A price changed meanwhile" in answer.content.decode()
    assert "10,148" in answer.content.decode()  # 9,999 and 149 for delivery
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("postal_code", "12", "This is not how it is written there."),
        ("city", "", "This field is required."),
        ("email", "nobody", "Enter a valid email address."),
        ("phone", "12", "This is no telephone number"),
        ("method", "gold", "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_at_its_line_and_nothing_is_lost(
    visitor: Any, post: Any, field: str, value: str, words: str
) -> None:
    from frontrow.web.shop.models import Order

    fill(visitor)
    answer = visitor.post("/en/checkout/", OSLO | hidden(visitor) | {field: value})
    text = answer.content.decode()
    assert answer.status_code == 400 and words in text and "Bygdøy allé 1" in text
    assert not Order.objects.exists()


def test_another_country_asks_for_other_lines_and_keeps_what_was_filled_in(visitor: Any, post: Any) -> None:
    fill(visitor)
    text = visitor.post(
        "/en/checkout/", OSLO | hidden(visitor) | {"country": "US", "country_area": "CA", "again": "1"}
    ).content.decode()
    assert "ZIP code" in text and "California" in text and "Sales tax, 7.25 %" in text
    assert "Ida Ås" in text and "This field is required." not in text
    text = visitor.post("/zh-hans/checkout/", OSLO | {"country": "CN", "again": "1"}).content.decode()
    assert "江苏省" in text and "Jiangsu" not in text


def test_a_country_or_state_that_nothing_goes_to_is_refused_in_words(visitor: Any, post: Any) -> None:
    from frontrow.web.shop.models import Order

    fill(visitor)
    form = OSLO | hidden(visitor)
    assert visitor.post("/en/checkout/", form | {"country": "AQ"}).status_code == 400
    visitor.post("/en/bag/place/", {"country": "AQ"})
    assert "We do not deliver there yet." in visitor.get("/en/bag/").content.decode()
    assert not Order.objects.exists()


def test_a_declined_payment_says_so_and_can_be_tried_again(visitor: Any, post: Any) -> None:
    from frontrow.web.shop.models import Order

    fill(visitor)
    text = visitor.post("/en/checkout/", OSLO | hidden(visitor) | {"method": "decline"}, follow=True).content.decode()
    order = Order.objects.get()
    assert "The payment was declined; nothing was taken." in text
    later()
    assert [one.subject for one in post] == [f"Your order {order.code} waits to be paid"]
    visitor.post(f"/en/orders/{order.key}/pay/", {"method": "approve"})
    order.refresh_from_db()
    assert order.state == "paid" and len(post) == 2


def test_a_bank_that_answers_late_charges_once(visitor: Any, post: Any) -> None:
    from frontrow.web.shop.models import Order, TestCharge

    fill(visitor)
    text = visitor.post("/en/checkout/", OSLO | hidden(visitor) | {"method": "timeout"}, follow=True).content.decode()
    assert "The bank has not answered yet." in text
    order = Order.objects.get()
    visitor.post(f"/en/orders/{order.key}/pay/")
    order.refresh_from_db()
    assert order.state == "paid" and TestCharge.objects.count() == 1


def test_on_the_banks_own_page_she_pays_or_does_not(visitor: Any, post: Any) -> None:
    from frontrow.web.shop.models import Order, Payment

    fill(visitor)
    visitor.post("/en/checkout/", OSLO | hidden(visitor) | {"method": "later"})
    order, payment = Order.objects.get(), Payment.objects.get()
    assert payment.url in visitor.get(order.get_absolute_url()).content.decode()
    assert "Test bank" in visitor.get(payment.url).content.decode()
    visitor.post(payment.url, {"yes": "1"})
    order.refresh_from_db()
    assert order.state == "paid"


def test_a_message_that_the_bank_did_not_sign_is_refused(visitor: Any) -> None:
    answer = visitor.post("/api/payments/test/", b'{"id": "1", "key": "2"}', content_type="application/json")
    assert answer.status_code == 400 and "not signed" in answer.json()["error"]
    assert visitor.post("/api/payments/nobody/", b"{", content_type="application/json").status_code == 400


def test_made_to_measure_is_cut_at_the_ordered_measurements_and_forgotten_on_request(visitor: Any, post: Any) -> None:
    from frontrow.web.audit.actor import HOUSE
    from frontrow.web.shop.actions.ship_order import ship_order
    from frontrow.web.shop.cut import folder_of
    from frontrow.web.shop.models import Order

    fill(visitor, "made")
    form = OSLO | hidden(visitor)
    assert "This field is required." in visitor.post("/en/checkout/", form).content.decode()
    absurd = visitor.post("/en/checkout/", form | MEASURES | {"waist": "300"})
    assert absurd.status_code == 400
    visitor.post("/en/checkout/", form | MEASURES)
    order = Order.objects.get()
    line = order.lines.get()
    assert line.measures == {"sex": "f", "height": 1.72, "bust": 0.9, "waist": 0.715, "hips": 0.98}
    page = visitor.get(order.get_absolute_url()).content.decode()
    assert "Waist 71.5" in page
    stranger = Client()
    files = {ending: stranger.get(f"/en/orders/{order.key}/{line.pk}.{ending}") for ending in ("pdf", "dxf", "svg")}
    assert files["pdf"].content.startswith(b"%PDF") and b"POLYLINE" in files["dxf"].content
    assert stranger.get(f"/en/orders/{'x' * 32}/{line.pk}.pdf").status_code == 404
    refused = visitor.post(f"/en/orders/{order.key}/forget/", follow=True).content.decode()
    assert "The house needs them to sew" in refused
    ship_order(HOUSE, order, "NO123")
    visitor.post(f"/en/orders/{order.key}/forget/")
    line.refresh_from_db()
    assert line.measures is None and not folder_of(order).exists()
    assert stranger.get(f"/en/orders/{order.key}/{line.pk}.pdf").status_code == 404


def test_cancelling_gives_the_money_and_the_stock_back_and_writes(visitor: Any, post: Any) -> None:
    from frontrow.web.shop.models import Order, Refund, Variant

    before = Variant.objects.get(look__slug="ondo-01", size="M").stock
    fill(visitor)
    visitor.post("/en/checkout/", OSLO | hidden(visitor))
    order = Order.objects.get()
    text = visitor.post(f"/en/orders/{order.key}/cancel/", follow=True).content.decode()
    assert "The order is cancelled." in text
    assert Refund.objects.get().amount == order.total
    assert Variant.objects.get(look__slug="ondo-01", size="M").stock == before
    assert post[-1].subject == f"Your order {order.code} is cancelled"


def test_something_is_sent_back_and_what_was_not_bought_is_not(visitor: Any, post: Any) -> None:
    from frontrow.web.audit.actor import HOUSE
    from frontrow.web.shop.actions.ship_order import ship_order
    from frontrow.web.shop.models import Order, Return

    fill(visitor)
    visitor.post("/en/checkout/", OSLO | hidden(visitor))
    order = Order.objects.get()
    ship_order(HOUSE, order, "NO123")
    line = order.lines.get()
    page = visitor.get(order.get_absolute_url()).content.decode()
    assert f'name="line-{line.pk}"' in page and "NO123" in page
    refused = visitor.post(f"/en/orders/{order.key}/return/", {f"line-{line.pk}": "7"}, follow=True).content.decode()
    assert "than you have cannot come back" in refused
    for _ in range(2):
        visitor.post(f"/en/orders/{order.key}/return/", {f"line-{line.pk}": "1"})
    assert Return.objects.count() == 1


def test_mails_and_pages_speak_the_customers_language(visitor: Any, post: Any) -> None:
    fill(visitor)
    form = OSLO | hidden(visitor)
    text = visitor.post("/zh-hans/checkout/", form, follow=True).content.decode()
    assert "谢谢" in text
    assert "谢谢" in post[0].subject and "合计" in post[0].body


@pytest.mark.parametrize("junk", ["\x00", "<script>", "9" * 400, "'; --"])
def test_hostile_fields_are_refused_without_a_trace(visitor: Any, post: Any, junk: str) -> None:
    fill(visitor)
    form = OSLO | hidden(visitor)
    for name in ("country", "once", "total", "email", "postal_code", "method"):
        answer = visitor.post("/en/checkout/", form | {name: junk}, REMOTE_ADDR=f"10.9.0.{len(name)}")
        assert answer.status_code in (302, 400)
    visitor.post("/en/bag/place/", {"country": junk, "region": junk})
    assert visitor.get("/en/checkout/").status_code in (200, 302)
    assert "<script>" not in visitor.get("/en/bag/").content.decode().replace('<script type="module"', "")


def test_what_an_order_holds_can_be_taken_away_and_what_no_bill_needs_is_erased(visitor: Any, post: Any) -> None:
    from frontrow.web.audit.actor import HOUSE
    from frontrow.web.shop.actions.ship_order import ship_order
    from frontrow.web.shop.cut import folder_of
    from frontrow.web.shop.models import Order

    fill(visitor, "made")
    visitor.post("/en/checkout/", OSLO | hidden(visitor) | MEASURES)
    order = Order.objects.get()
    told = visitor.post("/en/me/export/").json()["orders"]
    assert told[0]["number"] == order.code and told[0]["lines"][0]["measurements"]["waist"] == 0.715
    assert Client().post("/en/me/export/").json()["orders"] == []
    ship_order(HOUSE, order)
    visitor.post("/en/me/erase/")
    order.refresh_from_db()
    assert (order.holder, order.phone, order.learns) == ("", "", "")
    assert order.lines.get().measures is None and not folder_of(order).exists()
    assert order.name == "Ida Ås" and order.total  # a bill is kept as the law demands


def test_who_is_erased_while_her_order_is_sewn_leaves_only_the_bill_once_it_is_sent(visitor: Any, post: Any) -> None:
    from frontrow.web.audit.actor import HOUSE
    from frontrow.web.shop.actions.ship_order import ship_order
    from frontrow.web.shop.cut import folder_of
    from frontrow.web.shop.models import Order

    fill(visitor, "made")
    visitor.post("/en/checkout/", OSLO | hidden(visitor) | MEASURES)
    visitor.post("/en/me/erase/")
    order = Order.objects.get()
    assert order.lines.get().measures and folder_of(order).exists()  # the house sews
    ship_order(HOUSE, order)
    order.refresh_from_db()
    assert (order.holder, order.phone, order.learns) == ("", "", "")
    assert order.lines.get().measures is None and not folder_of(order).exists()
    assert order.name == "Ida Ås" and order.total


def test_an_order_cancelled_while_its_pattern_is_drawn_leaves_no_files(
    visitor: Any, post: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from frontrow.web.audit.actor import HOUSE
    from frontrow.web.shop import cut, tasks
    from frontrow.web.shop.actions.cancel_order import cancel_order
    from frontrow.web.shop.models import Order

    fill(visitor, "made")
    visitor.post("/en/checkout/", OSLO | hidden(visitor) | MEASURES)
    order, drawn = Order.objects.get(), cut.cut

    def slowly(line: Any) -> Any:
        cancel_order(HOUSE, order)
        assert not cut.folder_of(order).exists()
        return drawn(line)

    monkeypatch.setattr(cut, "cut", slowly)
    tasks.cut_order.call(order.pk)
    assert not cut.folder_of(order).exists()


def test_a_form_that_never_said_the_total_orders_nothing(visitor: Any, post: Any) -> None:
    from frontrow.web.shop.models import Order

    fill(visitor)
    answer = visitor.post("/en/checkout/", OSLO | hidden(visitor) | {"total": ""})
    assert answer.status_code == 400 and "Look at what it costs" in answer.content.decode()
    assert not Order.objects.exists()


def test_a_mail_that_does_not_go_is_tried_three_times_and_nobody_is_named(
    visitor: Any, post: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from smtplib import SMTPRecipientsRefused

    tries = []

    def refuse(*about: Any) -> None:
        tries.append(about)
        raise SMTPRecipientsRefused({OSLO["email"]: (550, b"no such mailbox")})

    monkeypatch.setattr("frontrow.web.shop.mail.mail", refuse)
    fill(visitor)
    visitor.post("/en/checkout/", OSLO | hidden(visitor))
    AtOnce.waiting[:] = [one for one in AtOnce.waiting if one[1][1] == "paid"]
    later()
    assert len(tries) == 3
    assert "SMTPRecipientsRefused" in caplog.text and OSLO["email"] not in caplog.text


def test_the_organiser_sends_and_takes_back_and_others_may_not(visitor: Any, post: Any) -> None:
    from django.contrib.auth.models import User

    from frontrow.web.shop.models import Order, Return, Variant

    fill(visitor)
    visitor.post("/en/checkout/", OSLO | hidden(visitor))
    order = Order.objects.get()
    desk = Client()
    desk.force_login(User.objects.create_superuser("ines", password="x"))
    chosen = {"_selected_action": [order.pk]}
    assert order.code in desk.get("/admin/shop/order/").content.decode()
    assert "0257 OSLO" in desk.get(f"/admin/shop/order/{order.pk}/change/").content.decode()
    for _ in range(2):
        desk.post("/admin/shop/order/", {"action": "ship", "tracking": "RR 4711", **chosen})
    order.refresh_from_db()
    assert order.state == "shipped"
    assert "RR 4711" in visitor.get(f"/en/orders/{order.key}/").content.decode()
    assert [one.subject for one in post].count(f"Your order {order.code} is on its way") == 1
    visitor.post(f"/en/orders/{order.key}/return/", {f"line-{order.lines.get().pk}": "1"})
    stock = Variant.objects.get(look__slug="ondo-01", size="M").stock
    back = Return.objects.get()
    desk.post("/admin/shop/return/", {"action": "receive", "_selected_action": [back.pk]})
    order.refresh_from_db()
    assert order.state == "returned"
    assert Variant.objects.get(look__slug="ondo-01", size="M").stock == stock + 1
    for page in ("market", "variant", "refund"):
        assert desk.get(f"/admin/shop/{page}/").status_code == 200
    helper = Client()
    helper.force_login(User.objects.create_user("helper", is_staff=True))
    assert helper.get("/admin/shop/order/").status_code == 403
