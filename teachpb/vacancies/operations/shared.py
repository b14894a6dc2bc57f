"""What several operations need: the row under lock, and a change of state."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit import operations as audit
from teachpb.db import db
from teachpb.notifications.operations import queue_mail
from teachpb.vacancies import emails
from teachpb.vacancies.errors import Incomplete
from teachpb.vacancies.lifecycle import require_transition
from teachpb.vacancies.models import Vacancy, VacancyState
from teachpb.vacancies.rules import problems_in
from teachpb.vacancies.signals import vacancy_closed, vacancy_published


def lock(*, vacancy: Vacancy) -> datetime:
    """Read the row afresh and hold it until the commit, with its state brought up to the clock. Returns the moment."""
    db.session.refresh(vacancy, with_for_update={"of": Vacancy})
    moment = clock.now()
    follow_clock(vacancy=vacancy, moment=moment)
    return moment


def follow_clock(*, vacancy: Vacancy, moment: datetime) -> None:
    """Store the state the clock has brought the vacancy to, as of the moment it came about, and tell whom it concerns.

    Whoever is first does it: the job, or somebody’s edit before the job came round.
    """
    before, state = vacancy.state, vacancy.state_at(moment)
    if state is before:
        return
    entered = vacancy.closes_at if state is VacancyState.expired else vacancy.opens_at
    enter(vacancy=vacancy, state=state, moment=entered or moment)
    note(actor=None, verb="opened" if state is VacancyState.live else "expired", vacancy=vacancy)
    if state is VacancyState.live:
        announce(vacancy=vacancy)
        return
    if before is VacancyState.scheduled:  # nobody was there while it was live
        vacancy_published.send(vacancy)
    vacancy_closed.send(vacancy)


def announce(*, vacancy: Vacancy) -> None:
    """Tell the contact, and whoever listens, that the advert has become public. Mail goes once, and for what a
    recruitment system sent to nobody: it knows."""
    if vacancy.publication_mailed_at is None and not vacancy.is_imported:
        vacancy.publication_mailed_at = clock.now()
        queue_mail(emails.published(vacancy))
    vacancy_published.send(vacancy)


def enter(*, vacancy: Vacancy, state: VacancyState, moment: datetime) -> None:
    """The one place where a state is assigned. Raises InvalidTransition."""
    require_transition(vacancy.state, state)
    vacancy.state = state
    vacancy.state_entered_at = moment


def require_complete(*, vacancy: Vacancy, moment: datetime, steps: Collection[str] | None = None) -> None:
    """Raises Incomplete with everything that is missing or wrong, in all steps or only in those of these names."""
    found = problems_in(vacancy, moment)
    if steps is not None:
        found = {name: problems for name, problems in found.items() if name in steps}
    if found:
        raise Incomplete([problem for problems in found.values() for problem in problems], next(iter(found)))


def note(
    *,
    actor: User | None,
    verb: str,
    vacancy: Vacancy,
    changes: dict[str, tuple[object, object]] | None = None,
    words: str = "",
) -> None:
    audit.record(
        actor=actor,
        verb=f"vacancy_{verb}",
        subject=vacancy,
        changes=changes,
        organisation_id=vacancy.organisation_id,
        note=words,
    )
