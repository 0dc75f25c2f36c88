from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Commons(AppConfig):
    name = "frontrow.web.commons"
    verbose_name = _("Commons")

    def ready(self) -> None:
        from frontrow.web import doors, personal
        from frontrow.web.commons import files, review, word
        from frontrow.web.commons.personal import Hands
        from frontrow.web.moderation.signals import decided
        from frontrow.web.people.models import Role

        decided.connect(lambda case, **_: review.decided(case), weak=False, dispatch_uid="commons")
        word.listen()
        files.listen()
        personal.register("commons", Hands())
        doors.add(doors.Door("commons", _("Commons"), menu="more", order=60))
        line = _("What your house uses of others and offers to them, and shows with other houses.")
        doors.add(doors.Door("shelf", _("Commons and joint shows"), line, roles=(Role.HOUSE,), order=40))
