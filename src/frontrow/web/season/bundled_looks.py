"""The made files of looks in a bundle: taken only for a look that would be made from the very same things here."""

import json
import math
import shutil
import struct
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image

from frontrow.errors import UserError
from frontrow.web.season.models import Look, Season
from frontrow.web.studio.models import LookAsset, State
from frontrow.web.studio.spec import digest, look_spec

GLB = ("near.glb", "mid.glb", "far.glb", "near.moves.glb", "mid.moves.glb", "mirror.glb", "ar.glb")
PICTURES = {"webp": "WEBP", "png": "PNG"}
REPORT = "json"
MOST_PIXELS = 4_000_000
MOST_JSON = 8 << 20


def files_of(season: Season) -> dict[str, Path]:
    """Name in the bundle -> file, of every look that is made as it stands."""
    found: dict[str, Path] = {}
    for asset in LookAsset.objects.filter(look__collection__season=season, state=State.READY).select_related("look"):
        if asset.digest != digest(look_spec(asset.look)):
            continue
        folder = Path(settings.MEDIA_ROOT) / "looks" / asset.look.slug
        for ending in (*GLB, *PICTURES, REPORT):
            path = folder / f"{asset.digest}.{ending}"
            if path.exists():
                found[f"made/{asset.look.slug}/{path.name}"] = path
    return found


def taken_in(season: Season, made: Path) -> int:
    """Put the files below `made` where they belong, inside the season's transaction; of how many looks.

    Raises UserError for a file that is not what its ending says.
    """
    count = 0
    for look in Look.objects.filter(collection__season=season):
        name = digest(look_spec(look))
        there = [path for path in sorted((made / look.slug).glob(f"{name}.*")) if _known(path.name, name)]
        endings = {path.name[len(name) + 1 :] for path in there}
        if not {"near.glb", "webp", REPORT} <= endings:
            continue
        for path in there:
            checked(path, path.name[len(name) + 1 :])
        report = json.loads((made / look.slug / f"{name}.json").read_bytes())
        folder = Path("looks") / look.slug
        target = Path(settings.MEDIA_ROOT) / folder
        target.mkdir(parents=True, exist_ok=True)
        for path in there:
            shutil.move(path, target / path.name)
            (target / path.name).chmod(0o644)
        asset, _ = LookAsset.objects.get_or_create(look=look)
        asset.state, asset.digest, asset.wanted, asset.report = State.READY, name, name, report
        asset.glb, asset.poster = str(folder / f"{name}.near.glb"), str(folder / f"{name}.webp")
        asset.progress, asset.error = 1.0, ""
        asset.save()
        count += 1
    return count


def _known(file: str, name: str) -> bool:
    return file[len(name) + 1 :] in (*GLB, *PICTURES, REPORT)


def checked(path: Path, ending: str) -> None:
    """Raises UserError unless the file is a self-contained GLB, a picture, or a report of plain figures."""
    wrong = UserError(f"{path.name} is not what its name says.")
    try:
        if ending in GLB:
            fine = _is_glb(path)
        elif ending == REPORT:
            fine = path.stat().st_size <= MOST_JSON and _is_report(json.loads(path.read_bytes()))
        else:
            with Image.open(path, formats=[PICTURES[ending]]) as picture:
                fine = picture.width * picture.height <= MOST_PIXELS
                if fine:
                    picture.load()
    except (ValueError, OSError, SyntaxError, RecursionError, Image.DecompressionBombError, struct.error):
        raise wrong from None
    if not fine:
        raise wrong


def _is_glb(path: Path) -> bool:
    """Whether it is a GLB whose lengths hold and that fetches nothing from elsewhere."""
    size = path.stat().st_size
    with path.open("rb") as file:
        magic, version, length = struct.unpack("<4sII", file.read(12))
        chunk, kind = struct.unpack("<I4s", file.read(8))
        if magic != b"glTF" or version != 2 or length != size or kind != b"JSON" or not 2 <= chunk <= MOST_JSON:
            return False
        data = json.loads(file.read(chunk))
        at = 20 + chunk
        while at < size:
            file.seek(at)
            more = struct.unpack("<I4s", file.read(8))[0]
            at += 8 + more
    if at != size or not isinstance(data, dict):
        return False
    named = [*data.get("buffers", []), *data.get("images", [])]
    return all(isinstance(each, dict) and "uri" not in each for each in named)


def _is_report(data: Any) -> bool:
    """Whether pages and shows can work with it: figures where they expect figures."""
    if not isinstance(data, dict) or not isinstance(data.get("garments", []), list):
        return False
    figures = [data.get("height", 1.7)]
    for name in ("walk", "body"):
        part = data.get(name, {})
        if not isinstance(part, dict):
            return False
        figures += part.values()
    if not all(isinstance(each, dict) for each in data.get("garments", [])):
        return False
    if not all(isinstance(v, str) or _figure(v) for v in figures):
        return False
    walk = data.get("walk", {})
    return all(_figure(walk.get(name, 1.0)) and walk.get(name, 1.0) > 0 for name in ("speed", "period"))


def _figure(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and abs(value) < 1e6
