from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Sponsors(AppConfig):
    name = "frontrow.web.sponsors"
    verbose_name = _("Sponsors")

    def ready(self) -> None:
        from frontrow.web import doors
        from frontrow.web.reach import sitemap
        from frontrow.web.season import shelves
        from frontrow.web.sponsors.files import shelf
        from frontrow.web.sponsors.listening import entries, listen

        listen()
        shelves.add("sponsors", shelf)
        sitemap.add("sponsors", entries)
        doors.add(doors.Door("sponsors", _("Sponsors"), menu="more", order=60))
        line = _("Who pays, for what, and what of it was seen.")
        doors.add(doors.Door("backstage-sponsors", _("Sponsors"), line, order=40))
