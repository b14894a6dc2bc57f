"""The clock’s work on vacancies, written down once a minute."""

from __future__ import annotations

from datetime import timedelta

from teachpb.db import transaction
from teachpb.vacancies import operations
from teachpb.work import job, stop_requested


@job("vacancies.ask_outcomes", every=timedelta(hours=1))
def ask_outcomes() -> int:
    """Ask what came of adverts that closed two to six weeks ago. Returns how many were asked about."""
    asked = 0
    while not stop_requested():
        with transaction():
            found = operations.ask_outcomes()
        asked += found
        if not found:
            break
    return asked


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
