"""`frontrow season`, `frontrow worker` and `frontrow privacy`."""

import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from frontrow.errors import UserError


def run(command: str, *arguments: str) -> str:
    """What `frontrow <command> <arguments>` prints; raises what it raises."""
    import importlib

    module = importlib.import_module(f"frontrow.commands.{command}")
    return CliRunner().invoke(module.command, arguments, catch_exceptions=False).output


def test_a_new_season_imports_as_it_is(home: Path, tmp_path: Path) -> None:
    from frontrow.web.season.models import Season

    run("season", "new", str(tmp_path / "mine"))
    Season.objects.all().delete()
    answer = json.loads(run("season", "import", str(tmp_path / "mine"), "--json"))
    assert answer == {"season": "first-light", "imported": True, "enqueued": 13}
    assert "left as it is" in run("season", "import", str(tmp_path / "mine"))


def test_a_new_season_overwrites_nothing(home: Path, tmp_path: Path) -> None:
    (tmp_path / "kept.txt").touch()
    with pytest.raises(UserError, match="not empty"):
        run("season", "new", str(tmp_path))


def test_a_season_is_hidden_and_published(home: Path) -> None:
    from frontrow.web.season.models import Season

    run("season", "publish", "--off")
    assert not Season.objects.get().published
    run("season", "publish", "first-light")
    assert Season.objects.get().published
    with pytest.raises(UserError, match="there is: first-light"):
        run("season", "publish", "next-year")


def test_export_says_how_much_it_wrote(home: Path, tmp_path: Path) -> None:
    assert f"below {tmp_path}" in run("season", "export", str(tmp_path))
    assert (tmp_path / "looks/serein-03.yaml").exists()


def test_a_visitors_data_is_exported_erased_and_counted(home: Path) -> None:
    from frontrow.recommend import Interaction
    from frontrow.web.learning import store

    store().append([Interaction("v" * 22, "ondo-01", "view", time.time())])
    assert json.loads(run("privacy", "ledger"))["visitors who agreed"] == 1
    assert "ondo-01" in run("privacy", "export", "v" * 22)
    run("privacy", "erase", "v" * 22, "--yes")
    assert "ondo-01" not in run("privacy", "export", "v" * 22)
    assert json.loads(run("privacy", "ledger"))["visitors who agreed"] == 0
