"""The seam behind which payment is: what the shop asks of a provider, and what it may answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Protocol

from django.conf import settings

from frontrow.errors import UserError


class Outcome(StrEnum):
    PENDING = "pending"
    CAPTURED = "captured"
    DECLINED = "declined"


class NoAnswer(Exception):
    """The provider did not answer, or not so that it could be understood: money may have moved or not."""


class BadMessage(UserError):
    """A message that does not prove that the provider sent it."""


@dataclass(frozen=True)
class Charge:
    """One attempt to be paid. key: the same for every request about it. amount: in the currency's smallest unit.

    answer_to: the absolute address of the order's page, to which a customer who pays elsewhere comes back.
    until: seconds since the epoch, after which it is too late.
    """

    key: str
    order: str
    amount: int
    currency: str
    title: str
    email: str = ""
    language: str = "en"
    method: str = ""
    answer_to: str = ""
    until: int = 0


@dataclass(frozen=True)
class Answer:
    """What became of a charge. reference: the provider's name for it. capture: what a refund of it refers to.
    url: where the customer pays, while it is pending. amount: what was captured."""

    outcome: Outcome
    reference: str
    capture: str = ""
    url: str = ""
    reason: str = ""
    amount: int | None = None
    currency: str = ""


@dataclass(frozen=True)
class Message:
    """A provider's message about the charge `key`. id: the message's own, the same when it is sent again."""

    id: str
    key: str
    answer: Answer | None


class PaymentProvider(Protocol):
    """Every method may raise NoAnswer; asking again with the same key never moves money twice."""

    name: str
    methods: tuple[str, ...]  # what a customer chooses between on our page; none: she chooses on theirs

    def start(self, charge: Charge) -> Answer:
        """Charge, or say where the customer pays. The same key again gives the same charge's answer."""
        ...

    def look_up(self, charge: Charge, reference: str) -> Answer:
        """What became of a charge. reference: "" when no answer ever came."""
        ...

    def close(self, charge: Charge, reference: str) -> Answer:
        """Make sure that a pending charge is not paid later; captured, if it was paid already."""
        ...

    def refund(self, capture: str, key: str, amount: int, currency: str) -> str:
        """Send money back, once for each key; the refund's reference."""
        ...

    def hear(self, content: bytes, headers: Mapping[str, str]) -> Message | None:
        """What a message says; None when it is about nothing of ours. Raises BadMessage."""
        ...


@cache
def provider_named(name: str = "") -> PaymentProvider:
    """A provider by its name; without one, the one this site takes payments with. Raises UserError."""
    name = name or settings.PAYMENTS
    if name == "test":
        from frontrow.web.shop.payments.bank import TestBank

        return TestBank()
    if name == "stripe":
        from frontrow.web.shop.payments.stripe import Stripe

        return Stripe(settings.STRIPE_KEY, settings.STRIPE_WEBHOOK_SECRET, settings.STRIPE_API)
    raise UserError(f"FRONTROW_PAYMENTS is {name!r}; set it to test or stripe.")


def provider_asked(name: str) -> PaymentProvider:
    """The provider of a payment that was started. Raises NoAnswer when this site cannot ask it any more."""
    try:
        return provider_named(name)
    except UserError as error:
        raise NoAnswer(str(error)) from None
