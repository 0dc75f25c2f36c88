"""Placing on the torso: rings below the armpit, the relief of chest and back above it."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import LinearNDInterpolator, NearestNDInterpolator

from frontrow.pattern import tube
from frontrow.pattern.flat import Draft, FlatPanel
from frontrow.pattern.form import Form
from frontrow.pattern.mesh import PanelMesh
from frontrow.pattern.winding import girth, grown, rows

Array = NDArray[np.float64]


def torso(draft: Draft, panels: Sequence[FlatPanel], meshes: Mapping[str, PanelMesh], form: Form) -> dict[str, Array]:
    """panel -> (k, 3) start positions, metres."""
    rings = tube.trunk(form)
    spots = {p.name: rows(draft, p, meshes[p.name], form.levels) for p in panels}
    round_ = girth([(p, meshes[p.name], spots[p.name].station) for p in panels], rings.stations, 2.0)
    pit = form.levels["armpit"]
    round_[rings.stations > pit] = 0.0
    table = rings.wound(grown(rings, round_, 0.12))
    chest = _Chest(form)
    out = {}
    for panel in panels:
        spot = spots[panel.name]
        below = rings.at(table, spot.station, np.clip(spot.angle, -180, 180))
        start = rings.at(table, np.full(1, pit), np.array([panel.place.span[0]]))[0, 0]
        above = chest.at(start + spot.across, spot.station, panel.place.span)
        blend = np.clip((spot.station - pit + 0.01) / max(0.5 * (form.levels["neck"] - pit), 0.03), 0, 1)
        blend = (blend * blend * (3 - 2 * blend))[:, None]
        out[panel.name] = (1 - blend) * below + blend * above
    return out


class _Chest:
    """The front and back of chest and shoulders as two height fields z(x, y)."""

    def __init__(self, form: Form) -> None:
        p, levels = form.positions, form.levels
        wide = form.marks["shoulder_l"][0] + 0.04
        zone = form.zones["torso"] | form.zones["neck"] | form.zones["arms"]
        near = form.bare & zone & (np.abs(p[:, 0]) < wide) & (p[:, 1] > levels["bust"] - 0.1)
        near &= p[:, 1] < levels["nape"] + 0.03
        self.fields = {}
        for name, sign in (("front", 1), ("back", -1)):
            facing = near & (form.normals[:, 2] * sign > 0.05)
            spots, z = p[facing][:, :2], p[facing][:, 2]
            self.fields[name] = (LinearNDInterpolator(spots, z), NearestNDInterpolator(spots, z), sign)

    def at(self, x: Array, y: Array, span: tuple[float, float]) -> Array:
        """(k, 3) just off the skin, in front for a span that begins ahead of 90 degrees, else behind."""
        middle = abs(sum(span)) / 2
        linear, nearest, sign = self.fields["front" if middle < 90 else "back"]
        z = linear(x, y)
        z = np.where(np.isnan(z), nearest(x, y), z)
        return np.stack([x, y + 0.012, z + sign * 0.014], axis=1)
