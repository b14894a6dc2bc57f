"""Equal opportunities: answers wait sealed and apart, are counted once nobody can be told by it, and are wiped."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import (
    EQUALITY_ANSWERS,
    PREFER_NOT,
    Application,
    ApplicationState,
    EqualityCount,
    EqualityDraft,
    EqualityQuestion,
)
from teachpb.applications.operations.shared import lock_draft
from teachpb.applications.suppression import LEAST
from teachpb.db import db
from teachpb.vacancies.models import Vacancy

Answers = Mapping[str, str | None]


def answer_equality(*, actor: User, application: Application, answers: Answers) -> None:
    """Keep the answers of a draft; without any, forget those there were. Raises AlreadySent."""
    lock_draft(application=application)
    known = {
        question.value: answers[question]
        for question, choices in EQUALITY_ANSWERS.items()
        if answers.get(question) in dict(choices)
    }
    forget_equality(application)
    if known:
        application.equality_slot = secrets.token_hex(16)
        db.session.add(EqualityDraft(slot=application.equality_slot, answers=known))
    db.session.flush()


def forget_equality(application: Application) -> None:
    """Wipe what waits to be counted of this application."""
    if application.equality_slot:
        draft = draft_in(application.equality_slot)
        if draft is not None:
            db.session.delete(draft)
        application.equality_slot = ""


def draft_in(slot: str) -> EqualityDraft | None:
    return db.session.scalar(select(EqualityDraft).where(EqualityDraft.slot == slot))


def count_equality() -> int:
    """Count what can be counted of vacancies that have closed, and wipe it. Returns how many people were counted.

    A vacancy of whose candidates five or more have answered is counted by itself; the others of an organisation and
    academic year are counted together as soon as they are five, and wiped uncounted when the year is over.
    """
    moment = clock.now()
    waiting: dict[tuple[int, int], list[Application]] = {}
    counted = 0
    for vacancy, applications in _closed_with_answers(moment):
        key = (vacancy.organisation_id, year_of(vacancy.closes_at))
        if len(applications) >= LEAST:
            counted += _count(applications, *key, vacancy_id=vacancy.id)
        else:
            waiting.setdefault(key, []).extend(applications)
    for (organisation_id, year), applications in waiting.items():
        if len(applications) >= LEAST:
            counted += _count(applications, organisation_id, year, vacancy_id=None)
        elif year < year_of(moment):
            _wipe(applications)
    db.session.flush()
    return counted


def sweep_equality() -> int:
    """Wipe what waits for no application any more (its draft has been deleted in another way). Returns how many."""
    slots = set(db.session.scalars(select(Application.equality_slot).where(Application.equality_slot != "")))
    lost = [draft for draft in db.session.scalars(select(EqualityDraft)) if draft.slot not in slots]
    for draft in lost:
        db.session.delete(draft)
    return len(lost)


def year_of(moment: datetime | None) -> int:
    """The academic year of a moment (of now) in London, by the year it begins in (1 September)."""
    day = clock.london_day(moment or clock.now())
    return day.year if day.month >= 9 else day.year - 1


def _closed_with_answers(moment: datetime) -> Iterable[tuple[Vacancy, list[Application]]]:
    question = (
        select(Application)
        .join(Application.vacancy)
        .where(
            Application.equality_slot != "",
            Application.state != ApplicationState.draft,
            Vacancy.closes_at <= moment,
        )
        .options(contains_eager(Application.vacancy))
        .order_by(Application.vacancy_id, Application.id)
        .with_for_update(of=Application)
    )
    found: dict[int, tuple[Vacancy, list[Application]]] = {}
    for application in db.session.scalars(question):
        found.setdefault(application.vacancy_id, (application.vacancy, []))[1].append(application)
    return found.values()


def _count(applications: Sequence[Application], organisation_id: int, year: int, *, vacancy_id: int | None) -> int:
    """Add the answers of these people to the counts; a question that was left out counts as not said."""
    key = {"organisation_id": organisation_id, "year": year, "vacancy_id": vacancy_id}
    drafts = [draft for each in applications if (draft := draft_in(each.equality_slot)) is not None]
    for question in EqualityQuestion:
        numbers = Counter(draft.answers.get(question.value, PREFER_NOT) for draft in drafts)
        for answer, number in sorted(numbers.items()):
            _add(number, **key, question=question, answer=answer)
    _wipe(applications)
    return len(drafts)


def _add(number: int, **key: object) -> None:
    row = db.session.scalar(select(EqualityCount).filter_by(**key))
    if row is None:
        db.session.add(EqualityCount(**key, number=number))
        db.session.flush()
    else:
        row.number += number


def _wipe(applications: Iterable[Application]) -> None:
    for application in applications:
        forget_equality(application)
