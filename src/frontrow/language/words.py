"""Small habits of writing that every sentence made from facts shares."""

import re
from collections.abc import Mapping

SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "CNY": "¥", "JPY": "¥"}
_CJK = r"\u4e00-\u9fff"


def name(key: str, names: Mapping[str, str] | None) -> str:
    """The name of `key`, or the key with spaces for dashes."""
    return (names or {}).get(key) or key.replace("-", " ")


def common(noun: str) -> str:
    """A common noun as it stands within a sentence: "Silk satin" as "silk satin", "T-shirt" as it is."""
    return noun[:1].lower() + noun[1:] if noun[1:2].islower() else noun


def spaced(line: str) -> str:
    """The line with a space wherever Latin letters and Chinese characters meet."""
    line = re.sub(rf"([{_CJK}])([A-Za-z])", r"\1 \2", line)
    return re.sub(rf"([A-Za-z])([{_CJK}])", r"\1 \2", line)


def money(amount: float, currency: str) -> str:
    """A price in whole units: "€1,680"; "1,680 NOK" where the currency has no sign of its own."""
    sign = SYMBOLS.get(currency)
    return f"{sign}{amount:,.0f}" if sign else f"{amount:,.0f} {currency}".strip()
