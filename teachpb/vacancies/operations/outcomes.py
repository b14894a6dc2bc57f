"""What came of an advert, kept."""

from __future__ import annotations

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.db import db
from teachpb.vacancies.errors import NotOpen
from teachpb.vacancies.models import ListedElsewhere, Vacancy, VacancyOutcome, VacancyState
from teachpb.vacancies.operations.shared import lock, note


def record_outcome(
    *,
    actor: User | None,
    vacancy: Vacancy,
    outcome: VacancyOutcome,
    listed_elsewhere: ListedElsewhere | None = None,
) -> Vacancy:
    """Keep what came of a closed advert. Raises NotOpen (in the other sense) while it is still open.

    Nothing else about the advert is looked at: an old one need not be complete by today’s rules.
    """
    lock(vacancy=vacancy)
    if vacancy.state not in {VacancyState.expired, VacancyState.ended_early}:
        raise NotOpen("Say what came of a vacancy once it has closed")
    keep_outcome(actor=actor, vacancy=vacancy, outcome=outcome, listed_elsewhere=listed_elsewhere)
    db.session.flush()
    return vacancy


def keep_outcome(
    *,
    actor: User | None,
    vacancy: Vacancy,
    outcome: VacancyOutcome,
    listed_elsewhere: ListedElsewhere | None,
    words: str = "",
) -> None:
    """Write it down with who said so and when; the same answer again changes nothing."""
    given = {"outcome": outcome, "listed_elsewhere": listed_elsewhere or vacancy.listed_elsewhere}
    changes = {name: (getattr(vacancy, name), new) for name, new in given.items() if getattr(vacancy, name) is not new}
    if not changes:
        return
    for name, value in given.items():
        setattr(vacancy, name, value)
    vacancy.outcome_at = clock.now()
    vacancy.outcome_by_id = actor.id if actor else None
    note(actor=actor, verb="outcome_given", vacancy=vacancy, changes=dict(changes), words=words)
