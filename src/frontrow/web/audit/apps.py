from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Audit(AppConfig):
    name = "frontrow.web.audit"
    verbose_name = _("What was done")
