from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Shop(AppConfig):
    name = "frontrow.web.shop"
    verbose_name = _("Shop")

    def ready(self) -> None:
        from frontrow.web.shop.listening import listen

        listen()
