"""The open adverts without an index: read from the database, answered by ``search.plain``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from teachpb.db import db
from teachpb.places.distance import Position, miles_between
from teachpb.search.plain import Market
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.queries.public import select_open
from teachpb.vacancies.search import DOCUMENT_TYPE, document


def market(near: Position | None, moment: datetime) -> Market:
    """Everything that is open at ``moment``."""
    return market_of(db.session.scalars(select_open(moment)), near)


def market_of(vacancies: Iterable[Vacancy], near: Position | None) -> Market:
    return Market(DOCUMENT_TYPE, [document(vacancy) for vacancy in vacancies], near, miles_between)
