"""The one place that imports whoosh, and all of it we use.

whoosh 2.7.4 is from 2016 and compiles with syntax warnings under a present Python; its forks share the import name.
Only what they have in common is used for writing. ``whoosh3`` is the tested spare (docs/decisions/0003-search.md).
"""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from whoosh.codec import whoosh3 as _codec  # noqa: F401  (compiled here, quietly)
    from whoosh.columns import NumericColumn, VarBytesColumn
    from whoosh.fields import COLUMN, ID, KEYWORD, TEXT, Schema
    from whoosh.filedb.filestore import FileStorage
    from whoosh.filedb.structfile import BufferFile
    from whoosh.index import TOC, FileIndex
    from whoosh.lang.porter import stem as porter
    from whoosh.query import And, Or, Phrase, Term
    from whoosh.reading import SegmentReader
    from whoosh.scoring import BM25F
    from whoosh.searching import Searcher
    from whoosh.util.filelock import FileLock, try_for
    from whoosh.writing import IndexingError, LockError

__all__ = [
    "BM25F",
    "COLUMN",
    "ID",
    "KEYWORD",
    "TEXT",
    "TOC",
    "And",
    "BufferFile",
    "FileIndex",
    "FileLock",
    "FileStorage",
    "IndexingError",
    "LockError",
    "NumericColumn",
    "Or",
    "Phrase",
    "Schema",
    "Searcher",
    "SegmentReader",
    "Term",
    "VarBytesColumn",
    "porter",
    "try_for",
]
