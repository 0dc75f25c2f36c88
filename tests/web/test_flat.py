"""The pattern pieces of a look on one sheet."""

import xml.etree.ElementTree as ET

import pytest

from frontrow.web.studio.flat import GAP, sheet

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="1200" height="257"><path d="M0,0"/></svg>'


def test_patterns_of_a_look_lie_below_each_other_at_one_scale() -> None:
    root = ET.fromstring(sheet([SVG.format(300, 80), SVG.format(120.5, 60)]))
    assert root.get("viewBox") == f"0 0 300 {80 + GAP + 60:g}"
    upper, lower = list(root)
    assert (upper.get("y"), lower.get("y")) == ("0", f"{80 + GAP:g}")
    assert (lower.get("width"), lower.get("height")) == ("120.5", "60")  # a centimetre is a centimetre in both


def test_a_drawing_without_its_size_is_refused() -> None:
    with pytest.raises(ValueError, match="viewBox"):
        sheet(["<svg/>"])
