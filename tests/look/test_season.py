"""The looks of the sample season, in full quality: what they weigh, and that they stay on."""

from pathlib import Path

import pytest
from look_scenes import SEASON, assert_valid

from frontrow.look import Decoded, load, make

# what each look is known to miss, and how far: anything else, or worse, fails
STRETCHED = {"vardholm-01": 0.985, "serein-04": 0.977}  # share of edges under 5 %, of 0.99: knit, and cloth on the bias
HEAVY = {"vardholm-04": 520_000}  # bytes, of 400,000: three garments


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted((SEASON / "looks").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_look_is_light_and_stays_on(path: Path, tmp_path: Path) -> None:
    report = make(load(path), tmp_path, quality="full")
    decoded = Decoded.open(tmp_path / "look.glb")
    pictures = sum(decoded.json["bufferViews"][i["bufferView"]]["byteLength"] for i in decoded.json.get("images", []))
    for garment in report.garments:
        assert garment.slip_mm < 40, f"{garment.name} slipped"  # a waistband's width
        assert garment.decoding["look.glb"].p95_mm <= 2
    assert report.settled.penetration.share == 0  # of vertices deeper than a millimetre
    assert_valid(tmp_path / "look.glb")
    size, share = report.glb_bytes - pictures, report.settled.strain.below_5_percent
    assert size <= HEAVY.get(path.stem, 400_000)
    assert share >= STRETCHED.get(path.stem, 0.99)
    if size > 400_000 or share < 0.99:
        pytest.xfail(f"{size} bytes, not 400,000, or {share:.1%} of edges under 5 %, not 99 %")
