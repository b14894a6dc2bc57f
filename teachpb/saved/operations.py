"""Saving, noting, and reminding."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.db import db
from teachpb.notifications.operations import queue_mail
from teachpb.saved import emails, queries
from teachpb.saved.errors import NotOpen, TooMany
from teachpb.saved.models import ReminderChoice, SavedVacancy
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.signals import vacancy_saved

MOST = 200


def save_vacancy(*, actor: User, vacancy: Vacancy, source: str = "") -> SavedVacancy:
    """Put ``vacancy`` on the person’s list. Saving twice is saving once. Raises NotOpen, TooMany."""
    if saved := queries.saved_vacancy(actor, vacancy.id):
        return saved
    if not vacancy.is_open(clock.now()):
        raise NotOpen
    if queries.total_count(actor) >= MOST:
        raise TooMany(MOST)
    saved = SavedVacancy(user_id=actor.id, vacancy_id=vacancy.id, saved_at=clock.now(), note="")
    try:
        with db.session.begin_nested():
            db.session.add(saved)
    except IntegrityError:  # the other tab was quicker
        return queries.saved_vacancy(actor, vacancy.id) or saved
    record(actor=actor, verb="vacancy_saved", subject=saved)
    vacancy_saved.send(None, vacancy_id=vacancy.id, source=source)
    return saved


def unsave_vacancy(*, actor: User, vacancy: Vacancy) -> None:
    """Take it off the list, with its note. Doing it twice is doing it once."""
    if saved := queries.saved_vacancy(actor, vacancy.id):
        _remove(actor, saved)


def remove_saved(*, actor: User, saved: SavedVacancy) -> None:
    """The same, for a row of one’s own list; the vacancy may have been removed meanwhile."""
    _remove(actor, saved)


def _remove(actor: User, saved: SavedVacancy) -> None:
    record(actor=actor, verb="vacancy_unsaved", subject=saved)
    db.session.delete(saved)


def write_note(*, actor: User, saved: SavedVacancy, note: str) -> None:
    """Only the person reads it; the trail says that it changed, not what it says."""
    if saved.note != note:
        saved.note = note
        record(actor=actor, verb="saved_vacancy_noted", subject=saved)


def set_reminders(*, actor: User, is_on: bool) -> None:
    choice = _choice(actor)
    if choice.is_on is not is_on:
        choice.is_on = is_on
        record(actor=actor, verb="saved_reminders_changed", subject=choice, changes={"is_on": (not is_on, is_on)})


def stop_reminders(*, choice: ReminderChoice) -> None:
    """By the link in a reminder. Doing it twice is doing it once."""
    if choice.is_on:
        choice.is_on = False
        record(actor=None, verb="saved_reminders_changed", subject=choice, changes={"is_on": (True, False)})


def remind(*, user_id: int, settled: Collection[int]) -> int:
    """Write to one person about everything that is due, in one letter; returns how many jobs it names. ``settled`` are
    vacancies they have applied for."""
    user = db.session.get(User, user_id)
    if user is None or not user.is_active or not queries.wants_reminders(user):
        return 0
    due = [(saved, mark) for saved, mark in queries.due_of(user, clock.now()) if saved.vacancy_id not in settled]
    if not due:
        return 0
    for saved, mark in due:
        saved.reminded_days = mark
    queue_mail(emails.closing_soon(user, _choice(user), [saved for saved, _ in due]))
    return len(due)


def forget_person(*, user: User) -> None:
    """Delete list, notes and choice of somebody who closes their account."""
    db.session.execute(delete(SavedVacancy).where(SavedVacancy.user_id == user.id))
    db.session.execute(delete(ReminderChoice).where(ReminderChoice.user_id == user.id))


def _choice(user: User) -> ReminderChoice:
    """Their row, made now if there was none."""
    choice = queries.choice_of(user)
    if choice is not None:
        return choice
    try:
        with db.session.begin_nested():
            db.session.add(ReminderChoice(user_id=user.id, is_on=True))
    except IntegrityError:
        pass
    made = queries.choice_of(user)
    assert made is not None  # noqa: S101 - it was there or has just been made  # nosec B101
    return made
