from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TakeAway(AppConfig):
    name = "frontrow.web.takeaway"
    verbose_name = _("Files for elsewhere")

    def ready(self) -> None:
        """A look that has been made is packed for game engines next, where its house gives it out."""
        from frontrow.web.studio.signals import look_made
        from frontrow.web.takeaway.actions.give_out import give_out

        look_made.connect(lambda look, **_: give_out(look), weak=False, dispatch_uid="game")
