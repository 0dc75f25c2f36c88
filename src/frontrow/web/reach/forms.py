"""What is asked of who wants to be told."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from frontrow.web.shows.models import Show

ZONES = frozenset(available_timezones())


class Wish(forms.Form):
    """show: one that is public. zone: of her clock, UTC when it is none we know."""

    show = forms.ModelChoiceField(Show.objects.none(), to_field_name="slug", widget=forms.HiddenInput)
    every = forms.BooleanField(required=False, label=_("Each time it is on"))
    zone = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shows: Any = self.fields["show"]
        shows.queryset = Show.objects.filter(published=True, season__published=True)

    def clean_zone(self) -> str:
        zone = str(self.cleaned_data["zone"])
        return zone if zone in ZONES else "UTC"


class ByMail(Wish):
    email = forms.EmailField(
        label=_("Your e-mail"), max_length=200, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class ByPush(Wish):
    endpoint = forms.CharField(max_length=1000)
    p256dh = forms.CharField(max_length=120)
    auth = forms.CharField(max_length=40)
