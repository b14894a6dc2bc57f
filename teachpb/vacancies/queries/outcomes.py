"""What came of adverts: whom to ask, links looked up, and the figures."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from teachpb import clock
from teachpb.db import db
from teachpb.vacancies.asking import asking_window
from teachpb.vacancies.links import Purpose, read_token
from teachpb.vacancies.models import (
    CLOCK_STATES,
    ListedElsewhere,
    OutcomePrompt,
    PromptOptOut,
    Vacancy,
    VacancyOutcome,
    VacancyState,
)
from teachpb.vacancies.queries.public import card_options


def _has_closed(moment: datetime) -> ColumnElement[bool]:
    follows_clock = and_(Vacancy.state.in_(CLOCK_STATES), Vacancy.closes_at <= moment)
    return or_(Vacancy.state == VacancyState.ended_early, follows_clock)


def select_to_ask(moment: datetime) -> Select[Vacancy]:
    """Adverts to ask about at ``moment``: closed two to six weeks ago, without an answer, never asked about, not from a
    recruitment system. Locked, so that two workers do not ask twice."""
    first, last = asking_window(moment)
    asked = select(OutcomePrompt.id).where(OutcomePrompt.vacancy_id == Vacancy.id)
    return (
        select(Vacancy)
        .where(
            _has_closed(moment),
            Vacancy.closes_at > first,
            Vacancy.closes_at <= last,
            Vacancy.outcome.is_(None),
            Vacancy.provider == "",
            ~asked.exists(),
        )
        .options(*card_options())
        .order_by(Vacancy.closes_at, Vacancy.id)
        .with_for_update(of=Vacancy, skip_locked=True)
    )


def prompt_by_token(token: str, purpose: Purpose) -> OutcomePrompt | None:
    """The prompt whose mail held this link; None for a link we did not write."""
    read = read_token(token, purpose)
    if read is None:
        return None
    prompt_id, secret = read
    return db.session.scalar(
        select(OutcomePrompt)
        .where(OutcomePrompt.id == prompt_id, OutcomePrompt.secret == secret)
        .options(
            joinedload(OutcomePrompt.vacancy).options(selectinload(Vacancy.schools), joinedload(Vacancy.organisation)),
            joinedload(OutcomePrompt.user),
        )
    )


def is_opted_out(prompt: OutcomePrompt) -> bool:
    question = select(PromptOptOut.id).where(PromptOptOut.email_hash == prompt.email_hash)
    return db.session.scalar(question) is not None


@dataclass(frozen=True)
class OutcomeFigures:
    """Of the adverts that closed in a time: how many there were, and the answers; every answer is there.

    A post advertised more than once is counted by its adverts, not by its campaign.
    """

    closed: int
    outcomes: dict[VacancyOutcome, int]
    listed_elsewhere: dict[ListedElsewhere, int]

    @property
    def answered(self) -> int:
        return sum(self.outcomes.values())


def outcome_figures(first: date, last: date, organisation_ids: Collection[int] | None = None) -> OutcomeFigures:
    """The answers about adverts that closed from ``first`` to ``last`` (London days, both included), of these
    organisations or of all. Two queries."""
    moment = clock.now()
    start, end = clock.at_london(first, time()), clock.at_london(last + timedelta(days=1), time())
    conditions = [_has_closed(moment), Vacancy.closes_at >= start, Vacancy.closes_at < end]
    if organisation_ids is not None:
        conditions.append(Vacancy.organisation_id.in_(organisation_ids))
    by_outcome = {
        row[0]: row[1]
        for row in db.session.execute(
            select(Vacancy.outcome, func.count()).where(*conditions).group_by(Vacancy.outcome)
        )
    }
    by_listing = {
        row[0]: row[1]
        for row in db.session.execute(
            select(Vacancy.listed_elsewhere, func.count()).where(*conditions).group_by(Vacancy.listed_elsewhere)
        )
    }
    return OutcomeFigures(
        closed=sum(by_outcome.values()),
        outcomes={each: by_outcome.get(each, 0) for each in VacancyOutcome},
        listed_elsewhere={each: by_listing.get(each, 0) for each in ListedElsewhere},
    )
