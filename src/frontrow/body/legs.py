"""Legs that reach where the feet are: the two-bone solution, and what a foot on the floor does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from frontrow.body.body import Body

Array = NDArray[Any]


def turn_x(radians: Array) -> Array:
    """(..., 3, 3) rotations about X."""
    return _turn(radians, 1, 2)


def turn_y(radians: Array) -> Array:
    """(..., 3, 3) rotations about Y."""
    return _turn(radians, 2, 0)


def turn_z(radians: Array) -> Array:
    """(..., 3, 3) rotations about Z."""
    return _turn(radians, 0, 1)


def _turn(radians: Array, i: int, j: int) -> Array:
    a = np.asarray(radians, np.float64)
    out = np.zeros((*a.shape, 3, 3))
    out[..., range(3), range(3)] = 1.0
    out[..., i, i] = out[..., j, j] = np.cos(a)
    out[..., j, i], out[..., i, j] = np.sin(a), -np.sin(a)
    return out


class Leg:
    """One leg of a body: hip to knee to ankle, and the sole."""

    def __init__(self, body: Body, side: str) -> None:
        m = body.mannequin

        def at(name: str) -> Array:
            p: Array = body.joints[m.joint(f"{name}.{side}")].astype(np.float64)
            return p

        self.side, self.sign = side, 1.0 if side == "L" else -1.0
        self.hip, self.knee, self.ankle, self.toes = at("thigh"), at("shin"), at("foot"), at("toes")
        self.upper, self.lower = self.knee - self.hip, self.ankle - self.knee
        foot, toe = m.weight(f"foot.{side}"), m.weight(f"toes.{side}")
        on = (body.rest[:, 1] < 0.04) & (foot + toe > 0.5)
        self.sole = body.rest[on].astype(np.float64)
        self.bend = (toe / np.maximum(foot + toe, 1e-6))[on, None]
        flat = self.sole[self.sole[:, 1] < 0.004]
        self.heel = np.array([self.ankle[0], 0.0, flat[:, 2].min()])
        ahead = self.toes - self.ankle
        self.out = float(np.degrees(np.arctan2(ahead[0] * self.sign, ahead[2])))  # how far the foot points outwards

    def reach(self, knee: Array) -> Array:
        """Distance from hip to ankle for a further knee bend (radians) than at rest."""
        out: Array = np.linalg.norm(self.upper + turn_x(knee) @ self.lower, axis=-1)
        return out

    def solve(self, pelvis: Array, hip: Array, ankle: Array, axis: Array) -> tuple[Array, Array, Array]:
        """Thigh rotation local to the pelvis (F, 3, 3), knee bend (F,) and shin's world rotation (F, 3, 3).

        pelvis: (F, 3, 3) world rotation; hip, ankle: (F, 3) world places; axis: (F, 3) where the knee hinge
        should point (the body's left). An ankle out of reach is met with a straight knee.
        """
        want = ankle - hip
        d = np.linalg.norm(want, axis=1)
        u, w = self.upper, self.lower
        a = u[0] * w[0]
        b, c = u[1] * w[1] + u[2] * w[2], u[2] * w[1] - u[1] * w[2]
        # |u|^2 + |w|^2 + 2 (a + b cos k + c sin k) = d^2
        right = (d**2 - u @ u - w @ w) / 2 - a
        amplitude, offset = np.hypot(b, c), np.arctan2(c, b)
        k = offset + np.arccos(np.clip(right / amplitude, -1.0, 1.0))
        rest = u + (turn_x(k) @ w)
        world = _frame(want, axis) @ np.swapaxes(_frame(rest, np.broadcast_to([1.0, 0.0, 0.0], rest.shape)), 1, 2)
        return np.swapaxes(pelvis, 1, 2) @ world, k, world @ turn_x(k)

    def lowest(self, foot: Array, toes: Array) -> Array:
        """(F,) lowest sole point below the ankle for world rotations of foot and toes (F, 3, 3); negative."""
        by_foot = (self.sole - self.ankle) @ foot[:, 1, :].T
        by_toes = (self.sole - self.toes) @ toes[:, 1, :].T + ((self.toes - self.ankle) @ foot[:, 1, :].T)
        out: Array = ((1 - self.bend) * by_foot + self.bend * by_toes).min(0)
        return out


def _frame(first: Array, second: Array) -> Array:
    """(F, 3, 3) orthonormal columns: along first, then second made square to it."""
    e1 = first / np.linalg.norm(first, axis=1, keepdims=True)
    e2 = second - e1 * (e1 * second).sum(1, keepdims=True)
    e2 = e2 / np.linalg.norm(e2, axis=1, keepdims=True)
    return np.stack([e1, e2, np.cross(e1, e2)], -1)
