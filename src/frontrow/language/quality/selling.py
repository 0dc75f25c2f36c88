"""Signs of an advertisement: links, addresses, numbers to call, shouting, the same again and again."""

import re
from collections import Counter
from dataclasses import dataclass

from frontrow.language.quality.words import length, sentences, words

CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w{2,}|(?:https?://|www\.)\S+|\+?\d[\d ()-]{8,}\d"
    r"|\b(?:whatsapp|telegram|wechat|t\.me|bit\.ly)\b|微信|加我|私聊|扫码",
    re.IGNORECASE,
)
PUSH = re.compile(
    r"\b(?:buy now|order now|click here|limited offer|best price|free shipping|promo code|discount code|act now"
    r"|guaranteed|100 ?%|subscribe|dm me|work from home|casino|crypto|viagra|replica)\b"
    r"|限时|立即购买|优惠码|包邮|代购|高仿|点击链接|免费领取|返利|赌场",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Selling:
    """links, contacts, pushes: how many. shouted: share of capitals and exclamations. repeated: share of the words
    that belong to sentences said before, or of the commonest word beyond a tenth."""

    links: int
    contacts: int
    pushes: int
    shouted: float
    repeated: float
    words: float

    @property
    def weight(self) -> float:
        """0 to 1: how much of an advertisement it is. The weights are chosen, not learnt: no public set of spam
        stories allows us to learn them."""
        many = max(self.words, 50) / 100
        load = 0.35 * max(0.0, self.links / many - 1) + 0.6 * self.contacts / many + 0.7 * self.pushes / many
        load += 2.0 * max(0.0, self.shouted - 0.12) + 1.6 * max(0.0, self.repeated - 0.15)
        return float(min(1.0, load))


def selling(text: str, links: int = 0) -> Selling:
    """links: those that the text makes, on other sites."""
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters) / len(letters) if len(letters) > 40 else 0.0
    exclaimed = sum(text.count(mark) for mark in "!！") / max(1, len(sentences(text)))
    read, said = words(text), Counter(sentences(text.casefold()))
    again = sum((times - 1) * length(part) for part, times in said.items()) / max(1.0, length(text))
    common = max(Counter(word for word in read if len(word) > 3).values(), default=0) / max(30, len(read))
    return Selling(
        links,
        len(CONTACT.findall(text)),
        len(PUSH.findall(text)),
        max(capitals - 0.1, 0.0) + 0.3 * max(0.0, exclaimed - 0.5),
        max(again, common - 0.1),
        length(text),
    )
