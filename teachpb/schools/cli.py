"""``flask schools``: the register of schools and its links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TypeVar

import click
from flask.cli import AppGroup
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from teachpb.db import DomainError, transaction
from teachpb.schools import operations
from teachpb.schools.gias.links import Link, read_links
from teachpb.schools.gias.reader import Refusal, read_register
from teachpb.schools.gias.scope import Scope
from teachpb.web.csvfile import csv_text

T = TypeVar("T")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
#: Rows of trouble shown on the screen; the report file has them all.
SHOWN = 20

cli = AppGroup("schools", help="The register of schools (GIAS).")


@cli.command("import")
@click.argument("file", type=FILE)
@click.option("--la", "wanted", help="Only this local authority: its code (874) or the register's name.")
@click.option("--links", "links_file", type=FILE, help="The register's links file: predecessors and successors.")
@click.option("--force", is_flag=True, help="Go on even if more than a tenth of the open schools would close or drop.")
@click.option("--report", "report_file", type=click.Path(dir_okay=False, path_type=Path), help="Write a CSV report.")
def import_command(
    file: Path, wanted: str | None, links_file: Path | None, force: bool, report_file: Path | None
) -> None:
    """Import an extract of the register: FILE is CSV, plain or gzipped, in UTF-8 or Windows-1252.

    Columns are found by name; those the extract does not have leave what is stored untouched. Running it again changes
    nothing.
    """
    with sentences():
        scope = operations.find_scope(wanted=wanted)
        plan = _look(file, scope)
        _print_trouble(plan)
        if report_file is not None:
            report_file.write_text(_report(plan), encoding="utf-8", newline="")
        operations.check_closures(plan=plan, force=force)
        tally = _write(file, scope, plan.rows)
        _print_tally(plan, tally)
        if links_file is not None:
            _import_links(links_file)
        _carry_over()


@cli.command("import-links")
@click.argument("file", type=FILE)
def import_links_command(file: Path) -> None:
    """Import the register's links FILE; profiles and people follow to the schools that took over."""
    with sentences():
        _import_links(file)
        _carry_over()


@contextmanager
def sentences() -> Iterator[None]:
    """What cannot be done is said in a sentence, with exit status 1."""
    try:
        yield
    except DomainError as error:
        raise click.ClickException(error.message) from error


@contextmanager
def progress_bar(title: str, total: int) -> Iterator[tuple[Progress, TaskID]]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        yield progress, progress.add_task(title, total=total)


def in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _look(file: Path, scope: Scope) -> operations.ImportPlan:
    with progress_bar("Reading", file.stat().st_size) as (progress, task):
        rows = read_register(file, on_bytes=lambda at: progress.update(task, completed=at))
        return operations.plan_import(rows=rows, scope=scope)


def _write(file: Path, scope: Scope, total: int) -> operations.Tally:
    """The second reading writes, in short transactions: a site that is in use goes on meanwhile, and a run that was
    broken off is finished by running it again."""
    tally = operations.Tally()
    bodies = operations.Bodies()
    rows = (row for row in read_register(file) if not isinstance(row, Refusal) and scope.covers(row))
    with progress_bar("Importing", total) as (progress, task):
        for batch in in_batches(rows, operations.BATCH):
            with transaction():
                operations.import_rows(rows=batch, bodies=bodies, tally=tally)
            progress.advance(task, len(batch))
    return tally


def _import_links(file: Path) -> None:
    links: list[Link] = []
    refusals: list[Refusal] = []
    with progress_bar("Reading links", file.stat().st_size) as (progress, task):
        for link in read_links(file, on_bytes=lambda at: progress.update(task, completed=at)):
            if isinstance(link, Refusal):
                refusals.append(link)
            else:
                links.append(link)
    _print_refusals(refusals)
    with transaction():
        changed = operations.store_links(links=links)
    click.echo(f"{len(links):,} links read, {changed:,} new or changed, {len(refusals):,} refused.")


def _carry_over() -> None:
    with transaction():
        done = operations.carry_over()
        lines = [_describe(succession) for succession in done if succession.carried]
    if done:
        click.echo(
            f"Closed schools that now lead to their successor: {len(done):,}; with something to pass on: {len(lines):,}"
        )
        _print_some(lines)


def _describe(succession: operations.Succession) -> str:
    old, new = succession.predecessor, succession.successor
    things = ", ".join(f"{count} {name}" for name, count in succession.carried.items())
    return f"{old.name} ({old.urn}) → {new.name} ({new.urn}): {things}"


def _print_trouble(plan: operations.ImportPlan) -> None:
    _print_refusals(plan.refusals)
    if plan.warnings:
        click.echo(f"{len(plan.warnings):,} values could not be read and are left blank:")
        _print_some([f"URN {urn}: {warning}" for urn, warning in plan.warnings])
    if plan.missing:
        click.echo(f"{len(plan.missing):,} open schools held are not in this file and stay as they are:")
        _print_some([f"URN {urn}" for urn in plan.missing])


def _print_refusals(refusals: list[Refusal]) -> None:
    if not refusals:
        return
    click.echo(f"{len(refusals):,} rows refused:")
    _print_some([f"line {row.line}, URN {row.urn or 'unknown'}: {row.reason}" for row in refusals])


def _print_some(lines: list[str]) -> None:
    for line in lines[:SHOWN]:
        click.echo(f"  {line}")
    if len(lines) > SHOWN:
        click.echo(f"  … and {len(lines) - SHOWN:,} more (--report FILE writes the trouble of an import down)")


def _print_tally(plan: operations.ImportPlan, tally: operations.Tally) -> None:
    table = Table("Schools", "Number", title="The register has been imported")
    table.columns[1].justify = "right"
    for label, number in (
        ("read", plan.rows + plan.outside + len(plan.refusals)),
        ("of other local authorities, left out", plan.outside),
        ("refused", len(plan.refusals)),
        ("added", tally.added),
        ("updated", tally.updated),
        ("unchanged", tally.unchanged),
        ("newly closed", len(tally.closed)),
        ("newly open", len(tally.opened)),
    ):
        table.add_row(label, f"{number:,}")
    Console(width=80).print(table)


def _report(plan: operations.ImportPlan) -> str:
    rows: list[tuple[object, ...]] = [("refused", row.line, row.urn, row.reason) for row in plan.refusals]
    rows += [("left blank", "", urn, warning) for urn, warning in plan.warnings]
    rows += [("not in the file", "", urn, "an open school we hold") for urn in plan.missing]
    rows += [("closing", "", urn, "open until now, closed in the file") for urn in plan.closing]
    return csv_text(("what", "line", "URN", "why"), rows)
