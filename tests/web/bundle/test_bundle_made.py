"""The made files of looks come with a season, where they would be made from the same things."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from frontrow.errors import UserError

from .making import glb


def test_made_looks_need_no_draping_where_they_would_be_made_from_the_same_things(
    away: Any, home: Path, tmp_path: Path, made: Any
) -> None:
    from PIL import Image

    from frontrow.web.season.bundles import enqueue, export_bundle
    from frontrow.web.season.models import Collection, House, Look, Season
    from frontrow.web.studio.models import LookAsset, State
    from frontrow.web.studio.spec import digest, look_spec

    made("ondo-01", "ondo-02")
    for slug in ("ondo-01", "ondo-02"):
        asset = LookAsset.objects.get(look__slug=slug)
        asset.digest = asset.wanted = digest(look_spec(asset.look))
        asset.save()
        folder = home / "media" / "looks" / slug
        folder.mkdir(parents=True)
        (folder / f"{asset.digest}.near.glb").write_bytes(glb({}))
        Image.new("RGB", (9, 12)).save(folder / f"{asset.digest}.webp")
        (folder / f"{asset.digest}.json").write_text(json.dumps(asset.report))
    manifest = export_bundle(Season.objects.get(), tmp_path / "x.season", looks=True)
    assert sum(name.startswith("made/") for name in manifest.files) == 6
    shutil.rmtree(home / "media" / "looks")
    for model in (Look, Collection, Season, House):
        model.objects.all().delete()
    season, come = away(tmp_path / "x.season")
    assert come.made == 2
    asset = LookAsset.objects.get(look__slug="ondo-01")
    assert asset.state == State.READY and (home / "media" / asset.glb).read_bytes() == glb({})
    assert asset.report["walk"]["speed"] == 1.25
    assert enqueue(season) == 11


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        ("near.glb", b"<script>"),
        ("near.glb", glb({"buffers": [{"uri": "https://elsewhere.example/x.bin", "byteLength": 4}]})),
        ("near.glb", glb({}) + b"more"),
        ("json", b'{"walk": {"speed": "fast", "period": 1}}'),
        ("json", b'{"walk": {"speed": 1e999, "period": 1}}'),
        ("json", b"[" * 100_000),
        ("webp", b"GIF89a"),
    ],
)
def test_a_made_file_that_is_something_else_is_refused(home: Path, tmp_path: Path, ending: str, data: bytes) -> None:
    from frontrow.web.season.bundled_looks import checked

    (tmp_path / f"x.{ending}").write_bytes(data)
    with pytest.raises(UserError, match="is not what its name says"):
        checked(tmp_path / f"x.{ending}", ending)
