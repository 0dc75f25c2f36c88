"""The rooms of the site, as Django apps."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Audit(AppConfig):
    name = "frontrow.web.audit"
    label = "audit"
    verbose_name = _("What was done")


class Season(AppConfig):
    name = "frontrow.web.season"
    label = "season"
    verbose_name = _("Season")


class Shows(AppConfig):
    name = "frontrow.web.shows"
    label = "shows"
    verbose_name = _("Shows")


class Shop(AppConfig):
    name = "frontrow.web.shop"
    label = "shop"
    verbose_name = _("Shop")

    def ready(self) -> None:
        from frontrow.web.shop.listening import listen

        listen()


class Studio(AppConfig):
    name = "frontrow.web.studio"
    label = "studio"
    verbose_name = _("Studio")


class Rules(AppConfig):
    name = "frontrow.web.rules"
    label = "rules"
    verbose_name = _("Recommendation rules")


class Insight(AppConfig):
    name = "frontrow.web.insight"
    label = "insight"
    verbose_name = _("Insight")


class Me(AppConfig):
    name = "frontrow.web.me"
    label = "me"
    verbose_name = _("My page")


class Fitting(AppConfig):
    name = "frontrow.web.fitting"
    label = "fitting"
    verbose_name = _("Fitting room")

    def ready(self) -> None:
        """A look that has been made is draped in its sizes next."""
        from frontrow.web.fitting.actions.drape_sizes import drape_sizes
        from frontrow.web.studio.signals import look_made

        look_made.connect(lambda look, **_: drape_sizes(look), weak=False, dispatch_uid="sizes")
