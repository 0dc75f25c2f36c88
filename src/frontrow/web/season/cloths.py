"""The fabric a garment is made of: one of the season, else one of the library."""

from frontrow.fabric import Fabric, library
from frontrow.fabric.library import loads
from frontrow.fabric.model import FabricError
from frontrow.web.season.models import Cloth


def fabric_of(name: str) -> Fabric:
    """The fabric called `name`. Raises FabricError when neither has it, or its file is broken."""
    known = library()
    if name in known:
        return known[name]
    cloth = Cloth.objects.filter(slug=name).first()
    if cloth is None:
        raise FabricError(f"There is no fabric `{name}` in the season or in the library ({', '.join(known)}).")
    return loads(cloth.source.encode(), f"{name}.yaml")
