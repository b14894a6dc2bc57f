"""``flask sealing``: which key what is sealed with, and putting it under the newest."""

from __future__ import annotations

import click
from flask.cli import AppGroup
from rich.console import Console
from rich.table import Table

from teachpb.sealing.rotation import Count, SealedColumn, look, rotate, sealed_columns

cli = AppGroup("sealing", help="Sealed text, and the keys it is sealed with.")
DONE = "Everything is under the newest key: the older ones may be taken out of TEACHPB_ENCRYPTION_KEYS."
TO_DO = "Not everything is under the newest key yet. Keep the older ones, and run: flask sealing rotate"


@cli.command("status")
def show_status() -> None:
    """Say how much is under the newest key, an older one, none, or cannot be read. Changes nothing."""
    counts = [(found, look(found)) for found in sealed_columns()]
    _show(counts, "Sealed text")
    _conclude(counts)


@cli.command("rotate")
def rotate_all() -> None:
    """Put everything under the newest key, while the site runs. Can be stopped and started again."""
    counts = [(found, rotate(found)) for found in sealed_columns()]
    _show(counts, "Resealed")
    after = [(found, look(found)) for found in sealed_columns()]
    _conclude(after)


def _show(counts: list[tuple[SealedColumn, Count]], title: str) -> None:
    shown = Table("Column", "Newest key", "Older keys", "In the open", "Resealed", "Unreadable", title=title)
    for found, count in counts:
        numbers = (count.newest, count.older, count.open, count.resealed, len(count.unreadable))
        shown.add_row(f"{found.table}.{found.name}", *map(str, numbers))
    Console(width=120).print(shown)


def _conclude(counts: list[tuple[SealedColumn, Count]]) -> None:
    """Raises ClickException (exit 1) when something is left to do."""
    for found, count in counts:
        if count.unreadable:
            rows = ", ".join(map(str, count.unreadable[:20]))
            click.echo(f"No key opens {found.table}.{found.name} of rows {rows}: put the missing key back.", err=True)
    if not all(count.is_done for _, count in counts):
        raise click.ClickException(TO_DO)
    click.echo(DONE)
