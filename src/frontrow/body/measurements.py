"""What a tailor writes down about one adult."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from frontrow.errors import UserError

LIMITS = {  # metres and kilograms: adults, from the smallest to 4XL and beyond; the shape model knows no children
    "height": (1.40, 2.15),
    "bust": (0.68, 1.70),
    "waist": (0.50, 1.70),
    "hips": (0.70, 1.75),
    "weight": (35.0, 230.0),
    "inseam": (0.60, 1.05),
    "underbust": (0.58, 1.50),
    "thigh": (0.38, 0.95),
    "neck": (0.26, 0.56),
    "upper_arm": (0.19, 0.58),
    "shoulder": (0.30, 0.54),
    "arm_length": (0.45, 0.75),
    "back_length": (0.32, 0.56),
}
ROUND = ("bust", "waist", "hips", "weight", "underbust", "thigh", "neck", "upper_arm")  # one of them is needed


@dataclass(frozen=True)
class Measurements:
    """The wearer: lengths and girths in metres, weight in kilograms, age in years (18 or more); `sex` is
    "f" or "m".

    `bust` is the fullest chest girth for either sex. What is None is left to what is likely; height and one of
    the girths, or the weight, are enough for a body.
    """

    sex: str
    height: float
    bust: float | None = None
    waist: float | None = None
    hips: float | None = None
    weight: float | None = None
    inseam: float | None = None
    underbust: float | None = None
    thigh: float | None = None
    neck: float | None = None
    upper_arm: float | None = None
    shoulder: float | None = None
    arm_length: float | None = None
    back_length: float | None = None
    age: float = 30.0
    muscle: float = 0.5

    def targets(self) -> dict[str, float]:
        """The given measures by name. Raises UserError for a sex, an age or a measure outside the adult
        range, and when nothing but lengths is given."""
        if self.sex not in ("f", "m"):
            raise UserError(f'sex is "{self.sex}": Front Row knows the charts "f" and "m"; give one of the two.')
        if not 18 <= self.age <= 100:
            raise UserError(f"age is {self.age:g}: every body here is an adult; give 18 to 100 years.")
        out = {}
        for name, value in asdict(self).items():
            if name not in LIMITS or value is None:
                continue
            low, high = LIMITS[name]
            if not low <= value <= high:
                unit = "kg" if name == "weight" else "m"
                raise UserError(
                    f"{name} is {value:g} {unit}: outside the adult range of {low:g} to {high:g} {unit}; "
                    "check the number."
                )
            out[name] = float(value)
        if not any(name in out for name in ROUND):
            raise UserError("A height alone is no body: give one girth too, such as bust, waist or hips.")
        return out
