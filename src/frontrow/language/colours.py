"""The words for colours, by the keys of `frontrow.recommend.colour.WORDS`."""

COLOURS: dict[str, dict[str, str]] = {
    "en": {"light-blue": "light blue"},
    "zh-hans": {
        "black": "黑色",
        "charcoal": "炭灰色",
        "grey": "灰色",
        "silver": "银灰色",
        "white": "白色",
        "ivory": "象牙白",
        "beige": "米色",
        "camel": "驼色",
        "taupe": "灰褐色",
        "brown": "棕色",
        "rust": "铁锈红",
        "orange": "橙色",
        "apricot": "杏色",
        "gold": "金色",
        "yellow": "黄色",
        "olive": "橄榄绿",
        "green": "绿色",
        "sage": "鼠尾草绿",
        "mint": "薄荷绿",
        "teal": "凫蓝色",
        "turquoise": "绿松石色",
        "light-blue": "浅蓝色",
        "blue": "蓝色",
        "navy": "藏青色",
        "lilac": "淡紫色",
        "purple": "紫色",
        "burgundy": "酒红色",
        "red": "红色",
        "coral": "珊瑚色",
        "pink": "粉色",
        "fuchsia": "玫红色",
    },
}


def colour(key: str, locale: str) -> str:
    """The word for a colour in `locale`; its key where the language says the same."""
    return COLOURS[locale].get(key, key)
