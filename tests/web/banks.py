"""The other side of a payment, for tests that buy at random: what its customer does, what it posts, what it holds."""

import json
from collections.abc import Mapping
from typing import Any

from frontrow.web.shop.payments.bank import SIGNATURE, TestBank, sign
from frontrow.web.shop.payments.provider import NoAnswer, Outcome

from .stripe_stand_in import StandIn, signed

Post = tuple[bytes, Mapping[str, str]]


class Unsteady(TestBank):
    """The test bank on a bad line: each fault waiting is one request that is lost on the way there ("before") or on
    the way back ("after")."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def start(self, *args: Any) -> Any:
        return self._shaky(super().start, *args)

    def look_up(self, *args: Any) -> Any:
        return self._shaky(super().look_up, *args)

    def close(self, *args: Any) -> Any:
        return self._shaky(super().close, *args)

    def refund(self, *args: Any) -> Any:
        return self._shaky(super().refund, *args)

    def _shaky(self, do: Any, *args: Any) -> Any:
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "before":
            raise NoAnswer("lost on the way there")
        answer = do(*args)
        if fault == "after":
            raise NoAnswer("lost on the way back")
        return answer


class TestWorld:
    """Around the test bank."""

    __test__ = False
    methods = ("approve", "decline", "timeout", "later")

    def __init__(self, bank: Unsteady) -> None:
        self.bank, self.ahead = bank, 0

    def fails(self, how: str) -> None:
        self.bank.faults.append(how)

    def steadies(self) -> None:
        self.bank.faults.clear()

    def customer_pays(self, key: str) -> None:
        from frontrow.web.shop.models import TestCharge

        TestCharge.objects.filter(key=key, state=Outcome.PENDING).update(state=Outcome.CAPTURED)

    def message(self, key: str) -> Post | None:
        from frontrow.web.shop.models import TestCharge

        charge = TestCharge.objects.filter(key=key).first()
        content = json.dumps({"id": f"{key}_{charge.state}" if charge else "", "key": key}).encode()
        return (content, {SIGNATURE: sign(content)}) if charge else None

    def held(self, key: str) -> int:
        """What came for a charge and did not go back."""
        from frontrow.web.shop.models import TestCharge

        charge = TestCharge.objects.filter(key=key, state=Outcome.CAPTURED).first()
        return charge.amount - sum(charge.refunds.values()) if charge else 0


class StripeWorld:
    """Around the stand-in of Stripe."""

    methods = ("",)

    def __init__(self, bank: StandIn) -> None:
        self.bank = bank

    @property
    def ahead(self) -> int:
        return self.bank.ahead

    @ahead.setter
    def ahead(self, seconds: int) -> None:
        self.bank.ahead = seconds

    def fails(self, how: str) -> None:
        self.bank.faults += ["down" if how == "before" else "lost"] * 2  # its library tries twice

    def steadies(self) -> None:
        self.bank.faults.clear()

    def customer_pays(self, key: str) -> None:
        for session in self._sessions(key):
            self.bank.pay(session["id"])

    def message(self, key: str) -> Post | None:
        for session in self._sessions(key):
            kind = "expired" if session["status"] == "expired" else "completed"
            content = self.bank.event(session["id"], kind, session["payment_status"])
            return content, signed(content)
        return None

    def held(self, key: str) -> int:
        return sum(
            session["amount_total"]
            - sum(r["amount"] for r in self.bank.refunds.values() if r["payment_intent"] == session["payment_intent"])
            for session in self._sessions(key)
            if session["payment_status"] == "paid"
        )

    def _sessions(self, key: str) -> list[dict[str, Any]]:
        return [session for session in self.bank.sessions.values() if session["metadata"]["key"] == key]
