"""``flask insight``: taking in history, mending counts."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup
from rich.progress import track

from teachpb import clock
from teachpb.db import transaction
from teachpb.insight import operations, queries
from teachpb.insight.history import BadFile, BadLine, MonthTotals, read_history
from teachpb.insight.ratio import in_words, roughly

cli = AppGroup("insight", help="Figures: take in history, mend counts.")


@cli.command("import-history")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_history(file: Path) -> None:
    """Take in monthly totals from before this system (CSV: month, vacancies, initiated, submitted, page_views).

    Good lines are kept, refused ones reported. A month imported again is replaced.
    """
    try:
        lines = list(read_history(file.read_text(encoding="utf-8-sig").splitlines(), today=clock.today()))
    except (BadFile, UnicodeDecodeError) as error:
        raise click.ClickException(str(error)) from error
    months = [line for line in lines if isinstance(line, MonthTotals)]
    refused = [line for line in lines if isinstance(line, BadLine)]
    with transaction():
        changed = sum(operations.import_month(**vars(month)) for month in track(months, description="Months"))
    click.echo(f"{len(months)} months read, {changed} new or changed, {len(refused)} lines refused.")
    for line in refused:
        click.echo(f"  line {line.line}: {line.reason}", err=True)
    tally = queries.tally_since_launch()
    words = in_words(tally.ratio) + (f" ({roughly(tally.ratio)})" if roughly(tally.ratio) else "")
    click.echo(f"Since launch: {tally.vacancies:,} vacancies, {tally.initiated:,} applications initiated, {words}.")


@cli.command("recount")
def recount() -> None:
    """Give every published vacancy its row in the counts again."""
    with transaction():
        missing = operations.recount()
    click.echo(f"{missing} vacancies had no row and have one now.")
