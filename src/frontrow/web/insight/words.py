"""How far visitors come, in words."""

from django.utils.translation import gettext_lazy as _

STAGE = {
    "shown": _("were shown a look"),
    "opened": _("opened one"),
    "stayed": _("stayed ten seconds"),
    "kept": _("saved, shared or tried on"),
    "bag": _("put one into the bag"),
    "bought": _("bought one"),
}
