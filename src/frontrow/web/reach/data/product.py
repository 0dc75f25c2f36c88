"""A look as schema.org Product: what it is made of, in which sizes it can be had, and its files in the round."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from frontrow.web.reach.data.organisation import house_of, week
from frontrow.web.reach.origin import origin
from frontrow.web.season.facts import GarmentFacts
from frontrow.web.season.models import Look
from frontrow.web.shop.offers import Offer
from frontrow.web.shop.till import written_out
from frontrow.web.studio.models import LookAsset

IN, OUT, ORDER = "InStock", "OutOfStock", "MadeToOrder"  # of schema.org/ItemAvailability


def product(
    request: HttpRequest,
    look: Look,
    asset: LookAsset | None,
    garments: Sequence[GarmentFacts],
    offers: Sequence[Offer],
    pictures: Sequence[str] = (),
) -> dict[str, Any]:
    """pictures: addresses below the house, the best first."""
    address = origin(request) + look.get_absolute_url()
    images = [origin(request) + picture for picture in pictures]
    said = {
        "@type": "Product",
        "@id": f"{address}#look",
        "name": str(look),
        "description": str(look.text),
        "url": address,
        "sku": look.slug,
        "category": "Apparel & Accessories > Clothing",
        "brand": house_of(request, look.house, whole=False),
        "material": list(dict.fromkeys(garment.composition or garment.fabric for garment in garments)),
        "size": list(dict.fromkeys(offer.size for offer in offers if not offer.made)),
        "image": images,
        "offers": [_offer(request, address, look, offer) for offer in offers],
        "subjectOf": _in_the_round(request, look, asset),
    }
    return {name: value for name, value in said.items() if value}


def _offer(request: HttpRequest, address: str, look: Look, offer: Offer) -> dict[str, Any]:
    there = ORDER if offer.made and offer.available else IN if offer.available else OUT
    return {
        "@type": "Offer",
        "sku": f"{look.slug}-{offer.size}",
        "name": f"{look} · {offer.size}",
        "url": address,
        "price": str(written_out(offer.amount, offer.currency)),
        "priceCurrency": offer.currency,
        "availability": f"https://schema.org/{there}",
        "itemCondition": "https://schema.org/NewCondition",
        "deliveryLeadTime": {"@type": "QuantitativeValue", "value": offer.days, "unitCode": "DAY"},
        "seller": {"@id": week(request)["@id"]},
    }


def _in_the_round(request: HttpRequest, look: Look, asset: LookAsset | None) -> dict[str, Any] | None:
    files = [] if asset is None else [(asset.glb_url, "model/gltf-binary"), (asset.usdz_url, "model/vnd.usdz+zip")]
    there = [
        {"@type": "MediaObject", "contentUrl": origin(request) + url, "encodingFormat": kind}
        for url, kind in files
        if url
    ]
    return {"@type": "3DModel", "name": str(look), "encoding": there} if there else None
