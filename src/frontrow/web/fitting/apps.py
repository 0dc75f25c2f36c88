from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Fitting(AppConfig):
    name = "frontrow.web.fitting"
    verbose_name = _("Fitting room")

    def ready(self) -> None:
        """A look that has been made is draped in its sizes next."""
        from frontrow.web.fitting.actions.drape_sizes import drape_sizes
        from frontrow.web.studio.signals import look_made

        look_made.connect(lambda look, **_: drape_sizes(look), weak=False, dispatch_uid="sizes")
