"""What the API says in the reader's language: what each operation does, and what is wrong with what was sent."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def N_(text: str) -> str:
    """Marks `text` for the catalogues; it is said in the reader's language when it is shown."""
    return text


ABOUT = N_(
    "Everything the pages show, and what a visitor keeps, as data. Reading needs nothing. Writing goes by the session "
    "cookie of the browser and the key that /api/session gives, sent as X-CSRFToken; other programs send a key of "
    "their own, made behind the stage, as Authorization: Bearer. Titles and texts answer in the language of "
    "Accept-Language: en or zh-hans."
)

# The first words of each operation's docstring, and the rooms, so that the page for people can say them in Chinese;
# a test sees that none is missing.
OPERATIONS = (
    N_("The house"),
    N_("The published seasons, the newest first."),
    N_("A house and its looks."),
    N_("The markets that looks are sold in."),
    N_("Every published look, or a house's, with what it costs in a market."),
    N_("A look: what it is made of, its price in a market and its files."),
    N_("The shows of the published seasons."),
    N_("A show and the looks that walk in it, in order."),
    N_("The stories, in the order of the page."),
    N_("A story and its text."),
    N_("What you keep"),
    N_("Who you are here, and the key that writing needs."),
    N_("The looks you saved, the newest first."),
    N_("Save a look. Twice is once."),
    N_("Let a look go."),
    N_("The bag"),
    N_("What is in your bag."),
    N_("Put one more of a look into the bag."),
    N_("Take a line out of the bag."),
    N_("The fitting room"),
    N_("Size charts, the labels of other systems, and where the mannequin is."),
    N_("A look in every size: its files, how far they are, and what its garments measure."),
    N_("Have a look draped on your own body. The measures are used for this and kept nowhere."),
    N_("The draped look, once: with the answer it is forgotten here."),
    N_("How far a drape is. Ask at least every ten seconds: who does not has left, and it is given up."),
    N_("Give a drape up."),
    N_("For other programs"),
    N_("What is in stock of the house that the key is of, or of all of them."),
    N_("Looks for somebody who did this, and why each. Nothing of it is kept, and nobody needs to be named."),
)

WRONG = {  # by the types of pydantic's errors
    "missing": _("This is missing."),
    "json_invalid": _("This is no JSON."),
    "string_type": _("This is a text."),
    "string_too_short": _("At least %(min_length)s characters."),
    "string_too_long": _("At most %(max_length)s characters."),
    "string_pattern_mismatch": _("This is written in another way than described."),
    "int_type": _("This is a whole number."),
    "int_parsing": _("This is a whole number."),
    "int_from_float": _("This is a whole number."),
    "float_type": _("This is a number."),
    "float_parsing": _("This is a number."),
    "finite_number": _("This is a number."),
    "bool_type": _("This is true or false."),
    "bool_parsing": _("This is true or false."),
    "greater_than": _("More than %(gt)s."),
    "greater_than_equal": _("At least %(ge)s."),
    "less_than": _("Less than %(lt)s."),
    "less_than_equal": _("At most %(le)s."),
    "literal_error": _("One of: %(expected)s."),
    "enum": _("One of: %(expected)s."),
    "list_type": _("This is a list."),
    "dict_type": _("This is a mapping of names and values."),
    "model_type": _("This is a mapping of names and values."),
    "model_attributes_type": _("This is a mapping of names and values."),
    "too_long": _("At most %(max_length)s of them."),
    "too_short": _("At least %(min_length)s of them."),
    "extra_forbidden": _("Nothing of this name is known here."),
}


def wrong(error: dict[str, Any]) -> str:
    """One of pydantic's errors as a sentence in the reader's language."""
    said, facts = WRONG.get(error["type"]), error.get("ctx", {})
    try:
        return str(said) % facts if said else gettext("This is not as described.")
    except KeyError:
        return gettext("This is not as described.")
