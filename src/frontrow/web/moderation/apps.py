from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Moderation(AppConfig):
    name = "frontrow.web.moderation"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        from frontrow.web import doors, personal, retention
        from frontrow.web.moderation.models import APPEAL_DAYS
        from frontrow.web.moderation.personal import Cases
        from frontrow.web.moderation.tidy import tidy
        from frontrow.web.people.models import Role

        line = _("What a person has to look at, and why.")
        doors.add(doors.Door("queue", _("The queue"), line, roles=(Role.MODERATOR,), order=10))
        personal.register("cases", Cases())
        what = _("Decided cases: the excerpt, the reasons, the moderator's note and an appeal")
        retention.keep(retention.Term("cases", what, APPEAL_DAYS, tidy))
