"""Extracts of an invented register, and the import as the command does it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from teachpb.db import transaction
from teachpb.schools import operations
from teachpb.schools.gias.reader import Refusal, read_register
from teachpb.schools.gias.row import RegisterRow, parse_row

FIXTURES = Path(__file__).parents[1] / "fixtures" / "gias"
STATUS = "EstablishmentStatus (name)"


def a_row(urn: int, name: str = "", status: str = "Open", la: str = "874", **more: str) -> RegisterRow:
    """A row of an extract with these columns (and no others)."""
    cells = {"URN": str(urn), "EstablishmentName": name or f"School {urn}", STATUS: status, "LA (code)": la}
    names = {"874": "Peterborough", "873": "Cambridgeshire", "886": "Kent"}
    return parse_row({**cells, "LA (name)": names.get(la, ""), **more})


def take_in(rows: Iterable[RegisterRow | Refusal]) -> operations.Tally:
    """Import rows in one batch; refused ones are passed over."""
    tally = operations.Tally()
    good = [row for row in rows if isinstance(row, RegisterRow)]
    with transaction():
        operations.import_rows(rows=good, bodies=operations.Bodies(), tally=tally)
    return tally


def take_in_file(name: str) -> operations.Tally:
    return take_in(read_register(FIXTURES / name))


def counts(tally: operations.Tally) -> tuple[int, int, int]:
    """(added, updated, unchanged)"""
    return tally.added, tally.updated, tally.unchanged


def write_extract(path: Path, rows: Iterable[tuple[Any, ...]]) -> Path:
    """A file of rows (urn, name, status, la code)."""
    lines = ["URN,EstablishmentName,EstablishmentStatus (name),LA (code)"]
    lines += [",".join(str(cell) for cell in row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
