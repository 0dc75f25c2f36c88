"""The checkout's form: who, where to, and for what is cut to her, her measurements."""

from collections.abc import Sequence
from typing import Any

import phonenumbers
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from frontrow.body import Measurements
from frontrow.body.measurements import LIMITS
from frontrow.errors import UserError
from frontrow.web.shop.address import AUTOCOMPLETE, checked, lines_of
from frontrow.web.shop.models import BagLine, OrderLine
from frontrow.web.shop.place import countries

CHARTS = [("f", _lazy("Women")), ("m", _lazy("Men"))]
TAKEN = {
    "height": _lazy("Height"),
    "bust": _lazy("Bust"),
    "waist": _lazy("Waist"),
    "hips": _lazy("Hips"),
    "inseam": _lazy("Inseam"),
}
NEEDED = ("height", "bust", "waist", "hips")
LONGEST = 120


class CheckoutForm(forms.Form):
    """`country` decides which address lines there are; a line that depends on another (the cities of a province)
    has its choices once the other is filled in.

    After it is valid: `address` as it is kept, `measures` (metres) or None.
    """

    once = forms.CharField(max_length=64, widget=forms.HiddenInput)
    total = forms.IntegerField(widget=forms.HiddenInput, required=False)
    email = forms.EmailField(
        label=_lazy("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    name = forms.CharField(
        label=_lazy("Name"), max_length=LONGEST, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = forms.CharField(
        label=_lazy("Telephone"),
        max_length=32,
        required=False,
        help_text=_lazy("For the carrier, if you like."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    country = forms.ChoiceField(label=_lazy("Country"), widget=forms.Select(attrs={"autocomplete": "country"}))
    method = forms.ChoiceField(label=_lazy("Pay by"), widget=forms.RadioSelect, required=False)

    def __init__(
        self, data: Any, country: str, bag: Sequence[BagLine], methods: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.address: dict[str, str] = {}
        self.measures: dict[str, Any] | None = None
        there = countries()
        self.fields["country"].choices = there
        self.fields["country"].initial = country
        self.fields["method"].choices = methods
        self.fields["method"].required = bool(methods)
        self.fields["method"].initial = methods[0][0] if methods else ""
        self.country = country
        filled = data if data is not None else kwargs.get("initial", {})
        for line in lines_of(country, filled):
            self.fields[line.name] = _line_field(line)
        self.lines = [name for name in self.fields if name in AUTOCOMPLETE or name == "sorting_code"]
        self.made = [line for line in bag if line.variant.made]
        if self.made:
            self.fields["chart"] = forms.ChoiceField(label=_lazy("Cut for"), choices=CHARTS)
            for name, label in TAKEN.items():
                self.fields[name] = _measure(name, label)

    @property
    def who(self) -> list[forms.BoundField]:
        return [self["email"], self["name"], self["phone"]]

    @property
    def where(self) -> list[forms.BoundField]:
        return [self[name] for name in self.lines]

    @property
    def taken(self) -> list[forms.BoundField]:
        return [self["chart"], *(self[name] for name in TAKEN)] if self.made else []

    def clean_phone(self) -> str:
        """In the form that every network understands (E.164), or ""."""
        said: str = self.cleaned_data["phone"]
        if not said:
            return ""
        try:
            number = phonenumbers.parse(said, self.country)
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise forms.ValidationError(_("This is no telephone number; write it with its country, such as +47 …."))
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))

    def clean(self) -> dict[str, Any]:
        """The address as a whole, and the measurements as a body."""
        data = self.cleaned_data
        country = data.get("country", self.country)
        self.address, wrong = checked(country, {name: data.get(name, "") for name in self.lines})
        for name, why in wrong.items():
            if name in self.fields and name not in self.errors:
                required = _("This line is needed.")
                self.add_error(name, required if why == "required" else _("This is not how it is written there."))
        if self.made and not any(name in self.errors for name in (*TAKEN, "chart")):
            self.measures = self._measures()
        return data

    def _measures(self) -> dict[str, Any] | None:
        data = self.cleaned_data
        taken = {name: round(data[name] / 100, 4) for name in TAKEN if data.get(name)}
        try:
            Measurements(sex=data["chart"], **taken).targets()
        except UserError:
            self.add_error("height", _("Please check these measurements."))
            return None
        return {"sex": data["chart"], **taken}


def in_centimetres(line: OrderLine) -> str:
    """The measurements of an ordered line as a person reads them."""
    told = [f"{TAKEN[name]} {100 * value:g}" for name, value in (line.measures or {}).items() if name in TAKEN]
    return f"{' · '.join(told)} cm"


def _line_field(line: Any) -> forms.Field:
    attrs = {"autocomplete": AUTOCOMPLETE.get(line.name, "off")}
    if line.choices:
        attrs["data-again"] = ""
        choices = [("", "–"), *line.choices]
        return forms.ChoiceField(
            label=line.label, choices=choices, required=line.required, widget=forms.Select(attrs=attrs)
        )
    if line.example:
        attrs["placeholder"] = line.example
    return forms.CharField(
        label=line.label, max_length=LONGEST, required=line.required, widget=forms.TextInput(attrs=attrs)
    )


def _measure(name: str, label: Any) -> forms.Field:
    low, high = (100 * limit for limit in LIMITS[name])
    return forms.FloatField(
        label=label,
        required=name in NEEDED,
        min_value=low,
        max_value=high,
        widget=forms.NumberInput(attrs={"step": "0.5", "inputmode": "decimal", "data-measure": name}),
    )
