"""Look at the bodies: each named body standing, and frames of the walk from the side and the front.

python tools/mannequin/pictures.py OUT.png [BODY ...]
"""

import sys

import numpy as np
from picture import picture, sheet

from frontrow.body import FINISHES, named_body, pose, pose_frames, stand, walk

FRAMES = (0, 8, 16, 24, 36, 48)


def linear(code):
    """An sRGB "#rrggbb" as linear light."""
    return (np.array([int(code[i : i + 2], 16) for i in (1, 3, 5)]) / 255) ** 2.2


def painted(body, finish):
    """(t, 3) colour of each triangle."""
    f = FINISHES[finish]
    table = np.array([linear(c) for c in (f.color, f.base_layer, f.shoes, f.hair, f.lips, f.eyes)])
    return table[body.mannequin.triangle_zone(body.sex)]


def main(out, names):
    rows = []
    for name, finish in zip(names, list(FINISHES) * len(names), strict=False):
        body = named_body(name)
        triangles, colour = body.mannequin.triangles, painted(body, finish)
        w = walk(body)
        at = (0, body.measures["height"] * 0.5, 0)
        walking = pose_frames(body, w.rotations, w.roots)
        views = [(pose(body, *stand(body)), (0, 1.1, 5.4))]
        views += [(walking[f], (5.4, 1.1, 0)) for f in FRAMES] + [(walking[f], (0, 1.1, 5.4)) for f in FRAMES[::3]]
        rows.append([picture([(p, triangles, colour)], eye, at, fov=22, size=(300, 560)) for p, eye in views])
    sheet(rows).save(out)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:] or ["runway-f", "plus-f", "tall-m"])
