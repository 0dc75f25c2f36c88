from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Insight(AppConfig):
    name = "frontrow.web.insight"
    verbose_name = _("Insight")

    def ready(self) -> None:
        from frontrow.web import doors

        doors.add(doors.Door("insight", _("Insight"), _("What visitors look at, and how sure that is."), order=20))
