"""A real dress, draped in draft quality: the files are there and the report is true."""

from pathlib import Path

import numpy as np
import pytest
from look_scenes import SEASON, Drape, assert_valid
from PIL import Image

from frontrow.body import named_body
from frontrow.errors import UserError
from frontrow.fabric import library
from frontrow.look import Decoded, GarmentSpec, LookSpec, make
from frontrow.look.colour import linear_image


def test_all_files_are_written(drape: Drape) -> None:
    levels = {"look.glb", "look.mid.glb", "look.far.glb"}
    still = {"look.ar.glb", "look.usdz", "look.mirror.glb"}
    assert {p.name for p in drape.folder.iterdir()} == levels | still | {"poster.png", "poster.webp", "report.json"}


def test_the_report_names_the_levels_of_detail_with_their_bytes(drape: Drape) -> None:
    files = drape.json()["files"]
    assert files == {
        path.name: path.stat().st_size for path in drape.folder.iterdir() if path.suffix in (".glb", ".usdz")
    }
    assert files["look.far.glb"] <= 60_000  # for far rows and phones
    assert files["look.far.glb"] < files["look.mid.glb"] < files["look.glb"]


def test_progress_passes_through_every_step_in_order(drape: Drape) -> None:
    steps = [step for step, _ in drape.steps]
    assert sorted(set(steps), key=steps.index) == ["draft", "settle", "walk", "pack", "poster"]
    assert all(0 <= share <= 1 for _, share in drape.steps)


def test_the_report_counts_what_is_in_the_file(drape: Drape) -> None:
    report = drape.json()
    decoded = Decoded.open(drape.folder / "look.glb")
    part = decoded.parts["garment:dress"]
    assert report["glb_bytes"] == (drape.folder / "look.glb").stat().st_size < 400_000
    assert report["garments"][0]["triangles"] == len(part.triangles)
    assert report["garments"][0]["vertices"] == len(np.unique(part.twins))
    assert report["garments"][0]["morphs"] == len(part.targets)


def test_cloth_is_weighed_by_its_density(drape: Drape) -> None:
    garment = drape.json()["garments"][0]
    assert garment["grams"] == pytest.approx(1000 * garment["area_m2"] * library()["silk-satin"].density, rel=1e-4)
    assert 1.0 < garment["area_m2"] < 6.0  # a dress with a half-circle skirt


def test_the_area_in_the_report_is_the_area_of_the_flat_pattern(drape: Drape) -> None:
    part = Decoded.open(drape.folder / "look.glb").parts["garment:dress"]
    a, b, c = part.attributes["TEXCOORD_0"].astype(float)[part.triangles].transpose(1, 0, 2)
    u, v = b - a, c - a
    flat = 0.5 * np.abs(u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]).sum()
    assert flat == pytest.approx(drape.report.area_m2, rel=0.02)  # a curved edge is cut by straight mesh edges


def test_the_look_passes_the_validator_of_khronos(drape: Drape) -> None:
    for path in sorted(drape.folder.glob("*.glb")):
        assert_valid(path)


def test_the_dress_fits_even_in_draft(drape: Drape) -> None:
    report = drape.report
    assert report.settled.strain.below_5_percent > 0.9  # a coarse mesh; full quality is held to 0.99 in test_season
    assert report.settled.penetration.share < 0.03
    assert abs(report.garments[0].slip_mm) < 60
    assert report.garments[0].decoding["look.glb"].p95_mm <= 2


def test_the_walk_is_told_to_the_show(drape: Drape) -> None:
    report = drape.json()
    assert report["walk"]["stride"] == pytest.approx(report["walk"]["speed"] * report["walk"]["period"], rel=1e-5)
    assert report["walk"]["period"] == pytest.approx(120 / 112, rel=1e-5)  # one beat for all looks
    assert report["height"] == pytest.approx(named_body("runway-f").measures["height"], rel=1e-4)
    extras = Decoded.open(drape.folder / "look.glb").extras["frontrow"]
    assert extras["garments"][0]["fabric"]["color"] == "#8c0f1c"
    assert extras["finish"]["name"] == "onyx"


def test_the_poster_shows_a_red_dress_on_ivory_with_a_figure_in_onyx(drape: Drape) -> None:
    with Image.open(drape.folder / "poster.png") as file:
        image = np.asarray(file.convert("RGB"))
    assert image.shape == (1200, 900, 3)
    assert (image[:40] == (0xF4, 0xF0, 0xE8)).all()  # the page goes on where the picture ends
    light = linear_image(image)
    red = (light[..., 0] > 4 * light[..., 1]) & (light[..., 0] > 4 * light[..., 2]) & (light[..., 0] > 0.05)
    dark = light.max(axis=2) < 0.02
    assert 0.05 < red.mean() < 0.4
    assert 0.01 < dark.mean() < 0.3
    with Image.open(drape.folder / "poster.webp") as file:
        assert file.size == (900, 1200)
    assert (drape.folder / "poster.webp").stat().st_size < 120_000


def test_same_spec_same_bytes(drape: Drape, dress: LookSpec, tmp_path: Path) -> None:
    make(dress, tmp_path, quality="draft")
    for name in ("look.glb", "look.mid.glb", "look.far.glb", "poster.png", "poster.webp"):
        assert (tmp_path / name).read_bytes() == (drape.folder / name).read_bytes()


def one(**changes: object) -> LookSpec:
    garment = {"pattern": SEASON / "patterns" / "dress.yaml"} | {
        k: changes.pop(k) for k in ("pattern", "fabric", "size", "options") if k in changes
    }
    return LookSpec("x", (GarmentSpec(**garment),), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        (one(body="giant"), 'no body "giant"'),
        (one(finish="gold"), 'no finish "gold"'),
        (one(walk="moonwalk"), 'no walk "moonwalk"'),
        (one(fabric="cheese"), "cheese"),
        (one(size="Q"), '"Q"'),
        (one(options={"sleeves": 2.0}), "sleeves"),
        (one(pattern=Path("nowhere.yaml")), "nowhere.yaml"),
        (LookSpec("bare", ()), "at least one garment"),
    ],
)
def test_a_wrong_wish_is_refused_in_one_sentence(spec: LookSpec, words: str, tmp_path: Path) -> None:
    with pytest.raises(UserError) as error:
        make(spec, tmp_path, quality="draft")
    assert words in str(error.value)
    assert "\n" not in str(error.value)
    assert not list(tmp_path.iterdir())


def test_an_unknown_quality_is_refused(dress: LookSpec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTROW_QUALITY", "superb")
    with pytest.raises(UserError, match="superb"):
        make(dress, tmp_path)
