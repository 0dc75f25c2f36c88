"""A pattern file read and checked for its grammar: every name is known, every value has the right type."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from frontrow.pattern.model import Buttons, Option, Panel, Pattern, Seam
from frontrow.pattern.read_panel import MAX_EDGES, panel
from frontrow.pattern.read_place import resting
from frontrow.pattern.reader import Reader
from frontrow.pattern.yaml_text import read_mapping

MAX_PANELS, MAX_SEAMS, MAX_LET, MAX_OPTIONS, MAX_BUTTONS = 64, 160, 160, 48, 24
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
EDGE = re.compile(r"([a-z][a-z0-9_]{0,39})\.([a-z][a-z0-9_]{0,39})")
ENTRIES = ("pattern", "title", "about", "for", "layer", "fabrics", "options", "let", "panels", "seams", "buttons")


def load(path: str | Path) -> Pattern:
    """The pattern in a YAML file of at most 256 kB. Raises PatternError: one sentence naming panel and
    edge."""
    path = Path(path)
    return _pattern(Reader(path.name), read_mapping(path))


def _pattern(read: Reader, data: Mapping[str, Any]) -> Pattern:
    read.fields(data, "the file", ENTRIES, "be a mapping")
    name = data.get("pattern")
    if not isinstance(name, str) or not SLUG.fullmatch(name):
        raise read.wrong("write `pattern: name` in small letters, digits and hyphens.")
    fabrics = read.mapping(data.get("fabrics", {"main": "cotton-poplin"}), "fabrics", 8)
    for slot, fabric in fabrics.items():
        if not isinstance(fabric, str) or len(fabric) > 120:
            raise read.wrong(f"fabrics: `{slot}` must name a fabric.")
    options = read.mapping(data.get("options", {}), "options", MAX_OPTIONS)
    let = read.mapping(data.get("let", {}), "let", MAX_LET)
    panels = {
        key: panel(read, key, value, fabrics)
        for key, value in read.mapping(data.get("panels"), "panels", MAX_PANELS).items()
    }
    panels = resting(read, panels)
    if not panels:
        raise read.wrong("has no panels; a pattern needs at least one.")
    seams = read.mapping(data.get("seams", {}), "seams", MAX_SEAMS)
    buttons = read.mapping(data.get("buttons", {}), "buttons", MAX_BUTTONS)
    sex = data.get("for")
    if sex not in (None, "f", "m"):
        raise read.wrong(f"`for` is f or m, or left out, not {sex!r:.40}.")
    return Pattern(
        name=name,
        title=read.text(data.get("title", name.replace("-", " ").capitalize()), "title", 120),
        file=read.file,
        sex=sex,
        about=read.text(data.get("about", ""), "about", 4000),
        options={key: _option(read, key, value) for key, value in options.items()},
        let={key: read.formula(value, f"let {key}") for key, value in let.items()},
        panels=panels,
        seams=tuple(_seam(read, key, value, panels) for key, value in seams.items()),
        buttons=tuple(_buttons(read, key, value, panels) for key, value in buttons.items()),
        fabrics={str(k): str(v) for k, v in fabrics.items()},
        layer=read.whole(data.get("layer", 0), "`layer` (0 is next to the skin)", 0, 9),
    )


def _option(read: Reader, name: str, value: object) -> Option:
    where = f"option {name}"
    keys = ("default", "from", "to", "title", "unit")
    given = read.fields(value, where, keys, "be a mapping with default, from and to")
    numbers = [given.get(key) for key in keys[:3]]
    for key, number in zip(keys, numbers, strict=False):
        if isinstance(number, bool) or not isinstance(number, int | float) or not abs(number) <= 1e4:
            raise read.wrong(f"{where}: `{key}` must be a number, not {number!r:.40}.")
    default, least, most = (float(n) for n in numbers if n is not None)
    if not least <= default <= most:
        raise read.wrong(f"{where}: the default {default:g} is not between {least:g} and {most:g}.")
    title = read.text(given.get("title", name.replace("_", " ").capitalize()), f"{where} title", 80)
    return Option(name, default, least, most, title, read.text(given.get("unit", "cm"), f"{where} unit", 12))


def _seam(read: Reader, name: str, value: object, panels: Mapping[str, Panel]) -> Seam:
    where = f"seam {name}"
    if isinstance(value, list) and len(value) == 2:
        value = {"join": value[0], "to": value[1]}
    given = read.fields(value, where, ("join", "to", "ease"), "name two edges, such as [front.side, back.side]")
    return Seam(
        name,
        _run(read, given.get("join"), where, panels),
        _run(read, given.get("to"), where, panels),
        read.formula(given.get("ease", 1.5), f"{where}: ease"),
    )


def _run(read: Reader, value: object, where: str, panels: Mapping[str, Panel]) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    if not items or len(items) > MAX_EDGES:
        raise read.wrong(f"{where} must join one to {MAX_EDGES} edges on each side.")
    for item in items:
        match = EDGE.fullmatch(item) if isinstance(item, str) else None
        if not match:
            raise read.wrong(f"{where}: `{item!s:.60}` is not an edge; write panel.edge.")
        if match[1] not in panels:
            raise read.wrong(
                f"{where}: `{item}` names the panel `{match[1]}`, which is not there; "
                f"the panels are {', '.join(panels)}."
            )
        edges = [edge.name for edge in panels[match[1]].edges]
        if match[2] not in edges:
            raise read.wrong(f"{where}: panel {match[1]} has no edge `{match[2]}`; its edges are {', '.join(edges)}.")
    return tuple(items)


def _buttons(read: Reader, name: str, value: object, panels: Mapping[str, Panel]) -> Buttons:
    where = f"buttons {name}"
    given = read.fields(value, where, ("on", "from", "to", "count"), "be a mapping with on, from, to and count")
    on = read.among(given.get("on"), panels, where, "panel")
    if panels[on].cut != "pair" or not panels[on].place.lap:
        raise read.wrong(f"{where}: panel {on} must be a pair whose place says `lap: left` or `lap: right`.")
    return Buttons(
        name,
        on,
        read.spot(given.get("from"), f"{where}: from", panels[on].points),
        read.spot(given.get("to"), f"{where}: to", panels[on].points),
        read.formula(given.get("count"), f"{where}: count"),
    )
