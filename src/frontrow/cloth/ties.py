"""The ties of coarse levels at work: drawn in, damped, and what they move spread over the cloth between."""

import numpy as np
from numba import njit

from frontrow.cloth.lanes import blend

AROUND = 4  # chosen points that move a point between them, as `blend` has it
TAUT = 0.985  # of its length, a tie that damps


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def take(x, p, nodes, fall, dt, new, old, start):  # type: ignore[no-untyped-def]
    """Places of the nodes now, and before, but for the way that they fall by weight."""
    for k in range(nodes.shape[0]):
        i = nodes[k]
        for axis in range(3):
            new[k, axis] = start[k, axis] = x[i, axis]
            old[k, axis] = p[i, axis]
        old[k, 1] -= dt * fall[i]


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def draw_in(x, p, w, ties, length, most):  # type: ignore[no-untyped-def]
    """One sweep over the ties: none longer than its length (e, 2: flat, most), taut ones as long as in p; how many act.

    most: metres that damping may take, so that it calms what is slow and leaves a blow alone."""
    count = 0
    for e in range(ties.shape[0]):
        i, j = ties[e, 0], ties[e, 1]
        ws = w[i] + w[j]
        dx, dy, dz = x[j, 0] - x[i, 0], x[j, 1] - x[i, 1], x[j, 2] - x[i, 2]
        taut = TAUT * length[e, 0] if most > 0.0 else length[e, 1]
        now = dx * dx + dy * dy + dz * dz
        if now <= taut * taut or ws == 0.0:
            continue
        now = np.sqrt(now)
        push = now - length[e, 1]
        ax, ay, az = p[j, 0] - p[i, 0], p[j, 1] - p[i, 1], p[j, 2] - p[i, 2]
        before = np.sqrt(ax * ax + ay * ay + az * az)
        if before > taut and most > 0.0:
            push = max(push, min(max(now - before, -most), most))
        elif push <= 0.0:
            continue
        s = push / (now * ws)
        a, b = s * w[i], s * w[j]
        x[i, 0] += a * dx
        x[i, 1] += a * dy
        x[i, 2] += a * dz
        x[j, 0] -= b * dx
        x[j, 1] -= b * dy
        x[j, 2] -= b * dz
        count += 1
    return count


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def spread(x, w, near, share, move):  # type: ignore[no-untyped-def]
    """Move the points x (n, 4) that are free (w) with the chosen points around them."""
    for i in range(x.shape[0]):
        if w[i] > 0.0:
            blend(x, i, near, share, move)


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def spread_few(x, w, starts, taken, share, move):  # type: ignore[no-untyped-def]
    """The same where few of the chosen points move."""
    for k in range(move.shape[0]):
        a, b, c = move[k, 0], move[k, 1], move[k, 2]
        if a == 0.0 and b == 0.0 and c == 0.0:
            continue
        for s in range(starts[k], starts[k + 1]):
            i = taken[s] // AROUND
            if w[i] > 0.0:
                q = share[i, taken[s] % AROUND]
                x[i, 0] += q * a
                x[i, 1] += q * b
                x[i, 2] += q * c


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def relax(x, w, new, old, start, weight, ties, length, most, near, share, starts, taken):  # type: ignore[no-untyped-def]
    """Draw in the ties between nodes, and move the points x with them."""
    if draw_in(new, old, weight, ties, length, most) == 0:
        return
    for k in range(new.shape[0]):
        for axis in range(3):
            new[k, axis] -= start[k, axis]
    if most > 0.0:
        spread(x, w, near, share, new)
    else:
        spread_few(x, w, starts, taken, share, new)
