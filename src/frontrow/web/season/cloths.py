"""The fabric a garment is made of: one of the season, else one of the library."""

import yaml

from frontrow.fabric import Fabric, library
from frontrow.fabric.library import parse
from frontrow.fabric.model import FabricError
from frontrow.web.season.models import Cloth


def fabric_of(name: str) -> Fabric:
    """The fabric called `name`. Raises FabricError when neither the season nor the library has it."""
    known = library()
    if name in known:
        return known[name]
    cloth = Cloth.objects.filter(slug=name).first()
    if cloth is None:
        raise FabricError(f"There is no fabric `{name}` in the season or in the library ({', '.join(known)}).")
    return parse(yaml.safe_load(cloth.source), f"{name}.yaml")
