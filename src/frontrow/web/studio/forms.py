"""What a visiting house fills in to have its pattern draped."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from frontrow.web.season.words import FINISHES, fabric_titles
from frontrow.web.shop.models.catalogue import SIZES

MOST_BYTES = 64 * 1024
CHARTS = [("women", _("Women")), ("men", _("Men"))]


class PatternForm(forms.Form):
    name = forms.CharField(label=_("Name of the garment"), max_length=80)
    pattern = forms.FileField(label=_("Pattern file"), help_text=_("YAML, at most 64 kB."))
    fabric = forms.ChoiceField(label=_("Fabric"))
    colour = forms.RegexField(
        label=_("Colour"),
        regex=r"^#[0-9a-fA-F]{6}$",
        initial="#c8b79a",
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    chart = forms.ChoiceField(label=_("Size chart"), choices=CHARTS)
    size = forms.ChoiceField(label=_("Size"), choices=[(size, size) for size in SIZES], initial="M")
    finish = forms.ChoiceField(label=_("Mannequin"), choices=FINISHES.items())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["fabric"].choices = sorted(fabric_titles().items(), key=lambda item: item[1])
        self.fields["fabric"].initial = "cotton-poplin"

    def clean_pattern(self) -> str:
        """The text of the file. Whether it is a pattern is found out in the studio's child, which has limits."""
        file: UploadedFile = self.cleaned_data["pattern"]
        if file.size is None or file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 64 kB; a pattern is a short text."))
        try:
            return file.read().decode("utf-8")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("The file is not text in UTF-8.")) from None
