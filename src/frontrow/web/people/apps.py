from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class People(AppConfig):
    name = "frontrow.web.people"
    verbose_name = _("People and roles")

    def ready(self) -> None:
        from frontrow.web import doors
        from frontrow.web.account import listening as account
        from frontrow.web.people import attempts
        from frontrow.web.people.listening import listen
        from frontrow.web.people.models import Role

        attempts.register()
        account.listen()
        listen()
        roles = (Role.ORGANISER, Role.HOUSE)
        line = _("Who may do what here, and who is invited.")
        doors.add(doors.Door("people", _("People and roles"), line, roles=roles, order=10))
