"""Background work of the applications room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from teachpb import clock
from teachpb.applications import operations
from teachpb.applications.queries import retaining
from teachpb.db import transaction
from teachpb.work import job, stop_requested


@job("applications.keep_no_longer", every=timedelta(hours=12))
def keep_no_longer() -> int:
    """Warn schools, and delete what is not kept any longer: one vacancy a transaction."""
    steps: tuple[tuple[Callable[[], Sequence[int]], Callable[..., int]], ...] = (
        (retaining.to_warn, operations.warn_of_end),
        (retaining.to_forget_for_staff, operations.forget_for_staff),
        (retaining.to_forget_for_all, operations.forget_for_all),
    )
    done = 0
    for whose, step in steps:
        for vacancy_id in whose():
            if stop_requested():
                return done
            with transaction():
                done += step(vacancy_id=vacancy_id)
    return done


@job("applications.count_equality", every=timedelta(days=1))
def count_equality() -> int:
    """All of it in one go, so that no moment and no order belongs to one person."""
    with transaction():
        operations.sweep_equality()
        return operations.count_equality()


@job("applications.remind_drafts", every=timedelta(hours=1))
def remind_drafts() -> int:
    """By day only: a reminder at three in the morning helps nobody."""
    if not 8 <= clock.to_london(clock.now()).hour < 20:
        return 0
    with transaction():
        return operations.remind_drafts()
