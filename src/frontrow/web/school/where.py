"""In words, where on a look a point is: for lists, for screen readers, and for those who have no 3D."""

import math

from frontrow.web.school.models.critique import Height, Side

BANDS = (  # shares of the wearer's height, from which up it is called so; chosen on our mannequins
    (0.80, Height.NECK),
    (0.70, Height.BUST),
    (0.59, Height.WAIST),
    (0.47, Height.HIPS),
    (0.28, Height.THIGH),
    (-math.inf, Height.HEM),
)


def where(x: float, y: float, z: float, tall: float) -> tuple[Side, Height]:
    """x, y, z: metres, of somebody `tall` metres who stands at the origin and faces +z, her left at +x."""
    angle = math.degrees(math.atan2(x, z))
    if abs(angle) <= 50:
        side = Side.FRONT
    elif abs(angle) >= 130:
        side = Side.BACK
    else:
        side = Side.LEFT if angle > 0 else Side.RIGHT
    return side, next(height for share, height in BANDS if y >= share * tall)
