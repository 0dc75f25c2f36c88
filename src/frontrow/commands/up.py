"""`frontrow up`: build what is missing, then serve everything on one port."""

import os
import signal
from contextlib import suppress
from pathlib import Path

import click
from rich.console import Console

from frontrow.up import CLIENT, application, check_port, default_workers, stop_on_terminate, workers


@click.command(help="Build what is missing, then serve everything on one port.")
@click.option("--home", type=click.Path(path_type=Path), help="The folder that keeps everything [./frontrow-data].")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", "count", type=click.IntRange(0, 64), help="Processes that drape [one a core, at most 4].")
@click.option(
    "--role",
    type=click.Choice(["all", "web", "live", "worker"]),
    default="all",
    show_default=True,
    help="What this process does, where several share one house: pages; intake, clock and live wire; draping.",
)
def command(home: Path | None, host: str, port: int, count: int | None, role: str) -> None:
    if home:
        os.environ["FRONTROW_HOME"] = str(home)
    if host not in ("127.0.0.1", "localhost", "::1"):
        os.environ.setdefault("FRONTROW_HOSTS", "*" if host in ("0.0.0.0", "::") else host)
    if role != "worker":
        check_port(host, port)
    from frontrow.live import server
    from frontrow.making import show_progress
    from frontrow.web.setup import prepare, prepared_elsewhere

    screen = Console(stderr=True)
    with screen.status("Preparing the house"):
        prepared = prepare() if role in ("all", "web") else prepared_elsewhere()
        app = None if role == "worker" else application(role)
    from frontrow.web.home import home as home_folder

    folder = home_folder().root
    screen.print(f"[bold]Front Row[/bold]  {prepared.season}")
    stop_on_terminate()
    if count is None:
        count = default_workers() if role in ("all", "worker") else 0
    running = workers(folder, count)
    if app is None:
        screen.print(f"  {count} workers drape (Ctrl-C ends them)")
        with suppress(KeyboardInterrupt), running, show_progress(screen):
            signal.pause()
        return
    address = f"http://{'localhost' if host == '0.0.0.0' else host}:{port}"
    screen.print(f"  Doors open at [bold]{address}[/bold]  (Ctrl-C closes them)")
    if not (CLIENT / ".vite/manifest.json").exists():
        screen.print("  The browser client is not built: pages show posters only. Run: python tools/client.py")
    if not prepared.organisers:
        screen.print(f"  Make the first organiser with: frontrow organiser --home {folder}", soft_wrap=True)
    with suppress(KeyboardInterrupt), running, show_progress(screen):
        server(app, host, port).run()
    screen.print("  The doors are closed.")
