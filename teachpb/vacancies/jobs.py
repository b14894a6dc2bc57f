"""The clock’s work on vacancies, written down once a minute."""

from __future__ import annotations

from datetime import timedelta

from teachpb.db import transaction
from teachpb.vacancies import operations
from teachpb.work import job, stop_requested


@job("vacancies.apply_clock", every=timedelta(minutes=1))
def apply_clock() -> int:
    """Open what is due to open and close what is due to close. Returns how many vacancies it moved."""
    moved = 0
    while not stop_requested():
        with transaction():
            found = operations.apply_clock()
        moved += found
        if not found:
            break
    return moved
