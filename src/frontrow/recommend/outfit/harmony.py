"""How well two colours go together: Ou and Luo, A colour harmony model for two-colour combinations (2006)."""

import math
from functools import lru_cache

from frontrow.recommend.colour import lab


@lru_cache(maxsize=65_536)
def harmony(one: str, other: str) -> float:
    """About -1 (they clash) to 1.5 (they belong together) for two colours "#rrggbb".

    The sum of three terms, equations 8 to 10 of the paper: little difference in chroma and hue, light and
    different lightness, and hues that are liked beside others.
    """
    (l1, a1, b1), (l2, a2, b2) = lab(one).tolist(), lab(other).tolist()
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    hue2 = max((a1 - a2) ** 2 + (b1 - b2) ** 2 - (c1 - c2) ** 2, 0.0)
    apart = math.sqrt(hue2 + ((c1 - c2) / 1.46) ** 2)
    chroma = 0.04 + 0.53 * math.tanh(0.8 - 0.045 * apart)
    light = 0.28 + 0.54 * math.tanh(-3.88 + 0.029 * (l1 + l2)) + 0.14 + 0.15 * math.tanh(-2 + 0.2 * abs(l1 - l2))
    return chroma + light + _hue(l1, a1, b1) + _hue(l2, a2, b2)


def _hue(light: float, a: float, b: float) -> float:
    hue = math.degrees(math.atan2(b, a)) % 360
    strength = 0.5 + 0.5 * math.tanh(-2 + 0.5 * math.hypot(a, b))
    liked = -0.08 - 0.14 * math.sin(math.radians(hue + 50)) - 0.07 * math.sin(math.radians(2 * hue + 90))
    near = (90 - hue) / 10
    yellow = (0.22 * light - 12.8) / 10 * math.exp(near - math.exp(near))
    return strength * (liked + yellow)
