"""Scheduled work: closing roles whose day has come."""

from __future__ import annotations

from datetime import timedelta

from teachpb.db import transaction
from teachpb.governors import operations
from teachpb.work import job


@job("governors.close_roles", every=timedelta(minutes=15))
def close_roles() -> int:
    with transaction():
        return operations.close_by_the_clock()
