"""The looks of the sample season, in full quality: what they weigh, and that they stay on."""

from pathlib import Path

import pytest
from look_scenes import SEASON, assert_valid

from frontrow.look import Decoded, load, make

MISSED = {
    "vardholm-01": "98.9 % of edges under 5 %, not 99 %: its knit gives at the shoulder",
    "serein-04": "98.2 % of edges under 5 %, not 99 %: cloth on the bias gives",
    "serein-01": "98.4 % of edges under 5 %, not 99 %",
}
LOOKS = [
    pytest.param(path, id=path.stem, marks=[pytest.mark.xfail(reason=MISSED[path.stem])] if path.stem in MISSED else [])
    for path in sorted((SEASON / "looks").glob("*.yaml"))
]


@pytest.mark.slow
@pytest.mark.parametrize("path", LOOKS)
def test_a_look_is_light_and_stays_on(path: Path, tmp_path: Path) -> None:
    report = make(load(path), tmp_path, quality="full")
    decoded = Decoded.open(tmp_path / "look.glb")
    pictures = sum(decoded.json["bufferViews"][i["bufferView"]]["byteLength"] for i in decoded.json.get("images", []))
    assert report.glb_bytes - pictures <= 400_000
    for garment in report.garments:
        assert garment.slip_mm < 40, f"{garment.name} slipped"  # a waistband's width
        assert garment.decoding["look.glb"].p95_mm <= 2
    assert report.settled.strain.below_5_percent >= 0.99
    assert report.settled.penetration.share == 0  # of vertices deeper than a millimetre
    assert_valid(tmp_path / "look.glb")
