"""Draws the wide pictures, in the worker: a look's from its own file, a strip from its looks' posters."""

import logging
import time
from pathlib import Path

import numpy as np
from django.conf import settings
from django_tasks import task
from PIL import Image

from frontrow.web.reach.cards import SIZE, card_path, posters, strip_path
from frontrow.web.season.models import Collection, Look, Season
from frontrow.web.shows.models import Show
from frontrow.web.shows.timeline import with_looks
from frontrow.web.studio.models import LookAsset, State

log = logging.getLogger("frontrow.reach")
PAUSE = 60.0  # seconds between two looks for what is not drawn yet
AFTER = -20  # priority: whatever else is to be made comes first
QUALITY = 88
IVORY = (0xF4, 0xF0, 0xE8)  # of the posters' paper
MATTE = 28.0  # levels by which a pixel differs from the paper where it is of the figure alone


@task()
def draw_card(asset_id: int) -> str:
    """Draw the card of a look that is made."""
    from frontrow.look import Decoded
    from frontrow.look.card import card

    asset = LookAsset.objects.filter(pk=asset_id).exclude(glb="").exclude(poster="").first()
    if asset is None:
        return "gone"
    media = Path(settings.MEDIA_ROOT)
    target = media / card_path(asset)
    if target.exists():
        return "unchanged"
    _write(card(Decoded.open(media / asset.glb)), target)
    return target.name


@task()
def draw_strip(paths: list[str], target: str) -> str:
    """Draw several looks beside each other. paths: posters below the media folder; target: there as well."""
    media = Path(settings.MEDIA_ROOT)
    if not all((media / path).exists() for path in paths):
        return "gone"
    if (media / target).exists():
        return "unchanged"
    _write(side_by_side([Image.open(media / path).convert("RGB") for path in paths]), media / target)
    return target


def side_by_side(pictures: list[Image.Image]) -> np.ndarray:
    """Posters as one picture of SIZE: each figure whole, the bare paper round it left out where they come close."""
    width, height = SIZE
    sheet, step = Image.new("RGB", SIZE, IVORY), width / len(pictures)
    for number, picture in enumerate(pictures):
        scaled = picture.resize((round(height * picture.width / picture.height), height), Image.Resampling.LANCZOS)
        x = np.abs(np.arange(scaled.width) - scaled.width / 2)
        edge = np.clip((0.5 * scaled.width - x) / (0.06 * scaled.width), 0, 1)
        middle = np.clip((0.4 * step - x) / (0.1 * step), 0, 1)
        figure = np.abs(np.asarray(scaled, float) - IVORY).max(axis=2) / MATTE
        mask = edge * np.maximum(middle, np.clip(figure, 0, 1))
        place = (round((number + 0.5) * step - scaled.width / 2), 0)
        sheet.paste(scaled, place, Image.fromarray(np.uint8(255 * mask)))
    return np.asarray(sheet)


def _write(picture: np.ndarray, target: Path) -> None:
    """The file appears whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    Image.fromarray(picture).save(part, "JPEG", quality=QUALITY, optimize=True)
    part.replace(target)


def missing() -> list[tuple[str, tuple[object, ...]]]:
    """What is not drawn yet as (path below the media folder, arguments of its task)."""
    media = Path(settings.MEDIA_ROOT)
    ready = LookAsset.objects.filter(state=State.READY, look__published=True).exclude(glb="").exclude(poster="")
    wanted: dict[str, tuple[object, ...]] = {card_path(asset): (asset.pk,) for asset in ready}
    for looks in _strips():
        if assets := posters(looks):
            path = strip_path(assets)
            wanted[path] = ([asset.poster for asset in assets], path)
    return [(path, arguments) for path, arguments in wanted.items() if not (media / path).exists()]


def _strips() -> list[list[Look]]:
    """The looks of each show, house and season that is open."""
    looks = Look.objects.shown().select_related("asset")
    shows = with_looks(Show.objects.filter(published=True, season__published=True))
    found = [[place.look for place in show.places.all()] for show in shows]
    found += [list(looks.filter(collection=each)) for each in Collection.objects.filter(season__published=True)]
    return found + [list(looks.filter(collection__season=each)) for each in Season.objects.filter(published=True)]


class Cards:
    """For the worker: call it as often as you like; it looks at the clock, and asks for each picture once."""

    def __init__(self) -> None:
        self._next = 0.0
        self._asked: set[str] = set()

    def __call__(self) -> None:
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + PAUSE
        for path, arguments in missing():
            if path not in self._asked:
                self._asked.add(path)
                (draw_card if len(arguments) == 1 else draw_strip).using(priority=AFTER).enqueue(*arguments)
