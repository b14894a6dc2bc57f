"""The life of a file: taken in, scanned, served, deleted."""

from __future__ import annotations

import hashlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.db import db, transaction
from teachpb.files import operations, queries, scanning
from teachpb.files.errors import UploadRefused
from teachpb.files.models import FileKind, FileState, StoredFile
from teachpb.files.scanner import Clamd, NullScanner, ScannerAway, make_scanner
from teachpb.files.signals import file_scanned
from teachpb.files.storage import FolderStorage, MemoryStorage, MissingFile, Storage, storage
from tests.files import samples
from tests.support.mail import free_port
from tests.support.time import FrozenClock

ADA = SimpleNamespace(id=41)
DOCUMENTS = {FileKind.pdf, FileKind.docx}


def stored(content: bytes, name: str = "My letter.pdf", **changes: object) -> StoredFile:
    options = {"actor": ADA, "purpose": "applications.letter", "kinds": set(FileKind)} | changes
    with transaction():
        return operations.store_upload(upload=samples.Upload(content, name), **options)  # type: ignore[arg-type]


def keys() -> set[str]:
    found = storage()
    assert isinstance(found, MemoryStorage)
    return set(found.contents)


@pytest.fixture(autouse=True)
def empty_storage(request: pytest.FixtureRequest) -> Iterator[None]:
    if "app" in request.fixturenames:
        app: Flask = request.getfixturevalue("app")
        app.extensions["teachpb.storage"].contents.clear()
    yield


def test_a_document_waits_for_the_scanner(session: Session) -> None:
    content = samples.pdf()
    file = stored(content, organisation_id=7)
    assert (file.state, file.kind, file.name) == (FileState.pending, FileKind.pdf, "My letter.pdf")
    assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert (file.user_id, file.organisation_id, file.purpose, file.public) == (41, 7, "applications.letter", False)
    assert not file.is_ready
    assert keys() == {file.storage_key}
    assert file.token != file.storage_key


def test_a_picture_is_ready_at_once(session: Session) -> None:
    file = stored(samples.picture(size=(1200, 800)), "photo.png", public=True)
    assert (file.state, file.media_type, file.name) == (FileState.clean, "image/jpeg", "photo.jpg")
    assert (file.width, file.height, file.renditions) == (1200, 800, [480, 960])
    assert keys() == {file.storage_key, f"{file.storage_key}.480", f"{file.storage_key}.960"}


def test_the_scanner_is_woken_for_documents_only(app: Flask, session: Session) -> None:
    queue = app.extensions["teachpb.queue"]
    queue.clear()
    stored(samples.picture())
    assert queue.woken == []
    stored(samples.docx())
    assert queue.woken == ["files.scan_pending"]


@pytest.mark.parametrize(
    ("content", "limit", "sentence"),
    [
        (b"", None, "The selected file is empty"),
        (b"x" * 2049, 2048, "must be smaller than 2KB"),
        (b"x" * (3 * 1024 * 1024 + 1), 3 * 1024 * 1024, "must be smaller than 3MB"),
    ],
)
def test_sizes(session: Session, content: bytes, limit: int | None, sentence: str) -> None:
    with pytest.raises(UploadRefused, match=sentence):
        stored(content, max_bytes=limit)
    assert keys() == set()


def test_the_site_has_a_limit_of_its_own(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], max_upload=1024 * 1024))
    with pytest.raises(UploadRefused, match="smaller than 1MB"):
        stored(b"x" * (1024 * 1024 + 1))
    monkeypatch.setattr(operations, "LARGEST_IMAGE", 100)
    with pytest.raises(UploadRefused, match="picture must be smaller"):
        stored(samples.picture())


def test_scanning_makes_a_document_ready(session: Session, run_job: Callable[[str], object]) -> None:
    first, second = stored(samples.pdf()), stored(samples.docx())
    assert run_job("files.scan_pending") == 2
    assert first.is_ready and second.is_ready
    assert first.scanned_at is not None and first.leased_until is None
    assert run_job("files.scan_pending") == 0


class Detector:
    """A scanner that finds what it is told to find."""

    def __init__(self, *answers: str | ScannerAway | None) -> None:
        self.answers = list(answers)

    def scan(self, content: bytes) -> str | None:
        answer = self.answers.pop(0)
        if isinstance(answer, ScannerAway):
            raise answer
        return answer


def test_what_the_scanner_finds_is_unsafe_and_purged(
    session: Session, run_job: Callable[[str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = stored(samples.pdf(), "virus.pdf"), stored(samples.pdf())
    detector = Detector("Eicar-Signature", None)
    monkeypatch.setattr(scanning, "make_scanner", lambda settings: detector)
    run_job("files.scan_pending")
    assert (bad.state, bad.verdict) == (FileState.unsafe, "Eicar-Signature")
    assert good.is_ready
    assert run_job("files.purge") == 1
    assert keys() == {good.storage_key}
    assert bad.purged_at is not None
    assert bad.name == "applications.letter.pdf", "what people called it is forgotten too"
    assert run_job("files.purge") == 0


def test_a_scanner_that_is_away_is_come_back_to(
    session: Session, frozen: FrozenClock, run_job: Callable[[str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = stored(samples.pdf())
    detector = Detector(ScannerAway("ConnectionRefusedError"), None)
    monkeypatch.setattr(scanning, "make_scanner", lambda settings: detector)
    assert run_job("files.scan_pending") == 0
    assert file.state is FileState.pending
    assert run_job("files.scan_pending") == 0, "not at once"
    frozen.advance(timedelta(minutes=5))
    assert run_job("files.scan_pending") == 1
    assert file.is_ready
    assert file.scan_attempts == 2


def test_a_file_nobody_can_scan_is_given_up_one_day(session: Session) -> None:
    file = stored(samples.pdf())
    with transaction():
        file.scan_attempts = operations.MOST_SCANS
    with transaction():
        operations.postpone_scan(file_id=file.id, wait=timedelta(minutes=5))
    assert (file.state, file.verdict) == (FileState.unsafe, "could not be scanned")


def test_two_scanners_never_hold_the_same_file(session: Session, frozen: FrozenClock) -> None:
    file = stored(samples.pdf())
    lease = timedelta(seconds=60)
    with transaction():
        assert operations.claim_pending(lease=lease) is file
    with transaction():
        assert operations.claim_pending(lease=lease) is None
    frozen.advance(lease)
    with transaction():
        assert operations.claim_pending(lease=lease) is file, "who was killed loses the file"


def test_a_verdict_comes_too_late_for_a_deleted_file(session: Session) -> None:
    file = stored(samples.pdf())
    with transaction():
        operations.remove(file)
    with transaction():
        operations.settle_scan(file_id=file.id, verdict=None)
        operations.settle_scan(file_id=file.id + 1, verdict=None)
    assert file.state is FileState.removed


@pytest.mark.parametrize(("replacement", "verdict"), [(None, "missing"), (b"%PDF-1.7 other", "altered")])
def test_bytes_that_are_not_those_uploaded_are_unsafe(
    session: Session, run_job: Callable[[str], object], replacement: bytes | None, verdict: str
) -> None:
    file = stored(samples.pdf())
    storage().delete(file.storage_key)
    if replacement:
        storage().put(file.storage_key, replacement)
    run_job("files.scan_pending")
    assert (file.state, file.verdict) == (FileState.unsafe, verdict)


def test_our_own_checks_look_again(session: Session) -> None:
    content = samples.pdf_with_script()
    storage().put("k" * 40, content)
    sha256 = hashlib.sha256(content).hexdigest()
    verdict = scanning.verdict_on(key="k" * 40, sha256=sha256, kind=FileKind.pdf, scanner=NullScanner())
    assert verdict == "active content"


def test_deleting(session: Session, run_job: Callable[[str], object]) -> None:
    file, other = stored(samples.picture(size=(1200, 800)), public=True), stored(samples.pdf())
    with transaction():
        operations.remove(file)
        operations.remove(file)
    assert queries.public_file(file.token) is None
    assert run_job("files.purge") == 1
    assert keys() == {other.storage_key}


# -- copying


@pytest.mark.parametrize(
    ("state", "copied"),
    [(FileState.clean, True), (FileState.pending, True), (FileState.unsafe, False), (FileState.removed, False)],
)
def test_a_copy_lives_its_own_life(session: Session, state: FileState, copied: bool) -> None:
    first = stored(samples.pdf())
    with transaction():
        first.state = state
        second = operations.copy(first, actor=ADA)
    assert (second is not None) is copied
    if second is None:
        return
    assert (second.state, second.name, second.sha256, second.size) == (state, first.name, first.sha256, first.size)
    assert second.token != first.token
    with transaction():
        operations.remove(first)
    with transaction():
        operations.purge()
    with storage().open(second.storage_key) as file:
        assert hashlib.sha256(file.read()).hexdigest() == second.sha256


def test_a_picture_is_copied_in_every_size(session: Session) -> None:
    first = stored(samples.picture(size=(1000, 700)), "me.jpg")
    with transaction():
        second = operations.copy(first, actor=None)
    assert second is not None
    assert second.renditions == first.renditions
    for key in operations.keys_of(second):
        storage().open(key).close()


def test_what_has_lost_its_bytes_is_not_copied(session: Session) -> None:
    first = stored(samples.pdf())
    storage().delete(first.storage_key)
    with transaction():
        assert operations.copy(first, actor=ADA) is None


@pytest.mark.parametrize(("verdict", "state"), [(None, FileState.clean), ("Eicar", FileState.unsafe)])
def test_whoever_a_file_belongs_to_hears_of_the_verdict(
    session: Session, verdict: str | None, state: FileState
) -> None:
    file, heard = stored(samples.pdf()), []

    def hear(sender: StoredFile) -> None:
        heard.append((sender.id, sender.state))

    with file_scanned.connected_to(hear), transaction():
        operations.settle_scan(file_id=file.id, verdict=verdict)
        operations.settle_scan(file_id=file.id, verdict="too late")
    assert heard == [(file.id, state)]


def test_bytes_without_a_row_are_swept_up(
    session: Session, frozen: FrozenClock, run_job: Callable[[str], object]
) -> None:
    kept = stored(samples.picture(size=(1200, 800)))
    with pytest.raises(RuntimeError), transaction():
        operations.store_upload(
            actor=ADA, upload=samples.Upload(samples.picture()), purpose="x", kinds={FileKind.image}
        )
        raise RuntimeError
    assert len(keys()) == 4
    assert run_job("files.remove_orphans") == 0, "not while its transaction might still be under way"
    frozen.advance(timedelta(days=1, seconds=1))
    assert run_job("files.remove_orphans") == 1
    assert keys() == set(operations.keys_of(kept))


def test_reading(session: Session) -> None:
    public = stored(samples.picture(), public=True)
    private = stored(samples.picture())
    pending = stored(samples.pdf(), public=True)
    assert queries.public_file(public.token) is public
    assert queries.public_file(private.token) is None
    assert queries.public_file(pending.token) is None
    assert queries.public_file("x" * 32) is None
    assert queries.files_of(user_id=41) == [public, private, pending]
    assert queries.files_of(user_id=42) == []


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    return FolderStorage(tmp_path / "files") if request.param == "folder" else MemoryStorage()


KEY = "A" * 40


@pytest.mark.pure
def test_a_storage_keeps_and_forgets(store: Storage) -> None:
    store.put(KEY, b"one")
    store.put(KEY, b"two")
    with store.open(KEY) as file:
        assert file.read() == b"two"
    store.delete(KEY)
    store.delete(KEY)
    with pytest.raises(MissingFile):
        store.open(KEY)


@pytest.mark.pure
def test_a_storage_tells_what_is_old(store: Storage) -> None:
    store.put(KEY, b"one")
    store.put(f"{KEY}.480", b"two")
    with clock.freeze(clock.now() + timedelta(hours=2)):
        assert list(store.keys(older_than=3600)) == [KEY, f"{KEY}.480"]
        assert list(store.keys(older_than=3 * 3600)) == []


@pytest.mark.pure
@pytest.mark.parametrize(
    "key", ["", "short", "../" * 10, "A" * 40 + "/x", "A" * 40 + "\n", "A" * 40 + ".jpg", "/" * 40]
)
def test_a_folder_takes_no_path_for_a_key(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="not a storage key"):
        FolderStorage(tmp_path).put(key, b"x")
    assert list(tmp_path.iterdir()) == []


@contextmanager
def clamd(answer: bytes, *, path: Path | None = None) -> Iterator[tuple[str, list[bytes]]]:
    """A daemon that speaks clamd's protocol once: its address, and what it was sent."""
    listener = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
    port = free_port()
    listener.bind(str(path) if path else ("127.0.0.1", port))
    listener.listen()
    received: list[bytes] = []

    def serve() -> None:
        connection, _ = listener.accept()
        with connection, connection.makefile("rb") as stream:
            received.append(stream.read(len(b"zINSTREAM\0")))
            while size := struct.unpack("!L", stream.read(4))[0]:
                received.append(stream.read(size))
            connection.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield (f"unix:{path}" if path else f"127.0.0.1:{port}"), received
    finally:
        thread.join(5)
        listener.close()


@pytest.mark.pure
@pytest.mark.parametrize("over", ["tcp", "unix"])
@pytest.mark.parametrize(
    ("answer", "verdict"), [(b"stream: OK\0", None), (b"stream: Eicar-Signature FOUND\0", "Eicar-Signature")]
)
def test_clamd_is_asked_in_its_own_language(tmp_path: Path, over: str, answer: bytes, verdict: str | None) -> None:
    content = b"x" * 100_000
    with clamd(answer, path=tmp_path / "clamd.ctl" if over == "unix" else None) as (address, received):
        assert Clamd(address).scan(content) == verdict
    assert received[0] == b"zINSTREAM\0"
    assert b"".join(received[1:]) == content


@pytest.mark.pure
@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"nonsense\0"])
def test_an_answer_that_is_no_verdict_is_none(answer: bytes) -> None:
    with clamd(answer) as (address, _), pytest.raises(ScannerAway):
        Clamd(address).scan(b"x")


@pytest.mark.pure
def test_a_daemon_that_is_not_there(tmp_path: Path) -> None:
    for address in (f"127.0.0.1:{free_port()}", f"unix:{tmp_path}/nothing"):
        with pytest.raises(ScannerAway):
            Clamd(address).scan(b"x")


def test_the_settings_choose_the_scanner(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    assert isinstance(make_scanner(settings), NullScanner)
    assert isinstance(make_scanner(replace(settings, clamd_address="/run/clamd.ctl")), Clamd)


def test_rows_are_of_one_session(session: Session) -> None:
    assert db.session.get(StoredFile, stored(samples.pdf()).id) is not None
