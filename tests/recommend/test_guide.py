"""The guide's example runs as it is printed, and the guide names every figure and event there is."""

import json
import re
from pathlib import Path

from click.testing import CliRunner

from frontrow.bench import recommend as bench_recommend
from frontrow.commands import evaluate, interactions, recommend
from frontrow.recommend import EVENTS

GUIDES = Path(__file__).parents[2] / "docs" / "guides"
GUIDE = (GUIDES / "recommend.md").read_text()
VIBRENT = Path(__file__).parents[1] / "data" / "vibrent_rentals.csv.gz"


def test_the_example_runs_and_tells_a_true_reason(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    made = {}
    for block in re.findall(r"```python\n(.*?)```", GUIDE, re.S):
        exec(block, made)
    made["store"].close()
    told = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in told] == ["lotus-01", "dune-02"]
    assert "fabrics" in told[0] and "silk-satin" in told[0] and "house" in told[1]


def test_the_example_of_learning_runs_too(capsys):
    for block in re.findall(r"```python\n(.*?)```", (GUIDES / "learning.md").read_text(), re.S):
        exec(block, {})
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("b ") and "('next', 'a')" in told[0]


def test_every_figure_of_the_json_and_every_event_is_explained():
    for protocol in ("temporal", "strict"):
        arguments = ["--data", str(VIBRENT), "--models", "Popularity", "--protocol", protocol, "--json"]
        told = json.loads(CliRunner().invoke(evaluate.command, arguments).stdout)
        within = [name for table in told.get("tables", {}).values() for name in table]
        names = {*told, *told["models"][0], *within} - {"model"}
        assert [name for name in names if f"`{name}`" not in GUIDE] == []
    assert [event for event in EVENTS if event not in GUIDE] == []


def test_every_command_of_the_guide_is_one_and_takes_its_options():
    commands = {
        "evaluate": evaluate.command,
        "bench recommend": bench_recommend.command,
        "recommend": recommend.command,
        "interactions convert": interactions.convert,
        "interactions lake": interactions.lake,
    }
    for line in re.findall(r"^    frontrow (.+)$", GUIDE, re.M):
        name = next(name for name in commands if line.startswith(name))
        known = {option for parameter in commands[name].params for option in parameter.opts}
        assert set(re.findall(r"(?<!\S)--?[a-z-]+", line)) <= known
