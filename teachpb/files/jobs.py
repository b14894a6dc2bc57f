"""Scheduled work on files."""

from __future__ import annotations

from datetime import timedelta

from teachpb.db import transaction
from teachpb.files import operations, scanning
from teachpb.work import job, stop_requested


@job("files.scan_pending", every=timedelta(minutes=1))
def scan_pending() -> int:
    return scanning.scan_pending()


@job("files.purge", every=timedelta(hours=1))
def purge() -> int:
    total = 0
    while not stop_requested():
        with transaction():
            purged = operations.purge()
        total += purged
        if not purged:
            break
    return total


@job("files.remove_orphans", every=timedelta(days=1))
def remove_orphans() -> int:
    with transaction():
        return operations.remove_orphans()
