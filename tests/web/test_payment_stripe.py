"""Stripe, through its own library, against a stand-in of its HTTP interface that checks keys and signs messages."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from frontrow.errors import UserError
from frontrow.web.shop.payments.provider import BadMessage, Charge, NoAnswer, Outcome

from .payment_contract import CHARGE, PaymentContract
from .stripe_stand_in import KEY, SECRET, StandIn, signed, stand_in


@pytest.fixture
def bank() -> Iterator[StandIn]:
    with stand_in() as running:
        yield running


class TestStripe(PaymentContract):
    bank: StandIn

    @pytest.fixture
    def shop(self, home: Any, bank: StandIn) -> Any:
        from frontrow.web.shop.payments.stripe import Stripe

        TestStripe.bank = bank
        return Stripe(KEY, SECRET, bank.url)

    def session(self, charge: Charge) -> str:
        return next(s["id"] for s in self.bank.sessions.values() if s["metadata"]["key"] == charge.key)

    def pays(self, charge: Charge) -> bool:
        return self.bank.pay(self.session(charge))

    def charges(self, key: str) -> int:
        return sum(session["metadata"]["key"] == key for session in self.bank.sessions.values())

    def loses(self) -> None:
        self.bank.faults += ["lost", "lost"]  # the library itself tries once more

    def message(self, charge: Charge) -> tuple[bytes, dict[str, str]]:
        content = self.bank.event(self.session(charge))
        return content, signed(content)

    def test_a_message_of_another_account_or_of_yesterday_is_refused(self, shop: Any) -> None:
        shop.start(CHARGE)
        content = self.bank.event(self.session(CHARGE))
        for headers in (signed(content, "whsec_other"), signed(content, at=time.time() - 86_400)):
            with pytest.raises(BadMessage):
                shop.hear(content, headers)

    def test_yen_go_whole_and_krona_of_iceland_in_hundredths(self, shop: Any) -> None:
        for key, currency, amount, theirs in (("e", "JPY", 54_600, 54_600), ("f", "ISK", 45_000, 4_500_000)):
            shop.start(replace(CHARGE, key=key * 32, currency=currency, amount=amount))
            session = list(self.bank.sessions.values())[-1]
            assert session["amount_total"] == theirs
            assert shop.look_up(CHARGE, session["id"]).amount == amount

    def test_a_stripe_that_is_down_leaves_it_open_what_happened(self, shop: Any) -> None:
        self.bank.faults += ["down", "down"]
        with pytest.raises(NoAnswer):
            shop.start(CHARGE)
        assert shop.start(CHARGE).outcome is Outcome.PENDING

    def test_a_wrong_key_moves_nothing_and_is_no_customers_fault(self, home: Any, bank: StandIn) -> None:
        from frontrow.web.shop.payments.stripe import Stripe

        with pytest.raises(NoAnswer):
            Stripe("sk_test_wrong", SECRET, bank.url).start(CHARGE)
        with pytest.raises(UserError, match="STRIPE_SECRET_KEY"):
            Stripe("", SECRET)


@pytest.fixture
def paid_by_stripe(home: Any, bank: StandIn) -> Iterator[StandIn]:
    """The site takes payments with Stripe."""
    from django.test import override_settings

    from frontrow.web.shop.payments import provider_named

    provider_named.cache_clear()
    with override_settings(PAYMENTS="stripe", STRIPE_KEY=KEY, STRIPE_WEBHOOK_SECRET=SECRET, STRIPE_API=bank.url):
        yield bank
    provider_named.cache_clear()


def test_messages_twice_late_and_in_the_wrong_order_pay_an_order_once(paid_by_stripe: StandIn) -> None:
    from frontrow.web.shop.actions.pay import hear, pay
    from frontrow.web.shop.models import Heard

    bank, buyer, order = paid_by_stripe, *an_order()
    answer_to = "https://house.example/en/orders/key/"
    assert pay(buyer, order, answer_to=answer_to).url == pay(buyer, order, answer_to=answer_to).url
    early = bank.event("cs_test_0", "completed")  # sent while nothing was paid yet
    bank.pay("cs_test_0")
    paid = bank.event("cs_test_0", "completed", "_paid")
    for content in (early, paid, paid, bank.event("cs_test_0", "expired"), early):
        assert hear("stripe", content, signed(content))
    order.refresh_from_db()
    assert order.state == "paid"
    assert [payment.state for payment in order.payments.all()] == ["captured"]
    assert Heard.objects.count() == 3
    assert bank.refunds == {}


def test_the_sites_address_for_messages_believes_none_that_is_not_signed(paid_by_stripe: StandIn) -> None:
    from django.test import Client

    from frontrow.web.shop.actions.pay import pay

    bank, buyer, order = paid_by_stripe, *an_order()
    pay(buyer, order, answer_to="https://house.example/en/orders/key/")
    bank.pay("cs_test_0")
    paid, site = bank.event("cs_test_0"), Client(enforce_csrf_checks=True)
    for headers, status in ((signed(paid, "whsec_other"), 400), ({}, 400), (signed(paid), 200), (signed(paid), 200)):
        answer = site.post("/api/payments/stripe/", paid, content_type="application/json", headers=headers)
        assert answer.status_code == status
        order.refresh_from_db()
        assert order.state == ("paid" if status == 200 else "placed")
    assert site.post("/api/payments/test/", paid, content_type="application/json").status_code == 400


def test_who_pays_an_order_that_was_cancelled_meanwhile_gets_the_money_back(paid_by_stripe: StandIn) -> None:
    from frontrow.web.shop.actions.cancel_order import cancel_order
    from frontrow.web.shop.actions.pay import hear, pay
    from frontrow.web.shop.tidy import tidy

    bank, buyer, order = paid_by_stripe, *an_order()
    pay(buyer, order, answer_to="https://house.example/en/orders/key/")
    bank.pay("cs_test_0")
    bank.faults += ["down", "down"]  # so that closing it is not heard of either
    cancel_order(buyer, order)
    paid = bank.event("cs_test_0")
    bank.faults += ["lost", "lost"]  # nor is the refund's answer
    for _ in range(2):
        hear("stripe", paid, signed(paid))
    assert order.payments.get().surplus
    tidy()
    assert [refund["amount"] for refund in bank.refunds.values()] == [order.total]
    assert order.payments.get().refunds.get().state == "sent"


def test_a_session_stripe_does_not_know_any_more_stops_neither_the_customer_nor_the_round(
    paid_by_stripe: StandIn,
) -> None:
    from datetime import timedelta

    from django.test import Client
    from django.utils import timezone

    from frontrow.web.shop.actions.pay import pay
    from frontrow.web.shop.models import Payment
    from frontrow.web.shop.tidy import tidy

    bank, buyer, order = paid_by_stripe, *an_order()
    pay(buyer, order, answer_to="https://house.example/en/orders/key/")
    bank.sessions.clear()  # the house took keys of another account
    Payment.objects.update(started_at=timezone.now() - timedelta(minutes=5))
    assert tidy() == 0
    assert Client().post(f"/en/orders/{order.key}/pay/", follow=True).status_code == 200
    assert order.payments.get().state == "started"


def test_what_a_provider_that_was_removed_holds_waits_and_the_rest_is_tidied(home: Any) -> None:
    from datetime import timedelta

    from django.test import Client
    from django.utils import timezone

    from frontrow.web.shop.actions.pay import pay
    from frontrow.web.shop.models import Order, Payment
    from frontrow.web.shop.tidy import tidy

    buyer, order = an_order()
    pay(buyer, order, "later")
    Payment.objects.update(provider="gone", started_at=timezone.now() - timedelta(minutes=5))
    other = Order.objects.get(pk=order.pk)
    other.pk, other.key, other.code, other.once = None, "k" * 32, "FR-OTHER", "two"
    other.expires_at = timezone.now()
    other.save()
    assert tidy() == 1
    other.refresh_from_db()
    assert (other.state, order.payments.get().state) == ("cancelled", "started")
    page = Client().post(f"/en/orders/{order.key}/pay/", follow=True)
    assert page.status_code == 200


def an_order() -> tuple[Any, Any]:
    from frontrow.web.audit.actor import Actor, Kind
    from frontrow.web.season.models import Look
    from frontrow.web.shop.actions.fill_bag import add_to_bag, variant_of
    from frontrow.web.shop.actions.place_order import Checkout, place_order

    buyer = Actor(Kind.VISITOR, holder="a" * 32)
    add_to_bag(buyer, variant_of(Look.objects.get(slug="ondo-01"), "M"))
    return buyer, place_order(buyer, Checkout("one", "a@example.org", "A. Buyer", "DE", {}))
