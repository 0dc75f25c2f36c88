"""Looks nobody has seen: found by what is known of them, in the space of what many have seen."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from recommender_contract import ITEMS, PersonalContract, checkerboard, liked_by

from frontrow.commands import evaluate as evaluate_command
from frontrow.errors import UserError
from frontrow.recommend.data.items_file import read_facts
from frontrow.recommend.facts import Facts
from frontrow.recommend.log import Log
from frontrow.recommend.models.alike import Alike
from frontrow.recommend.models.als import ALS
from frontrow.recommend.models.content_map import ContentMap
from frontrow.recommend.proof.unseen import unseen
from frontrow.recommend.ranking import recommend

NEW = ["new-red", "new-blue"]


def colors():
    """Even items are red, odd ones blue, and so are two that no log knows."""
    told = ["red" if n % 2 == 0 else "blue" for n in range(len(ITEMS))] + ["red", "blue"]
    return Facts.of([*ITEMS, *NEW], {"color": told, "text": ["a thing to wear"] * len(told)})


class FactsContract(PersonalContract):
    def test_many_at_once_is_the_same_as_one_by_one(self, model):
        log = checkerboard()
        together = model.scores(log.histories)
        for row, name in enumerate(log.users):
            history = liked_by(int(name.split("-")[1]))
            alone = {one.item: one.score for one in recommend(model, history, len(model.items))}
            np.testing.assert_allclose(together[row], [alone[item] for item in model.items], rtol=1e-4, atol=1e-5)

    def test_the_best_comes_first_and_excluded_items_do_not_come(self, model):
        found = recommend(model, liked_by(0), 20, {"item-02"})
        assert {one.item for one in found} == {*ITEMS, *NEW} - {"item-02"}
        assert [one.score for one in found] == pytest.approx(sorted((o.score for o in found), reverse=True), abs=1e-6)

    @pytest.mark.parametrize("visitor", range(12))
    def test_it_finds_the_one_item_a_visitor_missed(self, model, visitor):
        history = liked_by(visitor)
        found = recommend(model, history, 2, {touch.item for touch in history})
        assert {one.item for one in found} == {ITEMS[visitor], NEW[visitor % 2]}  # and the new one like it

    def test_what_is_new_is_shown_for_its_facts(self, model):
        new = next(one for one in recommend(model, liked_by(0), 20) if one.item == "new-red")
        assert new.reason.kind == "content"
        assert new.reason.trait == "color"


class TestAlike(FactsContract):
    def make(self):
        return Alike(colors())


class TestContentMap(FactsContract):
    def make(self):
        return ContentMap(colors(), factors=4, l2=0.1)


def test_an_item_that_many_took_keeps_its_own_factor_and_a_new_one_gets_what_its_facts_foretell():
    log = checkerboard()
    alone, mapped = ALS(factors=4, sweeps=8), ContentMap(colors(), factors=4, l2=0.1, prior=0.0)
    alone.fit(log)
    mapped.fit(log)
    old = mapped.factors[: len(ITEMS)]
    np.testing.assert_allclose(old @ old.T, alone.factors @ alone.factors.T, atol=1e-5)
    red = old[::2].mean(axis=0)
    assert mapped.factors[len(ITEMS)] @ red == pytest.approx(red @ red, rel=0.2)


def test_facts_are_words_values_and_tenths_of_numbers():
    prices = [f"{price}" for price in range(40)]
    facts = Facts.of(
        [f"{n}" for n in range(40)], {"house": ["Maison Rouge", "Dune"] * 20, "price": prices, "empty": [""] * 40}
    )
    rows = facts.vectors.toarray()
    assert rows[0] @ rows[2] == pytest.approx(1.0)  # same house, same tenth of the prices
    assert rows[0] @ rows[38] == pytest.approx(0.5)  # same house
    assert rows[0] @ rows[39] == 0
    assert facts.rows(["3", "unheard-of"]).toarray()[1].sum() == 0


def test_an_embedder_adds_what_words_do_not_say():
    class Length:
        def vectors(self, texts):
            return np.array([[1.0, 0.0] if len(text) > 5 else [0.0, 1.0] for text in texts], np.float32)

    facts = Facts.of(["a", "b", "c"], {"text": ["parka", "anorak", "raincoat"]}, Length())
    rows = facts.vectors.toarray()
    assert rows[1] @ rows[2] == pytest.approx(1.0)
    assert rows[0] @ rows[1] == 0


def test_new_items_are_in_no_history_and_only_they_are_ranked():
    valid, test, counts = unseen(taken(), tenths())
    assert counts == {"new_items": 6, "items_with_facts": 60}
    assert valid.learn is test.learn
    for asked in (valid, test):
        new = np.flatnonzero(asked.known)
        assert len(new) == 6
        assert not np.isin(asked.learn.item, new).any()
        assert np.isin(asked.targets[:, 1], new).all()
    assert not (valid.known & test.known).any()


def test_facts_of_other_items_are_refused():
    with pytest.raises(UserError, match="does item_id name the same items"):
        unseen(taken(), Facts.of(["x", "y"], {"color": ["red", "red"]}))


def taken():
    """Sixty items of two kinds, sixty users of two tastes, twelve events each."""
    random = np.random.default_rng(5)
    pairs = [(u, i) for u in range(60) for i in random.choice(30, 12, replace=False) * 2 + u % 2]
    return Log.of([f"u{u}" for u, _ in pairs], [f"i{i:02d}" for _, i in pairs], range(len(pairs)))


def tenths():
    return Facts.of([f"i{i:02d}" for i in range(60)], {"color": ["red", "blue"] * 30})


def test_the_command_measures_new_items_by_a_file_of_facts(tmp_path):
    log = taken()
    rows = zip(log.user.tolist(), log.item.tolist(), log.at.tolist(), strict=True)
    data, about = tmp_path / "log.csv", tmp_path / "items.csv"
    lines = [f"{log.users[u]},{log.items[i]},view,{at}" for u, i, at in rows]
    data.write_text("\n".join(["user_id,item_id,event,timestamp", *lines]))
    about.write_text("\n".join(["item_id,color", *(f"i{i:02d},{'red' if i % 2 == 0 else 'blue'}" for i in range(60))]))
    asked = ["--data", str(data), "--protocol", "unseen", "--json"]
    answer = CliRunner().invoke(evaluate_command.command, [*asked, "--items", str(about)], catch_exceptions=False)
    told = json.loads(answer.stdout)
    found = {row["model"]: row["ndcg@10"] for row in told["models"]}
    assert set(found) == {"Popularity", "Alike", "ContentMap"}
    assert min(found["Alike"], found["ContentMap"]) > found["Popularity"]
    without = CliRunner().invoke(evaluate_command.command, asked)
    assert isinstance(without.exception, UserError)
    assert "--items" in str(without.exception)


def test_the_guides_example_runs_as_it_is_printed(capsys):
    guide = (Path(__file__).parents[2] / "docs" / "guides" / "cold.md").read_text()
    for block in re.findall(r"```python\n(.*?)```", guide, re.S):
        exec(block, {})
    assert capsys.readouterr().out == "new-01 content fabric\n"


def test_a_file_without_facts_says_what_it_needs(tmp_path):
    file = tmp_path / "items.csv"
    file.write_text("item_id\na\n")
    with pytest.raises(UserError, match="at least one more column"):
        read_facts(file)
