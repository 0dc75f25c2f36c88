"""Bars with their intervals, laid out for a template: numbers in percent of the chart's width."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: a value, its 95 % interval, whether it can be told from nothing, and where to draw it (0 to 100)."""

    name: str
    value: float
    low: float
    high: float
    clear: bool = True
    width: float = 0.0
    left: float = 0.0
    span: float = 0.0
    right: float = 0.0


def bars(rows: Sequence[Bar], top: float | None = None) -> list[Bar]:
    """The rows with their places on a common scale from 0 to `top`, by default the largest upper end."""
    largest = top or max((row.high for row in rows if row.high < float("inf")), default=0.0) or 1.0

    def at(value: float) -> float:
        return round(100 * min(max(value, 0.0), largest) / largest, 2)

    return [
        replace(
            row,
            width=at(row.value),
            left=at(row.low),
            span=round(at(row.high) - at(row.low), 2),
            right=round(at(row.high) - 0.25, 2),
        )
        for row in rows
    ]
