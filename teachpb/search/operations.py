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
from teachpb.search.engine import BrokenIndex, SearchBusy, Writing, current_engine
from teachpb.search.models import IndexChange
from teachpb.search.query import ChangePosition
from teachpb.search.registry import Document, DocumentType
from teachpb.work import wake

log = structlog.get_logger(__name__)

REBUILD_INDEXES = "search.rebuild_indexes"

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
    """Tell every index on this machine what changed. Returns how many records were read. Safe at any time, twice.

    An index that cannot follow, or would be better built anew, is left to ``rebuild_indexes``, which is woken: that
    takes long, and the other indexes shall not wait for it.
    """
    if not current_engine().keeps_index:
        return 0
    read, rebuild_wanted = 0, False
    for document_type in list(registry.all_types().values()):
        count, follows = _apply_corpus(document_type)
        read += count
        rebuild_wanted |= not follows
    if rebuild_wanted:
        wake(REBUILD_INDEXES)
    return read


def rebuild_indexes() -> list[str]:
    """Build those indexes anew that are missing, unusable, outdated, untidy or too far behind. Returns which."""
    rebuilt = []
    for corpus in list(registry.all_types()):
        if not _wants_rebuild(corpus):
            continue
        log.info("index_rebuild", corpus=corpus)
        try:
            rebuild(corpus=corpus)
            rebuilt.append(corpus)
        except SearchBusy:
            log.info("index_busy", corpus=corpus)
    if rebuilt:
        wake(indexing.APPLY_CHANGES)  # what changed meanwhile went into the versions before
    return rebuilt


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


def _apply_corpus(document_type: DocumentType) -> tuple[int, bool]:
    """(records read, whether the index can go on as it is)."""
    corpus, engine = document_type.name, current_engine()
    try:
        with engine.writing(corpus) as writing:
            if not _can_follow(corpus, writing.position):
                return 0, False
            read = _drain(document_type, writing)
    except SearchBusy:
        log.info("index_busy", corpus=corpus)
        return 0, True
    except BrokenIndex:
        log.exception("index_broken", corpus=corpus)
        return 0, False
    return read, not engine.needs_rebuild(corpus)


def _wants_rebuild(corpus: str) -> bool:
    engine = current_engine()
    if not engine.keeps_index or engine.needs_rebuild(corpus):
        return engine.keeps_index
    try:
        with engine.writing(corpus) as writing:
            return not _can_follow(corpus, writing.position)
    except SearchBusy:
        return False


def _can_follow(corpus: str, position: ChangePosition | None) -> bool:
    """Whether the rows after ``position`` are all still there (not pruned, and of this database), and not too many."""
    if position is None or clock.now().timestamp() - position.read_at > KEPT.total_seconds():
        return False
    if queries.newest_change() < max([position.floor, *position.applied]):
        return False
    waiting = len(queries.pending_changes(corpus, position).ids)
    return waiting <= WORTH_A_REBUILD or waiting * 5 <= current_engine().status(corpus).documents


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
