from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Studio(AppConfig):
    name = "frontrow.web.studio"
    verbose_name = _("Studio")
