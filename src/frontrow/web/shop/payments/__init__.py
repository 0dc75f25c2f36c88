"""How the house is paid: one Protocol, and who implements it."""

from frontrow.web.shop.payments.provider import (
    Answer,
    BadMessage,
    Charge,
    Message,
    NoAnswer,
    Outcome,
    PaymentProvider,
    provider_asked,
    provider_named,
)

__all__ = [
    "Answer",
    "BadMessage",
    "Charge",
    "Message",
    "NoAnswer",
    "Outcome",
    "PaymentProvider",
    "provider_asked",
    "provider_named",
]
