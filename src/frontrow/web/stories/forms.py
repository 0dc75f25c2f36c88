"""What authors fill in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from frontrow.web.licences import Licence
from frontrow.web.season.models import House
from frontrow.web.stories.actions.write_story import Written
from frontrow.web.stories.models import Story
from frontrow.web.stories.text import LONGEST
from frontrow.web.translated import Translations, translations


class InLanguages(forms.Form):
    """A form with some fields in each language of the site, named `title_en`, `title_zh-hans` …"""

    EACH: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, language in settings.LANGUAGES:
            for name, (label, long, most) in self.EACH.items():
                attributes = {"lang": code, **({"rows": long} if long else {})}
                widget = forms.Textarea(attributes) if long else forms.TextInput(attributes)
                field = forms.CharField(label=label, widget=widget, max_length=most, required=False)
                field.language = language  # type: ignore[attr-defined]
                self.fields[f"{name}_{code}"] = field

    def in_languages(self) -> list[tuple[str, Any, list[Any]]]:
        """Code, name and fields of each language."""
        return [
            (code, language, [self[f"{name}_{code}"] for name in self.EACH]) for code, language in settings.LANGUAGES
        ]

    def text(self, name: str) -> Translations:
        return translations({code: self.cleaned_data.get(f"{name}_{code}", "") for code, _ in settings.LANGUAGES})

    @classmethod
    def told(cls, **texts: Translations) -> dict[str, str]:
        """What the fields hold at first."""
        return {f"{name}_{code}": text for name, each in texts.items() for code, text in each.items()}


class StoryForm(InLanguages):
    EACH = {"title": (_("Title"), 0, 120), "line": (_("Line"), 0, 200), "text": (_("Text"), 18, LONGEST)}
    licence = forms.ChoiceField(label=_("Licence"), choices=Licence.choices)
    house = forms.ModelChoiceField(
        label=_("With a house"), queryset=House.objects.all(), required=False, empty_label=_("no house")
    )

    @classmethod
    def of(cls, story: Story) -> "StoryForm":
        first = {"licence": story.licence, "house": story.house}
        return cls(initial={**first, **cls.told(title=story.title, line=story.line, text=story.text)})

    def written(self) -> Written:
        house = self.cleaned_data["house"]
        return Written(self.text("title"), self.text("line"), self.text("text"), self.cleaned_data["licence"], house)


class PictureForm(InLanguages):
    EACH = {"words": (_("What is seen"), 0, 200)}
    file = forms.FileField(
        label=_("Picture"), widget=forms.ClearableFileInput({"accept": "image/jpeg,image/png,image/webp"})
    )
    credit = forms.CharField(label=_("Who made it"), max_length=120)
    licence = forms.ChoiceField(label=_("Licence"), choices=Licence.choices)


class AuthorForm(InLanguages):
    EACH = {"line": (_("One sentence about yourself"), 0, 200)}
    name = forms.CharField(label=_("Name"), max_length=80)
