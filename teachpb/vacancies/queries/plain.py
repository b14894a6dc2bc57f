"""The open adverts without an index: read from the database, answered by ``search.plain``."""

from __future__ import annotations

from datetime import datetime

from teachpb.db import db
from teachpb.places.distance import Position, miles_between
from teachpb.search.plain import Market
from teachpb.vacancies.queries.public import select_open
from teachpb.vacancies.search import DOCUMENT_TYPE, document


def market(near: Position | None, moment: datetime) -> Market:
    """Everything that is open at ``moment``."""
    adverts = [document(vacancy) for vacancy in db.session.scalars(select_open(moment))]
    return Market(DOCUMENT_TYPE, adverts, near, miles_between)
