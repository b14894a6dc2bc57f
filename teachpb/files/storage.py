"""Where bytes are kept, by a random key. A folder, or memory in tests; another store is another class beside these."""

from __future__ import annotations

import io
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from flask import current_app

from teachpb import clock
from teachpb.config import Settings

EXTENSION = "teachpb.storage"
_KEY = re.compile(r"^[A-Za-z0-9_-]{20,60}(\.[0-9]{1,5})?$")


class MissingFile(LookupError):
    """There are no bytes under this key."""


class Storage(Protocol):
    """Keys are ours (random), never made from what people typed."""

    def put(self, key: str, content: bytes) -> None: ...

    def open(self, key: str) -> BinaryIO:
        """Raises MissingFile."""
        ...

    def delete(self, key: str) -> None:
        """Deleting what is not there is no error."""
        ...

    def keys(self, *, older_than: float) -> Iterator[str]:
        """Every key whose bytes are older than so many seconds."""
        ...


class FolderStorage:
    """Files under one folder, fanned out over subfolders; written whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, key: str, content: bytes) -> None:
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(partial).replace(path)
        except BaseException:
            Path(partial).unlink(missing_ok=True)
            raise

    def open(self, key: str) -> BinaryIO:
        try:
            return self._path(key).open("rb")
        except FileNotFoundError:
            raise MissingFile(key) from None

    def delete(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def keys(self, *, older_than: float) -> Iterator[str]:
        cutoff = clock.now().timestamp() - older_than
        for path in sorted(self.folder.glob("*/*")):
            if _KEY.fullmatch(path.name) and path.stat().st_mtime < cutoff:
                yield path.name

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError("not a storage key")
        return self.folder / key[:2] / key


class MemoryStorage:
    """The null twin: everything is gone with the process."""

    def __init__(self) -> None:
        self.contents: dict[str, tuple[bytes, float]] = {}

    def put(self, key: str, content: bytes) -> None:
        self.contents[key] = (content, clock.now().timestamp())

    def open(self, key: str) -> BinaryIO:
        if key not in self.contents:
            raise MissingFile(key)
        return io.BytesIO(self.contents[key][0])

    def delete(self, key: str) -> None:
        self.contents.pop(key, None)

    def keys(self, *, older_than: float) -> Iterator[str]:
        cutoff = clock.now().timestamp() - older_than
        yield from sorted(key for key, (_, written) in self.contents.items() if written < cutoff)


def make_storage(settings: Settings) -> Storage:
    return MemoryStorage() if settings.is_testing else FolderStorage(settings.data_dir / "files")


def storage() -> Storage:
    """The storage of the running application."""
    found: Storage = current_app.extensions[EXTENSION]
    return found
