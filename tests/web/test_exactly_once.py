"""Whatever customers, tabs, banks and clerks do, in any order and as often as they like: nothing is charged, sent or
given back twice, no money is kept that is not owed, and no piece is sold that is not there."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from frontrow.errors import UserError

from .stripe_stand_in import KEY, SECRET, stand_in

WHO = st.integers(0, 1)
TAB = st.integers(0, 2)
WANTED = st.lists(st.integers(0, 1), min_size=1, max_size=3)
PLENTY = 3
QUICK = {"deadline": None, "suppress_health_check": list(HealthCheck), "phases": [Phase.explicit, Phase.generate]}


def there_is(what: str, **like: Any) -> Any:
    """Only when the shop has such a row."""

    def look(shop: "Shop") -> bool:
        from frontrow.web.shop import models

        return bool(getattr(models, what).objects.filter(**like).exists())

    return precondition(look)


class Shop(RuleBasedStateMachine):
    """Two customers with several tabs, a clerk, a bank on a bad line; three dresses and three gowns in stock."""

    world: Any

    @initialize()
    def opens(self) -> None:
        from frontrow.web.audit.actor import Actor, Kind
        from frontrow.web.shop import models
        from frontrow.web.shop.states import order_moved

        for model in (models.Refund, models.Heard, models.Payment, models.TestCharge, models.Order, models.BagLine):
            model.objects.all().delete()
        models.Variant.objects.filter(size="M").update(stock=PLENTY)
        self.variants = list(
            models.Variant.objects.filter(size="M", colour="", look__slug__in=("ondo-01", "serein-03"))
        )
        self.who = [Actor(Kind.VISITOR, holder=letter * 32) for letter in "ab"]
        self.round, self.posted = 0, list[Any]()
        self.moves: Counter[tuple[str, str]] = Counter()
        order_moved.connect(self.moved, dispatch_uid="shop under test")
        self.world.steadies()

    def moved(self, order: Any, was: str, now: str, **_rest: Any) -> None:
        self.moves[order.code, now] += 1

    def orders(self) -> list[Any]:
        from frontrow.web.shop.models import Order

        return list(Order.objects.order_by("id"))

    def chosen(self, number: int, *states: str) -> Any:
        """One of the orders, if there are any; of those in these states, if there are any of them."""
        found = self.orders()
        found = [order for order in found if order.state in states] or found
        return found[number % len(found)] if found else None

    @rule(who=WHO, wanted=WANTED, tab=TAB, fresh=st.booleans(), how=st.none() | st.integers(0, 3))
    def orders_from_a_tab(self, who: int, wanted: list[int], tab: int, fresh: bool, how: int | None) -> None:
        from frontrow.web.shop.actions.fill_bag import add_to_bag
        from frontrow.web.shop.actions.place_order import Checkout, place_order
        from frontrow.web.shop.models import Variant

        self.round += fresh
        form = Checkout(f"{who}-{tab}-{self.round}", "a@example.org", "A", "DE", {})
        with suppress(UserError):
            for which in wanted:
                add_to_bag(self.who[who], Variant.objects.get(pk=self.variants[which].pk))
            placed = place_order(self.who[who], form)
            assert place_order(self.who[who], form).pk == placed.pk
            if how is not None:
                self.pays(placed, how)

    @there_is("Order")
    @rule(number=st.integers(0, 9), how=st.integers(0, 3), times=st.integers(1, 3))
    def presses_pay(self, number: int, how: int, times: int) -> None:
        for _ in range(times):
            with suppress(UserError):
                self.pays(self.chosen(number, "placed"), how)

    def pays(self, order: Any, how: int) -> None:
        from frontrow.web.shop.actions.pay import pay

        methods = self.world.methods
        pay(self.whose(order), order, methods[how % len(methods)], answer_to="https://house.example/")

    def whose(self, order: Any) -> Any:
        return self.who["ab".index(order.holder[0])]

    @there_is("Payment")
    @rule(number=st.integers(0, 9))
    def pays_on_the_banks_page(self, number: int) -> None:
        if key := self.charge(number):
            self.world.customer_pays(key)

    @there_is("Payment")
    @rule(number=st.integers(0, 9), times=st.integers(1, 3))
    def the_bank_posts(self, number: int, times: int) -> None:
        if (key := self.charge(number)) and (message := self.world.message(key)):
            self.posted.append(message)
            for _ in range(times):
                self.hears(message)

    @rule(number=st.integers(0, 9))
    def the_bank_posts_something_old(self, number: int) -> None:
        if self.posted:
            self.hears(self.posted[number % len(self.posted)])

    @rule(how=st.sampled_from(["before", "after"]))
    def the_line_fails(self, how: str) -> None:
        self.world.fails(how)

    @there_is("Order")
    @rule(number=st.integers(0, 9), clerk=st.booleans())
    def cancels(self, number: int, clerk: bool) -> None:
        from frontrow.web.audit.actor import HOUSE
        from frontrow.web.shop.actions.cancel_order import cancel_order

        if order := self.chosen(number):
            with suppress(UserError):
                cancel_order(HOUSE if clerk else self.whose(order), order)

    @there_is("Order", state="paid")
    @rule(number=st.integers(0, 9), times=st.integers(1, 2))
    def the_clerk_sends(self, number: int, times: int) -> None:
        from frontrow.web.audit.actor import HOUSE
        from frontrow.web.shop.actions.ship_order import ship_order

        if order := self.chosen(number, "paid"):
            for _ in range(times):
                with suppress(UserError):
                    ship_order(HOUSE, order)

    @there_is("Order", state="shipped")
    @rule(number=st.integers(0, 9), quantity=st.integers(1, 2), arrives=st.integers(0, 2))
    def sends_back(self, number: int, quantity: int, arrives: int) -> None:
        from frontrow.web.audit.actor import HOUSE
        from frontrow.web.shop.actions.take_back import receive_return, request_return

        if order := self.chosen(number, "shipped"):
            with suppress(UserError):
                lines = order.lines.order_by("id").values_list("id", flat=True)[:quantity]
                back = request_return(self.whose(order), order, dict.fromkeys(lines, quantity))
                for _ in range(arrives):
                    receive_return(HOUSE, back)

    @there_is("Return")
    @rule(number=st.integers(0, 9), times=st.integers(1, 2))
    def a_parcel_comes_back(self, number: int, times: int) -> None:
        from frontrow.web.audit.actor import HOUSE
        from frontrow.web.shop.actions.take_back import receive_return
        from frontrow.web.shop.models import Return

        if found := list(Return.objects.order_by("id")):
            for _ in range(times):
                receive_return(HOUSE, found[number % len(found)])

    @rule()
    def an_hour_passes(self) -> None:
        self.world.ahead += 3660

    @rule()
    def the_house_tidies(self) -> None:
        from frontrow.web.shop.tidy import tidy

        tidy()

    @invariant()
    def every_piece_is_in_stock_or_in_an_order(self) -> None:
        from frontrow.web.shop.models import Variant

        for variant in getattr(self, "variants", ()):
            there = Variant.objects.get(pk=variant.pk).stock
            assert there >= 0
            assert there + self.away(variant) == PLENTY

    @invariant()
    def nothing_happens_to_an_order_twice(self) -> None:
        assert not [move for move, times in getattr(self, "moves", Counter()).items() if times > 1]

    @invariant()
    def no_order_is_paid_twice_and_none_is_sent_unpaid(self) -> None:
        from frontrow.web.shop.models import Payment

        for order in self.orders():
            kept = order.payments.filter(state=Payment.State.CAPTURED, surplus=False).count()
            assert kept <= 1
            assert kept == 1 or order.state in ("placed", "cancelled")

    def teardown(self) -> None:
        """When everything has come to rest, the bank holds exactly what is owed."""
        from frontrow.web.shop.models import Payment, Refund
        from frontrow.web.shop.tidy import tidy

        if not hasattr(self, "variants"):
            return
        self.world.steadies()
        self.an_hour_passes()
        tidy()
        assert not Payment.objects.filter(state=Payment.State.STARTED).exists()
        assert not Refund.objects.filter(state=Refund.State.ASKED).exists()
        for order in self.orders():
            held = sum(self.world.held(key) for key in order.payments.values_list("key", flat=True))
            assert held == self.owed(order), order.state
        self.every_piece_is_in_stock_or_in_an_order()
        self.nothing_happens_to_an_order_twice()

    def charge(self, number: int) -> str:
        from frontrow.web.shop.models import Payment

        keys = list(Payment.objects.order_by("id").values_list("key", flat=True))
        return str(keys[number % len(keys)]) if keys else ""

    def hears(self, message: Any) -> None:
        from django.conf import settings as site

        from frontrow.web.shop.actions.pay import hear

        hear(site.PAYMENTS, *message)

    def away(self, variant: Any) -> int:
        """How many are in orders that were not cancelled, less what came back."""
        return sum(
            line.quantity - sum(one.quantity for one in line.returned.filter(back__state="received"))
            for order in self.orders()
            if order.state != "cancelled"
            for line in order.lines.filter(variant=variant)
        )

    def owed(self, order: Any) -> int:
        """From the lines alone: everything, less what came back; delivery is owed unless all came back."""
        if order.state in ("placed", "cancelled", "returned"):
            return 0
        kept = 0
        for line in order.lines.all():
            back = sum(one.quantity for one in line.returned.filter(back__state="received"))
            kept += line.gross * (line.quantity - back) // line.quantity  # prices of one divide here without a rest
        return kept + order.delivery_net + order.delivery_tax


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The house's clock, ahead by as many seconds as the world says."""
    from django.utils import timezone

    true = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: true() + timedelta(seconds=Shop.world.ahead))


@pytest.fixture
def test_bank(clock: None, home: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    from frontrow.web.shop.payments import bank, provider_named

    from .banks import TestWorld, Unsteady

    provider_named.cache_clear()
    made = Unsteady()
    monkeypatch.setattr(bank, "TestBank", lambda: made)
    Shop.world = TestWorld(made)
    yield
    provider_named.cache_clear()


@pytest.fixture
def stripe_bank(clock: None, home: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    import stripe
    from django.test import override_settings

    from frontrow.web.shop.payments import provider_named

    from .banks import StripeWorld

    monkeypatch.setattr(stripe.HTTPClient, "INITIAL_DELAY", 0.0)  # its library waits before it tries again
    monkeypatch.setattr(stripe.HTTPClient, "MAX_DELAY", 0.0)
    provider_named.cache_clear()
    with (
        stand_in() as running,
        override_settings(PAYMENTS="stripe", STRIPE_KEY=KEY, STRIPE_WEBHOOK_SECRET=SECRET, STRIPE_API=running.url),
    ):
        Shop.world = StripeWorld(running)
        yield
    provider_named.cache_clear()


def test_exactly_once_with_the_test_bank(test_bank: None) -> None:
    run_state_machine_as_test(Shop, settings=settings(max_examples=15, stateful_step_count=30, **QUICK))


@pytest.mark.slow
def test_exactly_once_with_the_test_bank_at_length(test_bank: None) -> None:
    run_state_machine_as_test(Shop, settings=settings(max_examples=300, stateful_step_count=50, **QUICK))


@pytest.mark.slow
def test_exactly_once_with_stripe(stripe_bank: None) -> None:
    run_state_machine_as_test(Shop, settings=settings(max_examples=100, stateful_step_count=40, **QUICK))
