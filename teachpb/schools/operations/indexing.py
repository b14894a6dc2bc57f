"""Telling the search index of schools that were written as rows, which no object's change would give away."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert

from teachpb import clock
from teachpb.db import db
from teachpb.search.models import IndexChange

CORPUS = "school"


def schools_changed(school_ids: Sequence[int]) -> None:
    """Have these schools indexed anew once the transaction has committed."""
    if school_ids:
        now = clock.now()
        rows = [{"corpus": CORPUS, "record_id": school_id, "made_at": now} for school_id in school_ids]
        db.session.execute(insert(IndexChange), rows)
