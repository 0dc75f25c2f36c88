"""From a garment and a range of bodies to a drape space."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body import Body, size_body
from frontrow.errors import UserError
from frontrow.fabric import Fabric, resolve
from frontrow.look.asset import fabric_facts
from frontrow.look.dress import QUALITIES
from frontrow.look.space.carrier import Carrier
from frontrow.look.space.correct import candidates
from frontrow.look.space.design import Range, bodies, design
from frontrow.look.space.draper import Draper, Settled
from frontrow.look.space.file import rounded
from frontrow.look.space.model import Space
from frontrow.look.space.regression import regression
from frontrow.look.spec import GarmentSpec
from frontrow.pattern import draft, load, sew

Progress = Callable[[str, float], None]
SAMPLES = 48
FEWEST = 10
MODES = 24


@dataclass(frozen=True, eq=False)
class Built:
    """A space with what it was made from: the draper, the drape on the middle body, and the samples."""

    space: Space
    draper: Draper
    middle: Settled
    samples: list[Settled]


def draper_of(spec: GarmentSpec, around: Range, quality: str, seed: int = 0) -> tuple[Draper, Body, str]:
    """The garment cut in the range's size, the range's middle body, and the pattern's title."""
    if quality not in QUALITIES:
        raise UserError(f'There is no quality "{quality}"; choose {" or ".join(sorted(QUALITIES))}.')
    pattern = load(spec.pattern)
    flat = draft(pattern, size_body(around.chart, around.size).measures, dict(spec.options))
    middle = around.body(np.zeros(5), f"{around.chart}-{around.size}")
    asked = spec.fabric or sew(flat, middle, 0.05).fabric
    fabric = asked if isinstance(asked, Fabric) else resolve(asked, spec.pattern.parent)
    return Draper(flat, fabric, middle, QUALITIES[quality], seed), middle, pattern.title


def build(
    spec: GarmentSpec,
    chart: str = "women",
    *,
    samples: int = SAMPLES,
    quality: str = "full",
    seed: int = 0,
    progress: Progress | None = None,
) -> Space:
    """A garment's drape space on the adults of a chart, from two sizes below its cut to two above.

    samples: bodies it is draped on. progress(step, share) is called with the steps bodies, middle, drape, learn.
    Raises UserError for anything wrong in the spec or its files, and for a garment that is cut to measure.
    """
    return built(spec, chart, samples=samples, quality=quality, seed=seed, progress=progress).space


def built(
    spec: GarmentSpec,
    chart: str = "women",
    *,
    samples: int = SAMPLES,
    quality: str = "full",
    seed: int = 0,
    progress: Progress | None = None,
) -> Built:
    """`build`, with what it was made from."""
    said = progress or (lambda step, share: None)
    if spec.size == "made":
        raise UserError("A drape space needs a size, such as M: what is made to measure fits one body alone.")
    if samples < FEWEST:
        raise UserError(f"{samples} samples are too few for a drape space; {FEWEST} or more are needed.")
    around = Range(chart, spec.size)
    draper, _, title = draper_of(spec, around, quality, seed)
    people = bodies(around, design(samples, seed), lambda share: said("bodies", share))
    said("middle", 0.0)
    # twice: what is carried to the body that it is on already has forgotten how it was put on
    middle = draper.carried(draper.fresh(people[0]), people[0])
    said("middle", 1.0)
    drapes = []
    for k, body in enumerate(people):
        drapes.append(draper.carried(middle, body))
        said("drape", (k + 1) / len(people))
    facts = {
        "name": draper.sewn.name,
        "title": title,
        "chart": chart,
        "size": spec.size,
        "fabric": fabric_facts(draper.fabric),
        "samples": samples,
        "quality": quality,
    }
    said("learn", 0.0)
    space = learnt(draper, middle, drapes, facts)
    said("learn", 1.0)
    return Built(space, draper, middle, drapes)


def learnt(draper: Draper, middle: Settled, drapes: list[Settled], facts: dict[str, Any]) -> Space:
    """The space that foretells these drapes, as its file will give it back."""
    shapes = np.stack([d.positions for d in drapes])
    people: NDArray[np.float64] = np.stack([d.body for d in drapes])
    carrier = Carrier.of(middle.positions, middle.body)
    carried = np.stack([carrier.on(b) for b in people])
    model = regression(carried, shapes, MODES)
    felt = model.features  # it feels what is carried, and the mean shape is carried too
    return rounded(
        Space(
            weld=draper.sewn.weld,
            uv=np.asarray(draper.sewn.uv, np.float64),
            triangles=draper.sewn.triangles,
            carrier=Carrier(carrier.anchors, carrier.shares, carrier.rest + model.mean),
            features=replace(felt, centre=felt.centre + model.mean[felt.probes].ravel()),
            process=model.process,
            modes=model.modes,
            error=model.error,
            starts=candidates(shapes, people, draper.collider),
            facts=facts | {"left_out_mm": round(1000 * float(model.left_out.mean()), 2)},
        )
    )
