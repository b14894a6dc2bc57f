"""Taking in, scanning and deleting files."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta
from typing import IO, Any, Protocol

from flask import current_app
from sqlalchemy import or_, select

from teachpb import clock
from teachpb.config import Settings
from teachpb.db import db
from teachpb.files.checks import Checked, check
from teachpb.files.errors import UploadRefused
from teachpb.files.models import FileKind, FileState, StoredFile
from teachpb.files.names import clean_name
from teachpb.files.signals import file_scanned
from teachpb.files.storage import MissingFile, storage
from teachpb.work import wake

SCAN = "files.scan_pending"
PURGE = "files.purge"

#: Bytes a picture may have as uploaded, whatever the site allows for documents.
LARGEST_IMAGE = 15 * 1024 * 1024
#: Seconds after which bytes that no row knows are swept up: longer than any transaction.
ORPHANED_AFTER = 24 * 60 * 60
#: A file that no scanner could look at for so many tries is given up as unsafe.
MOST_SCANS = 200


class Upload(Protocol):
    """A file as a form gives it (werkzeug's ``FileStorage``)."""

    @property
    def filename(self) -> str | None: ...

    @property
    def stream(self) -> IO[bytes]: ...


class Owner(Protocol):
    @property
    def id(self) -> Any: ...


def store_upload(
    *,
    actor: Owner | None,
    upload: Upload,
    purpose: str,
    kinds: Collection[FileKind],
    public: bool = False,
    organisation_id: int | None = None,
    max_bytes: int | None = None,
) -> StoredFile:
    """Check an upload and keep it. Raises UploadRefused, with a sentence, for what is not of ``kinds`` or not harmless.

    A picture is written anew and is ready at once; a document is ``pending`` until the scanner has seen it. ``purpose``
    says what it is for (``schools.photo``); ``public`` lets anyone fetch it who has the address.
    """
    content = _read(upload, max_bytes or _settings().max_upload)
    if not content:
        raise UploadRefused("The selected file is empty")
    checked = check(content, kinds)
    if checked.kind is FileKind.image and len(content) > LARGEST_IMAGE:
        raise UploadRefused(f"The picture must be smaller than {_megabytes(LARGEST_IMAGE)}")
    stored = _row(checked, upload.filename)
    stored.user_id = actor.id if actor else None
    stored.organisation_id = organisation_id
    stored.purpose = purpose
    stored.public = public
    _put(stored.storage_key, checked)
    db.session.add(stored)
    db.session.flush()
    if stored.state is FileState.pending:
        wake(SCAN)
    return stored


def copy(stored: StoredFile, /, *, actor: Owner | None) -> StoredFile | None:
    """The same file once more, with an address and bytes of its own, so that each may be deleted without the other.

    What the scanner said goes along; what it has not seen yet it is shown. None for a file that is unsafe or gone.
    """
    if stored.state not in {FileState.pending, FileState.clean}:
        return None
    kept = ("organisation_id", "purpose", "public", "kind", "name", "media_type", "size", "sha256", "width", "height")
    twin = StoredFile(
        **{name: getattr(stored, name) for name in (*kept, "renditions", "state", "scanned_at")},
        token=secrets.token_urlsafe(24),
        storage_key=secrets.token_urlsafe(30),
        user_id=actor.id if actor else None,
        scan_attempts=0,
    )
    try:
        for old, new in zip(keys_of(stored), keys_of(twin), strict=True):
            with storage().open(old) as file:
                storage().put(new, file.read())
    except MissingFile:
        return None
    db.session.add(twin)
    db.session.flush()
    if twin.state is FileState.pending:
        wake(SCAN)
    return twin


def remove(stored: StoredFile, /) -> None:
    """Delete a file: nobody gets it from now on, and its bytes go after the commit."""
    if stored.state is not FileState.removed:
        stored.state = FileState.removed
        wake(PURGE)


def claim_pending(*, lease: timedelta) -> StoredFile | None:
    """Take the next file nobody has scanned, for as long as the lease; None when there is none."""
    now = clock.now()
    free = or_(StoredFile.leased_until.is_(None), StoredFile.leased_until <= now)
    wanted = select(StoredFile).where(StoredFile.state == FileState.pending, free).order_by(StoredFile.id).limit(1)
    stored = db.session.scalar(wanted.with_for_update(skip_locked=True))
    if stored is not None:
        stored.leased_until = now + lease
        stored.scan_attempts += 1
    return stored


def settle_scan(*, file_id: int, verdict: str | None) -> None:
    """Note what the scanner said: None for clean, else what is wrong. Only a pending file changes."""
    stored = db.session.scalar(select(StoredFile).where(StoredFile.id == file_id).with_for_update())
    if stored is None or stored.state is not FileState.pending:
        return
    stored.state = FileState.unsafe if verdict else FileState.clean
    stored.verdict = (verdict or "")[:200]
    stored.scanned_at = clock.now()
    stored.leased_until = None
    file_scanned.send(stored)
    if verdict:
        wake(PURGE)


def postpone_scan(*, file_id: int, wait: timedelta) -> None:
    """The scanner could not be asked: try again later, and give up after very many tries."""
    stored = db.session.get_one(StoredFile, file_id)
    if stored.scan_attempts >= MOST_SCANS:
        settle_scan(file_id=file_id, verdict="could not be scanned")
    else:
        stored.leased_until = clock.now() + wait


def purge(*, limit: int = 100) -> int:
    """Forget the bytes of files that are removed or unsafe, once the transaction has committed. Returns how many."""
    gone = select(StoredFile).where(
        StoredFile.state.in_([FileState.removed, FileState.unsafe]), StoredFile.purged_at.is_(None)
    )
    files = db.session.scalars(gone.order_by(StoredFile.id).limit(limit)).all()
    for stored in files:
        for key in keys_of(stored):
            storage().delete(key)
        stored.purged_at = clock.now()
        stored.name = f"{stored.purpose}.{stored.kind.value}"[:200]
    return len(files)


def remove_orphans() -> int:
    """Delete bytes that no row knows: what a transaction left that never committed. Returns how many."""
    orphans = 0
    for key in list(storage().keys(older_than=ORPHANED_AFTER)):
        known = select(StoredFile.id).where(StoredFile.storage_key == key.partition(".")[0])
        if db.session.scalar(known) is None:
            storage().delete(key)
            orphans += 1
    return orphans


def keys_of(stored: StoredFile, /) -> list[str]:
    """Every storage key of a file: the whole one, and its smaller renditions."""
    return [stored.storage_key, *(f"{stored.storage_key}.{width}" for width in stored.renditions)]


def _row(checked: Checked, filename: str | None) -> StoredFile:
    is_image = checked.kind is FileKind.image
    return StoredFile(
        token=secrets.token_urlsafe(24),
        storage_key=secrets.token_urlsafe(30),
        kind=checked.kind,
        name=clean_name(filename, checked.suffix),
        media_type=checked.media_type,
        size=len(checked.content),
        sha256=hashlib.sha256(checked.content).hexdigest(),
        width=checked.width,
        height=checked.height,
        renditions=sorted(checked.renditions),
        state=FileState.clean if is_image else FileState.pending,
        scanned_at=clock.now() if is_image else None,
        scan_attempts=0,
    )


def _put(key: str, checked: Checked) -> None:
    """Write the bytes first: a row without bytes would be worse than bytes without a row, which are swept up."""
    storage().put(key, checked.content)
    for width, content in checked.renditions.items():
        storage().put(f"{key}.{width}", content)


def _read(upload: Upload, limit: int) -> bytes:
    content = upload.stream.read(limit + 1)
    if len(content) > limit:
        raise UploadRefused(f"The selected file must be smaller than {_megabytes(limit)}")
    return content


def _megabytes(size: int) -> str:
    return f"{size // (1024 * 1024)}MB" if size >= 1024 * 1024 else f"{size // 1024}KB"


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
