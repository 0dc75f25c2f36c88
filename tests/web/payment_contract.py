"""What every payment provider must do; its tests inherit this and say how its customer pays."""

import time
from dataclasses import replace
from typing import Any

import pytest

from frontrow.web.shop.payments.provider import BadMessage, Charge, NoAnswer, Outcome

CHARGE = Charge(
    key="a" * 32,
    order="7K3M9QXA",
    amount=23_320,
    currency="EUR",
    title="Front Row 7K3M9QXA",
    email="a@example.org",
    answer_to="https://house.example/en/orders/key/",
    until=int(time.time()) + 3600,
)


class PaymentContract:
    """`shop`: the provider. `pays(charge)`: its customer pays a pending charge; whether she could. `declines(charge)`:
    she does not. `charges(key)`: how often the other side opened a charge for a key. `loses()`: the next answer is
    lost. `message(charge)`: what the provider posts, with its headers."""

    later = lossy = CHARGE

    def pays(self, charge: Charge) -> bool:
        raise NotImplementedError

    def charges(self, key: str) -> int:
        raise NotImplementedError

    def loses(self) -> None:
        raise NotImplementedError

    def message(self, charge: Charge) -> tuple[bytes, dict[str, str]]:
        raise NotImplementedError

    def test_the_same_key_is_the_same_charge(self, shop: Any) -> None:
        assert shop.start(self.later) == shop.start(self.later)
        assert self.charges(CHARGE.key) == 1

    def test_a_customer_who_pays_on_their_page_has_paid_the_amount_asked(self, shop: Any) -> None:
        started = shop.start(self.later)
        assert started.outcome is Outcome.PENDING and started.url
        assert self.pays(self.later)
        found = shop.look_up(self.later, started.reference)
        assert (found.outcome, found.amount, found.currency) == (Outcome.CAPTURED, 23_320, "EUR")

    def test_a_lost_answer_is_found_again_with_the_key_alone(self, shop: Any) -> None:
        self.loses()
        with pytest.raises(NoAnswer):
            shop.start(self.lossy)
        found = shop.look_up(self.lossy, "")
        assert found.reference and found.outcome in (Outcome.PENDING, Outcome.CAPTURED)
        assert self.charges(CHARGE.key) == 1

    def test_what_is_closed_cannot_be_paid_any_more(self, shop: Any) -> None:
        started = shop.start(self.later)
        assert shop.close(self.later, started.reference).outcome is Outcome.DECLINED
        assert not self.pays(self.later)
        assert shop.look_up(self.later, started.reference).outcome is Outcome.DECLINED

    def test_what_was_paid_before_it_is_closed_is_told(self, shop: Any) -> None:
        started = shop.start(self.later)
        self.pays(self.later)
        assert shop.close(self.later, started.reference).outcome is Outcome.CAPTURED

    def test_money_goes_back_once_for_each_key_and_never_more_than_came(self, shop: Any) -> None:
        shop.start(self.later)
        self.pays(self.later)
        capture = shop.look_up(self.later, shop.start(self.later).reference).capture
        assert shop.refund(capture, "b" * 32, 20_000, "EUR") == shop.refund(capture, "b" * 32, 20_000, "EUR")
        with pytest.raises(NoAnswer):
            shop.refund(capture, "c" * 32, 3_321, "EUR")
        shop.refund(capture, "d" * 32, 3_320, "EUR")

    def test_a_message_proves_who_sent_it_and_is_the_same_when_it_is_sent_again(self, shop: Any) -> None:
        shop.start(self.later)
        self.pays(self.later)
        content, headers = self.message(self.later)
        said = shop.hear(content, headers)
        assert (said.key, said.answer.outcome, said.answer.amount) == (CHARGE.key, Outcome.CAPTURED, 23_320)
        assert shop.hear(content, headers).id == said.id
        for forged in ((content + b" ", headers), (content, {}), (content, {name: "t=1,v1=0" for name in headers})):
            with pytest.raises(BadMessage):
                shop.hear(*forged)


def by(method: str) -> Charge:
    return replace(CHARGE, method=method)
