"""``flask alerts``: figures for those who run the site; nothing personal."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from teachpb.alerts import queries

cli = AppGroup("alerts", help="Job alerts.")


@cli.command("status")
def status_command() -> None:
    """Count alerts, how often they write, what people think of the jobs, and why they stop."""
    for heading, counts in queries.figures().items():
        for name, count in counts.items():
            click.echo(f"{heading:<14} {name:<16} {count:>8,}")
