"""The sweep, as a job: the worker's scheduler wakes it every few seconds."""

from __future__ import annotations

from teachpb.jobs import operations
from teachpb.work import job


@job("jobs.sweep")
def sweep() -> int:
    return len(operations.sweep())
