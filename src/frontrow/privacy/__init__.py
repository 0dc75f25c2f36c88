"""Consent, the visitor's id, and what she may take away or have erased."""

from frontrow.privacy.cookies import CONSENT, VISITOR, Cookie, cookies_of
from frontrow.privacy.personal import ErasureIncomplete, PersonalData, Registry, registry
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
    "VISITOR",
    "Cookie",
    "ErasureIncomplete",
    "PersonalData",
    "Registry",
    "consent",
    "consent_cookie",
    "cookies_of",
    "forget_visitor",
    "new_visitor",
    "registry",
    "server_key",
    "sign",
    "verify",
    "visitor_cookie",
    "visitor_of",
]
