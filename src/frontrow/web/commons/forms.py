"""What a house fills in to offer something, and a new version of it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from frontrow.web.commons.kinds import MOST_BYTES
from frontrow.web.commons.models import FREE, Kind, Use
from frontrow.web.season.models import House


def text_of(file: UploadedFile | None) -> str:
    """The text of a file. Raises ValidationError."""
    if file is None:
        return ""
    if file.size is None or file.size > MOST_BYTES:
        raise forms.ValidationError(_("The file is larger than 64 kB."))
    try:
        return file.read().decode("utf-8")
    except UnicodeDecodeError:
        raise forms.ValidationError(_("The file is not text in UTF-8.")) from None


class OfferForm(forms.Form):
    own = forms.ChoiceField(label=_("Something of your looks"), required=False)
    kind = forms.ChoiceField(label=_("Or a file: what it is"), choices=Kind.choices, required=False)
    file = forms.FileField(label=_("File"), required=False, help_text=_("YAML, at most 64 kB."))
    title = forms.CharField(label=_("Name in English"), max_length=80)
    title_zh = forms.CharField(label=_("Name in Chinese"), max_length=80, required=False)
    text = forms.CharField(
        label=_("About it, in English"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    text_zh = forms.CharField(
        label=_("About it, in Chinese"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    licence = forms.ChoiceField(label=_("Licence"), choices=[(each.value, each.label) for each in FREE])
    credit = forms.CharField(
        label=_("Who is to be named"), max_length=120, required=False, help_text=_("Your house, when left empty.")
    )
    based_on = forms.ModelChoiceField(
        label=_("Made from"),
        queryset=Use.objects.none(),
        required=False,
        help_text=_("What your house uses of others."),
    )

    def __init__(self, house: House, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.ours = owned(house)
        self.fields["own"].choices = [("", "–"), *((key, title) for key, (title, _) in self.ours.items())]
        self.fields["based_on"].queryset = Use.objects.filter(house=house)

    def clean_file(self) -> str:
        return text_of(self.cleaned_data["file"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("own"):
            data["kind"], data["source"] = data["own"].partition(":")[0], self.ours[data["own"]][1]
        elif data.get("file"):
            data["source"] = data["file"]
            if not data.get("kind"):
                raise forms.ValidationError({"kind": _("Say what the file is.")})
        elif "file" not in self.errors:
            raise forms.ValidationError({"file": _("Choose something of yours, or a file.")})
        return data

    @property
    def words(self) -> dict[str, Mapping[str, str]]:
        """Title and text by language."""
        said = self.cleaned_data
        return {
            name: {code: said[field] for code, field in (("en", name), ("zh-hans", f"{name}_zh")) if said[field]}
            for name in ("title", "text")
        }


def owned(house: House) -> dict[str, tuple[str, str]]:
    """Fabrics and patterns of the season that are this house's own and no copy of another's work: "kind:slug" -> title
    and source. Whose they are stands with them; the organiser says it, or the season's files."""
    copied = Use.objects.exclude(thing="").values("thing")
    shelves = ((Kind.FABRIC, house.cloths), (Kind.PATTERN, house.patterns))
    return {
        f"{kind}:{each.slug}": (str(each), each.source)
        for kind, mine in shelves
        for each in mine.exclude(slug__in=copied)
    }


class VersionForm(forms.Form):
    file = forms.FileField(label=_("File"), help_text=_("YAML, at most 64 kB."))
    note = forms.CharField(label=_("What is new"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)

    def clean_file(self) -> str:
        return text_of(self.cleaned_data["file"])
