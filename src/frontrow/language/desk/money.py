"""A limit to what something may cost, as people write it in the languages the desk understands."""

import re
from dataclasses import dataclass

_MOST = (
    r"under|below|less than|cheaper than|at most|up to|no more than|not (?:above|over|more than)|max(?:imum)?\.?|"
    r"within|menos de|por debajo de|"
    r"hasta|máximo|moins de|jusqu'à|maximum|pas plus de|unter|bis(?: zu)?|höchstens|maximal|"
    r"weniger als|até|abaixo de|sotto|fino a|meno di|до|дешевле|не дороже|أقل من|تحت"
)
_LEAST = r"over|above|more than|at least|from|más de|plus de|über|mindestens|ab|mais de|più di|от|дороже"
_BEFORE = r"不超过|不高于|低于|少于|最多|预算"
_AFTER = r"以下|以内|之内|以?下|までの?|以内|未満|円まで|이하|미만|TL'den az|altında"
_SIGNS = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "евро": "EUR", "欧元": "EUR", "ユーロ": "EUR",
    "유로": "EUR",
    "$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD", "dólares": "USD", "美元": "USD", "ドル": "USD",
    "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP", "英镑": "GBP", "nok": "NOK", "kr": "NOK", "chf": "CHF",
    "franken": "CHF", "元": "CNY", "块": "CNY", "人民币": "CNY", "rmb": "CNY", "cny": "CNY", "円": "JPY", "jpy": "JPY",
    "日元": "JPY", "¥": "CNY",
}  # fmt: skip
_SIGN = "|".join(sorted(map(re.escape, _SIGNS), key=len, reverse=True))
_NUMBER = r"\d{1,7}(?:[ .,]\d{3})*(?:[.,]\d{1,2})?|[一二两三四五六七八九十百千万]+"
_PRICE = rf"(?P<s1>{_SIGN})?\s?(?P<n>{_NUMBER})\s?(?P<s2>{_SIGN})?(?!\w)"
_PRICE_HAN = rf"(?P<s1>{_SIGN})?\s?(?P<n>{_NUMBER})\s?(?P<s2>{_SIGN})?"
_FORMS = (
    (re.compile(rf"(?:\b(?:{_MOST})\s*)(?:the |los |les )?{_PRICE}", re.I), "most"),
    (re.compile(rf"(?:{_BEFORE}|在)\s*{_PRICE_HAN}", re.I), "most"),
    (re.compile(rf"{_PRICE_HAN}\s*(?:{_AFTER})", re.I), "most"),
    (re.compile(rf"(?:\b(?:{_LEAST})\s*){_PRICE}", re.I), "least"),
)
_BOTH = re.compile(
    rf"\b(?:between|entre|zwischen|tra|между) (?P<s1>{_SIGN})?\s?(?P<n>\d{{1,7}}) ?(?:{_SIGN})? ?(?:and|y|et|und|e|и) "
    rf"(?:{_SIGN})?(?P<to>\d{{1,7}}) ?(?P<s2>{_SIGN})?",
    re.I,
)
_HAN = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


@dataclass(frozen=True)
class Limit:
    """most, least: in whole currency, None where nothing is said. currency: three letters, "" where none is named."""

    most: float | None = None
    least: float | None = None
    currency: str = ""


def limit(question: str) -> Limit:
    """The limit a question sets; sizes, years and other numbers without such a word are none."""
    found: dict[str, float] = {}
    text, currency = question[:500], ""
    if both := _BOTH.search(text):
        return Limit(_value(both["to"]), _value(both["n"]), _SIGNS.get((both["s1"] or both["s2"] or "").lower(), ""))
    for form, end in _FORMS:
        if end in found or not (match := form.search(text)):
            continue
        text = text[: match.start()] + " " + text[match.end() :]  # "not above 400" sets no lower end
        value = _value(match["n"])
        sign = (match["s1"] or match["s2"] or "").lower()
        if value:
            found[end], currency = value, currency or _SIGNS.get(sign, "")
    return Limit(found.get("most"), found.get("least"), currency)


def _value(text: str) -> float:
    if text[0] in _HAN or text[0] in "十百千万":
        return float(_han(text))
    whole = re.sub(r"[ .,](?=\d{3}(?:\D|$))", "", text)
    return float(whole.replace(",", ".").replace(" ", ""))


def _han(text: str) -> int:
    total, part, digit = 0, 0, 0
    for sign in text:
        if sign in _HAN:
            digit = _HAN[sign]
        elif sign == "万":
            total, part, digit = (total + part + digit) * 10_000, 0, 0
        else:
            part, digit = part + (digit or 1) * {"十": 10, "百": 100, "千": 1000}[sign], 0
    return total + part + digit
