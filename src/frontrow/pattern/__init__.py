"""Patterns: panels, seams and darts drafted from body measures, meshed, sewn and placed round a body."""

from frontrow.pattern.check import check
from frontrow.pattern.drafting import draft
from frontrow.pattern.dxf import dxf
from frontrow.pattern.errors import PatternError
from frontrow.pattern.flat import Draft, FlatPanel
from frontrow.pattern.model import Option, Pattern
from frontrow.pattern.pdf import pdf
from frontrow.pattern.read import load
from frontrow.pattern.sewing import SewnGarment, sew
from frontrow.pattern.svg import svg

__all__ = [
    "Draft",
    "FlatPanel",
    "Option",
    "Pattern",
    "PatternError",
    "SewnGarment",
    "check",
    "draft",
    "dxf",
    "load",
    "pdf",
    "sew",
    "svg",
]
