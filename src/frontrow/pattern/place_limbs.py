"""Placing round one limb: an arm, a leg with its half of the hips, the neck."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from frontrow.pattern import tube
from frontrow.pattern.flat import Draft, FlatPanel
from frontrow.pattern.form import Form
from frontrow.pattern.mesh import PanelMesh
from frontrow.pattern.winding import girth, grown, rows

Array = NDArray[np.float64]
Meshes = Mapping[str, PanelMesh]


def wrapped(angle: Array) -> Array:
    """Degrees brought to -180..180."""
    return np.asarray((angle + 180) % 360 - 180)


def arm(draft: Draft, panels: Sequence[FlatPanel], meshes: Meshes, form: Form) -> dict[str, Array]:
    """panel -> (k, 3) start positions round the left arm, metres."""
    rings, levels = tube.arm(form)
    spots = {p.name: rows(draft, p, meshes[p.name], levels) for p in panels}
    round_ = girth([(p, meshes[p.name], spots[p.name].station) for p in panels], rings.stations, 1.0)
    table = rings.wound(grown(rings, round_, 0.08))
    out = {}
    for panel in panels:
        spot = spots[panel.name]
        low, high = sorted(panel.place.span)
        whole = np.clip(spot.angle, low, high)
        angle = whole if high - low >= 360 else wrapped(whole)
        out[panel.name] = rings.at(table, spot.station, angle)
    return out


def neck(draft: Draft, panels: Sequence[FlatPanel], meshes: Meshes, form: Form) -> dict[str, Array]:
    """panel -> (k, 3) start positions round the neck, metres."""
    rings = tube.neck(form)
    spots = {p.name: rows(draft, p, meshes[p.name], {"neck": 0.0}) for p in panels}
    round_ = girth([(p, meshes[p.name], spots[p.name].station) for p in panels], rings.stations, 2.0)
    table = rings.wound(grown(rings, round_, 0.06))
    return {p.name: rings.at(table, spots[p.name].station, np.clip(spots[p.name].angle, -180, 180)) for p in panels}


def leg(draft: Draft, panels: Sequence[FlatPanel], meshes: Meshes, form: Form) -> dict[str, Array]:
    """panel -> (k, 3) start positions round the left leg and its half of the hips, metres."""
    legs, hips = tube.leg(form), tube.trunk(form)
    crotch, waist = form.levels["crotch"], form.levels["waist"]
    spots = {p.name: rows(draft, p, meshes[p.name], form.levels) for p in panels}
    pairs = [(p, meshes[p.name], spots[p.name].station) for p in panels]
    leg_table = legs.wound(grown(legs, girth(pairs, legs.stations, 1.0), 0.12))
    round_ = girth(pairs, hips.stations, 2.0)
    # lower down the crotch's curve adds cloth that goes between the legs, not round the hips
    seat = crotch + 0.5 * (waist - crotch)
    round_ = np.minimum(round_, np.interp(np.maximum(hips.stations, seat), hips.stations, round_))
    hip_table = hips.wound(grown(hips, round_, 0.10))
    out = {}
    for panel in panels:
        spot = spots[panel.name]
        first = -90.0 if panel.place.side == "front" else 270.0
        angle = wrapped(first + spot.share * (90.0 - first))
        lower = legs.at(leg_table, np.minimum(spot.station, legs.stations[-1]), angle)
        lower[:, 1] = spot.station
        upper = hips.at(hip_table, np.maximum(spot.station, crotch), np.clip(spot.angle, -180, 180))
        blend = np.clip((spot.station - crotch) / (0.45 * (waist - crotch)), 0, 1)
        blend = (blend * blend * (3 - 2 * blend))[:, None]
        spots3 = (1 - blend) * lower + blend * upper
        spots3[:, 0] = np.maximum(spots3[:, 0], np.where(spot.share < 1e-6, 0.0, 0.002))
        out[panel.name] = spots3
    return out
