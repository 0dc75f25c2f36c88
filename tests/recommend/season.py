"""Nine looks of three fictional houses, as facts."""

from frontrow.recommend.item import Item

DUNE = {"house": "dune", "text": "Desert light, raw silk and long evening lines."}
FJORD = {"house": "fjord", "text": "Cold water, wool and clear northern tailoring."}
LOTUS = {"house": "lotus", "text": "水墨与丝绸，东方的流动线条。"}

SEASON = [
    Item("dune-01", garments=("dress",), fabrics=("silk-satin",), colors=("#c9a227",), price=900, **DUNE),
    Item("dune-02", garments=("dress",), fabrics=("silk-crepe",), colors=("#a5482a",), price=850, **DUNE),
    Item("dune-03", garments=("t-shirt", "trousers"), fabrics=("cotton-jersey", "linen"), price=300, **DUNE),
    Item(
        "fjord-01",
        garments=("t-shirt", "trousers"),
        fabrics=("cotton-jersey", "wool-suiting"),
        colors=("#14213d", "#f8f8f8"),
        price=520,
        **FJORD,
    ),
    Item(
        "fjord-02",
        garments=("dress",),
        fabrics=("wool-flannel",),
        colors=("#1b2440",),
        silhouette={"length": 0.9, "neckline": "boat"},
        price=480,
        **FJORD,
    ),
    Item(
        "fjord-03",
        garments=("trousers",),
        fabrics=("wool-suiting",),
        colors=("#36383b",),
        prints=("check",),
        price=410,
        **FJORD,
    ),
    Item(
        "lotus-01",
        garments=("dress",),
        fabrics=("silk-satin",),
        colors=("#0f5132",),
        prints=("floral",),
        silhouette={"length": 0.9},
        price=1200,
        **LOTUS,
    ),
    Item(
        "lotus-02",
        garments=("dress",),
        fabrics=("velvet",),
        colors=("#6d1a2d",),
        silhouette={"length": 0.4, "neckline": "v"},
        price=1400,
        **LOTUS,
    ),
    Item(
        "lotus-03",
        garments=("t-shirt", "trousers"),
        fabrics=("viscose",),
        prints=("marble",),
        price=450,
        **LOTUS,
    ),
]
