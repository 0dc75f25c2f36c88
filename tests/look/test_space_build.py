"""Building a drape space: from a pattern to a file, and what its command says."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from frontrow.bench.browser_space import times
from frontrow.cli import cli
from frontrow.cloth import Columns
from frontrow.errors import UserError
from frontrow.look.dress import QUALITIES
from frontrow.look.space.build import build, built
from frontrow.look.space.design import Range, unseen
from frontrow.look.space.fallback import simulated, worn
from frontrow.look.space.file import dump
from frontrow.look.spec import GarmentSpec

ROOT = Path(__file__).parent.parent.parent
SHIRT = ROOT / "season" / "patterns" / "tshirt.yaml"
FIXTURES = ROOT / "tests" / "fixtures"


def test_a_shirt_learnt_from_ten_bodies_is_foretold_on_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tiny: 300 vertices. The middle body's change alone moves its points by 15 mm; half of that is a low bar."""
    monkeypatch.setitem(QUALITIES, "draft", replace(QUALITIES["draft"], resolution=0.06))
    steps: list[str] = []
    spec = GarmentSpec(SHIRT, "cotton-jersey", "M")
    made = built(spec, samples=10, quality="draft", progress=lambda step, share: steps.append(step))
    assert list(dict.fromkeys(steps)) == ["bodies", "middle", "drape", "learn"]
    body = Range("women", "M").body(0.6 * unseen(1)[0])
    fresh = made.draper.carried(made.middle, body)
    positions, trust = made.space.drape(body)
    carried = made.space.carrier.on(fresh.body)
    error = np.linalg.norm(positions - fresh.positions, axis=1).mean()
    assert error < 0.009
    assert error < np.linalg.norm(carried - fresh.positions, axis=1).mean()
    assert 0.3 * error < trust.error < 5 * error
    assert (Columns(fresh.body, made.draper.collider.triangles).winding(positions) == 0).all()
    assert len(dump(made.space)) < 60_000
    again = worn(made.space, spec, body)
    assert again.simulated is not trust.ok
    far = Range("women", "M").body(np.array([0.0, 2.0, 0.0, 0.0, 0.0]))
    tight = worn(made.space, spec, far)
    assert tight.simulated and not tight.trust.ok
    assert 0.001 < np.linalg.norm(tight.positions - made.space.drape(far)[0], axis=1).mean() < 0.1
    with pytest.raises(UserError, match="another pattern"):
        simulated(made.space, GarmentSpec(SHIRT.with_name("trousers.yaml"), None, "M"), body)


@pytest.mark.parametrize(
    ("spec", "options", "message"),
    [
        (GarmentSpec(SHIRT, None, "made"), {}, "needs a size"),
        (GarmentSpec(SHIRT, None, "M"), {"samples": 4}, "too few"),
        (GarmentSpec(SHIRT, None, "M"), {"chart": "children"}, 'no size chart "children"'),
        (GarmentSpec(SHIRT, None, "M"), {"quality": "haute"}, 'no quality "haute"'),
    ],
)
def test_what_cannot_be_built_is_told_in_one_sentence(spec: GarmentSpec, options: dict, message: str) -> None:
    with pytest.raises(UserError, match=message):
        build(spec, **options)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "nothing.yaml"], "there is no such file"),
        (["build", str(SHIRT), "-o", "shirt.glb"], "ends in .drape"),
        (["build", str(SHIRT), "--size", "38"], 'no size "38"'),
        (["trust", str(SHIRT)], "no drape space"),
    ],
)
def test_the_command_says_what_is_wrong(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(cli, ["space", *arguments])
    assert isinstance(result.exception, UserError)
    assert message in str(result.exception)


def test_the_command_says_how_far_a_drape_is_to_be_trusted() -> None:
    file = str(FIXTURES / "tshirt.drape")
    near = json.loads(CliRunner().invoke(cli, ["space", "trust", file, "--json"]).stdout)
    assert near["trusted"] and near["reason"] == "" and near["error_mm"] < 10
    far = CliRunner().invoke(cli, ["space", "trust", file, "--body", "women/3XL"]).stdout
    assert "not trusted" in far and "simulate instead" in far


@pytest.mark.browser
def test_chromium_drapes_what_python_drapes() -> None:
    told = json.loads((FIXTURES / "drape.json").read_text("utf-8"))
    found = times({"tshirt": (FIXTURES / "tshirt.drape").read_bytes()}, {"tshirt": told["wearers"]})["tshirt"]
    assert found["apart"] < 1e-4
    assert 0 < found["drape"] <= found["slowest"]
