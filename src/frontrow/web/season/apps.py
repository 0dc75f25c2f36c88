from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Season(AppConfig):
    name = "frontrow.web.season"
    verbose_name = _("Season")
