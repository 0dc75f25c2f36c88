"""The guide's example runs as it is printed, and the guide explains every figure."""

import json
import re
from pathlib import Path

from click.testing import CliRunner

from frontrow.commands.classify import command

GUIDE = (Path(__file__).parents[2] / "docs" / "guides" / "classify.md").read_text()


def test_the_example_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("frontrow.language.embed.embedder.find_spec", lambda name: None)
    made = {}
    for block in re.findall(r"```python\n(.*?)```", GUIDE, re.S):
        exec(block, made)
    assert capsys.readouterr().out == "dress\n"


def test_every_figure_and_option_is_explained(tmp_path):
    (tmp_path / "few.csv").write_text(
        "text,label\nsilk dress,dress\nslip dress,dress\nwool coat,coat\nlong coat,coat\n"
    )
    words = ["train", str(tmp_path / "few.csv"), "-o", str(tmp_path / "few.model"), "--json"]
    told = json.loads(CliRunner().invoke(command, words, catch_exceptions=False).stdout)
    assert [name for name in told if f"`{name}`" not in GUIDE and name not in ("file", "model")] == []
    for line in re.findall(r"^    frontrow classify (\w+) (.+)$", GUIDE, re.M):
        known = {option for parameter in command.commands[line[0]].params for option in parameter.opts}
        assert set(re.findall(r"(?<!\S)--?[a-z-]+", line[1])) <= known
