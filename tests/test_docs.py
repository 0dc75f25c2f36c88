"""The documentation is a contract: links lead somewhere, and every `frontrow …` line in it is a line that parses."""

import re
import shlex
from pathlib import Path

import click
import pytest

from frontrow.cli import cli

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINES = [
    (page, line)
    for page in PAGES
    for block in re.findall(r"```(?:sh|console|bash)\n(.*?)```", page.read_text(), re.S)
    for line in block.replace("\\\n", " ").splitlines()
    if line.strip().startswith("frontrow ")
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file_that_is_there(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text())
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize(("page", "line"), LINES, ids=lambda value: str(value)[-60:])
def test_every_command_line_in_the_docs_parses(page: Path, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    command: click.Command = cli
    words = shlex.split(line, comments=True)[1:]
    with click.Context(cli) as context:
        while isinstance(command, click.Group) and words and not words[0].startswith("-"):
            found = command.get_command(context, words[0])
            assert found, f"{page.name}: no command {words[0]!r} in {line!r}"
            command, words = found, words[1:]
        try:
            command.make_context("frontrow", words)
        except click.exceptions.Exit as leave:
            assert leave.exit_code == 0


def test_every_command_is_told_of_in_the_docs() -> None:
    told = "\n".join(page.read_text() for page in PAGES)
    with click.Context(cli) as context:
        untold = [name for name in cli.list_commands(context) if f"frontrow {name}" not in told]
    assert untold == []
