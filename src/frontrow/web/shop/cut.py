"""The patterns of what is made to measure: drawn at the ordered measurements, kept with the order and with nothing
else. This module alone of the shop draws patterns; only the worker calls `cut`.
"""

import shutil
from pathlib import Path

from django.conf import settings

from frontrow.web.shop.models import Order, OrderLine

ENDINGS = ("pdf", "dxf", "svg")


def folder_of(order: Order) -> Path:
    """Below the home folder, where no address leads."""
    return Path(settings.HOME.root) / "orders" / order.code


def pattern_file(line: OrderLine, ending: str) -> Path | None:
    """A line's pattern with all its garments; None while there is none."""
    if ending not in ENDINGS:
        return None
    name = f"{line.order.code}-{line.pk}.{ending}"
    path = folder_of(line.order) / name
    return path if path.exists() else None


def cut(line: OrderLine) -> list[Path]:
    """Draw a line's pattern and write it as PDF, DXF and SVG. Raises UserError when it cannot be drawn."""
    from frontrow.body import Measurements
    from frontrow.look.spec import wearer
    from frontrow.pattern import draft, dxf, load, pdf, svg
    from frontrow.web.studio.flat import sheet

    if not line.measures or line.variant is None:
        return []
    measures = wearer(Measurements(**line.measures)).measures
    target = folder_of(line.order)
    target.mkdir(parents=True, exist_ok=True)
    target.chmod(0o700)
    drafts = []
    for number, garment in enumerate(line.variant.look.garments.select_related("pattern")):
        source = target / f".{number}.yaml"
        source.write_text(garment.pattern.source, encoding="utf-8")
        drafts.append(draft(load(source), measures, dict(garment.options)))
        source.unlink()
    made = {
        "pdf": pdf(*drafts),
        "dxf": dxf(*drafts).encode(),
        "svg": sheet([svg(one) for one in drafts]).encode(),
    }
    return [_write(target / f"{line.order.code}-{line.pk}.{ending}", made[ending]) for ending in ENDINGS]


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    path.chmod(0o600)
    return path


def erase(order: Order) -> None:
    """The patterns of an order, gone."""
    shutil.rmtree(folder_of(order), ignore_errors=True)
