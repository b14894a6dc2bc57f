"""Keeping the indexes true to the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice

import structlog
from sqlalchemy import delete

from teachpb import clock
from teachpb.db import db
from teachpb.search import indexing, queries, registry
from teachpb.search.engine import SearchBusy, Writing, current_engine
from teachpb.search.models import IndexChange
from teachpb.search.query import ChangePosition
from teachpb.search.registry import Document, DocumentType

log = structlog.get_logger(__name__)

#: Change rows are kept this long, for machines that were away.
KEPT = timedelta(days=14)
BATCH = 500
#: With more changes than this waiting, and more than a fifth of the index, a rebuild is quicker.
WORTH_A_REBUILD = 2_000


def record_changes(*, corpus: str, ids: Iterable[int]) -> None:
    """Have records re-indexed that were changed by a bulk statement, in the present transaction. Removed ones too."""
    registry.get(corpus)
    if current_engine().keeps_index:
        indexing.write(db.session(), {(corpus, record) for record in ids})


def apply_changes() -> int:
    """Bring every index on this machine up to date. Returns how many records were read. Safe at any time, twice."""
    return sum(_apply_corpus(document_type) for document_type in list(registry.all_types().values()))


def rebuild(*, corpus: str, progress: Callable[[int], None] | None = None) -> None:
    """Build the index of ``corpus`` anew from the database; the present one answers until the new one is complete.

    Raises SearchBusy when that is being done already, LookupError for an unknown corpus.
    """
    document_type = registry.get(corpus)
    position = queries.position_now()  # before reading: what changes meanwhile is applied afterwards
    current_engine().rebuild(corpus, _all_documents(document_type), position, progress)


def prune_changes() -> int:
    """Delete change rows that every machine has had two weeks to read; the newest stays, as a mark of this database."""
    newest = queries.newest_change()
    old = delete(IndexChange).where(IndexChange.made_at < clock.now() - KEPT, IndexChange.id != newest)
    return int(db.session.execute(old.execution_options(synchronize_session=False)).rowcount)  # type: ignore[attr-defined]


def _apply_corpus(document_type: DocumentType) -> int:
    corpus, engine = document_type.name, current_engine()
    if not engine.keeps_index:
        return 0
    try:
        if not engine.needs_rebuild(corpus):
            with engine.writing(corpus) as writing:
                if _can_follow(writing.position) and not _is_much(corpus, writing.position):
                    return _drain(document_type, writing)
        log.info("index_rebuild", corpus=corpus)
        rebuild(corpus=corpus)
        with engine.writing(corpus) as writing:
            return _drain(document_type, writing)
    except SearchBusy:
        log.info("index_busy", corpus=corpus)
        return 0


def _can_follow(position: ChangePosition | None) -> bool:
    """Whether the rows after ``position`` are all still there: not pruned meanwhile, and of this database."""
    if position is None:
        return False
    if clock.now().timestamp() - position.read_at > KEPT.total_seconds():
        return False
    return queries.newest_change() >= max([position.floor, *position.applied])


def _is_much(corpus: str, position: ChangePosition | None) -> bool:
    waiting = len(queries.pending_changes(corpus, position or ChangePosition()).ids)
    return waiting > WORTH_A_REBUILD and waiting * 5 > current_engine().status(corpus).documents


def _drain(document_type: DocumentType, writing: Writing) -> int:
    looked_at = 0
    position = writing.position or ChangePosition()
    while True:
        pending = queries.pending_changes(document_type.name, position, limit=BATCH)
        if pending.ids or pending.position.floor > position.floor:
            _publish(document_type, writing, pending)
        position = pending.position
        looked_at += len(pending.ids)
        if len(pending.ids) == 0:
            return looked_at


def _publish(document_type: DocumentType, writing: Writing, pending: queries.Pending) -> None:
    documents = list(document_type.load(pending.ids)) if pending.ids else []
    removed = set(pending.ids) - {document.id for document in documents}
    writing.publish(documents, removed, pending.position)


def _all_documents(document_type: DocumentType) -> Iterator[Sequence[Document]]:
    ids = iter(document_type.all_ids())
    while batch := list(islice(ids, BATCH)):
        yield list(document_type.load(batch))
