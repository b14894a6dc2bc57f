"""``flask places``: imports and a look-up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

import click
from flask.cli import AppGroup
from rich.progress import Progress

from teachpb.db import DomainError, transaction
from teachpb.places import operations, queries
from teachpb.places.importing import Refused, open_csv, read_codepoint, read_outcodes
from teachpb.places.operations import Tally

cli = AppGroup("places", help="Postcodes and places.")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
Line = TypeVar("Line")


@cli.command("import-codepoint")
@click.argument("file", type=FILE)
def import_codepoint_command(file: Path) -> None:
    """Import postcodes from FILE (OS Code-Point Open, CSV without a header, gzipped or not)."""
    _import(file, read_codepoint, operations.store_postcodes)


@cli.command("import-outcodes")
@click.argument("file", type=FILE)
def import_outcodes_command(file: Path) -> None:
    """Import the middles of outward codes from FILE (CSV with the columns outcode, lat, lng)."""
    _import(file, read_outcodes, operations.store_outcodes)


@cli.command("locate")
@click.argument("text", nargs=-1, required=True)
def locate_command(text: tuple[str, ...]) -> None:
    """Say where TEXT is."""
    place = queries.locate(" ".join(text))
    if place is None:
        raise click.ClickException("no such place")
    click.echo(f"{place.name} ({place.kind.label}): {place.latitude:.5f}, {place.longitude:.5f}")


def _import(
    file: Path,
    read: Callable[[Iterable[str]], Iterable[Line | Refused]],
    store: Callable[[Sequence[Line]], Tally],
) -> None:
    """Store the file batch by batch, each in a transaction of its own: a broken line costs itself only."""
    tally, reasons = Tally(), Counter[str]()
    try:
        with open_csv(file) as lines, Progress(transient=True) as progress:
            task = progress.add_task(file.name, total=None)
            reader = iter(read(lines))
            while batch := list(islice(reader, operations.BATCH)):
                good = [line for line in batch if not isinstance(line, Refused)]
                bad = [line for line in batch if isinstance(line, Refused)]
                with transaction():
                    tally += store(good)
                tally.refused += len(bad)
                reasons.update(line.reason for line in bad)
                progress.advance(task, len(batch))
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(
        f"added {tally.added:,}, moved {tally.moved:,}, unchanged {tally.unchanged:,}, refused {tally.refused:,}"
    )
    for reason, count in reasons.most_common():
        click.echo(f"  {reason}: {count:,}")
