"""Reading fabrics from YAML: the library that comes with Front Row, and a house's own files."""

import re
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from frontrow.fabric.model import CARE, FIBRES, WEAVES, Fabric, FabricError, Print
from frontrow.fabric.prints import PRINTS

MAX_BYTES = 16_384
COLOR = re.compile(r"#[0-9a-fA-F]{6}")

# field: (least, most). Wide enough for chiffon and for canvas, narrow enough to catch a wrong unit.
BOUNDS = {
    "density": (0.01, 1.5),
    "thickness": (0.00005, 0.006),
    "stretch_warp": (1.0, 20000.0),
    "stretch_weft": (1.0, 20000.0),
    "shear": (0.5, 5000.0),
    "bend_warp": (1e-8, 5e-3),
    "bend_weft": (1e-8, 5e-3),
    "hysteresis": (0.0, 0.05),
    "friction": (0.0, 1.5),
    "damping": (0.0, 1.0),
    "drag": (0.0, 10.0),
    "roughness": (0.0, 1.0),
    "sheen": (0.0, 1.0),
    "anisotropy": (-1.0, 1.0),
    "opacity": (0.05, 1.0),
    "cost": (0.0, 100_000.0),
    "width": (0.2, 4.0),
}


class _Loader(yaml.SafeLoader):
    """YAML without aliases: a fabric needs none, and they are how a small file becomes a huge one."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not allowed")
        return super().compose_node(parent, index)


def load(path: str | Path) -> Fabric:
    """The fabric in a YAML file; FabricError names the file and the field that is wrong."""
    path = Path(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise FabricError(f"{path.name}: cannot be read ({error.strerror}); check the path.") from None
    return loads(raw, path.name)


def loads(raw: bytes, file: str) -> Fabric:
    """The fabric in the content of a YAML file; FabricError names `file` and the field that is wrong."""
    if len(raw) > MAX_BYTES:
        raise FabricError(f"{file}: is {len(raw)} bytes; a fabric file is at most {MAX_BYTES}.")
    try:
        data = yaml.load(raw, Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:160]
        raise FabricError(f"{file}: is not readable YAML ({reason}); mend the file.") from None
    return parse(data, file)


def parse(data: object, file: str) -> Fabric:
    """A fabric from the mapping in its file."""
    if not isinstance(data, dict):
        raise FabricError(f"{file}: a fabric file is a mapping that begins with `fabric: name`.")
    data = dict(data)
    name = data.pop("fabric", None)
    if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,40}", name):
        raise FabricError(f"{file}: write `fabric: name`, in small letters, digits and hyphens.")
    known = {f.name for f in fields(Fabric)}
    values: dict[str, Any] = {}
    base = data.pop("like", None)
    if base is not None:
        if not isinstance(base, str) or base not in _library():
            raise FabricError(f"{file}: is like `{base!s:.60}`, which is none of {', '.join(_library())}.")
        values = {f.name: getattr(_library()[base], f.name) for f in fields(Fabric)}
        del values["title"]
    values["name"] = name
    for key, value in data.items():
        if key not in known or key == "name":
            raise FabricError(f"{file}: has no field `{key}`; the fields are {', '.join(sorted(known))}.")
        values[key] = _value(str(key), value, file)
    values.setdefault("title", name.replace("-", " ").capitalize())
    missing = [f.name for f in fields(Fabric) if f.name in REQUIRED and f.name not in values]
    if missing:
        raise FabricError(f"{file}: `{missing[0]}` is missing; every fabric says {', '.join(REQUIRED)}.")
    return Fabric(**values)


REQUIRED = (
    "composition",
    "weave",
    "density",
    "thickness",
    "stretch_warp",
    "stretch_weft",
    "shear",
    "bend_warp",
    "bend_weft",
)


def _value(key: str, value: object, file: str) -> object:
    if key in BOUNDS:
        least, most = BOUNDS[key]
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise FabricError(f"{file}: `{key}` must be a number from {least:g} to {most:g}, not {value!r}.")
        return float(value)
    if key == "weave":
        return _one_of(value, WEAVES, key, file)
    if key == "care":
        if not isinstance(value, list):
            raise FabricError(f"{file}: `care` is a list of {', '.join(CARE)}.")
        return tuple(_one_of(item, CARE, key, file) for item in value)
    if key == "composition":
        return _composition(value, file)
    if key == "print":
        return None if value is None else _print(value, file)
    if key == "source":
        if not isinstance(value, dict):
            raise FabricError(f"{file}: `source` maps what was measured to where the figure is from.")
        return {str(k): str(v)[:400] for k, v in value.items()}
    if key in ("color", "sheen_color"):
        return _color(value, key, file)
    if not isinstance(value, str) or len(value) > 200:
        raise FabricError(f"{file}: `{key}` must be a short text, not {value!r:.60}.")
    return value


def _one_of(value: object, allowed: tuple[str, ...], key: str, file: str) -> str:
    if value not in allowed:
        raise FabricError(f"{file}: `{key}` must be one of {', '.join(allowed)}, not {value!r:.60}.")
    return str(value)


def _color(value: object, key: str, file: str) -> str:
    if not isinstance(value, str) or not COLOR.fullmatch(value):
        raise FabricError(f'{file}: `{key}` must be a colour such as "#1a2b3c", in quotes, not {value!r:.60}.')
    return value.lower()


def _composition(value: object, file: str) -> Mapping[str, float]:
    if not isinstance(value, dict) or not value:
        raise FabricError(f"{file}: `composition` maps fibres to percent, such as {{wool: 98, elastane: 2}}.")
    for fibre, share in value.items():
        _one_of(fibre, FIBRES, "composition", file)
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 < share <= 100:
            raise FabricError(f"{file}: `composition` gives {fibre} {share!r:.30} percent; write 1 to 100.")
    total = sum(value.values())
    if abs(total - 100) > 0.01:
        raise FabricError(f"{file}: `composition` adds up to {total:g} percent; make it 100.")
    return {str(fibre): float(share) for fibre, share in value.items()}


def _print(value: object, file: str) -> Print:
    if not isinstance(value, dict) or not set(value) <= {"kind", "colors", "scale", "seed"}:
        raise FabricError(f"{file}: `print` takes kind, colors, scale and seed.")
    kind = _one_of(value.get("kind"), PRINTS, "print.kind", file)
    colors, scale, seed = value.get("colors"), value.get("scale", 0.3), value.get("seed", 0)
    if not isinstance(colors, list) or not 2 <= len(colors) <= 6:
        raise FabricError(f"{file}: `print.colors` lists two to six colours, the ground first.")
    if isinstance(scale, bool) or not isinstance(scale, int | float) or not 0.005 <= scale <= 3:
        raise FabricError(f"{file}: `print.scale` is the repeat in metres, from 0.005 to 3, not {scale!r:.60}.")
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**31:
        raise FabricError(f"{file}: `print.seed` is a whole number from 0 up, not {seed!r:.60}.")
    return Print(kind, tuple(_color(c, "print.colors", file) for c in colors), float(scale), seed)


@cache
def _library() -> dict[str, Fabric]:
    folder = resources.files("frontrow.fabric") / "library"
    found = [parse(yaml.safe_load(f.read_bytes()), f.name) for f in folder.iterdir() if f.name.endswith(".yaml")]
    return {fabric.name: fabric for fabric in sorted(found, key=lambda fabric: fabric.name)}


def library() -> dict[str, Fabric]:
    """The fabrics that come with Front Row, by name."""
    return dict(_library())


def resolve(name_or_path: str, base: str | Path | None = None) -> Fabric:
    """A library fabric by name, else a file: as given, or beside `base` (a file's folder or a season's)."""
    if name_or_path in _library():
        return _library()[name_or_path]
    tried = [Path(name_or_path)]
    if base is not None:
        folder = Path(base)
        for place in (folder, folder / "fabrics", folder.parent / "fabrics"):
            tried += [place / name_or_path, place / f"{name_or_path}.yaml"]
    for path in tried:
        if path.is_file():
            return load(path)
    raise FabricError(
        f"Fabric `{name_or_path}` is neither a file nor in the library; choose one of {', '.join(_library())}."
    )
