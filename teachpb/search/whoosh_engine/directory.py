"""The index directory of one corpus: numbered versions, and a symlink to the one in use.

    vacancy/
      current -> v00000012      moved by rename, so there always is one
      v00000011/                the last one, kept to fall back to
      v00000012/                whoosh's files, form.json, position.json
      write.lock  rebuild.lock  rebuild-wanted

whoosh unpickles what it finds in here, so the directory is code: private to the user the site runs as.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from teachpb.search.engine import SearchBusy
from teachpb.search.library import FileLock, try_for
from teachpb.search.query import ChangePosition

INDEX_NAME = "MAIN"
KEPT_VERSIONS = 2


class UnusableIndex(Exception):
    """An index version cannot be opened; the message says why."""


@dataclass(frozen=True, slots=True)
class Version:
    """What identifies one state of an index: the directory and whoosh's count of commits in it."""

    directory: str
    generation: int

    def __str__(self) -> str:
        return f"{self.directory}.{self.generation}"


class IndexDirectory:
    def __init__(self, path: Path, *, durable: bool = True) -> None:
        self.path = path
        self.durable = durable

    def prepare(self) -> None:
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)

    # Versions

    def current(self) -> Path | None:
        """The directory in use, or None before the first build."""
        try:
            return self.path / (self.path / "current").readlink().name
        except OSError:
            return None

    def versions(self) -> list[Path]:
        """All finished versions, oldest first."""
        if not self.path.is_dir():
            return []
        return sorted(each for each in self.path.iterdir() if each.name.startswith("v") and each.is_dir())

    def latest(self) -> Version | None:
        """The present state; cheap (two system calls), for asking a few times a second."""
        directory = self.current()
        return None if directory is None else version_of(directory)

    def new_version(self) -> Path:
        """An empty directory for a build. What a build that was killed left behind is removed."""
        self.prepare()
        for leftover in self.path.glob("building-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        numbers = [int(each.name[1:]) for each in self.versions() if each.name[1:].isdigit()]
        building = self.path / f"building-v{max(numbers, default=0) + 1:08d}"
        building.mkdir(mode=0o700)
        return building

    def put_in_place(self, building: Path) -> None:
        """Make a finished build the one in use: everything safe on disk first, then one rename."""
        finished = self.path / building.name.removeprefix("building-")
        if self.durable:
            sync_directory(building)
        building.rename(finished)
        pointer = self.path / "current.new"
        pointer.unlink(missing_ok=True)
        pointer.symlink_to(finished.name)
        pointer.rename(self.path / "current")
        if self.durable:
            sync(self.path)
        self.rebuild_is_wanted(False)
        for old in [each for each in self.versions() if each != finished][: -(KEPT_VERSIONS - 1)]:
            shutil.rmtree(old, ignore_errors=True)

    # Locks

    @contextmanager
    def locked(self, name: str, timeout: float) -> Iterator[None]:
        """Hold ``write`` or ``rebuild``. The lock goes with the process, so a killed one leaves none behind.

        Raises SearchBusy after ``timeout`` seconds.
        """
        self.prepare()
        lock = FileLock(str(self.path / f"{name}.lock"))
        if not try_for(lock.acquire, timeout=timeout, delay=0.05):
            raise SearchBusy(f"{self.path.name}: {name}.lock is held by another process")
        try:
            yield
        finally:
            lock.release()

    # Marks

    def rebuild_is_wanted(self, wanted: bool) -> None:
        mark = self.path / "rebuild-wanted"
        if wanted:
            self.prepare()
            mark.touch()
        else:
            mark.unlink(missing_ok=True)

    @property
    def wants_rebuild(self) -> bool:
        return (self.path / "rebuild-wanted").exists()


def version_of(directory: Path) -> Version | None:
    """None when there is no whoosh index in ``directory``."""
    prefix, suffix = f"_{INDEX_NAME}_", ".toc"
    newest = -1
    try:
        for entry in os.scandir(directory):
            name = entry.name
            if name.startswith(prefix) and name.endswith(suffix):
                number = name[len(prefix) : -len(suffix)]
                newest = max(newest, int(number) if number.isdigit() else -1)
    except OSError:
        return None
    return None if newest < 0 else Version(directory.name, newest)


def check_private(directory: Path) -> None:
    """Raises UnusableIndex when somebody else could have put code into ``directory``."""
    for path in (directory.parent, directory):
        about = path.stat()
        if hasattr(os, "geteuid") and about.st_uid not in (os.geteuid(), 0):
            raise UnusableIndex(f"{path} belongs to another user")
        if os.name == "posix" and about.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise UnusableIndex(f"{path} can be written by others")


# What we keep beside whoosh's files


def write_position(directory: Path, position: ChangePosition, *, durable: bool) -> None:
    content = {"floor": position.floor, "applied": sorted(position.applied), "read_at": position.read_at}
    text = json.dumps(content, separators=(",", ":"))
    _write_file(directory / "position.json", text, durable=durable)


def read_position(directory: Path) -> ChangePosition | None:
    """None when there is none or it cannot be read: then nobody knows what the index holds."""
    try:
        raw = json.loads((directory / "position.json").read_text(encoding="utf-8"))
        return ChangePosition(floor=raw["floor"], applied=frozenset(raw["applied"]), read_at=raw["read_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_form(directory: Path, fingerprint: str, *, durable: bool) -> None:
    _write_file(directory / "form.json", json.dumps({"fingerprint": fingerprint}), durable=durable)


def read_form(directory: Path) -> str | None:
    try:
        return str(json.loads((directory / "form.json").read_text(encoding="utf-8"))["fingerprint"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_file(path: Path, text: str, *, durable: bool) -> None:
    temporary = path.with_suffix(".new")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    temporary.rename(path)


def sync(path: Path) -> None:
    """Make the kernel write one file, or the entries of one directory, to disk."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_directory(directory: Path) -> None:
    for path in directory.rglob("*"):
        if path.is_file():
            sync(path)
    sync(directory)
