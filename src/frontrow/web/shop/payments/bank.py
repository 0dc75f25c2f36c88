"""The test provider: a bank that declines, does not answer, answers later and says things twice. No money moves."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping

from django.conf import settings
from django.db import transaction

from frontrow.web.shop.models.payments import TestCharge
from frontrow.web.shop.payments.provider import Answer, BadMessage, Charge, Message, NoAnswer, Outcome

SIGNATURE = "X-Test-Signature"
Post = Callable[[bytes, Mapping[str, str]], object]


class TestBank:
    """By the method chosen: "approve", "decline", "timeout" (charged, but the answer is lost), "later" (the customer
    decides on the bank's own page)."""

    __test__ = False  # no test case, though its name begins like one
    name = "test"
    methods = ("approve", "decline", "timeout", "later")

    def start(self, charge: Charge) -> Answer:
        states = {"decline": Outcome.DECLINED, "later": Outcome.PENDING}
        with transaction.atomic():
            found, made = TestCharge.objects.get_or_create(
                key=charge.key,
                defaults={
                    "reference": f"test_{secrets.token_hex(8)}",
                    "amount": charge.amount,
                    "currency": charge.currency,
                    "state": states.get(charge.method, Outcome.CAPTURED),
                    "answer_to": charge.answer_to,
                },
            )
        if made and charge.method == "timeout":
            raise NoAnswer("the test bank was told not to answer")
        return _answer(found)

    def look_up(self, charge: Charge, reference: str) -> Answer:
        found = TestCharge.objects.filter(key=charge.key).first()
        return _answer(found) if found else Answer(Outcome.DECLINED, "", reason="unknown")

    def close(self, charge: Charge, reference: str) -> Answer:
        TestCharge.objects.filter(key=charge.key, state=Outcome.PENDING).update(state=Outcome.DECLINED)
        return self.look_up(charge, reference)

    def refund(self, capture: str, key: str, amount: int, currency: str) -> str:
        with transaction.atomic():
            charge = TestCharge.objects.select_for_update().get(reference=capture)
            if key not in charge.refunds:
                if charge.state != Outcome.CAPTURED or sum(charge.refunds.values()) + amount > charge.amount:
                    raise NoAnswer("more than was charged cannot go back")
                charge.refunds[key] = amount
                charge.save(update_fields=["refunds"])
        return f"back_{key}"

    def hear(self, content: bytes, headers: Mapping[str, str]) -> Message | None:
        if not hmac.compare_digest(headers.get(SIGNATURE, "").encode(), sign(content).encode()):
            raise BadMessage("The message is not signed by the test bank.")
        said = json.loads(content)
        charge = TestCharge.objects.filter(key=said["key"]).first()
        return Message(said["id"], said["key"], _answer(charge)) if charge else None

    def decide(self, key: str, yes: bool) -> TestCharge:
        """What the customer decides on the bank's page; a charge that is decided stays so."""
        to = Outcome.CAPTURED if yes else Outcome.DECLINED
        TestCharge.objects.filter(key=key, state=Outcome.PENDING).update(state=to)
        return TestCharge.objects.get(key=key)

    def call_back(self, key: str, post: Post, times: int = 2) -> None:
        """Say what became of a charge, as often as banks do: more than once."""
        state = TestCharge.objects.values_list("state", flat=True).get(key=key)
        content = json.dumps({"id": f"message_{key}_{state}", "key": key}).encode()
        for _ in range(times):
            post(content, {SIGNATURE: sign(content)})


def sign(content: bytes) -> str:
    return hmac.new(f"test bank {settings.SECRET_KEY}".encode(), content, hashlib.sha256).hexdigest()


def _answer(charge: TestCharge) -> Answer:
    outcome = Outcome(charge.state)
    return Answer(
        outcome,
        charge.reference,
        capture=charge.reference,
        url=f"/bank/{charge.reference}/" if outcome is Outcome.PENDING else "",
        reason="the test card was declined" if outcome is Outcome.DECLINED else "",
        amount=charge.amount,
        currency=charge.currency,
    )
