"""A made-up season: houses, garments, cloths and colours by chance."""

import numpy as np

from frontrow.recommend.colour import WORDS
from frontrow.recommend.item import Item

GARMENTS = ("dress", "slip-dress", "coat", "tshirt", "trousers", "circle-skirt", "pleated-skirt", "blazer")
FABRICS = ("silk-satin", "wool-melton", "cotton-jersey", "linen", "velvet", "organza", "denim", "silk-crepe")


def season(looks: int, seed: int, houses: int = 12, new: float = 0.25) -> list[Item]:
    """So many looks; `new` of the houses show for the first time."""
    draw = np.random.default_rng(seed)
    colors = [anchors[0] for anchors in WORDS.values()]
    found = []
    for number in range(looks):
        house = int(draw.integers(houses))
        garments = draw.choice(GARMENTS, size=int(draw.integers(1, 3)), replace=False).tolist()
        found.append(
            Item(
                f"look-{number:05d}",
                f"house-{house}",
                garments=tuple(garments),
                fabrics=tuple(str(draw.choice(FABRICS)) for _ in garments),
                colors=tuple(str(draw.choice(colors)) for _ in garments),
                price=float(draw.integers(90, 1900)),
                new_designer=house < round(new * houses),
            )
        )
    return found
