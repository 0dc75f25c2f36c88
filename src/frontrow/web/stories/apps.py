from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Stories(AppConfig):
    name = "frontrow.web.stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from frontrow.web import doors, personal, retention
        from frontrow.web.people.models import Role
        from frontrow.web.reach import feed, sitemap
        from frontrow.web.season import shelves
        from frontrow.web.stories import passed_on
        from frontrow.web.stories.files import shelf
        from frontrow.web.stories.listening import listen
        from frontrow.web.stories.personal import APPLAUSE_DAYS, Written, tidy

        listen()
        sitemap.add("stories", passed_on.entries)
        feed.add("stories", passed_on.news)
        shelves.add("stories", shelf)
        personal.register("stories", Written())
        retention.keep(retention.Term("applause", _("Which stories your browser likes"), APPLAUSE_DAYS, tidy))
        doors.add(doors.Door("stories", _("Stories"), menu="rooms"))
        line = _("Write, offer and follow your stories.")
        doors.add(doors.Door("writing", _("Writers' room"), line, roles=(Role.CONTRIBUTOR, Role.HOUSE), order=15))
