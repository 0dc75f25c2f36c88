"""The picture of a look, drawn from its own file: what pages and phones without WebGL show."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.fabric import Print, print_image
from frontrow.look.camera import Camera
from frontrow.look.colour import linear, linear_image
from frontrow.look.decode import Decoded, Part
from frontrow.look.figure import ZONES
from frontrow.look.picture import picture
from frontrow.look.surface import Surface

Array = NDArray[Any]

PHASE = 0.04  # of the walk: just after a heel has struck, the stride at its longest
FIGURE = 0.89  # share of the picture's height that the figure takes
ZONE_COLORS = {
    "skin": "color",
    "base_layer": "base_layer",
    "shoes": "shoes",
    "scalp": "hair",
    "lips": "lips",
    "eyes": "eyes",
}


def poster(
    look: Decoded, size: tuple[int, int] = (900, 1200), quality: int = 20, turn: float = 22.0, phase: float = PHASE
) -> NDArray[np.uint8]:
    """A look at one moment of its walk, the camera `turn` degrees to the left of its way: (height, width, 3) uint8."""
    facts = look.extras["frontrow"]
    seconds = phase * facts["period"]
    height = facts["height"] / FIGURE
    angle = np.radians(turn)
    away = 3.6 * facts["height"]
    shown = surfaces(look, seconds)
    sideways = np.array([np.cos(angle), 0.0, -np.sin(angle)])
    reach = np.concatenate([s.positions for s in shown]) @ sideways
    centre = 0.5 * (reach.min() + reach.max()) * sideways
    target = (float(centre[0]), facts["height"] * 0.485, float(centre[2]))
    eye = centre + np.array([away * np.sin(angle), facts["height"] * 0.62, away * np.cos(angle)])
    samples = 2 if quality >= 20 else 1
    return picture(shown, Camera((float(eye[0]), float(eye[1]), float(eye[2])), target, height), size, samples, quality)


def surfaces(
    look: Decoded, seconds: float, clip: str | None = None, finish: dict[str, Any] | None = None
) -> list[Surface]:
    """Body and garments of a look at a moment of its walk or of another clip, coloured by its own facts or, the body,
    by a finish."""
    facts = look.extras["frontrow"]
    out = [_body(look, look.parts["body"], finish or facts["finish"], seconds, clip)]
    fabrics = {f"garment:{g['name']}": g["fabric"] for g in facts["garments"]}
    return out + [_garment(look, look.parts[name], fabric, seconds, clip) for name, fabric in fabrics.items()]


def _body(look: Decoded, part: Part, finish: dict[str, Any], seconds: float, clip: str | None) -> Surface:
    tints = np.array([linear(finish[ZONE_COLORS[zone]]) for zone in ZONES])
    rough = np.array([finish["roughness"], 0.8, 0.4, 0.6, finish["roughness"], 0.25])
    place = part.attributes["POSITION"] + 0.0
    first, number = np.unique(place, axis=0, return_index=True, return_inverse=True)[1:]
    zone = part.attributes["_ZONE"].ravel().astype(int)[part.triangles[:, 0]]
    count = len(first)
    return Surface(
        positions=look.positions("body", seconds, clip)[first],
        triangles=number.reshape(-1)[part.triangles],
        color=np.tile(tints[0], (count, 1)),
        roughness=np.full(count, float(rough[0])),
        paint=np.c_[tints[zone], rough[zone]],
        metallic=finish["metallic"],
        clearcoat=finish["clearcoat"],
        coat_roughness=finish["clearcoat_roughness"],
        smooth=False,  # the file keeps as many triangles as show
    )


def _garment(look: Decoded, part: Part, fabric: dict[str, Any], seconds: float, clip: str | None) -> Surface:
    first = part.twins
    positions = look.positions(part.name, seconds, clip)
    kept, number = np.unique(first, return_inverse=True)
    count = len(kept)
    image, tile = None, 1.0
    if fabric["print"]:
        print_ = Print(**fabric["print"] | {"colors": tuple(fabric["print"]["colors"])})
        image, tile = linear_image(print_image(print_, 512)), print_.scale
    return Surface(
        positions=positions[kept],
        triangles=number.reshape(-1)[part.triangles],
        color=np.tile(linear(fabric["color"]), (count, 1)),
        roughness=np.full(count, float(fabric["roughness"])),
        uv=part.attributes["TEXCOORD_0"].astype(float)[part.triangles],
        print_=image,
        tile=tile,
        specular=0.022,  # fibres scatter most of what a smooth surface would mirror
        sheen=float(fabric["sheen"]),
        sheen_color=tuple(linear(fabric["sheen_color"])),
        anisotropy=float(fabric["anisotropy"]),
        both=True,
    )
