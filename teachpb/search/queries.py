"""What can be asked: of the indexes, and of the rows they have yet to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from teachpb import clock
from teachpb.db import db
from teachpb.search.engine import current_engine
from teachpb.search.models import IndexChange
from teachpb.search.query import Advice, ChangePosition, Counts, Query, Results

#: A transaction that took a row number longer ago than this has ended.
LONGEST_TRANSACTION = timedelta(minutes=15)


def search(query: Query) -> Results:
    """One page of what matches, with the counts of every facet. Never fails for what a person typed."""
    return current_engine().search(query)


def totals(queries: Sequence[Query]) -> list[int]:
    """How many each of these would find: for offering other numbers, other places."""
    return current_engine().totals(queries)


def can_answer(corpus: str) -> bool:
    """Whether there is an index with anything to be found. Before the first one is built, and where there is nothing,
    the database is asked instead (``plain.Market``)."""
    engine = current_engine()
    return engine.keeps_index and engine.is_ready() and engine.totals([Query(corpus=corpus)]) != [0]


def suggest(corpus: str, prefix: str, limit: int = 8) -> list[str]:
    """How what is being typed could go on: whole titles and names first, then words. Only what can be found now."""
    return current_engine().suggest(corpus, prefix, limit, clock.now())


def counts(corpus: str) -> Counts:
    """How much there is to find right now."""
    return current_engine().counts(corpus, clock.now())


def advice(query: Query) -> Advice:
    """For a search that found nothing: which one filter to drop, and the next radius that brings any."""
    return current_engine().advice(query)


@dataclass(frozen=True, kw_only=True)
class Pending:
    """Records an index has yet to hear about, and the position once it has."""

    ids: list[int]
    position: ChangePosition


def pending_changes(corpus: str, position: ChangePosition, limit: int | None = None) -> Pending:
    """The changed records after ``position``, in the order of their change, at most ``limit`` rows of them."""
    rows = db.session.execute(
        select(IndexChange.id, IndexChange.record_id)
        .where(IndexChange.corpus == corpus, IndexChange.id > position.floor)
        .order_by(IndexChange.id)
    ).all()
    fresh = [(change_id, record_id) for change_id, record_id in rows if change_id not in position.applied][:limit]
    ids = list(dict.fromkeys(record_id for _, record_id in fresh))
    applied = position.applied | {change_id for change_id, _ in fresh}
    missing = {change_id for change_id, _ in rows} - applied
    return Pending(ids=ids, position=_raised(corpus, position.floor, applied, missing))


def position_now() -> ChangePosition:
    """The position of an index that is built from the database as it is at this moment."""
    ids = db.session.scalars(select(IndexChange.id).where(IndexChange.id > _settled())).all()
    return ChangePosition(floor=_settled(), applied=frozenset(ids), read_at=clock.now().timestamp())


def waiting(corpus: str) -> int:
    """How many records the index on this machine has yet to hear about."""
    position = current_engine().status(corpus).position
    return 0 if position is None else len(pending_changes(corpus, position).ids)


def newest_change() -> int:
    return db.session.scalar(select(func.max(IndexChange.id))) or 0


def _settled() -> int:
    """The highest row number below which no transaction can still be writing."""
    settled = select(func.max(IndexChange.id)).where(IndexChange.made_at < clock.now() - LONGEST_TRANSACTION)
    return db.session.scalar(settled) or 0


def _raised(corpus: str, floor: int, applied: frozenset[int], missing: set[int]) -> ChangePosition:
    """The floor moved up past what is settled, but never past a row that is not in yet."""
    settled = min([_settled(), *(change_id - 1 for change_id in missing)])
    floor = max(floor, settled)
    return ChangePosition(
        floor=floor,
        applied=frozenset(change_id for change_id in applied if change_id > floor),
        read_at=clock.now().timestamp(),
    )
