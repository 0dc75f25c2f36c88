"""The test provider keeps the promise of every provider."""

from typing import Any

import pytest

from frontrow.web.shop.payments.provider import Charge, Outcome

from .payment_contract import PaymentContract, by


class TestTheTestBank(PaymentContract):
    later, lossy = by("later"), by("timeout")

    @pytest.fixture
    def shop(self, home: Any) -> Any:
        from frontrow.web.shop.payments.bank import TestBank

        return TestBank()

    def pays(self, charge: Charge) -> bool:
        from frontrow.web.shop.payments.bank import TestBank

        return TestBank().decide(charge.key, True).state == Outcome.CAPTURED

    def charges(self, key: str) -> int:
        from frontrow.web.shop.models import TestCharge

        return TestCharge.objects.filter(key=key).count()

    def loses(self) -> None:
        pass  # the method "timeout" does

    def message(self, charge: Charge) -> tuple[bytes, dict[str, str]]:
        from frontrow.web.shop.payments.bank import TestBank

        posted: list[Any] = []
        TestBank().call_back(charge.key, lambda content, headers: posted.append((content, dict(headers))))
        assert posted[0] == posted[1]
        return posted[0]

    def test_a_card_that_is_declined_is_declined(self, shop: Any) -> None:
        assert shop.start(by("decline")).outcome is Outcome.DECLINED
