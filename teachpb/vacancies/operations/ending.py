"""The end of an advert: later, earlier, or without trace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from teachpb.accounts.models import User
from teachpb.db import DomainError, db
from teachpb.vacancies.errors import NotOpen
from teachpb.vacancies.models import ExtensionReason, ListedElsewhere, Vacancy, VacancyOutcome, VacancyState
from teachpb.vacancies.operations.outcomes import keep_outcome
from teachpb.vacancies.operations.shared import enter, lock, note, require_complete
from teachpb.vacancies.rules import settle, step_named
from teachpb.vacancies.signals import vacancy_closed, vacancy_cut_short, vacancy_removed


def extend(
    *,
    actor: User,
    vacancy: Vacancy,
    closes_at: datetime,
    reason: ExtensionReason,
    words: str = "",
    start: Mapping[str, Any] | None = None,
) -> Vacancy:
    """Move the closing time of a live advert to a later one, and with it, when given, the fields of its ``start``.

    Raises NotOpen once it has closed, DomainError for a time that is not later, Incomplete when it is too far away or
    the job now starts before it. Extending to the time it has, for the reason it has, changes nothing: a double click.
    """
    moment = lock(vacancy=vacancy)
    if vacancy.state is not VacancyState.live:
        raise NotOpen("Only a vacancy that is live can be extended. List it again instead")
    before = {name: getattr(vacancy, name) for name in _touched(start)}
    if closes_at == vacancy.closes_at and vacancy.extension_reason is reason:
        return vacancy
    if vacancy.closes_at is None or closes_at <= vacancy.closes_at:
        raise DomainError("The new closing date and time must be later than the present one", "closes_at")
    vacancy.closes_at = closes_at
    vacancy.extension_reason = reason
    vacancy.extension_words = words if reason is ExtensionReason.other else ""
    for name, value in (start or {}).items():
        setattr(vacancy, name, value)
    settle(vacancy)
    require_complete(vacancy=vacancy, moment=moment, steps=("dates", "start"))
    changes = {name: (old, getattr(vacancy, name)) for name, old in before.items() if old != getattr(vacancy, name)}
    note(actor=actor, verb="extended", vacancy=vacancy, changes=changes, words=reason.label)
    db.session.flush()
    return vacancy


def _touched(start: Mapping[str, Any] | None) -> set[str]:
    """The fields an extension may change. Raises ValueError for others."""
    rule = step_named("start")
    allowed = rule.fields if rule else frozenset()
    unknown = (start or {}).keys() - allowed
    if unknown:
        raise ValueError(f"not fields of the start: {sorted(unknown)}")
    return {"closes_at", *allowed}


def end_early(
    *,
    actor: User,
    vacancy: Vacancy,
    outcome: VacancyOutcome | None = None,
    listed_elsewhere: ListedElsewhere | None = None,
) -> Vacancy:
    """Close a live advert now. Ending what has ended changes nothing."""
    moment = lock(vacancy=vacancy)
    if vacancy.state in {VacancyState.ended_early, VacancyState.expired}:
        return vacancy
    enter(vacancy=vacancy, state=VacancyState.ended_early, moment=moment)
    before, vacancy.closes_at = vacancy.closes_at, moment
    note(actor=actor, verb="ended_early", vacancy=vacancy, changes={"closes_at": (before, moment)})
    if outcome is not None:
        keep_outcome(actor=actor, vacancy=vacancy, outcome=outcome, listed_elsewhere=listed_elsewhere)
    vacancy_closed.send(vacancy)
    vacancy_cut_short.send(vacancy)
    db.session.flush()
    return vacancy


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
    if before is VacancyState.live:
        vacancy_cut_short.send(vacancy)
    db.session.flush()
    return vacancy
