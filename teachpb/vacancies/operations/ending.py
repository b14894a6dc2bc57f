"""The end of an advert: later, earlier, or without trace; and what came of it."""

from __future__ import annotations

from datetime import datetime

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.db import DomainError, db
from teachpb.vacancies.errors import NotOpen
from teachpb.vacancies.models import ExtensionReason, Vacancy, VacancyOutcome, VacancyState
from teachpb.vacancies.operations.shared import enter, lock, note, require_complete
from teachpb.vacancies.signals import vacancy_closed, vacancy_removed


def extend(*, actor: User, vacancy: Vacancy, closes_at: datetime, reason: ExtensionReason, words: str = "") -> Vacancy:
    """Move the closing time of a live advert to a later one.

    Raises NotOpen once it has closed, DomainError for a time that is not later, Incomplete when the start date now lies
    before it.
    """
    moment = lock(vacancy=vacancy)
    if vacancy.state is not VacancyState.live:
        raise NotOpen("Only a vacancy that is live can be extended. Relist it instead")
    before = vacancy.closes_at
    if before is not None and closes_at == before and vacancy.extension_reason is reason:
        return vacancy  # a double click
    if before is None or closes_at <= before:
        raise DomainError("The new closing date and time must be later than the present one", "closes_at")
    vacancy.closes_at = closes_at
    vacancy.extension_reason = reason
    vacancy.extension_words = words if reason is ExtensionReason.other else ""
    require_complete(vacancy=vacancy, moment=moment)
    note(actor=actor, verb="extended", vacancy=vacancy, changes={"closes_at": (before, closes_at)}, words=reason.label)
    db.session.flush()
    return vacancy


def end_early(*, actor: User, vacancy: Vacancy, outcome: VacancyOutcome | None = None) -> Vacancy:
    """Close a live advert now. Ending what has ended changes nothing."""
    moment = lock(vacancy=vacancy)
    if vacancy.state in {VacancyState.ended_early, VacancyState.expired}:
        return vacancy
    enter(vacancy=vacancy, state=VacancyState.ended_early, moment=moment)
    before, vacancy.closes_at = vacancy.closes_at, moment
    note(actor=actor, verb="ended_early", vacancy=vacancy, changes={"closes_at": (before, moment)})
    if outcome is not None:
        _keep_outcome(actor, vacancy, outcome)
    vacancy_closed.send(vacancy)
    db.session.flush()
    return vacancy


def record_outcome(*, actor: User | None, vacancy: Vacancy, outcome: VacancyOutcome) -> Vacancy:
    """Keep what came of a closed advert. Raises NotOpen (in the other sense) while it is still open."""
    lock(vacancy=vacancy)
    if vacancy.state not in {VacancyState.expired, VacancyState.ended_early}:
        raise NotOpen("Say what came of a vacancy once it has closed")
    _keep_outcome(actor, vacancy, outcome)
    db.session.flush()
    return vacancy


def _keep_outcome(actor: User | None, vacancy: Vacancy, outcome: VacancyOutcome) -> None:
    if vacancy.outcome is outcome:
        return
    note(actor=actor, verb="outcome_given", vacancy=vacancy, changes={"outcome": (vacancy.outcome, outcome)})
    vacancy.outcome = outcome
    vacancy.outcome_at = clock.now()


def remove(*, actor: User, vacancy: Vacancy) -> Vacancy:
    """Take an advert away for good: a draft is gone, a published one answers 410. The record stays for the figures."""
    moment = lock(vacancy=vacancy)
    if vacancy.state is VacancyState.removed:
        return vacancy
    before = vacancy.state
    enter(vacancy=vacancy, state=VacancyState.removed, moment=moment)
    if before is VacancyState.scheduled:
        vacancy.published_at = None
    note(actor=actor, verb="removed", vacancy=vacancy, changes={"state": (before, vacancy.state)})
    vacancy_removed.send(vacancy)
    db.session.flush()
    return vacancy
