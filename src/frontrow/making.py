"""Shows on the terminal how far the worker is with the season's looks, and then with their sizes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

PAUSE = 1.0


@contextmanager
def show_progress(screen: Console) -> Iterator[None]:
    """A bar for the season and one for each look being made, until all are ready or the block ends."""
    stop = threading.Event()
    watch = threading.Thread(target=_watch, args=(screen, stop), name="progress", daemon=True)
    watch.start()
    try:
        yield
    finally:
        stop.set()
        watch.join(5)


def _watch(screen: Console, stop: threading.Event) -> None:
    from django.db import close_old_connections

    from frontrow.web.fitting.models import SizeAsset
    from frontrow.web.studio.models import LookAsset, State

    columns = (
        TextColumn("  {task.description:<34}"),
        BarColumn(28),
        TextColumn("{task.fields[note]}"),
        TimeElapsedColumn(),
    )
    seen: dict[str, str] = {}
    bars: dict[str, TaskID] = {}
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        season = progress.add_task("The season", note="")
        told = False
        while not stop.is_set():
            close_old_connections()
            assets = list(LookAsset.objects.select_related("look").order_by("look__slug"))
            ready = sum(asset.state == State.READY for asset in assets)
            failed = sum(asset.state == State.FAILED for asset in assets)
            progress.update(season, total=len(assets), completed=ready, note=f"{ready} of {len(assets)} looks")
            for asset in assets:
                slug = asset.look.slug
                if asset.state == State.MAKING:
                    if slug not in bars:
                        bars[slug] = progress.add_task(slug, total=1.0, note="")
                    progress.update(bars[slug], completed=asset.progress, note=asset.step)
                elif slug in bars:
                    progress.remove_task(bars.pop(slug))
                if asset.state in (State.READY, State.FAILED) and seen.get(slug, "") not in ("", asset.state):
                    why = f": {asset.error}" if asset.state == State.FAILED else ""
                    screen.print(f"  {slug} {asset.state}{why}")
                seen[slug] = asset.state
            if ready + failed == len(assets):
                if assets and not told:
                    screen.print(
                        f"  All {ready} looks are ready." if not failed else f"  {ready} looks ready, {failed} failed."
                    )
                    told = True
                sizes = list(SizeAsset.objects.values_list("state", flat=True))
                done = sum(state in (State.READY, State.FAILED) for state in sizes)
                if done == len(sizes) or not screen.is_terminal:
                    return
                progress.update(
                    season, description="Its sizes", total=len(sizes), completed=done, note=f"{done} of {len(sizes)}"
                )
            stop.wait(PAUSE)
