from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Keys(AppConfig):
    name = "frontrow.web.keys"
    verbose_name = _("Keys and webhooks")

    def ready(self) -> None:
        from frontrow.web import doors, retention
        from frontrow.web.keys.listening import listen
        from frontrow.web.keys.models import Telling
        from frontrow.web.people.models import Role

        listen()
        line = _("For a shop, a game or another program of yours.")
        doors.add(doors.Door("keys", _("Keys and webhooks"), line, roles=(Role.HOUSE,), order=80))
        retention.keep(
            retention.Term(
                "tellings",
                _("Messages that webhooks were sent"),
                30,
                lambda before: Telling.objects.filter(at__lt=before).delete()[0],
            )
        )
