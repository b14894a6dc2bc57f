"""The work behind the search: telling the indexes of this machine what changed."""

from __future__ import annotations

from datetime import timedelta

from teachpb.db import transaction
from teachpb.search import operations
from teachpb.search.indexing import APPLY_CHANGES
from teachpb.work import job


@job(APPLY_CHANGES, every=timedelta(minutes=1))
def apply_changes() -> int:
    """Apply what changed since the last time."""
    return operations.apply_changes()


@job(operations.REBUILD_INDEXES)
def rebuild_indexes() -> list[str]:
    """Build anew what is missing, unusable, outdated or untidy, while the other indexes keep being told."""
    return operations.rebuild_indexes()


@job("search.prune_changes", every=timedelta(days=1))
def prune_changes() -> int:
    """Forget changes that every machine has had two weeks to read."""
    with transaction():
        return operations.prune_changes()
