"""What the public may read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import joinedload, selectin_polymorphic, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from teachpb import clock
from teachpb.db import db
from teachpb.schools.models import Organisation, School, SchoolProfile, Trust
from teachpb.vacancies.models import (
    CLOCK_STATES,
    PUBLIC_STATES,
    Vacancy,
    VacancySlug,
    VacancyState,
    vacancy_schools,
)


def is_open_now(moment: datetime | None = None) -> ColumnElement[bool]:
    """``Vacancy.is_open`` as a WHERE clause."""
    moment = moment or clock.now()
    return and_(Vacancy.state.in_(CLOCK_STATES), Vacancy.opens_at <= moment, Vacancy.closes_at > moment)


def card_options() -> Sequence[ORMOption]:
    """All that a card shows, in a fixed number of queries."""
    return (
        selectinload(Vacancy.organisation).options(selectin_polymorphic(Organisation, [School, Trust])),
        selectinload(Vacancy.schools).options(
            joinedload(School.profile).joinedload(SchoolProfile.photo), joinedload(School.trust)
        ),
    )


def select_open(moment: datetime | None = None) -> Select[Vacancy]:
    """Open vacancies, newest first; to be narrowed and paged."""
    return (
        select(Vacancy)
        .where(is_open_now(moment))
        .options(*card_options())
        .order_by(Vacancy.opens_at.desc(), Vacancy.id.desc())
    )


def open_vacancies(limit: int | None = None) -> list[Vacancy]:
    """Open vacancies, newest first."""
    question = select_open()
    return list(db.session.scalars(question.limit(limit) if limit is not None else question))


def open_counts_by_school() -> dict[int, int]:
    """School id -> how many open vacancies name it, in one query; schools without any are left out."""
    question = (
        select(vacancy_schools.c.school_id, func.count())
        .join(Vacancy, Vacancy.id == vacancy_schools.c.vacancy_id)
        .where(is_open_now())
        .group_by(vacancy_schools.c.school_id)
    )
    return {row[0]: row[1] for row in db.session.execute(question)}


def names_with_vacancies(
    moment: datetime | None = None, *, trusts: Collection[str] = (), schools: Collection[str] = ()
) -> tuple[dict[str, str], dict[str, str]]:
    """(trusts, schools) that have something open, as slug -> name, by name; and those asked for, which may have
    nothing."""
    is_open = is_open_now(moment)
    at_schools = (
        select(School.slug, School.name, School.trust_id)
        .join(vacancy_schools, vacancy_schools.c.school_id == School.id)
        .join(Vacancy, Vacancy.id == vacancy_schools.c.vacancy_id)
        .where(is_open)
        .distinct()
    )
    rows = db.session.execute(at_schools).all()
    trust_ids = {row.trust_id for row in rows if row.trust_id}
    posting = select(Vacancy.organisation_id).where(is_open)
    wanted = Trust.id.in_(trust_ids) | Trust.id.in_(posting) | Trust.slug.in_(trusts)
    found = {row.slug: row.name for row in db.session.execute(select(Trust.slug, Trust.name).where(wanted))}
    named = {row.slug: row.name for row in rows}
    if missing := set(schools) - named.keys():
        asked = select(School.slug, School.name).where(School.slug.in_(missing))
        named.update((row.slug, row.name) for row in db.session.execute(asked))
    return _by_name(found), _by_name(named)


def _by_name(names: dict[str, str]) -> dict[str, str]:
    return dict(sorted(names.items(), key=lambda pair: (pair[1].casefold(), pair[0])))


def open_count() -> int:
    return db.session.scalar(select(func.count(Vacancy.id)).where(is_open_now())) or 0


def open_vacancies_at(school: Organisation, limit: int | None = None) -> list[Vacancy]:
    """Open vacancies at one school, its trust's included where they name it, newest first; at most ``limit``."""
    return list(db.session.scalars(select_open().where(_is_at(school)).limit(limit)))


def open_vacancies_of(trust: Organisation, limit: int | None = None) -> list[Vacancy]:
    """Open vacancies of a trust: its own, and those of its schools, newest first; at most ``limit``."""
    return list(db.session.scalars(select_open().where(_is_of(trust)).limit(limit)))


def count_open_at(organisation: Organisation) -> int:
    """How many vacancies are open at a school, or of a trust."""
    here = _is_at(organisation) if isinstance(organisation, School) else _is_of(organisation)
    return db.session.scalar(select(func.count(Vacancy.id)).where(is_open_now(), here)) or 0


def _is_at(school: Organisation) -> ColumnElement[bool]:
    return Vacancy.id.in_(select(vacancy_schools.c.vacancy_id).where(vacancy_schools.c.school_id == school.id))


def _is_of(trust: Organisation) -> ColumnElement[bool]:
    schools = select(School.id).where(School.trust_id == trust.id)
    return (Vacancy.organisation_id == trust.id) | Vacancy.organisation_id.in_(schools)


def get_public_vacancy(slug: str) -> Vacancy | None:
    """The advert that has, or had, this address, if the public has ever been able to read it.

    When ``vacancy.slug`` differs it has moved; when its state is ``removed`` it is gone; when it is not ``is_open`` it
    has closed. Drafts and adverts whose time has not come are None.
    """
    vacancy = db.session.scalar(_whole(Vacancy.slug == slug))
    if vacancy is None:
        former = select(VacancySlug.vacancy_id).where(VacancySlug.slug == slug).scalar_subquery()
        vacancy = db.session.scalar(_whole(Vacancy.id == former))
    return vacancy if vacancy is not None and _was_ever_public(vacancy) else None


def _whole(condition: ColumnElement[bool]) -> Select[Vacancy]:
    return select(Vacancy).where(condition).options(*card_options())


def _was_ever_public(vacancy: Vacancy) -> bool:
    moment = clock.now()
    if vacancy.published_at is None or vacancy.published_at > moment:
        return False
    state = vacancy.state_at(moment)
    return state in PUBLIC_STATES or state is VacancyState.removed


def gone_between(since: datetime, moment: datetime) -> list[Vacancy]:
    """What was open, and has closed or was ended or removed, between the two moments."""
    has_closed = (Vacancy.state != VacancyState.removed) & Vacancy.closes_at.between(since, moment)
    was_removed = (
        (Vacancy.state == VacancyState.removed)
        & Vacancy.state_entered_at.between(since, moment)
        & (Vacancy.opens_at <= Vacancy.state_entered_at)
    )
    question = select(Vacancy).where(
        Vacancy.published_at.is_not(None), Vacancy.opens_at <= moment, has_closed | was_removed
    )
    return list(db.session.scalars(question.options(*card_options()).order_by(Vacancy.id)))


def public_by_ids(ids: Sequence[int]) -> list[Vacancy]:
    """Those of ``ids`` that are open, in the order given."""
    if not ids:
        return []
    found = {vacancy.id: vacancy for vacancy in db.session.scalars(select_open().where(Vacancy.id.in_(ids)))}
    return [found[vacancy_id] for vacancy_id in ids if vacancy_id in found]
