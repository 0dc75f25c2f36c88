from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Shows(AppConfig):
    name = "frontrow.web.shows"
    verbose_name = _("Shows")
