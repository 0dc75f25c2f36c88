"""The benches of cloth measure what they say."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

from frontrow.bench import cloth, contact
from frontrow.bench.textbook.drapemeter import SPECIMEN, SUPPORT, coefficient, nodes
from frontrow.bench.textbook.meshes import ring, strip, triangulated
from frontrow.bench.wearing import thread_strain
from frontrow.cloth import ClothMaterial


def test_the_textbook_bench_says_what_holds_and_what_does_not() -> None:
    run = CliRunner().invoke(cloth.command, ["--quick", "--scenes", "slope,free", "--json"])
    assert run.exit_code == 0, run.output
    told = json.loads(run.stdout)
    assert {finding["scene"] for finding in told["findings"]} == {"sliding block", "free cloth"}
    for finding in told["findings"]:
        assert finding["holds"] == (finding["error"] <= finding["limit"])
    assert told["settings"]["substeps"] > 0


def test_an_unknown_scene_is_one_sentence() -> None:
    run = CliRunner().invoke(cloth.command, ["--scenes", "tarot"])
    assert "There is no scene tarot" in str(run.exception)


def test_a_level_disc_has_a_drape_coefficient_of_one_and_no_nodes() -> None:
    flat = ring(SUPPORT, SPECIMEN, 0.008)
    triangles = triangulated(flat)
    level = np.c_[flat[:, 0], 0 * flat[:, 0], flat[:, 1]]
    assert coefficient(level, triangles) == pytest.approx(1, abs=0.005)
    angle = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    rim = np.c_[np.cos(angle), np.sin(angle)]
    for folds in (0, 5, 8):
        waves = SPECIMEN * (0.8 + 0.1 * np.cos(folds * angle))
        assert nodes(np.c_[rim[:, 0] * waves, 0 * angle, rim[:, 1] * waves], rim) == folds


def test_threads_that_merely_turn_are_not_stretched() -> None:
    sheet, flat = strip(0.1, 0.1, 0.02, ClothMaterial(), 0.0)
    turned = np.c_[flat[:, 0] + np.sin(0.3) * flat[:, 1], np.cos(0.3) * flat[:, 1], 0 * flat[:, 0]]
    assert np.abs(thread_strain(sheet, turned[None])).max() < 1e-9
    longer = np.c_[flat[:, 0], 1.04 * flat[:, 1], 0 * flat[:, 0]]
    assert thread_strain(sheet, longer[None]) == pytest.approx(0.04)


def test_acceleration_of_a_circle_is_that_of_the_circle() -> None:
    turn = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    frames = 0.3 * np.c_[np.cos(turn), np.sin(turn), 0 * turn][:, None]
    assert contact.acceleration(frames, 1 / 60) == pytest.approx(0.3 * (2 * np.pi) ** 2, rel=0.01)


@pytest.mark.slow
def test_a_draft_dress_is_measured_against_body_and_itself() -> None:
    given = ["--garments", "dress", "--bodies", "tall-m", "--quality", "draft", "--json"]
    run = CliRunner().invoke(contact.command, given)
    assert run.exit_code == 0, run.output
    (case,) = json.loads(run.stdout)["cases"]
    assert case["triangles"] > 1000
    assert case["woven_edges"][1] < 0.10
    assert case["knit_edges"] == []
    assert case["acceleration"] > 0
