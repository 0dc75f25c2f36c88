"""Reading a panel: its points, the edges round it, darts, pleats and cloth."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from frontrow.pattern.model import CUTS, Dart, Edge, Panel, Pleats, Point
from frontrow.pattern.read_place import place
from frontrow.pattern.reader import Reader

MAX_EDGES, MAX_POINTS, MAX_PLEATS = 48, 160, 60
ENTRIES = (
    "cut", "fabric", "layers", "grain", "elastic", "grip", "points", "edges", "darts", "pleats", "place", "loose",
    "about",
)  # fmt: skip


def panel(read: Reader, name: str, value: object, fabrics: Mapping[str, Any]) -> Panel:
    """The panel called `name`; `fabrics` are the file's fabric slots."""
    where = f"panel {name}"
    given = read.fields(value, where, ENTRIES, "be a mapping with cut, points, edges and place")
    cut = read.choice(given.get("cut"), f"{where}: `cut`", CUTS)
    fabric = given.get("fabric", "main")
    if fabric not in fabrics:
        raise read.wrong(f"{where}: fabric `{fabric!s:.40}` is not one of the file's fabrics ({', '.join(fabrics)}).")
    points = {
        key: read.point(item, f"{where}, point {key}")
        for key, item in read.mapping(given.get("points"), f"{where}: points", MAX_POINTS).items()
    }
    edges = tuple(
        _edge(read, key, item, where, points)
        for key, item in read.mapping(given.get("edges"), f"{where}: edges", MAX_EDGES).items()
    )
    _closed(read, edges, cut, where)
    names = [edge.name for edge in edges]
    darts = tuple(
        _dart(read, key, item, where, names, points)
        for key, item in read.mapping(given.get("darts", {}), f"{where}: darts", MAX_EDGES).items()
    )
    pleats = tuple(
        _pleats(read, key, item, where, names)
        for key, item in read.mapping(given.get("pleats", {}), f"{where}: pleats", MAX_EDGES).items()
    )
    taken = [fold.edge for fold in pleats] + [fold.to for fold in pleats if fold.to]
    for edge in names:
        if taken.count(edge) + (edge in [dart.edge for dart in darts]) * (edge in taken) > 1:
            raise read.wrong(f"{where}, edge {edge} is folded or darted twice; split the edge.")
    return Panel(
        name=name,
        cut=cut,
        points=points,
        edges=edges,
        darts=darts,
        pleats=pleats,
        place=place(read, given.get("place"), where, names, points, cut),
        grain=read.formula(given.get("grain", 0.0), f"{where}: grain"),
        fabric=str(fabric),
        layers=read.whole(given.get("layers", 1), f"{where}: `layers`", 1, 6),
        elastic=read.formula(given.get("elastic", 1.0), f"{where}: elastic"),
        grip=read.formula(given.get("grip", 0.0), f"{where}: grip"),
        loose=read.yes(given.get("loose", "no"), f"{where}: `loose`"),
    )


def _edge(read: Reader, name: str, value: object, panel: str, points: Mapping[str, Point]) -> Edge:
    where = f"{panel}, edge {name}"
    given = read.fields(value, where, ("from", "to", "bend", "through", "arc"), "be a mapping with from and to")
    if sum(key in given for key in ("bend", "through", "arc")) > 1:
        raise read.wrong(f"{where} may have one of bend, through and arc, not several.")
    bend, through, arc = given.get("bend", []), given.get("through", []), given.get("arc")
    if not isinstance(bend, list) or len(bend) > 2 or ("bend" in given and not bend):
        raise read.wrong(f"{where}: `bend` lists one or two control points.")
    if not isinstance(through, list) or len(through) > 12:
        raise read.wrong(f"{where}: `through` lists at most twelve points.")
    return Edge(
        name,
        read.among(given.get("from"), points, where, "point"),
        read.among(given.get("to"), points, where, "point"),
        tuple(read.spot(item, where, points) for item in bend),
        tuple(read.spot(item, where, points) for item in through),
        None if arc is None else read.spot(arc, where, points),
    )


def _closed(read: Reader, edges: tuple[Edge, ...], cut: str, where: str) -> None:
    if len(edges) < 2:
        raise read.wrong(f"{where} has fewer than two edges; name every side of its outline.")
    for edge, after in pairwise(edges):
        if edge.end != after.start:
            raise read.wrong(
                f"{where}, edge {after.name} begins at `{after.start}`, but edge {edge.name} ends at "
                f"`{edge.end}`; list the edges in order round the panel."
            )
    if cut != "fold" and edges[-1].end != edges[0].start:
        raise read.wrong(
            f"{where}, edge {edges[-1].name} ends at `{edges[-1].end}` and not where the outline began "
            f"(`{edges[0].start}`); close the outline."
        )


def _dart(read: Reader, name: str, value: object, panel: str, edges: list[str], points: Mapping[str, Point]) -> Dart:
    where = f"{panel}, dart {name}"
    given = read.fields(value, where, ("edge", "at", "width", "tip"), "be a mapping with edge, at, width and tip")
    return Dart(
        name,
        read.among(given.get("edge"), edges, where, "edge"),
        read.formula(given.get("at", 0.5), f"{where} at"),
        read.formula(given.get("width"), f"{where} width"),
        read.spot(given.get("tip"), f"{where} tip", points),
    )


def _pleats(read: Reader, name: str, value: object, panel: str, edges: list[str]) -> Pleats:
    where = f"{panel}, pleats {name}"
    keys = ("edge", "to", "count", "depth", "depth_to", "by", "towards", "pressed")
    given = read.fields(value, where, keys, "be a mapping with edge, to, count and depth")
    edge = read.among(given.get("edge"), edges, where, "edge")
    to = read.among(given.get("to"), edges, f"{where}: to", "edge")
    if to == edge:
        raise read.wrong(f"{where}: `edge` and `to` are the two edges that a fold runs between, not one edge twice.")
    depth = read.formula(given.get("depth"), f"{where} depth")
    return Pleats(
        name,
        edge,
        to,
        read.formula(given.get("count", 1), f"{where} count"),
        depth,
        read.formula(given.get("depth_to", depth), f"{where} depth_to"),
        read.formula(given.get("by", 0.0), f"{where} by"),
        read.choice(given.get("towards", "start"), f"{where}: `towards`", ("start", "end")),
        read.formula(given.get("pressed", 1.0), f"{where} pressed"),
    )
