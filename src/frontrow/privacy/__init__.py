"""Consent, the visitor's id, and what she may take away or have erased."""

from frontrow.privacy.cookies import CONSENT, VISITOR, Cookie, cookies_of
from frontrow.privacy.counts import Count, noisy_counts, noisy_sums, private_counts
from frontrow.privacy.example import Example, example, guessed
from frontrow.privacy.ledger import Budget, BudgetSpent, Ledger, Release, ShareSpent
from frontrow.privacy.personal import ErasureIncomplete, PersonalData, Registry, registry
from frontrow.privacy.purposes import REMEMBERED, Purpose, agreed
from frontrow.privacy.visitor import (
    consent,
    consent_cookie,
    forget_visitor,
    new_visitor,
    server_key,
    sign,
    verify,
    visitor_cookie,
    visitor_of,
)

__all__ = [
    "CONSENT",
    "REMEMBERED",
    "VISITOR",
    "Budget",
    "BudgetSpent",
    "Cookie",
    "Count",
    "ErasureIncomplete",
    "Example",
    "Ledger",
    "PersonalData",
    "Purpose",
    "Registry",
    "Release",
    "ShareSpent",
    "agreed",
    "consent",
    "consent_cookie",
    "cookies_of",
    "example",
    "forget_visitor",
    "guessed",
    "new_visitor",
    "noisy_counts",
    "noisy_sums",
    "private_counts",
    "registry",
    "server_key",
    "sign",
    "verify",
    "visitor_cookie",
    "visitor_of",
]
