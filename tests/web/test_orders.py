"""An order from the bag to the door and back: priced once, paid once, sent once, given back once."""

from typing import Any

import pytest
from moneyed import Money

from frontrow.errors import UserError


@pytest.fixture
def buyer(home: Any) -> Any:
    """A visitor who keeps things and agreed to be remembered."""
    from frontrow.web.audit.actor import Actor, Kind

    return Actor(Kind.VISITOR, holder="a" * 32, learns="somebody-who-agreed")


@pytest.fixture
def checkout() -> Any:
    """The checkout form, filled in for Berlin; words replace its fields."""
    from frontrow.web.shop.actions.place_order import Checkout

    def form(once: str = "one", **words: Any) -> Checkout:
        asked = {"country": "DE", "address": {"city": "Berlin"}, "name": "A. Buyer", "email": "a@example.org"}
        return Checkout(once=once, **(asked | words))

    return form


def filled(actor: Any, *wanted: tuple[str, str]) -> None:
    from frontrow.web.season.models import Look
    from frontrow.web.shop.actions.fill_bag import add_to_bag, variant_of

    for slug, size in wanted:
        add_to_bag(actor, variant_of(Look.objects.get(slug=slug), size))


@pytest.fixture
def order(buyer: Any, checkout: Any) -> Any:
    """Two of one dress and one of another, placed and not paid."""
    from frontrow.web.shop.actions.place_order import place_order

    filled(buyer, ("ondo-01", "M"), ("ondo-01", "M"), ("serein-03", "S"))
    return place_order(buyer, checkout())


def stock(slug: str, size: str) -> int:
    from frontrow.web.shop.models import Variant

    return Variant.objects.get(look__slug=slug, size=size, colour="").stock


def test_the_order_freezes_what_it_cost_and_what_the_state_takes_of_it(order: Any) -> None:
    first = order.lines.first()
    assert (first.title["en"], first.quantity, first.unit, first.gross) == ("Marble Cake", 2, 32_000, 64_000)
    assert (first.net, first.tax) == (53_782, 10_218)  # 640.00 / 1.19 = 537.815…
    assert order.money(order.total) == Money("2332.00", "EUR")  # 2 × 320 + 1680 + 12 for delivery
    assert order.net + order.tax == order.total
    first.variant.look.title = {"en": "Another name"}
    first.variant.look.save()
    first.variant.prices.update(amount=1)
    order.refresh_from_db()
    assert order.total == 233_200
    assert order.lines.first().title["en"] == "Marble Cake"


def test_the_same_form_twice_is_one_order_and_takes_stock_once(buyer: Any, checkout: Any, order: Any) -> None:
    from frontrow.web.shop.actions.place_order import place_order
    from frontrow.web.shop.models import Order

    assert place_order(buyer, checkout()).pk == order.pk
    assert Order.objects.count() == 1
    assert stock("ondo-01", "M") == 8


def test_another_tab_finds_the_bag_empty(buyer: Any, checkout: Any, order: Any) -> None:
    from frontrow.web.shop.actions.place_order import place_order

    with pytest.raises(UserError, match="bag is empty"):
        place_order(buyer, checkout("two"))


def test_where_prices_come_without_tax_it_is_added_by_the_state_and_yen_have_no_cents(
    buyer: Any, checkout: Any
) -> None:
    from frontrow.web.shop.quote import bag_of, quote

    filled(buyer, ("ondo-01", "M"))
    asked = quote(bag_of(buyer.holder), "US", "CA")
    assert (asked.net, asked.tax) == (38_000, 2755)  # 355 + 25 for delivery; 7.25 % is 25.74 and 1.81
    yen = quote(bag_of(buyer.holder), "JP")
    assert yen.money(yen.total) == Money(54_600, "JPY")  # 52,800 + 1,800
    for place in (("US", ""), ("US", "NY"), ("AQ", "")):
        with pytest.raises(UserError, match="do not deliver"):
            quote(bag_of(buyer.holder), *place)


def test_a_price_that_changed_after_the_page_was_shown_is_not_charged(buyer: Any, checkout: Any) -> None:
    from frontrow.web.shop.actions.place_order import place_order

    filled(buyer, ("ondo-01", "M"))
    with pytest.raises(UserError, match="price changed"):
        place_order(buyer, checkout(total=30_000))
    assert stock("ondo-01", "M") == 10


def test_a_look_that_is_hidden_after_it_went_into_a_bag_is_not_sold(buyer: Any, checkout: Any) -> None:
    from frontrow.errors import UserError
    from frontrow.web.season.models import Season
    from frontrow.web.shop.actions.place_order import place_order

    filled(buyer, ("ondo-01", "M"))
    Season.objects.update(published=False)
    with pytest.raises(UserError, match="not sold there"):
        place_order(buyer, checkout())


def test_what_is_sold_out_is_refused_and_nothing_of_the_order_is_taken(buyer: Any, checkout: Any) -> None:
    from frontrow.web.shop.actions.place_order import place_order
    from frontrow.web.shop.models import Order, Variant

    filled(buyer, ("ondo-01", "M"), ("serein-03", "S"))
    Variant.objects.filter(look__slug="serein-03", size="S").update(stock=0)
    with pytest.raises(UserError, match="sold out"):
        place_order(buyer, checkout())
    assert stock("ondo-01", "M") == 10
    assert not Order.objects.exists()


def test_made_to_measure_needs_measurements_keeps_them_with_the_line_and_never_sells_out(
    buyer: Any, checkout: Any
) -> None:
    from frontrow.web.shop.actions.place_order import place_order
    from frontrow.web.shop.models import BagLine

    filled(buyer, ("ondo-01", "made"))
    with pytest.raises(UserError, match="give your measurements"):
        place_order(buyer, checkout())
    hers = {"height": 1.68, "bust": 0.9, "waist": 0.7, "hips": 0.96}
    order = place_order(buyer, checkout(measures={BagLine.objects.get().pk: hers}))
    line = order.lines.get()
    assert (line.measures, line.unit) == (hers, 40_000)  # 320 and a quarter


def test_a_paid_order_is_told_to_the_recommender_once_and_then_forgets_who_agreed(buyer: Any, order: Any) -> None:
    from frontrow.web.learning import store
    from frontrow.web.shop.actions.pay import pay

    for _ in range(2):
        assert pay(buyer, order, "approve").state == "captured"
    order.refresh_from_db()
    assert (order.state, order.learns) == ("paid", "")
    bought = [did.item for did in store().by_visitor("somebody-who-agreed") if did.event == "purchase"]
    assert sorted(bought) == ["ondo-01", "serein-03"]


def test_who_takes_back_her_consent_before_she_pays_is_not_learnt_from(buyer: Any, order: Any, visitor: Any) -> None:
    from frontrow.privacy import VISITOR
    from frontrow.web.learning import store
    from frontrow.web.shop.actions.pay import pay
    from frontrow.web.shop.models import Order

    visitor.post("/en/me/choice/", {"learn": "yes"})
    who = visitor.cookies[VISITOR].value.split(".")[0]
    Order.objects.update(learns=who)
    visitor.post("/en/me/choice/", {"learn": "no"})
    pay(buyer, order, "approve")
    assert Order.objects.get().learns == ""
    assert store().by_visitor(who) == []


def test_after_a_declined_card_another_one_pays(buyer: Any, order: Any) -> None:
    from frontrow.web.shop.actions.pay import pay

    assert pay(buyer, order, "decline").state == "declined"
    assert pay(buyer, order, "approve").state == "captured"
    assert [payment.state for payment in order.payments.all()] == ["captured", "declined"]


def test_a_lost_answer_is_found_by_asking_again_and_charges_once(buyer: Any, order: Any) -> None:
    from frontrow.web.shop.actions.pay import pay
    from frontrow.web.shop.models import TestCharge

    assert pay(buyer, order, "timeout").state == "started"
    assert pay(buyer, order, "approve").state == "captured"
    assert TestCharge.objects.get().state == "captured"


def test_a_paid_order_is_cancelled_before_it_is_sent_and_money_and_stock_go_back_once(buyer: Any, order: Any) -> None:
    from frontrow.web.shop.actions.cancel_order import cancel_order
    from frontrow.web.shop.actions.pay import pay
    from frontrow.web.shop.models import Refund, TestCharge

    pay(buyer, order, "approve")
    for _ in range(2):
        assert cancel_order(buyer, order).state == "cancelled"
    assert stock("ondo-01", "M") == 10
    assert Refund.objects.get().state == "sent"
    assert list(TestCharge.objects.get().refunds.values()) == [order.total]


def test_what_was_sent_cannot_be_cancelled_and_comes_back_in_parts(buyer: Any, order: Any) -> None:
    from frontrow.web.audit.actor import HOUSE
    from frontrow.web.shop.actions.cancel_order import cancel_order
    from frontrow.web.shop.actions.pay import pay
    from frontrow.web.shop.actions.ship_order import ship_order
    from frontrow.web.shop.actions.take_back import receive_return, request_return
    from frontrow.web.shop.models import Refund

    pay(buyer, order, "approve")
    assert [ship_order(HOUSE, order), ship_order(HOUSE, order)] == [True, False]
    with pytest.raises(UserError, match="on its way"):
        cancel_order(buyer, order)
    dress, gown = order.lines.all()
    one = request_return(buyer, order, {dress.pk: 1})
    with pytest.raises(UserError, match="More of Marble Cake"):
        request_return(buyer, order, {dress.pk: 2})
    for _ in range(2):
        receive_return(HOUSE, one)
    assert stock("ondo-01", "M") == 9
    receive_return(HOUSE, request_return(buyer, order, {dress.pk: 1, gown.pk: 1}))
    order.refresh_from_db()
    assert order.state == "returned"
    assert sum(Refund.objects.values_list("amount", flat=True)) == order.total


def test_a_stranger_can_neither_pay_nor_cancel_nor_send(order: Any) -> None:
    from frontrow.web.audit.actor import PROVIDER, Actor, Kind, NotAllowed
    from frontrow.web.shop.actions.cancel_order import cancel_order
    from frontrow.web.shop.actions.pay import pay
    from frontrow.web.shop.actions.ship_order import ship_order

    for stranger in (Actor(Kind.VISITOR), Actor(Kind.VISITOR, holder="b" * 32), PROVIDER):
        for act in (lambda who: pay(who, order, "approve"), lambda who: cancel_order(who, order, "no key")):
            with pytest.raises(NotAllowed):
                act(stranger)
        with pytest.raises(NotAllowed):
            ship_order(stranger, order)
    assert cancel_order(Actor(Kind.VISITOR), order, order.key).state == "cancelled"


def test_staff_who_may_only_look_gain_nothing_by_the_link_the_desk_shows(order: Any) -> None:
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Permission

    from frontrow.web.audit.actor import Actor, Kind, NotAllowed
    from frontrow.web.shop.actions.cancel_order import cancel_order

    clerk = get_user_model().objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_order"))
    with pytest.raises(NotAllowed):
        cancel_order(Actor(Kind.STAFF, clerk), order, order.key)
    order.refresh_from_db()
    assert order.state == "placed"


def test_every_step_has_one_audit_row_and_none_says_who(buyer: Any, order: Any) -> None:
    from frontrow.web.audit.actor import HOUSE
    from frontrow.web.audit.models import AuditRow
    from frontrow.web.shop.actions.pay import pay
    from frontrow.web.shop.actions.ship_order import ship_order

    for _ in range(2):
        pay(buyer, order, "approve")
        ship_order(HOUSE, order, "PARCEL 1")
    rows = AuditRow.objects.filter(target=f"order:{order.code}").order_by("id")
    assert [row.action for row in rows] == ["place_order", "pay", "payment_captured", "ship_order"]
    kept = " ".join(f"{row.target} {row.facts}" for row in AuditRow.objects.all())
    for private in ("Berlin", "Buyer", "example.org", buyer.holder, order.key, buyer.learns):
        assert private not in kept


def test_a_look_is_sold_in_its_other_colours_to_order(buyer: Any, checkout: Any, visitor: Any) -> None:
    from frontrow.web.season.models import Look
    from frontrow.web.shop.actions.fill_bag import add_to_bag, variant_of
    from frontrow.web.shop.actions.place_order import place_order

    gown = Look.objects.get(slug="serein-03")
    page = visitor.get("/en/looks/serein-03/").content.decode()
    assert 'data-dyes="dress"' in page and "Bottle green" in page and "sent within 14 days" in page
    assert "data-dyes" not in visitor.get("/en/looks/ondo-01/").content.decode()  # a printed dress
    add_to_bag(buyer, variant_of(gown, "M", "#0d4a38"))
    line = place_order(buyer, checkout()).lines.get()
    assert (line.sku, line.colour_name["en"], line.unit) == ("SEREIN-03-M-0D4A38", "Bottle green", 168_000)
    assert stock("serein-03", "M") == 10
    with pytest.raises(UserError):
        variant_of(gown, "M", "#ffffff")
