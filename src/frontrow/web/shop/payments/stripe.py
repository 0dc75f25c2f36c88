"""Stripe: the customer pays on Stripe's own page (Checkout), so that no card number ever comes here."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import stripe
from moneyed import get_currency

from frontrow.errors import UserError
from frontrow.web.shop.payments.provider import Answer, BadMessage, Charge, Message, NoAnswer, Outcome

log = logging.getLogger("frontrow.shop")

# docs.stripe.com/currencies: amounts in whole units, and in thousandths; ISK and UGX go in hundredths like the rest.
WHOLE = {"BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"}
THOUSANDTHS = {"BHD", "JOD", "KWD", "OMR", "TND"}
LOCALES = {"zh-hans": "zh", "en": "en"}
PATIENCE = 10.0  # seconds for one request


class Stripe:
    """Raises UserError when a key of its account is missing."""

    name = "stripe"
    methods: tuple[str, ...] = ()

    def __init__(self, key: str, webhook_secret: str, api: str = "https://api.stripe.com") -> None:
        if not key or not webhook_secret:
            raise UserError("Payment by Stripe needs STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET; set both.")
        self._secret = webhook_secret
        self._client = stripe.StripeClient(
            key,
            base_addresses={"api": api},
            http_client=stripe.RequestsClient(timeout=PATIENCE),
            max_network_retries=1,
        )
        self._sessions, self._refunds = self._client.v1.checkout.sessions, self._client.v1.refunds

    def start(self, charge: Charge) -> Answer:
        asked: Any = {
            "mode": "payment",
            "payment_method_types": ["card"],  # what pays days later would find the order given up
            "client_reference_id": charge.order,
            "metadata": {"key": charge.key},
            "payment_intent_data": {"metadata": {"key": charge.key}, "description": charge.title},
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": charge.currency.lower(),
                        "unit_amount": _theirs(charge.amount, charge.currency),
                        "product_data": {"name": charge.title},
                    },
                }
            ],
            "success_url": charge.answer_to,
            "cancel_url": charge.answer_to,
            "expires_at": charge.until,
            "locale": LOCALES.get(charge.language, "auto"),
        }
        if charge.email:
            asked["customer_email"] = charge.email
        try:
            with _answering():
                return _answer(self._sessions.create(asked, {"idempotency_key": charge.key}).to_dict())
        except stripe.InvalidRequestError as error:
            log.error("Stripe refused the order %s: %s", charge.order, error)
            return Answer(Outcome.DECLINED, "", reason="refused by Stripe")

    def look_up(self, charge: Charge, reference: str) -> Answer:
        if not reference:
            return self.start(charge)
        try:
            with _answering():
                return _answer(self._sessions.retrieve(reference).to_dict())
        except stripe.InvalidRequestError as error:  # such as a session of the account that was asked before
            raise NoAnswer(str(error)) from None

    def close(self, charge: Charge, reference: str) -> Answer:
        reference = reference or self.start(charge).reference
        if not reference:
            return Answer(Outcome.DECLINED, "")
        try:
            with _answering():
                return _answer(self._sessions.expire(reference).to_dict())
        except stripe.InvalidRequestError:  # it is closed already, by being paid or by its age
            return self.look_up(charge, reference)

    def refund(self, capture: str, key: str, amount: int, currency: str) -> str:
        asked: Any = {"payment_intent": capture, "amount": _theirs(amount, currency), "metadata": {"key": key}}
        try:
            with _answering():
                made = self._refunds.create(asked, {"idempotency_key": key})
        except stripe.InvalidRequestError as error:
            raise NoAnswer(str(error)) from None
        if made.status in ("failed", "canceled"):
            raise NoAnswer(f"the refund {made.id} {made.status}")
        return str(made.id)

    def hear(self, content: bytes, headers: Mapping[str, str]) -> Message | None:
        try:
            event = self._client.construct_event(content, headers.get("Stripe-Signature", ""), self._secret)
        except (ValueError, stripe.SignatureVerificationError):
            raise BadMessage("The message is not signed by Stripe.") from None
        if not event.type.startswith("checkout.session."):
            return None
        session: dict[str, Any] = event.data.object.to_dict()
        key = str((session.get("metadata") or {}).get("key", ""))
        return Message(event.id, key, _answer(session)) if key else None


def _answer(session: Mapping[str, Any]) -> Answer:
    currency = str(session["currency"]).upper()
    known: dict[str, Any] = {
        "reference": str(session["id"]),
        "capture": str(session.get("payment_intent") or ""),
        "amount": _ours(int(session["amount_total"]), currency),
        "currency": currency,
    }
    if session["payment_status"] == "paid":
        return Answer(Outcome.CAPTURED, **known)
    if session["status"] == "expired":
        return Answer(Outcome.DECLINED, reason="not paid in time", **known)
    return Answer(Outcome.PENDING, url=str(session.get("url") or ""), **known)


@contextmanager
def _answering() -> Iterator[None]:
    """What Stripe refuses is passed on; whatever else goes wrong leaves open what it did."""
    try:
        yield
    except stripe.InvalidRequestError:
        raise
    except stripe.StripeError as error:
        raise NoAnswer(f"{type(error).__name__}: {error}") from None


def _factor(currency: str) -> int:
    return 1 if currency in WHOLE else 1000 if currency in THOUSANDTHS else 100


def _theirs(amount: int, currency: str) -> int:
    """Our smallest units as Stripe counts them."""
    return amount * _factor(currency) // get_currency(currency).sub_unit


def _ours(amount: int, currency: str) -> int:
    return amount * get_currency(currency).sub_unit // _factor(currency)
