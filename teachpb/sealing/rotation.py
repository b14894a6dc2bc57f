"""Putting everything sealed under the newest key, while the site runs.

The columns are found in the tables themselves. There is no state to lose: what is under the newest key already is
passed over, so a rotation that was stopped simply starts again. A text is replaced only if it is still the one that was
read (compare and set), so nothing that somebody writes in the meantime is lost; it is under the newest key by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import BigInteger, Column, MetaData, Text, column, select, table, update

from teachpb.db import Model, db, transaction
from teachpb.sealing import MARK, Sealed, Unsealable, is_newest, unseal

BATCH = 200


@dataclass(frozen=True)
class SealedColumn:
    table: str
    name: str
    kind: Sealed


@dataclass
class Count:
    """What was found in one column; ``unreadable`` are the numbers of the rows none of the keys opens."""

    newest: int = 0
    older: int = 0
    open: int = 0
    resealed: int = 0
    overtaken: int = 0
    unreadable: list[int] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return not (self.older or self.open or self.unreadable)


def sealed_columns(metadata: MetaData = Model.metadata) -> list[SealedColumn]:
    """Every sealed column of every table, in a fixed order."""
    return [
        SealedColumn(each.name, col.name, cast(Sealed, col.type))
        for each in sorted(metadata.tables.values(), key=lambda found: found.name)
        for col in each.columns
        if _is_sealed(col)
    ]


def _is_sealed(col: Column[Any]) -> bool:
    return isinstance(col.type, Sealed)


def look(found: SealedColumn) -> Count:
    """How a column stands. Changes nothing."""
    count = Count()
    for batch in _batches(found):
        for row_id, stored in batch:
            _sort(count, row_id, stored)
    return count


def rotate(found: SealedColumn) -> Count:
    """Put one column under the newest key, a batch a transaction."""
    count = Count()
    raw = _raw(found)
    for batch in _batches(found):
        todo = [(row_id, stored) for row_id, stored in batch if not _sort(count, row_id, stored)]
        if not todo:
            continue
        with transaction() as session:
            for row_id, stored in todo:
                change = update(raw).where(raw.c.id == row_id, raw.c[found.name] == stored)
                done = session.execute(change.values({found.name: found.kind.resealed(stored)}))
                changed = bool(getattr(done, "rowcount", 0))
                count.resealed += changed
                count.overtaken += not changed
    return count


def _sort(count: Count, row_id: int, stored: str) -> bool:
    """Count a text where it belongs. Returns whether there is nothing to do about it."""
    if is_newest(stored):
        count.newest += 1
        return True
    try:
        unseal(stored)
    except Unsealable:
        count.unreadable.append(row_id)
        return True
    if stored.startswith(MARK):
        count.older += 1
    else:
        count.open += 1
    return False


def _raw(found: SealedColumn) -> Any:
    """The table as the database sees it: texts, not what they mean."""
    return table(found.table, column("id", BigInteger), column(found.name, Text))


def _batches(found: SealedColumn) -> Iterator[list[tuple[int, str]]]:
    raw = _raw(found)
    text = raw.c[found.name]
    last: int | None = None
    while True:
        question = select(raw.c.id, text).where(text.is_not(None), text != "").order_by(raw.c.id).limit(BATCH)
        if last is not None:
            question = question.where(raw.c.id > last)
        batch = [(int(row[0]), str(row[1])) for row in db.session.execute(question)]
        db.session.rollback()  # a look must not hold a snapshot open
        if not batch:
            return
        yield batch
        last = batch[-1][0]
