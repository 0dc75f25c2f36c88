from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Desk(AppConfig):
    name = "frontrow.web.desk"
    verbose_name = _("The desk")

    def ready(self) -> None:
        from frontrow.web import doors, personal, retention
        from frontrow.web.desk.personal import DAYS, Talks, sweep
        from frontrow.web.people.models import Role
        from frontrow.web.reach import sitemap

        doors.add(doors.Door("desk", _("Ask the desk"), menu="more", order=10))
        doors.add(doors.Door("desk-facts", _("Questions and answers"), menu="more", order=11))
        line = _("Talks that visitors handed over, and ready replies.")
        doors.add(doors.Door("desk-inbox", _("The desk's inbox"), line, roles=(Role.MODERATOR,), order=15))
        retention.keep(retention.Term("desk", _("Talks at the desk, after their last word"), DAYS, sweep))
        personal.register("desk", Talks())
        sitemap.add("desk", lambda: [sitemap.Entry(reverse(name)) for name in ("desk", "desk-facts")])
