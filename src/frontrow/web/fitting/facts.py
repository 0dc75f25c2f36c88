"""What the fitting room asks of a look: its size run as one small JSON text, kept for a moment."""

import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from django.conf import settings

from frontrow.body import SIZES
from frontrow.web.fitting.models import SizeAsset, SizeRun
from frontrow.web.fitting.spec import chart_of
from frontrow.web.season.models import Look
from frontrow.web.season.words import fabric_titles

FRESH = 1.0  # seconds
UNMEASURED: dict[str, Any] = {"hangs": None, "reach": None, "stretch": {}, "finished": {}, "design": {}}


class Kept:
    """Texts by key, each made anew when it is older than FRESH seconds; the least used go."""

    def __init__(self, most: int = 256, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock, self._lock = most, clock, threading.Lock()
        self._texts: OrderedDict[Any, tuple[float, bytes]] = OrderedDict()

    def get(self, key: Any, make: Callable[[], bytes]) -> bytes:
        with self._lock:
            found = self._texts.get(key)
            if found and self._clock() - found[0] < FRESH:
                self._texts.move_to_end(key)
                return found[1]
        text = make()
        with self._lock:
            self._texts[key] = self._clock(), text
            while len(self._texts) > self._most:
                self._texts.popitem(last=False)
        return text

    def forget(self) -> None:
        with self._lock:
            self._texts.clear()


def size_run(look: Look) -> bytes:
    """The size run of a look as JSON: how far each size is, its files, what each garment measures in it."""
    run = SizeRun.objects.filter(look=look).first()
    assets = {asset.size: asset for asset in SizeAsset.objects.filter(look=look)}
    wanted = [size for size in SIZES if size in assets or size in settings.SIZE_RUN]
    facts = {
        "look": look.slug,
        "title": str(look),
        "chart": chart_of(look),
        "sizes": [_size(size, assets.get(size)) for size in wanted],
        "garments": _garments(look, run.garments if run else []),
    }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def _size(size: str, asset: SizeAsset | None) -> dict[str, Any]:
    if asset is None:
        return {"size": size, "state": "waiting", "progress": 0.0, "glb": None, "poster": None, "strain": None}
    return {
        "size": size,
        "state": asset.state,
        "progress": round(asset.progress, 2),
        "glb": asset.glb_url,
        "poster": asset.poster_url,
        "strain": {name: round(share, 4) for name, share in (asset.report.get("strain") or {}).items()} or None,
    }


def _garments(look: Look, measured: list[dict[str, Any]]) -> list[dict[str, Any]]:
    titles = fabric_titles()
    out = []
    for k, garment in enumerate(look.garments.select_related("pattern")):
        known = measured[k] if k < len(measured) else {**UNMEASURED, "name": garment.pattern.slug}
        fabric = titles.get(garment.fabric, garment.fabric)
        out.append({**known, "title": str(garment), "fabric": fabric})
    return out
