"""`frontrow privacy`: what is kept about a visitor, and having it erased."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from frontrow.errors import UserError

home_option = click.option(
    "--home", type=click.Path(path_type=Path), help="The folder that keeps everything [./frontrow-data]."
)


@click.group(help="What is kept about a visitor: export, erase, ledger.")
def command() -> None:
    pass


@command.command(help="Print all that is kept about VISITOR (the id in her own export) as JSON.")
@click.argument("visitor")
@home_option
def export(visitor: str, home: Path | None) -> None:
    click.echo(json.dumps(_registry(home).export(visitor), indent=2, ensure_ascii=False))


@command.command(help="Erase all that is kept about VISITOR.")
@click.argument("visitor")
@click.option("--yes", is_flag=True, help="Do not ask.")
@home_option
def erase(visitor: str, yes: bool, home: Path | None) -> None:
    from frontrow.privacy import ErasureIncomplete

    registry = _registry(home)
    if not yes:
        click.confirm(f"Erase everything about {visitor}?", abort=True)
    try:
        removed = registry.erase(visitor)
    except ErasureIncomplete as error:
        raise UserError(str(error)) from error
    click.echo(json.dumps(dict(removed)))


@command.command(help="What personal data is kept, where, and how much of it.")
@home_option
def ledger(home: Path | None) -> None:
    """Counts by kind, and what was released about visitors: each release with its cost, and what is left."""
    from frontrow.web.setup import migrate

    migrate(home)
    from frontrow.web.learning import store
    from frontrow.web.shop.models import BagLine, Saved
    from frontrow.web.studio.models import PatternUpload

    position, visitors, interactions = 0, set(), 0
    while page := store().since(position, 10_000):
        for stored in page:
            visitors.add(stored.entry.visitor)
        interactions, position = interactions + len(page), page[-1].position
    click.echo(
        json.dumps(
            {
                "interactions and impressions": interactions,
                "visitors who agreed": len(visitors),
                "erasures": store().erasures(),
                "saved looks (by session)": Saved.objects.count(),
                "bag lines (by session)": BagLine.objects.count(),
                "brought patterns (by session)": PatternUpload.objects.count(),
                "privacy budget": _budget(),
            },
            indent=2,
        )
    )


def _budget() -> dict[str, Any]:
    from frontrow.web.ledger import ledger

    book = ledger()
    return {
        "epsilon": book.budget.epsilon,
        "delta": book.budget.delta,
        "epsilon spent": round(book.epsilon(), 4),
        "rho spent": round(book.spent(), 6),
        "rho left": round(book.left(), 6),
        "releases": [asdict(release) for release in book.releases()],
    }


def _registry(home: Path | None):  # type: ignore[no-untyped-def]
    from frontrow.web.setup import boot

    boot(home)
    from frontrow.privacy import registry
    from frontrow.web.learning import store

    store()
    return registry
