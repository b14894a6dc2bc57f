"""``flask invoices``: are the books in order?"""

from __future__ import annotations

import click
from flask.cli import AppGroup, with_appcontext

from teachpb.invoices import queries

cli = AppGroup("invoices", help="Invoices, credit notes and their numbers.")


@cli.command("verify")
@with_appcontext
def verify() -> None:
    """Look for numbers that are missing or twice, sums that do not add up, and documents changed since their issue."""
    found = list(queries.problems())
    for problem in found:
        click.echo(problem)
    if found:
        raise click.ClickException(f"{len(found)} problems")
    click.echo("All numbers are there once, and every document is what was issued.")
