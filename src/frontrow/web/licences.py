"""The licences under which houses, writers and designers give things out: once, for every room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """What others may do with a piece. Texts: creativecommons.org."""

    ALL_RIGHTS = "all-rights-reserved", _("All rights reserved")
    CC_BY = "cc-by-4.0", _("CC BY 4.0: with credit")
    CC_BY_SA = "cc-by-sa-4.0", _("CC BY-SA 4.0: with credit, passed on alike")
    CC_BY_NC = "cc-by-nc-4.0", _("CC BY-NC 4.0: with credit, not for money")
    CC0 = "cc0-1.0", _("CC0: for anything")

    @property
    def short(self) -> str:
        """As it stands beside a piece: "CC BY 4.0"."""
        return str(self.label).replace("：", ":").partition(":")[0]

    @property
    def url(self) -> str:
        """The licence's own page, "" for none."""
        name = {"cc-by-4.0": "licenses/by", "cc-by-sa-4.0": "licenses/by-sa", "cc-by-nc-4.0": "licenses/by-nc"}
        if self is Licence.CC0:
            return "https://creativecommons.org/publicdomain/zero/1.0/"
        return f"https://creativecommons.org/{name[self]}/4.0/" if self in name else ""

    @property
    def given(self) -> bool:
        """Whether anybody may use it at all."""
        return self is not Licence.ALL_RIGHTS

    @property
    def commercial(self) -> bool:
        return self.given and self is not Licence.CC_BY_NC

    @property
    def changes(self) -> bool:
        return self.given

    @property
    def credit(self) -> bool:
        """Whether whoever uses it must name who made it."""
        return self is not Licence.CC0
