"""What a candidate sees: their own applications."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectin_polymorphic, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from teachpb.accounts.models import User
from teachpb.applications.models import RUNNING, Application, ApplicationState, FormPage
from teachpb.applications.rules import EntryList
from teachpb.db import db
from teachpb.schools.models import Organisation, School, Trust
from teachpb.vacancies.models import Vacancy


def own(user: User | None) -> Select[Application]:
    """The applications of ``user``, newest first."""
    return (
        select(Application)
        .where(Application.candidate_id == (user.id if user is not None else -1))
        .options(*with_vacancy())
        .order_by(Application.id.desc())
    )


def own_applications(user: User) -> list[Application]:
    return list(db.session.scalars(own(user)))


def get_own(user: User | None, application_id: int) -> Application | None:
    question = own(user).where(Application.id == application_id)
    return db.session.scalar(question.options(*with_lists(), selectinload(Application.events)))


def get_own_draft(user: User | None, application_id: int) -> Application | None:
    """One's own application while it is being written."""
    application = get_own(user, application_id)
    return application if application is not None and application.is_draft else None


def own_entry(application: Application, entries: EntryList, entry_id: int) -> Any:
    """A row of one list of one's own application; None when it is not there."""
    return next((row for row in entries.rows(application) if row.id == entry_id), None)


def with_lists() -> tuple[ORMOption, ...]:
    """Loading options: every list of the form."""
    return (
        selectinload(Application.qualifications),
        selectinload(Application.trainings),
        selectinload(Application.memberships),
        selectinload(Application.employments),
        selectinload(Application.referees),
    )


def section_page(section: str) -> str:
    """What the page of a section is called among the pages of an application."""
    return f"form/{section}"


def typed_on(application: Application, page: str) -> dict[str, Any] | None:
    """What was typed on a page and is no answer yet (see ``FormPage.typed``)."""
    question = select(FormPage).where(FormPage.application_id == application.id, FormPage.page == page)
    found = db.session.scalar(question)
    return found.typed if found is not None else None


def open_application(user: User, vacancy_id: int) -> Application | None:
    """The application ``user`` has begun or sent for this vacancy, and not withdrawn."""
    return db.session.scalar(
        own(user).where(Application.vacancy_id == vacancy_id, Application.state != ApplicationState.withdrawn)
    )


def own_by_vacancy(user: User, vacancy_ids: Sequence[int]) -> list[Application]:
    """One’s applications for these vacancies, the latest of each vacancy last."""
    question = (
        select(Application)
        .where(Application.candidate_id == user.id, Application.vacancy_id.in_(vacancy_ids))
        .order_by(Application.id)
    )
    return list(db.session.scalars(question))


def earlier_application(user: User) -> Application | None:
    """The last application ``user`` sent, whose answers are worth taking over."""
    return db.session.scalar(
        select(Application)
        .where(
            Application.candidate_id == user.id,
            Application.submitted_at.is_not(None),
            Application.scrubbed_at.is_(None),
        )
        .options(*with_lists())
        .order_by(Application.submitted_at.desc(), Application.id.desc())
        .limit(1)
    )


def unfinished_count(user: User) -> int:
    """How many applications are being written or under way."""
    question = select(func.count(Application.id)).where(
        Application.candidate_id == user.id, Application.state.in_((ApplicationState.draft, *RUNNING))
    )
    return db.session.scalar(question) or 0


def needs_answer_count(user: User | None) -> int:
    """How many job offers wait for this person's answer."""
    if user is None:
        return 0
    question = select(func.count(Application.id)).where(
        Application.candidate_id == user.id, Application.state == ApplicationState.offered
    )
    return db.session.scalar(question) or 0


def with_vacancy() -> tuple[ORMOption, ...]:
    """Loading options: the vacancy with everything its name and place are told from."""
    polymorphic = selectin_polymorphic(Organisation, [School, Trust])
    return (
        joinedload(Application.vacancy).options(
            joinedload(Vacancy.organisation).options(polymorphic), selectinload(Vacancy.schools)
        ),
    )
