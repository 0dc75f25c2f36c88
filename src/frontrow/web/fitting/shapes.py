"""What the fitting room takes and answers, for the API's description."""

from typing import Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict

from frontrow.body import SIZES
from frontrow.body.measurements import LIMITS


def _measure(name: str) -> Any:
    low, high = LIMITS[name]
    return Field(None, ge=low, le=high, description="Kilograms." if name == "weight" else "Metres.")


class MeasuresIn(Schema):
    """One adult. The height and one girth, or the weight, are enough; the rest is what is likely."""

    model_config = ConfigDict(extra="forbid")
    sex: Literal["f", "m"]
    height: float = Field(ge=LIMITS["height"][0], le=LIMITS["height"][1], description="Metres.")
    bust: float | None = _measure("bust")
    waist: float | None = _measure("waist")
    hips: float | None = _measure("hips")
    weight: float | None = _measure("weight")
    inseam: float | None = _measure("inseam")
    underbust: float | None = _measure("underbust")
    thigh: float | None = _measure("thigh")
    neck: float | None = _measure("neck")
    upper_arm: float | None = _measure("upper_arm")
    shoulder: float | None = _measure("shoulder")
    arm_length: float | None = _measure("arm_length")
    back_length: float | None = _measure("back_length")
    age: float | None = Field(None, ge=18, le=100, description="Years.")


class ExactIn(Schema):
    """A look on one's own body. Neither is kept: they are forgotten when the drape is done."""

    model_config = ConfigDict(extra="forbid")
    size: str = Field(pattern=f"^({'|'.join(SIZES)}|made)$", description='XS to 3XL, or "made": cut to the measures.')
    measures: MeasuresIn


class KeyOut(Schema):
    key: str


class FittingOut(Schema):
    """progress: 0 to 1. ahead: how many drapes come first. report: its figures, when it is ready."""

    state: Literal["waiting", "making", "ready", "failed"]
    progress: float
    step: str
    ahead: int
    error: str | None
    report: dict[str, Any] | None


class SizeOut(Schema):
    """progress: 0 to 1. glb, poster: addresses of its files, once there. strain: how far the cloth is stretched."""

    size: str
    state: Literal["waiting", "making", "ready", "failed"]
    progress: float
    glb: str | None
    poster: str | None
    strain: dict[str, Any] | None


class GarmentOut(Schema):
    """A garment in every size; what is by place is empty until it has been measured, a moment after it came.

    name: of its mesh in the files, after "garment:". finished: size, place -> metres. design: size, place -> metres of
    ease on the body that the size is made for. stretch: place -> share by which the cloth gives. hangs, reach: where
    its length begins, and that length as a share of that place's height on the wearer.
    """

    name: str
    title: str
    fabric: str
    hangs: Literal["neck", "waist"] | None
    reach: float | None
    stretch: dict[str, float]
    finished: dict[str, dict[str, float]]
    design: dict[str, dict[str, float]]


class SizeRunOut(Schema):
    look: str
    title: str
    chart: Literal["women", "men"]
    sizes: list[SizeOut]
    garments: list[GarmentOut]


class SizesOut(Schema):
    """charts: the girths that each size is made for. labels: sizes of other systems. limits: of each measure, metres
    and kilograms. mannequin: the address of the body that every shape is made from."""

    sizes: list[str]
    charts: dict[str, Any]
    labels: dict[str, Any]
    sources: dict[str, str]
    limits: dict[str, list[float]]
    mannequin: str
