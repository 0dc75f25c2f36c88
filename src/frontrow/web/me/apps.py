from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Me(AppConfig):
    name = "frontrow.web.me"
    verbose_name = _("My page")

    def ready(self) -> None:
        from frontrow.web import doors
        from frontrow.web.me import places, terms
        from frontrow.web.reach import sitemap

        sitemap.add("privacy", lambda: [sitemap.Entry(reverse("privacy"))])
        doors.add(doors.Door("privacy", _("Privacy"), menu="more", order=90))
        places.register()
        terms.register()
