"""What a house asks for: garments in dressing order, a body, a finish and a walk."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml

from frontrow.body import CHARTS, FINISHES, NAMED, SIZES, Body, Finish, Measurements, fit, named_body, size_body
from frontrow.body.stance import Stance, stance
from frontrow.errors import UserError
from frontrow.fabric import Fabric, Print, resolve

CHART = {"f": "women", "m": "men"}  # the chart that a wearer's garments are cut by


@dataclass(frozen=True)
class GarmentSpec:
    """One garment: its pattern file, the size it is cut in, its fabric and what the pattern lets one choose.

    size: of the chart, "XS" to "3XL", or "made": cut to the wearer's own measures, as runway looks are.
    fabric: a name of the library, a file, or a Fabric; None takes the pattern's own. color ("#rrggbb") and print
    take the place of the fabric's.
    """

    pattern: Path
    fabric: str | Fabric | None = None
    size: str = "M"
    color: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    print: Print | None = None


@dataclass(frozen=True)
class LookSpec:
    """A look: garments from the skin outwards on one body, one walk.

    body: the name of one of `frontrow.body.NAMED`, "women/M" or "men/XL" for a size chart's body, measurements, or
    a body; finish: one of `frontrow.body.FINISHES`; seed: same spec and seed, same file;
    pose: how she holds herself before the photographers.
    """

    slug: str
    garments: tuple[GarmentSpec, ...]
    title: str = ""
    body: str | Measurements | Body = "women/M"
    finish: str = "porcelain"
    walk: str = "catwalk"
    seed: int = 0
    pose: Stance = field(default_factory=Stance)


def wearer(body: str | Measurements | Body) -> Body:
    """The body that wears the look. Raises UserError when nobody has that name."""
    if isinstance(body, Body):
        return body
    if isinstance(body, Measurements):
        return fit(body)
    if body in NAMED:
        return named_body(body)
    chart, _, size = body.partition("/")
    if chart in CHARTS and size in SIZES:
        return size_body(chart, size)
    raise UserError(
        f'There is no body "{body}"; choose {", ".join(sorted(NAMED))}, a size such as women/M, or give measurements.'
    )


def finish_of(name: str) -> Finish:
    """The finish called `name`. Raises UserError when there is none."""
    if name not in FINISHES:
        raise UserError(f'There is no finish "{name}"; choose {", ".join(sorted(FINISHES))}.')
    return FINISHES[name]


def load(path: Path) -> LookSpec:
    """A look from its YAML file; pattern and fabric files are found beside it or in the season above it.

    Raises UserError naming the file and the field.
    """
    try:
        data = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror}); check the path.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: is not readable YAML ({str(error).splitlines()[0]}); mend the file.") from None
    if not isinstance(data, dict) or not isinstance(data.get("garments"), list) or not data["garments"]:
        raise UserError(f"{path}: a look has `garments`, a list in dressing order with at least one; add it.")
    garments = tuple(_garment(path, k, item) for k, item in enumerate(data["garments"], 1))
    title = data.get("title", path.stem)
    return LookSpec(
        slug=path.stem,
        garments=garments,
        title=title.get("en", path.stem) if isinstance(title, dict) else str(title),
        body=_body(path, data.get("body", "women/M")),
        finish=str(data.get("finish", "porcelain")),
        walk=str(data.get("walk", "catwalk")),
        seed=int(data.get("seed", 0)),
        pose=stance(data.get("pose") or {}, f"{path}: pose"),
    )


def _body(path: Path, value: object) -> str | Measurements:
    return measurements(value, f"{path}: body") if isinstance(value, dict) else str(value)


def measurements(values: Mapping[str, Any], where: str) -> Measurements:
    """A wearer from measures by name, in metres and kilograms. Raises UserError that begins with `where`."""
    known = [field.name for field in fields(Measurements)]
    needed = known[:2]
    wanted = "give sex, height and at least one girth, as in sex=f,height=1.74,bust=0.92"
    for name, value in values.items():
        if name not in known:
            raise UserError(f'{where}: there is no measure "{name}"; {wanted}; or also {", ".join(known[3:])}.')
        if name != "sex" and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise UserError(f'{where}: {name} is "{value}", not a number; give metres, such as bust=0.92.')
    if missing := [name for name in needed if name not in values]:
        are = "is" if len(missing) == 1 else "are"
        raise UserError(f"{where}: {' and '.join(missing)} {are} missing; {wanted}.")
    return Measurements(**values)


def _garment(path: Path, number: int, item: object) -> GarmentSpec:
    if not isinstance(item, dict) or "pattern" not in item:
        raise UserError(f"{path}: garment {number} names no `pattern`; give the name of a pattern file.")
    known = ("pattern", "fabric", "size", "color", "options", "print", "title")
    if extra := set(item) - set(known):
        raise UserError(f"{path}: garment {number} has no field `{min(extra)}`; the fields are {', '.join(known)}.")
    print_ = item.get("print")
    return GarmentSpec(
        pattern=found(path.parent, str(item["pattern"]), "patterns"),
        fabric=resolve(str(item["fabric"]), path.parent) if item.get("fabric") else None,
        size=str(item.get("size", "M")),
        color=item.get("color"),
        options=dict(item.get("options") or {}),
        print=Print(**print_ | {"colors": tuple(print_["colors"])}) if print_ else None,
    )


def found(base: Path, name: str, shelf: str) -> Path:
    """The file `name` beside `base`, or on the season's shelf ("patterns", "fabrics"), with or without ".yaml"."""
    for folder in (base, base / shelf, base.parent / shelf):
        for path in (folder / name, folder / f"{name}.yaml"):
            if path.is_file():
                return path
    raise UserError(f'{base}: there is no {shelf[:-1]} "{name}" here or in ../{shelf}; check the name.')
