"""What can be told about a piece before anybody has read it: signs that a person should look, and how good it seems."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from frontrow.language.quality.helpful import Helpful, shipped
from frontrow.language.quality.listed import listed
from frontrow.language.quality.near import TWIN, Signature, nearest, signature
from frontrow.language.quality.pictures import twin
from frontrow.language.quality.reading import readability
from frontrow.language.quality.selling import selling
from frontrow.language.quality.tongue import language_of
from frontrow.language.quality.words import length

DOUBT = 0.5  # from which a person looks first
SHORT = 60.0  # words below which there is little to judge, and little to read
SURE = 0.9  # of a language, before a text is told to be in another one


@dataclass(frozen=True)
class Text:
    """language: two letters, as its author says. links: on other sites."""

    language: str
    words: str
    links: int = 0


@dataclass(frozen=True)
class Image:
    """hashed, sharpness: as `pictures` measures them."""

    hashed: str
    sharpness: float


@dataclass(frozen=True)
class Sign:
    """Something that speaks for a person's look. weight: 0 to 1. facts: what it was, for its explanation."""

    code: str
    weight: float
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Assessed:
    """quality: 0 to 1, the product of `parts` (each 0 to 1). doubt: 0 to 1, of all signs together."""

    quality: float
    parts: Mapping[str, float]
    signs: tuple[Sign, ...]

    @property
    def doubt(self) -> float:
        """As if each sign were an independent chance: 1 - Π(1 - weight)."""
        clear = 1.0
        for sign in self.signs:
            clear *= 1 - sign.weight
        return 1 - clear

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at it before readers do."""
        return self.doubt >= DOUBT - 1e-9


def assess(
    texts: list[Text],
    images: list[Image],
    others: Mapping[str, Signature],
    pictures: Mapping[str, str],
    model: Helpful | None = None,
) -> Assessed:
    """others: signatures of what is there already, by name. pictures: hashes of its pictures, by name.

    A piece in two languages is judged by the better one where it is about reading, by the worse one where about doubt.
    """
    model = model or shipped()
    signs: dict[str, Sign] = {}

    def sign(code: str, weight: float, **facts: str | int) -> None:
        if weight > 0.02 and (code not in signs or signs[code].weight < weight):
            signs[code] = Sign(code, round(min(weight, 1.0), 3), facts)

    clean, easy, useful, long = 1.0, 0.0, 0.0, 0.0
    for text in texts:
        sold = selling(text.words, text.links)
        sign("selling", sold.weight, links=sold.links, contacts=sold.contacts, pushes=sold.pushes)
        clean = min(clean, 1 - sold.weight)
        hits = listed(text.words)
        sign("listed", min(0.5, 0.3 + 0.1 * (len(hits) - 1)) if hits else 0.0, n=len(hits))
        code, sure = language_of(text.words)
        if length(text.words) > 20 and sure > SURE and code != text.language:
            sign("language", 0.5, found=code, said=text.language)
        name, alike = nearest(signature(text.words), others)
        if alike >= TWIN:
            sign("twin", min(1.0, 0.5 + (alike - TWIN)), of=name, percent=round(100 * alike))
        easy, useful = max(easy, readability(text.words)), max(useful, model.score(text.words, text.language))
        long = max(long, length(text.words))
    sign("short", 0.3 * max(0.0, 1 - long / SHORT), n=round(long))
    for image in images:
        if same := twin(image.hashed, pictures):
            sign("picture", 0.5, of=same)
    sharp = max((image.sharpness for image in images), default=0.6)  # no picture is no fault, and no merit
    parts = {
        "clean": clean,
        "readable": 0.6 + 0.4 * easy,
        "helpful": 0.75 + 0.25 * useful,
        "full": min(1.0, 0.5 + 0.5 * long / (4 * SHORT)),
        "sharp": 0.7 + 0.3 * sharp,
    }
    quality = 1.0
    for part in parts.values():
        quality *= part
    return Assessed(quality, {name: round(part, 4) for name, part in parts.items()}, tuple(signs.values()))
