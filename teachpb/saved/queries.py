"""What is asked about saved jobs. Everything starts from the person."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from teachpb.accounts.models import User
from teachpb.db import db
from teachpb.saved.links import read_token
from teachpb.saved.models import REMINDERS, ReminderChoice, SavedVacancy
from teachpb.saved.reminders import due_mark
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.queries import card_options, is_open_now

#: How the list can be sorted; the first is the order nobody has to ask for.
SORTS = {"closing": "Closing soonest", "newest": "Saved last", "title": "Title, A to Z"}


def saved_by(user: User | None) -> Select[SavedVacancy]:
    """The saved jobs of ``user``, with all that a card shows; what the school has removed since is left in."""
    return (
        select(SavedVacancy)
        .join(SavedVacancy.vacancy)
        .where(SavedVacancy.user_id == (user.id if user is not None else -1))
        .options(contains_eager(SavedVacancy.vacancy).options(*card_options()))  # type: ignore[arg-type]
    )


def saved_list(user: User, sort: str, moment: datetime) -> list[SavedVacancy]:
    """What is open first; within that in the order asked for, ties by number."""
    closed_last = is_open_now(moment).desc()
    orders = {
        "closing": (closed_last, Vacancy.closes_at, SavedVacancy.id),
        "newest": (closed_last, SavedVacancy.saved_at.desc(), SavedVacancy.id.desc()),
        "title": (closed_last, func.lower(Vacancy.title), SavedVacancy.id),
    }
    return list(db.session.scalars(saved_by(user).order_by(*orders.get(sort, orders["closing"]))))


def get_saved(user: User | None, saved_id: int) -> SavedVacancy | None:
    return db.session.scalar(saved_by(user).where(SavedVacancy.id == saved_id))


def saved_vacancy(user: User, vacancy_id: int) -> SavedVacancy | None:
    """The row of one vacancy on this person’s list."""
    return db.session.scalar(
        select(SavedVacancy).where(SavedVacancy.user_id == user.id, SavedVacancy.vacancy_id == vacancy_id)
    )


def saved_ids(user: User, vacancy_ids: Sequence[int]) -> set[int]:
    """Which of these this person has saved."""
    question = select(SavedVacancy.vacancy_id).where(
        SavedVacancy.user_id == user.id, SavedVacancy.vacancy_id.in_(vacancy_ids)
    )
    return set(db.session.scalars(question))


def saved_count(user: User | None) -> int:
    """How many saved jobs are still open."""
    if user is None:
        return 0
    question = select(func.count(SavedVacancy.id)).join(SavedVacancy.vacancy)
    return db.session.scalar(question.where(SavedVacancy.user_id == user.id, is_open_now())) or 0


def total_count(user: User) -> int:
    return db.session.scalar(select(func.count(SavedVacancy.id)).where(SavedVacancy.user_id == user.id)) or 0


def choice_of(user: User) -> ReminderChoice | None:
    return db.session.scalar(select(ReminderChoice).where(ReminderChoice.user_id == user.id))


def wants_reminders(user: User) -> bool:
    choice = choice_of(user)
    return choice is None or choice.is_on


def by_token(token: str) -> ReminderChoice | None:
    """The choice a link in a reminder was signed for."""
    signed = read_token(token)
    choice = db.session.get(ReminderChoice, signed[0]) if signed else None
    if choice is None or signed is None or not secrets.compare_digest(choice.secret, signed[1]):
        return None
    return choice


def might_be_due(moment: datetime) -> ColumnElement[bool]:
    """Open, closing before the earliest mark’s distance is over, and not reminded of for the last time. Whether a
    reminder is due is said by ``reminders.due_mark``."""
    first, last = max(REMINDERS), min(REMINDERS)
    return and_(
        is_open_now(moment),
        Vacancy.closes_at <= moment + timedelta(days=first),
        or_(SavedVacancy.reminded_days.is_(None), SavedVacancy.reminded_days > last),
    )


def user_ids_to_remind(moment: datetime) -> list[int]:
    """Whom there may be something to remind of, by number."""
    question = (
        select(SavedVacancy.user_id)
        .join(SavedVacancy.vacancy)
        .join(SavedVacancy.user)
        .outerjoin(ReminderChoice, ReminderChoice.user_id == SavedVacancy.user_id)
        .where(might_be_due(moment), User.closed_at.is_(None), or_(ReminderChoice.id.is_(None), ReminderChoice.is_on))
        .distinct()
        .order_by(SavedVacancy.user_id)
    )
    return list(db.session.scalars(question))


def due_of(user: User, moment: datetime) -> list[tuple[SavedVacancy, int]]:
    """What to remind one person of, each with its mark, closing soonest first. Holds the rows until the transaction
    ends, so that two runs side by side remind once."""
    question = (
        saved_by(user)
        .where(might_be_due(moment))
        .order_by(Vacancy.closes_at, SavedVacancy.id)
        .with_for_update(of=SavedVacancy)
        .execution_options(populate_existing=True)
    )
    return [(saved, mark) for saved in db.session.scalars(question) if (mark := _mark(saved, moment)) is not None]


def _mark(saved: SavedVacancy, moment: datetime) -> int | None:
    closes_at = saved.vacancy.closes_at
    if closes_at is None:
        return None
    return due_mark(saved_at=saved.saved_at, closes_at=closes_at, reminded_days=saved.reminded_days, moment=moment)
