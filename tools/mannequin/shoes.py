"""Step 5a: a plain low-heeled ankle boot in place of the bare foot.

Drawn once round the mean left foot as rings from the ankle to the toe; every other body gets it by a
least-squares map of its own foot (length, width, height and turn; heights depend on heights alone, so that
soles stay flat), mended towards the ankle so that the shaft meets the leg. All of this is linear in the
shape.
"""

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.spatial import ConvexHull

PLATFORM = 0.008  # sole under the ball of the foot, metres
COLLAR = 0.047  # top of the shaft above the ankle joint
TIP = 0.014  # how far the shoe is longer than the toes
WALL = 0.0028  # leather
COLUMNS, BOTTOM = 40, 11  # points of a ring, and how many of them lie on the sole, edges included


def section(p, edges, origin, normal):
    side = (p - origin) @ normal
    e = edges[side[edges[:, 0]] * side[edges[:, 1]] < 0]
    a, b = side[e[:, 0]], side[e[:, 1]]
    t = (a / (a - b))[:, None]
    return p[e[:, 0]] + t * (p[e[:, 1]] - p[e[:, 0]])


def along(points, count):
    """`count` points at equal arc length on an open polyline."""
    d = np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    s = np.linspace(0, d[-1], count)
    return np.stack([np.interp(s, d, points[:, k]) for k in range(points.shape[1])], 1)


def half_widths(outline, z):
    """Inner and outer x of a closed plan outline (k, 2) of (x, z) at depth z."""
    a, b = outline, np.roll(outline, -1, 0)
    hit = (a[:, 1] - z) * (b[:, 1] - z) <= 0
    hit &= np.abs(a[:, 1] - b[:, 1]) > 1e-12
    t = (z - a[hit, 1]) / (b[hit, 1] - a[hit, 1])
    x = a[hit, 0] + t * (b[hit, 0] - a[hit, 0])
    return x.min(), x.max()


def shoe(foot, edges, loop, ankle, toes, floor):
    """Rings (R, COLUMNS, 3) of the shoe's skin in the mean body's space, collar first, and the tip (3,).

    foot: (n, 3) points of the left foot with edges (e, 2); loop: (k, 3) its upper end, from the back of the
    heel round the outside.
    """
    heel_back = foot[:, 2].min()
    low = foot[foot[:, 1] < floor + 0.045]
    tip_of_toes = foot[:, 2].max()
    centre = 0.5 * (low[low[:, 2] < heel_back + 0.03, 0].min() + low[low[:, 2] < heel_back + 0.03, 0].max())
    front = low[low[:, 2] > toes[2] - 0.01]
    middle_toe = 0.5 * (front[:, 0].min() + front[:, 0].max())
    yaw = np.arctan2(middle_toe - centre, tip_of_toes - heel_back - 0.04)
    c, s = np.cos(yaw), np.sin(yaw)
    origin = np.array([ankle[0], floor, ankle[2]])

    def local(p):
        q = p - origin
        return np.stack([c * q[:, 0] - s * q[:, 2], q[:, 1], s * q[:, 0] + c * q[:, 2]], 1)

    def back(q):
        return np.stack([c * q[..., 0] + s * q[..., 2], q[..., 1], -s * q[..., 0] + c * q[..., 2]], -1) + origin

    f, ring0, ball = local(foot), local(loop), local(toes[None])[0]
    low = f[f[:, 1] < 0.045]
    plan = low[ConvexHull(low[:, [0, 2]]).vertices][:, [0, 2]]
    middle = plan.mean(0)
    plan = plan + 0.0025 * (plan - middle) / np.linalg.norm(plan - middle, axis=1, keepdims=True)
    z_tip, z_back = plan[:, 1].max() + TIP, plan[:, 1].min() - 0.001
    front_pts = plan[plan[:, 1] > plan[:, 1].max() - 0.012]
    x_tip = 0.62 * front_pts[:, 0].mean() + 0.38 * plan[plan[:, 1] > ball[2] - 0.02, 0].mean()
    extra = [[x_tip - 0.011, z_tip - 0.0035], [x_tip, z_tip], [x_tip + 0.011, z_tip - 0.0035]]
    plan = np.vstack([plan, extra])
    plan = plan[ConvexHull(plan).vertices]
    plan = along(np.vstack([plan, plan[:1]]), 241)[:-1]
    plan = gaussian_filter1d(plan, 4, axis=0, mode="wrap")

    y_c = ring0[:, 1].mean()
    pivot = np.array([ring0[:, 2].max() + 0.040, y_c])  # (z, y)
    z_heel = z_back + 0.066  # front of the heel
    z_flat = ball[2] + 0.034

    def bottom(z):
        if z <= z_heel:
            return 0.0
        arch = 0.016 * np.sin(np.pi * np.clip((z - z_heel) / (ball[2] - 0.018 - z_heel), 0, 1)) ** 0.6
        spring = 0.009 * np.clip((z - z_flat) / (z_tip - z_flat), 0, 1) ** 2
        return arch + spring

    # the top line from the instep to the tip, from the foot's own
    zs = np.linspace(pivot[0] - 0.01, z_tip, 60)
    tops = np.array([f[(np.abs(f[:, 2] - z) < 0.006), 1].max(initial=0.0) for z in zs])
    tops = np.maximum(tops + WALL, 0)
    box = 0.019 + 0.026 * np.sqrt(np.clip((z_tip + 0.004 - zs) / (z_tip - ball[2]), 0, 1.6))
    tops = gaussian_filter1d(
        np.where(zs > ball[2], np.maximum(np.minimum(tops, box + 0.006), box), tops), 5, mode="nearest"
    )
    end = np.clip((z_tip - zs) / 0.022, 0, 1)
    tops = 0.012 + (tops - 0.012) * np.sqrt(1 - (1 - end) ** 2)

    n_bottom, n_top = BOTTOM, COLUMNS - BOTTOM + 2
    m = COLUMNS
    ring0 = _resample(ring0, n_bottom, n_top)

    def outline(upper, lower):
        """A ring from its upper arc (outer edge over the top to inner edge) and lower arc (inner to outer
        edge)."""
        top, under = along(upper, n_top), along(lower, n_bottom)
        return np.vstack([under, top[1:-1]])

    def fan(alpha):
        d = np.array([-np.cos(alpha), -np.sin(alpha)])  # (z, y)
        o = np.array([0.0, pivot[1], pivot[0]])
        pts = section(f, edges, o, np.array([0.0, d[0], -d[1]]))
        pts = np.stack([pts[:, 0], (pts[:, 2] - pivot[0]) * d[0] + (pts[:, 1] - pivot[1]) * d[1]], 1)
        pts = pts[pts[:, 1] > 0]
        mid = pts.mean(0)
        pts = pts + WALL * (pts - mid) / np.linalg.norm(pts - mid, axis=1, keepdims=True)
        if d[1] < -1e-6:
            r_floor = -pivot[1] / d[1]
            z_hit = pivot[0] + r_floor * d[0]
        if d[1] > -1e-6 or z_hit < z_back + 0.004:  # the ray meets the back of the heel
            y_guess = pivot[1] + pts[:, 1].max() * d[1]
            r = max(
                pts[:, 1].max(),
                (z_back + 0.004 * np.clip(y_guess / 0.05, 0, 1) - pivot[0]) / d[0] * (y_guess < 0.055),
            )
            share = np.clip(1 - y_guess / y_c, 0, 1)
            e = 0.010 + 0.014 * share
            left, right = np.array([mid[0] - e, r - 0.002]), np.array([mid[0] + e, r - 0.002])
            lower = np.array([left, [mid[0] - 0.5 * e, r - 0.0004], [mid[0], r], [mid[0] + 0.5 * e, r - 0.0004], right])
        else:
            z_edge = max(z_hit, z_back + 0.004)
            r_b = r_floor
            for _ in range(4):  # where the ray meets the raised arch
                z_hit = pivot[0] + r_b * d[0]
                r_b = (pivot[1] - bottom(z_hit)) / -d[1]
            z_edge = max(z_hit, z_back + 0.004)
            a, b = half_widths(plan, z_edge)
            shrink = 0.0055 if z_edge < z_heel else 0.002
            left, right = np.array([a + shrink, r_b]), np.array([b - shrink, r_b])
            lower = np.array([left, right])
        hull = np.vstack([pts, left, right])
        hull = hull[ConvexHull(hull).vertices]
        upper = _open(hull, right, left)
        ring = outline(upper, lower)
        return np.stack([ring[:, 0], pivot[1] + ring[:, 1] * d[1], pivot[0] + ring[:, 1] * d[0]], 1)

    def forward(z):
        a, b = half_widths(plan, min(z, plan[:, 1].max() - 1e-6))
        a, b = a + 0.001, b - 0.001
        y0, y1 = bottom(z), float(np.interp(z, zs, tops))
        ridge = a + 0.42 * (b - a)
        wall = min(0.010, 0.45 * (y1 - y0))
        u = np.linspace(0, np.pi, 41)
        cosine, sine = np.cos(u), np.sin(u)
        n = 2.35
        x = np.sign(cosine) * np.abs(cosine) ** (2 / n)
        x = np.where(x > 0, ridge + x * (b - ridge), ridge + x * (ridge - a))
        y = y0 + wall + (y1 - y0 - wall) * np.abs(sine) ** (2 / n)
        upper = np.vstack([[[b - 0.0015, y0]], np.stack([x, y], 1), [[a + 0.0015, y0]]])
        ring = outline(upper, np.array([[a + 0.0015, y0], [b - 0.0015, y0]]))
        return np.stack([ring[:, 0], ring[:, 1], np.full(m, z)], 1)

    breast = np.arctan2(pivot[1], pivot[0] - z_heel)
    angles = np.sort(np.r_[np.linspace(np.radians(7), np.pi / 2, 15), breast - 0.012, breast + 0.028])
    rings = [fan(a) for a in angles]
    z_ahead = pivot[0] + (z_tip - pivot[0]) * np.sin(np.linspace(0, np.pi / 2, 17))[1:-1] ** 0.92
    rings += [forward(z) for z in z_ahead]
    last = len(angles) - 1  # where the foot's own instep hands over to the drawn one
    rings[last] = 0.7 * rings[last] + 0.3 * forward(pivot[0])
    lip_out = ring0 - [ring0[:, 0].mean(), 0, ring0[:, 2].mean()]
    lip_out[:, 1] = 0
    lip_out /= np.linalg.norm(lip_out, axis=1, keepdims=True)
    lip = [ring0 + WALL * lip_out + [0, 0.0012, 0], ring0 + WALL * 1.15 * lip_out - [0, 0.004, 0]]
    grid = np.stack(lip + rings)
    grid = _soften(grid, n_bottom, 3)
    tip = np.array([x_tip, 0.010, z_tip])
    return back(grid), back(tip)


def _resample(loop, n_bottom, n_top):
    """A closed loop that starts at the back as a ring of columns: a narrow strip at the back is the
    `sole`."""
    closed = np.vstack([loop, loop[:1]])
    d = np.r_[0, np.cumsum(np.linalg.norm(np.diff(closed, axis=0), axis=1))]
    s = np.r_[np.linspace(-0.010, 0.010, n_bottom), np.linspace(0.010, d[-1] - 0.010, n_top)[1:-1]] % d[-1]
    return np.stack([np.interp(s, d, closed[:, k]) for k in range(3)], 1)


def stitch(first, second, p):
    """Triangles between two closed rings of vertex ids that start at the same side; p: positions."""
    a, b = [*first, first[0]], [*second, second[0]]
    la = np.r_[0, np.cumsum(np.linalg.norm(np.diff(p[a], axis=0), axis=1))]
    lb = np.r_[0, np.cumsum(np.linalg.norm(np.diff(p[b], axis=0), axis=1))]
    la, lb = la / la[-1], lb / lb[-1]
    i = j = 0
    out = []
    while i < len(first) or j < len(second):
        if j == len(second) or (i < len(first) and la[i + 1] < lb[j + 1]):
            out.append([a[i], a[i + 1], b[j]])
            i += 1
        else:
            out.append([a[i], b[j + 1], b[j]])
            j += 1
    return np.array(out)


def _open(hull, start, stop):
    """The hull from `start` to `stop`, the way that goes over the top (small r)."""
    i = np.argmin(np.linalg.norm(hull - start, axis=1))
    j = np.argmin(np.linalg.norm(hull - stop, axis=1))
    a = np.roll(hull, -i, 0)[: (j - i) % len(hull) + 1]
    b = np.roll(hull[::-1], -(len(hull) - 1 - i), 0)[: (i - j) % len(hull) + 1]
    return a if a[:, 1].min() < b[:, 1].min() else b


def _soften(grid, n_bottom, times):
    """Even out the upper between the rings; the collar, the sole's edges and the sole stay."""
    out = grid.copy()
    free = np.ones(grid.shape[:2], bool)
    free[:2] = False
    free[-1:] = False
    free[:, :n_bottom] = False
    free[2:8, :n_bottom] = True  # the back of the shaft
    for _ in range(times):
        near = 0.25 * (np.roll(out, 1, 1) + np.roll(out, -1, 1))
        near[1:-1] += 0.25 * (out[2:] + out[:-2])
        near[[0, -1]] += 0.5 * out[[0, -1]]
        out = np.where(free[..., None], 0.45 * out + 0.55 * near, out)
    return out
