"""The words of patterns and rubrics in the reader's language: a pattern's file says its own in English."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

CHOICES = (  # what the patterns of the season let one choose
    _("Length from waist to floor"),
    _("Fullness"),
    _("Hem longer at the back"),
    _("Width of the waistband"),
    _("Ease at the chest"),
    _("Length below the waist as a share of its height"),
    _("Hem let out at each side"),
    _("Side taken in at the waist"),
    _("Sleeve length as a share of the arm"),
    _("Overlap of the fronts beyond the middle"),
    _("Top button between waist and bust"),
    _("Width of the lapels"),
    _("Width of the collar"),
    _("Buttons"),
    _("Skirt length from waist to floor"),
    _("Skirt fullness"),
    _("Neckline depth"),
    _("Neckline width"),
    _("Neckline from V to round"),
    _("Back neckline depth"),
    _("Shoulder width"),
    _("Ease at the bust"),
    _("Pleats in each half of the front"),
    _("Ease at the hips"),
    _("Depth of a pleat as a share of what shows"),
    _("Depth of the yoke below the waist"),
    _("Depth of the V below the points of the front"),
    _("Back lower than the underarm by"),
    _("Width of the straps"),
    _("Leg length as a share of the inseam"),
    _("Width of the hem"),
    _("Waist lowered by"),
    _("Crotch lowered by"),
    _("Length below the waist"),
    _("Shoulder dropped by"),
    _("Sleeve opening"),
    _("Neckline below the neck"),
)

RUBRIC = (  # title, what full points are for
    (_("Idea"), _("The look says what its maker wrote, and says it alone.")),
    (_("Pattern and ease"), _("Ease suits the cloth and the wearer; lengths and widths belong together.")),
    (_("Cloth"), _("The fabric hangs as the cut needs it, and somebody can say why.")),
    (_("Work with critique"), _("Remarks were answered; one can see what changed between drapes.")),
)


def titled(title: str) -> str:
    """A pattern's own words in the reader's language, as they are where nobody translated them."""
    return gettext(title) if title else ""
