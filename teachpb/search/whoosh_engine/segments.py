"""Reading an index version into memory: whoosh's files as bytes, and the columns of its segments.

The files are read whole on opening and served from memory to every searcher, so nothing that a writer deletes meanwhile
can be missed, and each searcher costs a millisecond. A segment never changes but for the list of its deleted documents:
what was read of one is kept from version to version.
"""

from __future__ import annotations

from collections.abc import Mapping, Sized
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from teachpb.search.library import BM25F, TOC, BufferFile, FileIndex, FileStorage, Searcher
from teachpb.search.registry import DocumentType
from teachpb.search.whoosh_engine.directory import INDEX_NAME, UnusableIndex, Version, check_private, version_of
from teachpb.search.whoosh_engine.schema import facet_column, number_column


class _Bytes(BufferFile):  # type: ignore[misc]
    """A file in memory. Parts of it are cut out once and shared by all who read them (BytesIO shares bytes)."""

    def __init__(self, data: bytes, parts: dict[tuple[int, int], bytes], name: str | None = None) -> None:
        super().__init__(data, name=name)
        self._parts = parts

    def subset(self, position: int, length: int, name: str | None = None) -> BufferFile:
        part = self._parts.get((position, length))
        if part is None:
            part = self._parts.setdefault((position, length), self.get(position, length))
        return BufferFile(part, name=name)


class _Memory(FileStorage):  # type: ignore[misc]
    """The files of one version, as whoosh's storage. Read only."""

    readonly = True

    def __init__(self, folder: str) -> None:
        super().__init__(folder, supports_mmap=False)
        self.files: dict[str, tuple[bytes, dict[tuple[int, int], bytes]]] = {}

    def open_file(self, name: str, *args: Any, **kwargs: Any) -> BufferFile:
        data, parts = self.files[name]
        return _Bytes(data, parts, name)

    def file_exists(self, name: str) -> bool:
        return name in self.files

    def list(self) -> list[str]:
        return list(self.files)


@dataclass(frozen=True, slots=True)
class SegmentData:
    """The columns of one segment, a row per document, deleted ones included."""

    ids: list[int]
    titles: list[bytes]
    organisations: list[bytes]
    positions: list[bytes]
    facets: dict[str, list[bytes]]
    numbers: dict[str, list[int]]
    head: dict[str, list[int]]


class OpenVersion:
    """One version of an index, read. Raises UnusableIndex, or OSError when its files are just being replaced."""

    def __init__(self, directory: Path, document_type: DocumentType, previous: OpenVersion | None = None) -> None:
        check_private(directory)
        self._storage = _Memory(str(directory))
        self.version, contents = read_contents(directory, self._storage)
        self._schema = contents.schema
        self._segments = contents.segments
        known = previous._storage.files if previous else {}
        for segment in self._segments:
            name = segment.make_filename(".seg")
            self._storage.files[name] = known.get(name) or ((directory / name).read_bytes(), {})
        self.data: dict[str, SegmentData] = {}
        with self.searcher() as searcher:
            self._read(searcher, document_type, previous.data if previous else {})

    def searcher(self) -> Searcher:
        """A searcher for one thread at a time: shared ones return wrong results, without a word."""
        reader = FileIndex._reader(self._storage, self._schema, self._segments, self.version.generation)
        return Searcher(reader, weighting=BM25F())

    @property
    def segment_count(self) -> int:
        return len(self._segments)

    @property
    def deleted_count(self) -> int:
        return sum(segment.deleted_count() for segment in self._segments)

    def live_rows(self) -> list[tuple[SegmentData, int, int]]:
        """(segment, row, whoosh's document number) of every document that is not deleted."""
        rows: list[tuple[SegmentData, int, int]] = []
        base = 0
        for segment in self._segments:
            data = self.data[segment.segment_id()]
            deleted = set(segment.deleted_docs())
            rows.extend((data, row, base + row) for row in range(len(data.ids)) if row not in deleted)
            base += len(data.ids)
        return rows

    def _read(self, searcher: Searcher, document_type: DocumentType, known: Mapping[str, SegmentData]) -> None:
        leaves = [reader for reader, _ in searcher.reader().leaf_readers()] if self._segments else []
        for segment, reader in zip(self._segments, leaves, strict=True):
            key = segment.segment_id()
            self.data[key] = known[key] if key in known else read_segment(reader, document_type)
            self._check(segment, self.data[key])

    def _check(self, segment: Any, data: SegmentData) -> None:
        """The self-check: as many rows in every column as whoosh counts documents."""
        count = segment.doc_count_all()
        columns: list[Sized] = [data.ids, data.titles, data.positions]
        columns += [*data.facets.values(), *data.numbers.values()]
        if any(len(column) != count for column in columns):
            raise UnusableIndex(f"{self.version}: a column of {segment.segment_id()} is short")


def read_contents(directory: Path, storage: _Memory | None = None) -> tuple[Version, Any]:
    """The version in ``directory`` and whoosh's table of its contents. Raises UnusableIndex when there is none."""
    version = version_of(directory)
    if version is None:
        raise UnusableIndex(f"there is no index in {directory.name}")
    storage = storage or _Memory(str(directory))
    name = f"_{INDEX_NAME}_{version.generation}.toc"
    storage.files[name] = ((directory / name).read_bytes(), {})
    return version, TOC.read(storage, INDEX_NAME, gen=version.generation)


def read_segment(reader: Any, document_type: DocumentType) -> SegmentData:
    count = reader.doc_count_all()

    def column(name: str, default: Any) -> list[Any]:
        known = name in reader.schema and reader.has_column(name)
        return list(reader.column_reader(name).load()) if known else [default] * count

    return SegmentData(
        ids=[int(reader.stored_fields(row)["id"]) for row in range(count)],
        titles=column("title", b""),
        organisations=column("organisation", b""),
        positions=column("positions", b""),
        facets={name: column(facet_column(name), b"") for name in document_type.facet_names},
        numbers={name: column(number_column(name), 0) for name in document_type.number_names},
        head=_head(reader),
    )


def _head(reader: Any) -> dict[str, list[int]]:
    """word -> rows. Without what is deleted by now; that never comes back, so the answer may be kept."""
    return {word.decode(): list(reader.postings("head", word).all_ids()) for word in reader.lexicon("head")}
