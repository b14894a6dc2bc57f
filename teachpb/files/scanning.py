"""Scanning what is pending: claim a file, look at it outside of any transaction, note the verdict."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import structlog
from flask import current_app

from teachpb.config import Settings
from teachpb.db import transaction
from teachpb.files import operations
from teachpb.files.checks import recheck
from teachpb.files.errors import UploadRefused
from teachpb.files.models import FileKind
from teachpb.files.scanner import Scanner, ScannerAway, make_scanner
from teachpb.files.storage import MissingFile, storage
from teachpb.work import stop_requested

log = structlog.get_logger(__name__)

#: How long until a file is tried again when the scanner cannot be asked.
SCANNER_BACK_IN = timedelta(minutes=5)


def scan_pending() -> int:
    """Give every pending file its verdict. Returns how many; stops when the scanner is away."""
    settings: Settings = current_app.config["SETTINGS"]
    scanner = make_scanner(settings)
    done = 0
    while not stop_requested():
        with transaction():
            stored = operations.claim_pending(lease=timedelta(seconds=settings.job_lease))
            if stored is None:
                break
            file_id, key, sha256, kind = stored.id, stored.storage_key, stored.sha256, stored.kind
        try:
            verdict = verdict_on(key=key, sha256=sha256, kind=kind, scanner=scanner)
        except ScannerAway as error:
            log.warning("scanner_away", error=str(error))
            with transaction():
                operations.postpone_scan(file_id=file_id, wait=SCANNER_BACK_IN)
            break
        with transaction():
            operations.settle_scan(file_id=file_id, verdict=verdict)
        done += 1
    return done


def verdict_on(*, key: str, sha256: str, kind: FileKind, scanner: Scanner) -> str | None:
    """What is wrong with the bytes under ``key``, or None. Raises ScannerAway."""
    try:
        with storage().open(key) as file:
            content = file.read()
    except MissingFile:
        return "missing"
    if hashlib.sha256(content).hexdigest() != sha256:
        return "altered"
    found = scanner.scan(content)
    if found:
        return found
    try:
        recheck(content, kind)
    except UploadRefused:
        return "active content"
    return None
