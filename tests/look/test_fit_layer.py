from dataclasses import replace

import pytest

from frontrow.body.finish import FINISHES
from frontrow.look.fit.layer import APART, DARK, layered, lightness


@pytest.mark.parametrize("name", sorted(FINISHES))
def test_no_figure_that_tries_something_on_reads_as_nude(name: str) -> None:
    finish = layered(FINISHES[name])
    assert abs(lightness(finish.base_layer) - lightness(finish.color)) > APART
    assert replace(finish, base_layer=FINISHES[name].base_layer) == FINISHES[name]


def test_a_base_layer_that_is_seen_stays() -> None:
    finish = replace(FINISHES["porcelain"], base_layer=DARK)
    assert layered(finish) is finish
    assert lightness("#ffffff") == pytest.approx(100, abs=0.01) and lightness("#000000") == 0
