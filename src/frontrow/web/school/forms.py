"""What students and teachers fill in."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from frontrow.errors import UserError
from frontrow.web.school.flat import Choice, choices
from frontrow.web.school.models import Course, Work
from frontrow.web.school.models.critique import Height, Kind, Side
from frontrow.web.season.faults import told
from frontrow.web.season.models import Pattern
from frontrow.web.season.words import FINISHES, fabric_titles
from frontrow.web.shop.models.catalogue import SIZES
from frontrow.web.studio.forms import CHARTS, PatternForm

TERM = 90  # days that a class is kept unless the teacher says otherwise
REACH = 3.0  # metres from the floor's middle within which a point of a look is


class JoinForm(forms.Form):
    code = forms.CharField(
        label=_("Code of the class"), max_length=20, widget=forms.TextInput(attrs={"autocapitalize": "none"})
    )
    nickname = forms.CharField(
        label=_("Nickname"),
        max_length=40,
        help_text=_("Not your name: the class sees it, and nobody else."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ReturnForm(JoinForm):
    word = forms.CharField(
        label=_("Your word"), max_length=20, widget=forms.TextInput(attrs={"autocapitalize": "none"})
    )


class ClassForm(forms.ModelForm[Course]):
    patterns = forms.MultipleChoiceField(
        label=_("Patterns to begin from"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all of them, and files that students bring."),
    )

    class Meta:
        model = Course
        fields = ("title", "brief", "patterns", "ends")
        widgets = {
            "brief": forms.Textarea(attrs={"rows": 6}),
            "ends": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "brief": _("What the class is to do; plain text."),
            "ends": _("On this day students, looks, critique and marks are gone. Export what you need before."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["patterns"].choices = [(pattern.slug, str(pattern)) for pattern in Pattern.objects.all()]
        if not self.instance.pk:
            self.fields["ends"].initial = timezone.localdate() + timedelta(days=TERM)


class WorkForm(forms.Form):
    """A student's look; one field for everything that the pattern lets one choose."""

    title = forms.CharField(label=_("Title of your look"), max_length=60)
    note = forms.CharField(
        label=_("What you want it to say"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
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

    def __init__(self, *args: Any, pattern: Pattern | None, work: Work | None = None, **kwargs: Any) -> None:
        if work is not None:
            kwargs["initial"] = {name: getattr(work, name) for name in self.base_fields}
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["fabric"].choices = sorted(fabric_titles().items(), key=lambda item: item[1])
        if work is None:
            self.fields["fabric"].initial = "cotton-poplin"
        self.chosen: list[Choice] = []
        self.unread = ""  # why the pattern's own choices are not there
        try:
            self.chosen = choices(pattern) if pattern else []
        except UserError as error:
            self.unread = told(str(error))
        for choice in self.chosen:
            self.fields[_field(choice)] = _number(choice, work)

    def clean(self) -> dict[str, Any]:
        if self.unread:
            raise forms.ValidationError(self.unread)
        return self.cleaned_data

    @property
    def measures(self) -> list[forms.BoundField]:
        """The fields of the pattern's own choices."""
        return [self[_field(choice)] for choice in self.chosen]

    @property
    def others(self) -> list[forms.BoundField]:
        names = {_field(choice) for choice in self.chosen}
        return [field for field in self if field.name not in names]

    def options(self) -> dict[str, float]:
        """What was chosen of the pattern; what is as the pattern has it is left out. After `is_valid`."""
        found = {choice: self.cleaned_data[_field(choice)] for choice in self.chosen}
        return {choice.name: choice.own(read) for choice, read in found.items() if read != choice.default}

    def made_of(self) -> dict[str, Any]:
        names = ("title", "note", "fabric", "colour", "chart", "size", "finish")
        return {name: self.cleaned_data[name] for name in names} | {"options": self.options()}


def _field(choice: Choice) -> str:
    return f"o-{choice.name}"


def _number(choice: Choice, work: Work | None) -> forms.FloatField:
    return forms.FloatField(
        label=choice.title,
        min_value=choice.least,
        max_value=choice.most,
        step_size=None,
        initial=_shown(
            choice.read(work.options[choice.name]) if work and choice.name in work.options else choice.default
        ),
        help_text=choice.range,
        widget=forms.NumberInput(attrs={"step": f"{choice.step:g}", "inputmode": "decimal"}),
    )


def _shown(number: float) -> float | int:
    """As people write it: 93, not 93.0."""
    return int(number) if number == int(number) else number


class BringForm(PatternForm):
    """A student's own pattern file."""

    field_order = ("name", "pattern", "fabric", "colour", "chart", "size", "finish")


class PinForm(forms.Form):
    """x, y, z come from the 3D viewer, or are empty; then side and height say where."""

    text = forms.CharField(label=_("Remark"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, initial=Kind.CHANGE)
    side = forms.ChoiceField(label=_("Side"), choices=Side.choices, initial=Side.FRONT)
    height = forms.ChoiceField(label=_("Height"), choices=Height.choices, initial=Height.WAIST)
    x = forms.FloatField(required=False, min_value=-REACH, max_value=REACH, widget=forms.HiddenInput)
    y = forms.FloatField(required=False, min_value=-REACH, max_value=REACH, widget=forms.HiddenInput)
    z = forms.FloatField(required=False, min_value=-REACH, max_value=REACH, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)

    @property
    def point(self) -> tuple[float, float, float] | None:
        """The point of the cloth, if all three numbers came. After `is_valid`."""
        found = tuple(self.cleaned_data[axis] for axis in "xyz")
        return None if None in found else found  # type: ignore[return-value]
