from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Reach(AppConfig):
    name = "frontrow.web.reach"
    verbose_name = _("Reach")

    def ready(self) -> None:
        from frontrow.web import doors, personal, retention
        from frontrow.web.reach.personal import DAYS, Reminders, sweep

        doors.add(doors.Door("embed", _("A look on your own page"), menu="more", order=80))
        line = _("What somebody sees to whom a page is sent, and what it lacks.")
        doors.add(doors.Door("reach", _("Found and passed on"), line, order=70))
        personal.register("reminders", Reminders())
        what = _("Reminders that were not confirmed, or that have said what they were asked to")
        retention.keep(retention.Term("reminders", what, DAYS, sweep))
