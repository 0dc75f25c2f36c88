"""How a text is written, in numbers that any text has, whatever its language and length."""

import numpy as np
from numpy.typing import NDArray

from frontrow.language.quality.reading import readability
from frontrow.language.quality.words import CJK, WORD, plain, sentences, words

NAMES = (
    "sentence length",
    "word length",
    "variety",
    "figures",
    "exclamations",
    "questions",
    "capitals",
    "commas",
    "first person",
    "second person",
    "against",
    "measures",
    "of cloth",
    "of fit",
    "praise",
    "readability",
)
FIRST = {"i", "i'm", "i've", "me", "my", "mine", "we", "our", "us", "我", "我们", "我的"}
SECOND = {"you", "your", "yours", "您", "你"}
AGAINST = {"but", "however", "although", "though", "except", "unfortunately", "not", "但是", "不过", "然而", "却"}
MEASURES = {"inch", "inches", "cm", "lb", "lbs", "pounds", "tall", "waist", "bust", "hips", "size", "sized", "petite"}
MEASURES |= {"xs", "xl", "厘米", "尺码", "腰围", "臀围", "身高"}
CLOTH = {"fabric", "cotton", "silk", "linen", "wool", "satin", "knit", "lining", "lined", "seam", "seams", "stitching"}
CLOTH |= {
    "sheer",
    "bias",
    "hem",
    "polyester",
    "denim",
    "velvet",
    "面料",
    "丝绸",
    "羊毛",
    "亚麻",
    "缎面",
    "斜裁",
    "下摆",
}
FIT = {"fit", "fits", "fitted", "loose", "tight", "short", "long", "length", "sleeves", "shoulders", "runs", "true"}
FIT |= {"drape", "drapes", "合身", "宽松", "长度", "肩部", "垂坠"}
PRAISE = {
    "love",
    "loved",
    "perfect",
    "beautiful",
    "gorgeous",
    "great",
    "amazing",
    "cute",
    "喜欢",
    "完美",
    "漂亮",
    "美丽",
}


def style(text: str) -> NDArray[np.float64]:
    """(16,) float64, in the order of NAMES; shares of words, but for lengths (words, letters) and readability."""
    read, said, shown = words(text), sentences(text), plain(text)
    count, letters = max(1, len(read)), [letter for letter in text if letter.isalpha()]
    spaced = [word for word in WORD.findall(shown) if not CJK.search(word)]

    def share(of: set[str]) -> float:
        return sum(word in of for word in read) / count

    return np.array(
        [
            np.log1p(count / max(1, len(said))),
            np.mean([len(word) for word in spaced]) if spaced else 4.2,
            len(set(read[:60])) / min(60, count),
            sum(any(letter.isdigit() for letter in word) for word in read) / count,
            sum(text.count(mark) for mark in "!！") / max(1, len(said)),
            sum(text.count(mark) for mark in "?？") / max(1, len(said)),
            sum(letter.isupper() for letter in letters) / max(1, len(letters)),
            sum(text.count(mark) for mark in ",，、;；") / count,
            share(FIRST),
            share(SECOND),
            share(AGAINST),
            share(MEASURES),
            share(CLOTH),
            share(FIT),
            share(PRAISE),
            readability(text),
        ]
    )
