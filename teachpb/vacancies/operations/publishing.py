"""Into the public eye, at once or at a set time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import structlog
from sqlalchemy import Select, and_, or_, select
from sqlalchemy.exc import IntegrityError

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.db import DomainError, db
from teachpb.schools.slugs import slugify
from teachpb.vacancies import lifecycle
from teachpb.vacancies.models import Vacancy, VacancySlug, VacancyState
from teachpb.vacancies.operations.contact import invite_contact
from teachpb.vacancies.operations.documents import require_clean_files
from teachpb.vacancies.operations.shared import announce, enter, follow_clock, lock, note, require_complete

log = structlog.get_logger(__name__)

BATCH = 200


def publish(*, actor: User, vacancy: Vacancy) -> Vacancy:
    """Publish a draft: live at once, or scheduled for its day. Publishing what is published already changes nothing.

    Raises Incomplete with everything that is missing or wrong, FilesNotReady while a file is not known to be clean.
    """
    moment = lock(vacancy=vacancy)
    if vacancy.state in {VacancyState.scheduled, VacancyState.live}:
        return vacancy
    lifecycle.require_transition(vacancy.state, VacancyState.live)
    require_complete(vacancy=vacancy, moment=moment)
    require_clean_files(vacancy=vacancy)
    take_slug(vacancy=vacancy)
    vacancy.opens_at = vacancy.published_at = lifecycle.opening_moment(vacancy.publish_on, moment)
    vacancy.publish_on = clock.london_day(vacancy.opens_at)
    vacancy.published_by_id = actor.id
    is_open = vacancy.opens_at <= moment
    enter(vacancy=vacancy, state=VacancyState.live if is_open else VacancyState.scheduled, moment=moment)
    note(actor=actor, verb="published" if is_open else "scheduled", vacancy=vacancy)
    invite_contact(actor=actor, vacancy=vacancy)
    if is_open:
        announce(vacancy=vacancy)
    db.session.flush()
    return vacancy


def unschedule(*, actor: User, vacancy: Vacancy) -> Vacancy:
    """Make a scheduled advert a draft again, before anybody has seen it. Its day has to be set anew.

    Raises InvalidTransition once it is live.
    """
    moment = lock(vacancy=vacancy)
    if vacancy.state is VacancyState.draft:
        return vacancy
    enter(vacancy=vacancy, state=VacancyState.draft, moment=moment)
    vacancy.opens_at = vacancy.published_at = vacancy.published_by_id = None
    before, vacancy.publish_on = vacancy.publish_on, None
    note(actor=actor, verb="unscheduled", vacancy=vacancy, changes={"publish_on": (before, None)})
    db.session.flush()
    return vacancy


def free_slug(*, vacancy: Vacancy) -> str:
    """The address for this title and place: the first of title-school, title-school-2, … that was never another's."""
    stem = slugify(f"{vacancy.title} {vacancy.place_name}")[:180].strip("-") or "vacancy"
    return next(slug for slug in _numbered(stem) if not _is_taken(slug, vacancy))


def take_slug(*, vacancy: Vacancy) -> None:
    """Give the advert its address. Where somebody else takes the same one at the same moment, the next."""
    while True:
        try:
            with db.session.begin_nested():
                vacancy.slug = free_slug(vacancy=vacancy)
            return
        except IntegrityError:
            log.info("slug_taken_meanwhile", vacancy_id=vacancy.id)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def _is_taken(slug: str, vacancy: Vacancy) -> bool:
    others = select(Vacancy.id).where(Vacancy.slug == slug, Vacancy.id != vacancy.id)
    former = select(VacancySlug.id).where(VacancySlug.slug == slug, VacancySlug.vacancy_id != vacancy.id)
    return db.session.scalar(others) is not None or db.session.scalar(former) is not None


def change_slug(*, actor: User | None, vacancy: Vacancy, slug: str) -> Vacancy:
    """Give an advert another address; the old one leads to it for ever. Raises DomainError when it is taken."""
    lock(vacancy=vacancy)
    slug = slugify(slug)
    if not slug or _is_taken(slug, vacancy):
        raise DomainError("Another vacancy has, or had, this address. Choose a different one", "slug")
    if slug == vacancy.slug:
        return vacancy
    note(actor=actor, verb="moved", vacancy=vacancy, changes={"slug": (vacancy.slug, slug)})
    if vacancy.published_at is not None:
        known = db.session.scalar(select(VacancySlug).where(VacancySlug.slug == slug))
        if known is not None:  # it takes an earlier address of its own again
            db.session.delete(known)
            db.session.flush()
        db.session.add(VacancySlug(slug=vacancy.slug, vacancy=vacancy))
    vacancy.slug = slug
    db.session.flush()
    return vacancy


def record_first_application(*, vacancy: Vacancy) -> None:
    """Somebody has applied: from now on, what was said about anonymity stands."""
    if vacancy.first_applied_at is None:
        vacancy.first_applied_at = clock.now()


def apply_clock(*, limit: int = BATCH) -> int:
    """Store what the clock has done to at most ``limit`` vacancies, and tell whom it concerns. Returns how many."""
    moment = clock.now()
    due = list(db.session.scalars(_due(moment).limit(limit)))
    for vacancy in due:
        follow_clock(vacancy=vacancy, moment=moment)
    db.session.flush()
    return len(due)


def _due(moment: datetime) -> Select[Vacancy]:
    return (
        select(Vacancy)
        .where(
            or_(
                and_(Vacancy.state == VacancyState.scheduled, Vacancy.opens_at <= moment),
                and_(Vacancy.state == VacancyState.live, Vacancy.closes_at <= moment),
            )
        )
        .order_by(Vacancy.id)
        .with_for_update(of=Vacancy, skip_locked=True)
    )
