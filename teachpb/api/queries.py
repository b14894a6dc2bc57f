"""What machines may read, page by page: what is open, what has changed, and the schools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from teachpb.api.cursors import Place
from teachpb.db import db
from teachpb.schools.models import School
from teachpb.schools.queries import DirectorySearch, find_schools
from teachpb.schools.queries.finding import shown_in
from teachpb.schools.queries.reach import OPEN
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.queries import Criteria, is_open_now, matching_ids, public_by_ids

T = TypeVar("T")
PER_PAGE = 100
#: More schools than a city has.
EVERY_SCHOOL = 5_000
WHOLE_SCHOOL = (joinedload(School.profile), joinedload(School.trust), joinedload(School.local_authority))


@dataclass(frozen=True)
class Slice(Generic[T]):
    """``total`` is how many there are in all, ``after`` the cursor of the next slice, None at the end."""

    items: list[T]
    total: int
    after: str | None


def open_vacancies(criteria: Criteria | None, after: Place | None, per_page: int | None = None) -> Slice[Vacancy]:
    """Open vacancies, the latest opened first. Without criteria the database alone is asked."""
    size = per_page or PER_PAGE
    places = _open_places(criteria)
    rest = [place for place in places if after is None or place < after]
    shown = rest[:size]
    return Slice(
        public_by_ids([place.id for place in shown]), len(places), str(shown[-1]) if len(rest) > size else None
    )


def _open_places(criteria: Criteria | None) -> list[Place]:
    rows = db.session.execute(select(Vacancy.opens_at, Vacancy.id).where(is_open_now()))
    places = sorted((Place(row.opens_at, row.id) for row in rows), reverse=True)
    if criteria is None:
        return places
    wanted = set(matching_ids(criteria))
    return [place for place in places if place.id in wanted]


def last_change(vacancies: Sequence[Vacancy], otherwise: datetime) -> datetime:
    """When any of these last changed; ``otherwise`` where there are none."""
    return max((changed_at(vacancy) for vacancy in vacancies), default=otherwise)


def changed_at(vacancy: Vacancy) -> datetime:
    """When an open advert became what it is: last written, or opened by the clock after that."""
    return max(vacancy.updated_at, vacancy.opens_at or vacancy.updated_at)


def shown_schools(asked: DirectorySearch, after: int | None) -> Slice[School]:
    """Open schools of the city, by URN."""
    question = _matching(asked)
    total = db.session.scalar(select(func.count()).select_from(question.subquery())) or 0
    rest = question.where(School.urn > (after or 0)).order_by(School.urn).limit(PER_PAGE + 1)
    schools = list(db.session.scalars(rest.options(*WHOLE_SCHOOL)))
    return Slice(schools[:PER_PAGE], total, str(schools[PER_PAGE - 1].urn) if len(schools) > PER_PAGE else None)


def matching_schools(asked: DirectorySearch, ids: Sequence[int]) -> list[School]:
    """Those of ``ids`` that are open and match, by URN."""
    question = _matching(asked).where(School.id.in_(ids)).order_by(School.urn)
    return list(db.session.scalars(question.options(*WHOLE_SCHOOL))) if ids else []


def _matching(asked: DirectorySearch) -> Select[School]:
    """What only the directory can answer is asked of it; else the database is."""
    question = select(School).where(School.status.in_(OPEN))
    if asked.la_code:
        question = question.where(shown_in(asked.la_code))
    if asked.phases:
        question = question.where(School.phase.in_(asked.phases))
    if asked.types:
        question = question.where(School.type_group.in_(asked.types))
    if asked.words or asked.near or asked.trusts or asked.with_jobs:
        found = find_schools(asked, per_page=EVERY_SCHOOL)
        ids = [] if found.corrected else [school.id for school in found.page.items]
        question = question.where(School.id.in_(ids))
    return question
