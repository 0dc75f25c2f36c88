"""Which limbs a cloth point is near, and where on each to begin to look.

Each point follows up to three places of the skin, on different limbs.
"""

import numpy as np
from numba import njit

SLOTS = 3  # most limbs that a point follows
REACH = 0.045  # m, how far off a limb that was not near before is looked for
APART = 0.012  # m, how far from what is followed already another place of the same limb may be
FAR = 0.06  # m, how far off a place is still followed
CORNER, ALOOF = -1.0, -2.0  # what is told of a point that follows a place and cannot see it, or is far from it
OFTEN, SELDOM = 2, 8  # frames, after how many a point looks for limbs that it does not follow, and for those it does


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def find_limbs(  # type: ignore[no-untyped-def]
    x, frame, body, normals, parts, about, low, cell, shape, starts, items, spot, near, changed
):
    """Give points of x (n, 3) up to three vertices of the body (nb, 3) to follow.

    Every point has its turn in one of `SELDOM` frames, and every one of `OFTEN` where limbs are about that it does not
    follow. items: body vertices sorted into cells, a few of each region; about: the limbs in and beside each cell, a
    bit for each. Writes near (n, 3), -1 is none, and changed (n,). A new one is taken where its limb is nearer than
    what is followed."""
    score = np.empty(8)
    best = np.empty(8, np.int32)
    scale = 1.0 / cell
    for i in range(frame % OFTEN, x.shape[0], OFTEN):
        px, py, pz = x[i, 0], x[i, 1], x[i, 2]
        a = int(np.floor((px - low[0]) * scale))
        b = int(np.floor((py - low[1]) * scale))
        c = int(np.floor((pz - low[2]) * scale))
        outside = a < -1 or b < -1 or c < -1 or a > shape[0] or b > shape[1] or c > shape[2]
        if (i + frame) % SELDOM >= OFTEN and (near[i, 0] < 0 or spot[i, 6] != CORNER):
            strange = np.uint8(0) if outside else about[a + 1, b + 1, c + 1]
            for k in range(SLOTS):
                if near[i, k] >= 0:
                    strange &= ~(np.uint8(1) << np.uint8(parts[near[i, k]]))
            if strange == 0:
                continue
        found = False
        other = -1
        farther = REACH * REACH
        j = near[i, 0]
        tx, ty, tz = (body[j, 0], body[j, 1], body[j, 2]) if j >= 0 else (1e3, 1e3, 1e3)
        for q in range(8):
            score[q] = REACH * REACH
            best[q] = -1
        for k in range(SLOTS):
            j = near[i, k]
            if j < 0 or (k == 0 and spot[i, 6] == CORNER):  # followed into a corner from where nothing is in sight
                continue
            dx, dy, dz = px - body[j, 0], py - body[j, 1], pz - body[j, 2]
            d = dx * dx + dy * dy + dz * dz
            inside = dx * normals[j, 0] + dy * normals[j, 1] + dz * normals[j, 2] < 0.0
            if d > FAR * FAR:
                continue
            found = True
            q = parts[j]
            if best[q] < 0 or d < score[q]:
                best[q] = j
                score[q] = -1.0 / d if inside else d
        if not outside:
            for da in range(max(a - 1, 0), min(a + 2, shape[0])):
                for db in range(max(b - 1, 0), min(b + 2, shape[1])):
                    row = (da * shape[1] + db) * shape[2]
                    first = starts[row + max(c - 1, 0)] if c - 1 < shape[2] else 0
                    last = starts[row + min(c + 2, shape[2])] if c - 1 < shape[2] else 0
                    for s in range(first, last):
                        j = items[s]
                        d = (px - body[j, 0]) ** 2 + (py - body[j, 1]) ** 2 + (pz - body[j, 2]) ** 2
                        q = parts[j]
                        if d < score[q]:
                            score[q] = d
                            best[q] = j
                            found = True
                        tj = (tx - body[j, 0]) ** 2 + (ty - body[j, 1]) ** 2 + (tz - body[j, 2]) ** 2
                        if d < farther and tj > APART * APART:
                            farther = d
                            other = j
        for k in range(SLOTS):
            was = near[i, k]
            near[i, k] = -1
            if not found:
                changed[i] |= was >= 0
                continue
            one = -1
            for q in range(8):
                if best[q] >= 0 and (one < 0 or score[q] < score[one]):
                    one = q
            if one >= 0:
                near[i, k] = best[one]
                best[one] = -1
            elif other >= 0 and spot[i, 6] == CORNER:  # another place of the same limb: over a boot's edge the shin
                near[i, k] = other
                other = -1
            changed[i] |= was != near[i, k]


@njit(cache=True, nogil=True, error_model="numpy")
def find_about(parts, shape, starts, items):  # type: ignore[no-untyped-def]
    """The limbs in each cell and those beside it, a bit for each; there is one row of cells more all round."""
    a, b, c = shape[0] + 2, shape[1] + 2, shape[2] + 2
    about = np.zeros((a, b, c), np.uint8)
    h = 0
    for i in range(1, a - 1):
        for j in range(1, b - 1):
            for k in range(1, c - 1):
                for s in range(starts[h], starts[h + 1]):
                    about[i, j, k] |= np.uint8(1) << np.uint8(parts[items[s]])
                h += 1
    for i in range(a):
        for j in range(b):
            last = np.uint8(0)
            for k in range(c):
                now = about[i, j, k]
                about[i, j, k] |= last | (about[i, j, k + 1] if k + 1 < c else np.uint8(0))
                last = now
    for i in range(a):
        for k in range(c):
            last = np.uint8(0)
            for j in range(b):
                now = about[i, j, k]
                about[i, j, k] |= last | (about[i, j + 1, k] if j + 1 < b else np.uint8(0))
                last = now
    for j in range(b):
        for k in range(c):
            last = np.uint8(0)
            for i in range(a):
                now = about[i, j, k]
                about[i, j, k] |= last | (about[i + 1, j, k] if i + 1 < a else np.uint8(0))
                last = now
    return about
