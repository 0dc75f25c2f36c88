"""The words of cloth in the reader's language: fibres, care, fabrics, prints, finishes."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from frontrow.fabric import Fabric, library
from frontrow.web.season.models import Cloth

FIBRES = {
    "wool": _("wool"),
    "cashmere": _("cashmere"),
    "mohair": _("mohair"),
    "silk": _("silk"),
    "cotton": _("cotton"),
    "linen": _("linen"),
    "viscose": _("viscose"),
    "lyocell": _("lyocell"),
    "acetate": _("acetate"),
    "polyester": _("polyester"),
    "polyamide": _("polyamide"),
    "elastane": _("elastane"),
}

CARE = {
    "hand-wash": _("Wash by hand"),
    "wash-30": _("Wash at 30 °C"),
    "wash-40": _("Wash at 40 °C"),
    "dry-clean": _("Dry-clean"),
    "no-bleach": _("Do not bleach"),
    "iron-low": _("Iron cool"),
    "iron-medium": _("Iron warm"),
    "no-iron": _("Do not iron"),
    "no-tumble": _("Do not tumble dry"),
    "dry-flat": _("Dry flat"),
    "line-dry": _("Dry on a line"),
}

FABRICS = {
    "cotton-drill": _("Cotton drill"),
    "cotton-jersey": _("Cotton jersey"),
    "cotton-poplin": _("Cotton poplin"),
    "denim": _("Denim"),
    "linen": _("Linen"),
    "organza": _("Organza"),
    "ponte": _("Ponte knit"),
    "silk-crepe": _("Silk crêpe"),
    "silk-satin": _("Silk satin"),
    "tech-taffeta": _("Technical taffeta"),
    "velvet": _("Velvet"),
    "viscose": _("Viscose crêpe"),
    "wool-flannel": _("Wool flannel"),
    "wool-melton": _("Wool melton"),
    "wool-suiting": _("Wool suiting"),
}

PRINTS = {
    "marble": _("marble"),
    "stripe": _("stripe"),
    "check": _("check"),
    "dot": _("dot"),
    "floral": _("floral"),
}

FINISHES = {
    "porcelain": _("Porcelain"),
    "onyx": _("Onyx"),
    "bronze": _("Bronze"),
    "sand": _("Sand"),
    "clay": _("Clay"),
    "umber": _("Umber"),
}


def fabric_titles() -> dict[str, str]:
    """Every fabric's title by name, in the reader's language."""
    season = {cloth.slug: str(cloth) for cloth in Cloth.objects.only("slug", "title")}
    return {name: str(FABRICS.get(name, fabric.title)) for name, fabric in library().items()} | season


def print_titles() -> dict[str, str]:
    return {name: str(title) for name, title in PRINTS.items()}


def composition(fabric: Fabric) -> str:
    """What a fabric is made of: "98 % wool, 2 % elastane"."""
    parts = sorted(fabric.composition.items(), key=lambda part: -part[1])
    return gettext(", ").join(
        gettext("%(share)s%% %(fibre)s") % {"share": f"{share:g}", "fibre": FIBRES[fibre]} for fibre, share in parts
    )


def care(fabric: Fabric) -> str:
    return gettext(", ").join(str(CARE[code]) for code in fabric.care)
