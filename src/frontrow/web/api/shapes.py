"""What the answers look like. Titles and texts are in the reader's language (Accept-Language)."""

from decimal import Decimal

from ninja import Field, Schema

SLUG = "^[-a-zA-Z0-9_]{1,50}$"


class Problem(Schema):
    """What went wrong, in one sentence."""

    error: str


class Money(Schema):
    """An amount in a currency's main unit, written in full: "1680.00"."""

    amount: Decimal
    currency: str = Field(pattern="^[A-Z]{3}$")


class MarketOut(Schema):
    """Countries that share a currency. taxed: its prices contain the tax."""

    slug: str
    title: str
    currency: str = Field(pattern="^[A-Z]{3}$")
    taxed: bool
    countries: list[str] = Field(description="Where parcels of this market go, as two letters (ISO 3166).")


class HouseName(Schema):
    slug: str
    name: str


class SeasonOut(Schema):
    slug: str
    title: str
    line: str
    opens: str
    accent: str
    houses: list[HouseName]


class HouseOut(HouseName):
    line: str
    story: str
    looks: list[str] = Field(description="Slugs of the house's published looks, in order.")


class LookName(Schema):
    slug: str
    title: str
    house: HouseName
    price: Money | None = Field(description="What the first size costs in the market; null where it is not sold.")
    poster: str | None
    page: str


class GarmentOut(Schema):
    title: str
    fabric: str
    composition: str
    care: str
    cut: str


class OfferOut(Schema):
    size: str = Field(description="XS to 3XL, or made (to measure).")
    available: bool
    price: Money
    text: str = Field(description="The price as the reader's language writes it.")
    days: int = Field(description="Until it is sent.")


class ColourOut(Schema):
    color: str = Field(description="#rrggbb; empty: as it walks.")
    title: str
    days: int = Field(description="Until a size that is not made to measure is sent.")


class FileOut(Schema):
    """A file that the house gives out."""

    ending: str
    url: str
    size: int


class LookOut(LookName):
    text: str
    garments: list[GarmentOut]
    offers: list[OfferOut] = Field(description="What can be had where you are; empty where it is not sold.")
    colours: list[ColourOut] = Field(description="In which colours; empty where there is no choice.")
    glb: str | None = Field(description="The look as it walks here, compressed (EXT_meshopt_compression).")
    licence: str = Field(description="Under which `files` are given out, such as cc-by-4.0.")
    files: list[FileOut] = Field(description="On its rig, for game engines: GLB, VRM, its walk, USDZ.")


class ShowOut(Schema):
    slug: str
    title: str
    text: str
    looks: list[str]
    timeline: str
    page: str


class SessionOut(Schema):
    """Who asks. `key` goes into the header X-CSRFToken of everything that writes."""

    key: str
    signed_in: bool
    learning: bool | None = Field(description="May the site learn from this browser? null: not asked yet.")


class SavedOut(Schema):
    look: str
    at: str
