"""Reading `place`: where a panel sits before the cloth is let go."""

from collections.abc import Mapping
from dataclasses import replace

from frontrow.pattern.model import LAPS, LEVELS, PARTS, SIDES, Panel, Place, Point
from frontrow.pattern.reader import Reader

ENTRIES = ("on", "side", "inner", "outer", "span", "level", "top", "lift", "lap", "over")
SPANS = {"front": (0.0, 90.0), "back": (180.0, 90.0), "around": (0.0, 180.0)}
WIDEST = {"arm": 360.0, "neck": 180.0}


def place(read: Reader, value: object, panel: str, edges: list[str], points: Mapping[str, Point], cut: str) -> Place:
    """The place of a panel with these edges and points, cut as a pair or on the fold."""
    where = f"{panel}, place"
    given = read.fields(value, where, ENTRIES, "say on which part of the body the panel sits")
    if "over" in given:
        return _over(read, given, where)
    part = read.choice(given.get("on"), f"{where}: `on`", PARTS)
    side = read.choice(given.get("side", "around"), f"{where}: `side`", SIDES)
    if part in ("arm", "leg") and cut != "pair":
        raise read.wrong(f"{where}: a panel on the {part} is cut as a pair, one for each side.")
    span = given.get("span", [-180.0, 180.0] if part == "arm" else list(SPANS[side]))
    most = WIDEST.get(part, 180.0)
    if (
        not isinstance(span, list)
        or len(span) != 2
        or any(isinstance(a, bool) or not isinstance(a, int | float) or abs(a) > most for a in span)
        or span[0] == span[1]
    ):
        raise read.wrong(f"{where}: `span` is two different angles from -{most:g} to {most:g}, such as [0, 90].")
    names = {key: read.names(given.get(key, []), f"{where}: {key}", edges) for key in ("inner", "outer", "top")}
    if not names["outer"] or (cut != "fold" and not names["inner"]):
        raise read.wrong(f"{where} needs `inner` and `outer`: the edges at the two ends of its span.")
    if part == "skirt" and not names["top"]:
        raise read.wrong(f"{where} needs `top`: the edges from which the panel hangs.")
    level = read.mapping(given.get("level"), f"{where}: level", 4)
    if not level:
        raise read.wrong(f"{where}: `level` pins at least one point to a level of the body.")
    for point, height in level.items():
        read.among(point, points, f"{where}: level", "point")
        read.among(height, LEVELS, f"{where}: level {point}", "level")
    lap = given.get("lap")
    if lap is not None:
        read.choice(lap, f"{where}: `lap` (which side lies on top)", LAPS)
        if cut != "pair":
            raise read.wrong(f"{where}: `lap` is for a pair; a panel on the fold has nothing to lap over.")
    return Place(
        on=part,
        side=side,
        inner=names["inner"],
        outer=names["outer"],
        span=(float(span[0]), float(span[1])),
        level={str(k): str(v) for k, v in level.items()},
        top=names["top"],
        lift=read.formula(given.get("lift", 0.0), f"{where}: lift"),
        lap=lap,
    )


def _over(read: Reader, given: Mapping[str, object], where: str) -> Place:
    """A place on another panel; `resting` gives it that panel's own."""
    if len(given) > 1:
        raise read.wrong(f"{where}: a panel that lies `over` another one sits where that does; leave the rest out.")
    return Place("torso", "around", (), (), (0.0, 90.0), {}, over=read.text(given["over"], f"{where}: over", 40))


def resting(read: Reader, panels: Mapping[str, Panel]) -> dict[str, Panel]:
    """The panels of a pattern, those that lie `over` another one where that sits."""
    out = dict(panels)
    for name, panel in panels.items():
        if panel.place.over is None:
            continue
        where = f"panel {name}, place: over"
        under = panels[read.among(panel.place.over, panels, where, "panel")]
        if under.place.over is not None or under.cut != panel.cut:
            raise read.wrong(f"{where}: `{under.name}` must be cut alike, a {panel.cut}, and lie on the body itself.")
        out[name] = replace(panel, place=replace(under.place, inner=(), outer=(), top=(), over=under.name))
    return out
