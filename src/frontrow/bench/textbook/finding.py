"""What a scene found beside what it should have found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One measured figure. error: relative to `expected`, or in the quantity's own unit where `absolute`; limit: the
    most that error may be; source: where the expected value comes from."""

    scene: str
    case: str
    quantity: str
    expected: float
    measured: float
    limit: float
    source: str
    absolute: bool = False

    @property
    def error(self) -> float:
        away = abs(self.measured - self.expected)
        return away if self.absolute else away / abs(self.expected)

    @property
    def holds(self) -> bool:
        return self.error <= self.limit

    def plain(self) -> dict[str, float | str | bool]:
        return {
            "scene": self.scene,
            "case": self.case,
            "quantity": self.quantity,
            "expected": float(f"{self.expected:.6g}"),
            "measured": float(f"{self.measured:.6g}"),
            "error": float(f"{self.error:.3g}"),
            "limit": self.limit,
            "holds": bool(self.holds),
            "source": self.source,
        }
