"""`frontrow up`: build what is missing, then serve everything on one port."""

import os
import signal
from contextlib import suppress
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from frontrow.lan import code, place
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
@click.option("--lan", is_flag=True, help="HTTPS for the phones and headsets of this network, with a code to scan.")
def command(home: Path | None, host: str, port: int, count: int | None, role: str, lan: bool) -> None:
    if home:
        os.environ["FRONTROW_HOME"] = str(home)
    found = None
    if lan:
        host = "0.0.0.0" if host == "127.0.0.1" and not _said("host") else host
        found = place(host)
        os.environ.setdefault("FRONTROW_HOSTS", ",".join(dict.fromkeys(found.hosts)))
    if host not in ("127.0.0.1", "localhost", "::1"):
        os.environ.setdefault("FRONTROW_HOSTS", "*" if host in ("0.0.0.0", "::") else host)
    if role != "worker":
        check_port(host, port)
    from frontrow.certificate import certificate
    from frontrow.live import server
    from frontrow.making import show_progress
    from frontrow.web.setup import prepare, prepared_elsewhere

    screen = Console(stderr=True)
    with screen.status("Preparing the house"):
        prepared = prepare() if role in ("all", "web") else prepared_elsewhere()
        app = None if role == "worker" else application(role)
    from frontrow.web.home import home as home_folder
    from frontrow.web.studio.claims import Claim

    folder = home_folder().root
    screen.print(f"[bold]Front Row[/bold]  {prepared.season}")
    stop_on_terminate()
    if count is None:
        count = default_workers() if role in ("all", "worker") else 0
    running = workers(folder, count)
    open_doors = Claim(folder / "workers")  # held till the process ends: a restore waits for that
    if app is None:
        screen.print(f"  {count} workers drape (Ctrl-C ends them)")
        with suppress(KeyboardInterrupt), running, show_progress(screen):
            signal.pause()
        return
    tls = certificate(home_folder().lan, found.hosts) if found else None
    name = found.addresses[0] if found else "localhost" if host == "0.0.0.0" else host
    address = f"{'https' if tls else 'http'}://{f'[{name}]' if ':' in name else name}:{port}"
    os.environ.setdefault("FRONTROW_URL", address)  # for links in the mails that the workers send
    if tls:
        screen.print(Text(code(address), style="bright_white on black"))
    screen.print(f"  Doors open at [bold]{address}[/bold]  (Ctrl-C closes them)")
    if tls:
        ask = f"Browsers ask once about this house's certificate; where {address}/authority.crt is trusted, never."
        screen.print(f"  {ask}", soft_wrap=True)
    if not (CLIENT / ".vite/manifest.json").exists():
        screen.print("  The browser client is not built: pages show posters only. Run: python tools/client.py")
    if not os.environ.get("FRONTROW_MAIL"):
        screen.print(f"  Mails are written to {folder / 'worker.log'}; FRONTROW_MAIL sends them.", soft_wrap=True)
    if not prepared.organisers:
        screen.print(f"  Make the first organiser with: frontrow organiser --home {folder}", soft_wrap=True)
    with suppress(KeyboardInterrupt), running, show_progress(screen):
        server(app, host, port, tls and tls.chain, tls and tls.key).run()
    open_doors.release()
    screen.print("  The doors are closed.")


def _said(option: str) -> bool:
    """Whether the option stands on the command line."""
    context = click.get_current_context()
    return context.get_parameter_source(option) is not click.core.ParameterSource.DEFAULT
