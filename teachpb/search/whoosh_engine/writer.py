"""Writing: batches of changes into the version in use, and whole new versions beside it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import structlog

from teachpb.search.engine import BrokenIndex
from teachpb.search.library import FileStorage, SegmentReader
from teachpb.search.query import ChangePosition
from teachpb.search.registry import Document, DocumentType
from teachpb.search.whoosh_engine.directory import (
    INDEX_NAME,
    IndexDirectory,
    read_form,
    read_position,
    sync,
    write_form,
    write_position,
)
from teachpb.search.whoosh_engine.schema import fields_of, schema_for
from teachpb.search.whoosh_engine.segments import read_contents

log = structlog.get_logger(__name__)

LOCK_TIMEOUT = 30.0
WRITER_MEMORY_MB = 256
#: Segments up to this size are put together while publishing; that costs about a millisecond a document.
SMALL_SEGMENT = 100
MOST_SMALL_SEGMENTS = 4
#: With more segments than this, or more dead documents than living ones by half, a rebuild tidies up.
MOST_SEGMENTS = 16


class DurableStorage(FileStorage):  # type: ignore[misc]
    """whoosh never asks the disk to keep anything. Here the files of a commit are safe before its table of contents."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        folder = Path(self.folder)
        if newname.endswith(".toc"):
            for path in (*folder.glob("*.seg"), folder / oldname):
                sync(path)
        super().rename_file(oldname, newname, safe=safe)
        if newname.endswith(".toc"):
            sync(folder)


class WhooshWriting:
    """The one writer of the version in use, while its lock is held."""

    def __init__(self, home: IndexDirectory, document_type: DocumentType) -> None:
        self._home = home
        self._type = document_type
        self._directory = home.current()
        self.position: ChangePosition | None = None
        if self._directory is not None and read_form(self._directory) == document_type.fingerprint():
            self.position = read_position(self._directory)

    def publish(self, documents: Sequence[Document], removed: Collection[int], position: ChangePosition) -> None:
        """Replace or add ``documents``, take out ``removed``, and remember ``position``.

        A document the index cannot hold is reported and left out. Killed at any moment, this leaves the old state or
        the new one; the position follows the documents, so at worst some are written again.
        """
        if self._directory is None:
            raise RuntimeError("there is no index to publish into; rebuild it first")
        rows = checked(documents, self._type)
        gone = {str(each) for each in removed} | {str(document.id) for document in documents}
        if gone:
            try:
                self._commit(self._directory, gone, rows)
            except Exception as error:
                self._home.rebuild_is_wanted(True)
                raise BrokenIndex(f"{self._directory.name}: {error!r}") from error
        write_position(self._directory, position, durable=self._home.durable)
        self.position = position

    def _commit(self, directory: Path, gone: set[str], rows: list[dict[str, Any]]) -> None:
        read_contents(directory)  # whoosh leaks a file when it cannot read them
        storage = storage_for(directory, durable=self._home.durable)
        with storage.open_index(INDEX_NAME).writer(limitmb=WRITER_MEMORY_MB, timeout=LOCK_TIMEOUT) as writer:
            writer.mergetype = merge_small
            delete_documents(writer, gone)
            for row in rows:
                writer.add_document(**row)


def build(
    home: IndexDirectory,
    document_type: DocumentType,
    batches: Iterable[Sequence[Document]],
    position: ChangePosition,
    progress: Callable[[int], None] | None,
) -> Path:
    """Write a whole new version; the one in use is not touched. Returns the finished directory, not yet in place."""
    directory = home.new_version()
    storage = storage_for(directory, durable=home.durable)
    index = storage.create_index(schema_for(document_type), INDEX_NAME)
    seen: set[str] = set()
    with index.writer(limitmb=WRITER_MEMORY_MB, timeout=LOCK_TIMEOUT) as writer:
        for batch in batches:
            for row in checked(batch, document_type):
                if row["id"] not in seen:
                    seen.add(row["id"])
                    writer.add_document(**row)
            if progress:
                progress(len(seen))
    write_position(directory, position, durable=home.durable)
    write_form(directory, document_type.fingerprint(), durable=home.durable)
    return directory


def storage_for(directory: Path, *, durable: bool) -> Any:
    return (DurableStorage if durable else FileStorage)(str(directory), supports_mmap=False)


def checked(documents: Iterable[Document], document_type: DocumentType) -> list[dict[str, Any]]:
    """The fields of all documents the index can hold, one per id (the last). The others are reported."""
    rows: dict[int, dict[str, Any]] = {}
    for document in documents:
        try:
            rows[document.id] = fields_of(document, document_type)
        except (ValueError, TypeError, AttributeError) as error:
            log.error("document_refused", corpus=document_type.name, id=document.id, reason=str(error))
    return list(rows.values())


def delete_documents(writer: Any, ids: Iterable[str]) -> None:
    """All committed documents with these ids. (``update_document`` opens the index anew for each.)"""
    with searching(writer) as searcher:
        numbers = [number for each in ids for number in searcher.document_numbers(id=each)]
    for number in numbers:
        writer.delete_document(number)


@contextmanager
def searching(writer: Any) -> Iterator[Any]:
    searcher = writer.searcher()
    try:
        yield searcher
    finally:
        if searcher.doc_count_all():
            searcher.close()


def merge_small(writer: Any, segments: list[Any]) -> list[Any]:
    """whoosh's merge policy: keep the segments few without ever rewriting a large one while somebody waits.

    Returns those kept; what is merged goes into the segment being written.
    """
    living = [segment for segment in segments if segment.doc_count() > 0]
    small = [segment for segment in living if segment.doc_count_all() <= SMALL_SEGMENT]
    if len(small) < MOST_SMALL_SEGMENTS:
        return living
    for segment in small:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in living if segment not in small]


def is_untidy(segments: int, deleted: int, living: int) -> bool:
    return segments > MOST_SEGMENTS or deleted > 200 + living // 2


def directory_size(directory: Path) -> int:
    return sum(entry.stat().st_size for entry in os.scandir(directory) if entry.is_file())
