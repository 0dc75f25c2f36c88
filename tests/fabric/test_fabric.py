"""Fabrics: believable figures with their sources, and files that say what is wrong with them."""

from pathlib import Path

import numpy as np
import pytest

from frontrow.fabric import PRINTS, FabricError, Print, library, load, print_image, resolve

SOUND = """
fabric: test-cloth
composition: {wool: 98, elastane: 2}
weave: twill
density: 0.25
thickness: 0.0006
stretch_warp: 1100
stretch_weft: 800
shear: 45
bend_warp: 1.0e-5
bend_weft: 0.9e-5
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "cloth.yaml"
    path.write_text(text)
    return path


def test_the_library_spans_what_a_collection_needs() -> None:
    fabrics = library()
    assert {"silk-satin", "wool-suiting", "cotton-poplin", "cotton-jersey", "denim", "velvet", "organza"} <= set(
        fabrics
    )
    for fabric in fabrics.values():
        assert 0.02 <= fabric.density <= 0.7, fabric.name  # kg/m²: from organza to melton, which weighs 450 to 700 g
        assert sum(fabric.composition.values()) == 100
        assert fabric.care and fabric.source, fabric.name
    assert fabrics["denim"].bend_warp > 5 * fabrics["silk-satin"].bend_warp  # denim stands, satin falls
    assert fabrics["cotton-jersey"].stretch_warp < fabrics["cotton-poplin"].stretch_warp / 5  # knits give


def test_a_file_may_build_on_a_library_cloth(tmp_path: Path) -> None:
    mine = load(written(tmp_path, 'fabric: mine\nlike: denim\ncolor: "#101010"\n'))
    assert (mine.name, mine.color, mine.density) == ("mine", "#101010", library()["denim"].density)


def test_names_and_files_are_both_resolved(tmp_path: Path) -> None:
    written(tmp_path, SOUND)
    assert resolve("denim").name == "denim"
    assert resolve("cloth.yaml", tmp_path).name == "test-cloth"
    assert resolve("cloth", tmp_path).name == "test-cloth"
    with pytest.raises(FabricError, match="Fabric `tweed` is neither a file nor in the library; choose one of"):
        resolve("tweed", tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("density: 0.25", "density: 250", "`density` must be a number from 0.01 to 1.5, not 250"),
        ("density: 0.25\n", "", "`density` is missing"),
        ("weave: twill", "weave: tweed", "`weave` must be one of plain"),
        ("wool: 98", "wool: 97", "`composition` adds up to 99 percent"),
        ("wool: 98", "hemp: 98", "`composition` must be one of wool"),
        ("shear: 45", "shear: 45\nshine: 3", "has no field `shine`"),
        ("shear: 45", "shear: 45\ncolor: red", "`color` must be a colour such as"),
        (
            "shear: 45",
            "shear: 45\nprint: {kind: tartan, colors: ['#000000', '#ffffff']}",
            "`print.kind` must be one of",
        ),
        ("shear: 45", "shear: 45\nlike: tweed", "is like `tweed`, which is none of"),
        ("fabric: test-cloth", "fabric: ../x", "write `fabric: name`"),
        ("shear: 45", "shear: 45\nx: &a 1\ny: *a", "aliases are not allowed"),
    ],
)
def test_each_mistake_is_one_sentence(old: str, new: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(FabricError) as caught:
        load(written(tmp_path, SOUND.replace(old, new)))
    assert sentence in str(caught.value) and str(caught.value).startswith("cloth.yaml: ")


@pytest.mark.parametrize("kind", PRINTS)
def test_a_print_repeats_without_an_edge_and_is_the_same_each_time(kind: str) -> None:
    wish = Print(kind, ("#f4efe6", "#c9543f", "#1f2a3c"), 0.5, 3)
    picture = print_image(wish, 128).astype(int)
    assert picture.shape == (128, 128, 3)
    np.testing.assert_array_equal(picture, print_image(wish, 128))
    for axis in (0, 1):
        inside = np.abs(np.diff(picture, axis=axis)).mean(axis=(1 - axis, 2))
        edge = np.abs(picture.take(0, axis) - picture.take(-1, axis)).mean()
        assert edge <= max(inside.max(), 1.0)  # the step over the tile's edge is a step like any other
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) > 3  # edges are smoothed
