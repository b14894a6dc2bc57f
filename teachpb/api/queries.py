"""What machines may read, page by page. Cursors are numbers of records: an answer never repeats or skips one because
something was published or closed in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from teachpb.db import db
from teachpb.schools.models import School
from teachpb.schools.queries.finding import shown_in
from teachpb.schools.queries.reach import OPEN
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.queries import Criteria, is_open_now, matching_ids, public_by_ids

T = TypeVar("T")
PER_PAGE = 100


@dataclass(frozen=True)
class Slice(Generic[T]):
    """``total`` is how many there are in all, ``after`` the cursor of the next slice, None at the end."""

    items: list[T]
    total: int
    after: int | None


def open_vacancies(criteria: Criteria | None, after: int | None) -> Slice[Vacancy]:
    """Open vacancies, the latest made first. Without criteria the database alone is asked."""
    if criteria is None:
        ids = list(db.session.scalars(select(Vacancy.id).where(is_open_now()).order_by(Vacancy.id.desc())))
    else:
        ids = sorted(matching_ids(criteria), reverse=True)
    wanted = [vacancy_id for vacancy_id in ids if after is None or vacancy_id < after]
    shown = wanted[:PER_PAGE]
    return Slice(public_by_ids(shown), len(ids), shown[-1] if len(wanted) > PER_PAGE else None)


def shown_schools(la_code: str, phases: Sequence[str], after: int | None) -> Slice[School]:
    """Open schools of the city, by URN."""
    question = select(School).where(School.status.in_(OPEN))
    if la_code:
        question = question.where(shown_in(la_code))
    if phases:
        question = question.where(School.phase.in_(phases))
    total = db.session.scalar(select(func.count()).select_from(question.subquery())) or 0
    rest = question.where(School.urn > (after or 0)).order_by(School.urn).limit(PER_PAGE + 1)
    whole = (joinedload(School.profile), joinedload(School.trust), joinedload(School.local_authority))
    found = list(db.session.scalars(rest.options(*whole)))
    return Slice(found[:PER_PAGE], total, found[PER_PAGE - 1].urn if len(found) > PER_PAGE else None)
