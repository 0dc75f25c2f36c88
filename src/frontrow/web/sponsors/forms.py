"""What the organiser fills in."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from frontrow.language.segments import title
from frontrow.recommend.people.segments import kept
from frontrow.web.learning import names
from frontrow.web.season.models import House
from frontrow.web.sponsors.models import MOST, Campaign, PlaceSetting, Sponsor
from frontrow.web.sponsors.places import PLACES, SHAPES
from frontrow.web.translated import TranslatedFormField


class SponsorForm(forms.ModelForm[Sponsor]):
    class Meta:
        model = Sponsor
        fields = ("name", "line", "text", "link", "invented")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


class Moment(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class CampaignForm(forms.ModelForm[Campaign]):
    """Amounts in whole units with cents, as people write them."""

    euros = forms.DecimalField(
        label=_("Budget"),
        min_value=Decimal("0.01"),
        max_value=MOST // 100,
        decimal_places=2,
        help_text=_("In the campaign's currency, for all its days."),
    )
    most = forms.DecimalField(
        label=_("At most"),
        min_value=Decimal("0.01"),
        max_value=MOST // 100,
        decimal_places=2,
        help_text=_("For a thousand showings that were seen, or for one click. The next bid decides what is paid."),
    )
    places = forms.MultipleChoiceField(
        label=_("Places"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("None chosen: all of them.")
    )
    houses = forms.MultipleChoiceField(
        label=_("On pages about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: everywhere."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=settings.LANGUAGES,
        help_text=_("None chosen: all of them."),
    )
    segments = forms.MultipleChoiceField(
        label=_("Segments"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only visitors who agreed that sponsors may be chosen by it."),
    )

    class Meta:
        model = Campaign
        fields = (
            "title",
            "starts",
            "ends",
            "currency",
            "pays",
            "cap",
            "places",
            "houses",
            "languages",
            "segments",
        )
        widgets = {"starts": Moment(), "ends": Moment()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["places"].choices = [(name, place.title) for name, place in PLACES.items()]
        self.fields["houses"].choices = [(house.slug, house.name) for house in House.objects.all()]
        found = kept(settings.HOME.segments)
        parts, called = found.segments if found else (), names()
        there = {each.key: title(each, get_language(), called) for each in parts if each.key}
        gone = {key: _("A segment that nobody is in today") for key in self.instance.segments if key not in there}
        self.fields["segments"].choices = [*(there | gone).items()]
        self.initial["segments"] = self.instance.segments
        if not there and not gone:
            del self.fields["segments"]
        if self.instance.pk:
            self.initial |= {"euros": Decimal(self.instance.budget) / 100, "most": Decimal(self.instance.bid) / 100}
        elif not self.is_bound:
            self.initial["starts"] = timezone.now().replace(second=0, microsecond=0)

    def clean_currency(self) -> str:
        code = str(self.cleaned_data["currency"]).upper()
        if not (len(code) == 3 and code.isascii() and code.isalpha()):
            raise forms.ValidationError(_("Three letters, such as EUR."))
        return code

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if "euros" in found:
            self.instance.budget = int(found["euros"] * 100)
        if "most" in found:
            self.instance.bid = int(found["most"] * 100)
        return found


class PictureForm(forms.Form):
    shape = forms.ChoiceField(label=_("Shape"), choices=[(name, shape.title) for name, shape in SHAPES.items()])
    file = forms.FileField(
        label=_("Picture"),
        help_text=_("PNG, JPEG or WebP, at most 4 MB. It is made again: nothing hidden in the file survives."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    words = TranslatedFormField(label=_("Words"), help_text=_("Said under the picture, and read aloud for it."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


class PlaceForm(forms.Form):
    place = forms.ChoiceField(choices=[(name, place.title) for name, place in PLACES.items()])
    on = forms.BooleanField(required=False)
    floor = forms.DecimalField(min_value=0, max_value=MOST // 100, decimal_places=2)


def floor_of(place: str) -> tuple[bool, int]:
    """Whether anything is shown there, and the floor for a thousand showings."""
    setting = PlaceSetting.objects.filter(place=place).first()
    return (setting.on, setting.floor) if setting else (True, PLACES[place].floor)
