"""``flask jobs``: the worker, and a look at what it does."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup
from rich.console import Console
from rich.table import Table

from teachpb.jobs import operations, queries
from teachpb.jobs.models import JobRun
from teachpb.jobs.queue import HueyQueue
from teachpb.jobs.worker import run_worker
from teachpb.work import EXTENSION, jobs

cli = AppGroup("jobs", help="Background work.")


@cli.command("work")
@click.option("--threads", default=2, show_default=True, type=click.IntRange(1, 32), help="Jobs run at the same time.")
def work_command(threads: int) -> None:
    """Run the worker until it is told to stop (SIGTERM or Ctrl-C)."""
    queue = current_app.extensions[EXTENSION]
    if not isinstance(queue, HueyQueue):
        raise click.ClickException("there is no queue in the testing environment: set TEACHPB_ENVIRONMENT")
    run_worker(current_app._get_current_object(), queue, threads=threads)  # type: ignore[attr-defined]


@cli.command("run")
@click.argument("name")
def run_command(name: str) -> None:
    """Run the job NAME once, here and now."""
    try:
        done = operations.run(name)
    except LookupError as error:
        raise click.ClickException(f"{error}. There are: {', '.join(sorted(jobs()))}") from error
    if not done:
        raise click.ClickException(f"{name} failed; the log says where")
    click.echo(f"{name}: done")


@cli.command("status")
def status_command() -> None:
    """Show every job: how often it runs, when it last did, and whether it failed."""
    runs = {run.name: run for run in queries.job_runs()}
    table = Table("Job", "Every", "Last finished", "Runs", "Failures", "State")
    for job in sorted(jobs().values(), key=lambda job: job.name):
        run = runs.get(job.name)
        finished = f"{run.finished_at:%Y-%m-%d %H:%M:%S}" if run and run.finished_at else "never"
        table.add_row(
            job.name,
            str(job.period),
            finished,
            str(run.runs if run else 0),
            str(run.failures if run else 0),
            _state(run),
        )
    Console(width=120).print(table)
    click.echo("worker: alive" if queries.worker_is_alive() else "worker: no sign of life")


def _state(run: JobRun | None) -> str:
    if run is None:
        return "new"
    return f"failing: {run.error}" if run.is_failing else "ok"
