"""Forgetting what need not be kept."""

from __future__ import annotations

from datetime import timedelta

from teachpb.ats import operations
from teachpb.db import transaction
from teachpb.work import job


@job("ats.forget_answers", every=timedelta(hours=1))
def forget_answers() -> int:
    """Answers are given again for a day. Returns how many were deleted."""
    with transaction():
        return operations.forget_answers()
