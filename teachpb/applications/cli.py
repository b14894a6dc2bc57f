"""Commands about applications."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from teachpb.applications.queries.retaining import due
from teachpb.web.templating import format_short_date

cli = AppGroup("applications", help="Applications, and how long they are kept.")


@cli.command("retention")
def show_due() -> None:
    """Show what would be deleted, and which schools warned, the next time the clock runs. Changes nothing."""
    found = due()
    for each in found:
        closed = format_short_date(each.closed_at)
        click.echo(f"{each.what}: vacancy {each.vacancy_id}, closed {closed}, {each.number} applications")
    if not found:
        click.echo("Nothing is due.")
