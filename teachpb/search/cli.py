"""``flask search``: rebuild the indexes of this machine, look at them, keep them up to date."""

from __future__ import annotations

import time
from functools import partial

import click
from flask.cli import AppGroup
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from teachpb import clock
from teachpb.db import db
from teachpb.search import operations, queries, registry
from teachpb.search.engine import SearchBusy, current_engine

cli = AppGroup("search", help="The search indexes of this machine.")


def _corpora(corpus: str | None) -> list[str]:
    if corpus is None:
        return sorted(registry.all_types())
    if corpus not in registry.all_types():
        raise click.BadParameter(f"choose one of {', '.join(sorted(registry.all_types()))}")
    return [corpus]


@cli.command("rebuild")
@click.option("--corpus", help="Only this index; all of them without it.")
def rebuild_indexes(corpus: str | None) -> None:
    """Build indexes anew from the database. The present ones answer until the new ones are complete."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console()) as progress:
        for name in _corpora(corpus):
            task = progress.add_task(name, total=sum(1 for _ in registry.get(name).all_ids()))
            try:
                operations.rebuild(corpus=name, progress=partial(_advance, progress, task))
            except SearchBusy as busy:
                raise click.ClickException("this index is being rebuilt already; try again later") from busy
    db.session.remove()  # what changed meanwhile is seen in a new transaction
    operations.apply_changes()


def _advance(progress: Progress, task: TaskID, done: int) -> None:
    progress.update(task, completed=done)


@cli.command("status")
def show_status() -> None:
    """Show the state of every index on this machine."""
    names = ("index", "documents", "segments", "removed", "size", "version", "waiting", "last read", "problem")
    table = Table(*names)
    for name in _corpora(None):
        status = current_engine().status(name)
        read_at = clock.now().timestamp() - status.position.read_at if status.position else None
        table.add_row(
            name,
            f"{status.documents:,}",
            str(status.segments),
            str(status.removed),
            f"{status.size / 1e6:.1f} MB",
            status.version,
            str(queries.waiting(name)),
            "never" if read_at is None else f"{read_at:.0f} s ago",
            status.problem,
        )
    Console().print(table)


@cli.command("follow")
@click.option("--seconds", default=1.0, show_default=True, help="How long to wait between two looks.")
@click.option("--once", is_flag=True, help="Look once, then stop.")
def follow_changes(seconds: float, once: bool) -> None:
    """Keep the indexes of this machine up to date without a worker.

    A wake-up reaches one worker only. Where the site runs on several machines, each that has no worker of its own runs
    this beside its web processes.
    """
    while True:
        operations.apply_changes()
        if operations.rebuild_indexes():
            db.session.remove()
            operations.apply_changes()
        db.session.remove()
        if once:
            return
        time.sleep(seconds)
