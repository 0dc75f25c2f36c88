from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Rules(AppConfig):
    name = "frontrow.web.rules"
    verbose_name = _("Recommendation rules")
