"""Asking by mail, once, what came of an advert; taking the answer; leaving alone those who would rather not."""

from __future__ import annotations

import hashlib
import secrets

import structlog
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from teachpb import clock
from teachpb.db import DomainError, db
from teachpb.notifications.operations import queue_mail
from teachpb.vacancies import asking, emails
from teachpb.vacancies.models import (
    ListedElsewhere,
    OutcomePrompt,
    PromptOptOut,
    PromptState,
    Vacancy,
    VacancyOutcome,
)
from teachpb.vacancies.operations.outcomes import keep_outcome
from teachpb.vacancies.operations.shared import lock
from teachpb.vacancies.policies import can_manage
from teachpb.vacancies.queries.outcomes import select_to_ask

log = structlog.get_logger(__name__)

BATCH = 100


def hash_address(email: str) -> str:
    """What is kept of an address: enough to know it again."""
    return hashlib.sha256(email.strip().casefold().encode()).hexdigest()


def ask_outcomes(*, limit: int = BATCH) -> int:
    """Ask about adverts that closed two to six weeks ago, each once, in office hours. Returns how many were due.

    Asked is whoever published it, while they still hire for it, else the advert’s contact; nobody who has opted out.
    """
    moment = clock.now()
    if not asking.is_office_hour(moment):
        return 0
    due = db.session.scalars(select_to_ask(moment).options(selectinload(Vacancy.published_by)).limit(limit)).all()
    for vacancy in due:
        _ask(vacancy)
    return len(due)


def _ask(vacancy: Vacancy) -> None:
    """The prompt is kept even where nobody is to be written to: then the advert is not looked at again."""
    user = vacancy.published_by if can_manage(vacancy.published_by, vacancy) else None
    address = user.email if user else vacancy.contact_email
    hashed = hash_address(address)
    prompt = OutcomePrompt(
        vacancy=vacancy, user=user, email_hash=hashed, secret=secrets.token_urlsafe(32), sent_at=clock.now()
    )
    db.session.add(prompt)
    db.session.flush()
    if address and not _has_opted_out(hashed):
        queue_mail(emails.outcome_asked(prompt, address))


def _has_opted_out(hashed: str) -> bool:
    return db.session.scalar(select(PromptOptOut.id).where(PromptOptOut.email_hash == hashed)) is not None


def answer_by_link(*, prompt: OutcomePrompt, outcome: VacancyOutcome, listed_elsewhere: ListedElsewhere) -> None:
    """Keep the answer of whoever holds the link. Once: the second of a double click changes nothing.

    Raises DomainError when the link has run out, or somebody has answered otherwise in the meantime.
    """
    vacancy = prompt.vacancy
    lock(vacancy=vacancy)
    db.session.refresh(prompt)
    state = asking.state_of(prompt, clock.now())
    if state is not PromptState.open:
        if prompt.answered_at is not None and (vacancy.outcome, vacancy.listed_elsewhere) == (
            outcome,
            listed_elsewhere,
        ):
            return
        raise DomainError(
            "Somebody has told us already. Sign in to change the answer"
            if state is PromptState.answered
            else "This link has run out. Sign in to tell us"
        )
    keep_outcome(
        actor=prompt.user,
        vacancy=vacancy,
        outcome=outcome,
        listed_elsewhere=listed_elsewhere,
        words="By the link in our mail",
    )
    prompt.answered_at = clock.now()
    db.session.flush()


def stop_asking(*, prompt: OutcomePrompt) -> None:
    """Never ask this address again. Doing it again changes nothing."""
    db.session.refresh(prompt, with_for_update={"of": OutcomePrompt})
    if _has_opted_out(prompt.email_hash):
        return
    try:
        with db.session.begin_nested():
            db.session.add(PromptOptOut(email_hash=prompt.email_hash, opted_out_at=clock.now()))
    except IntegrityError:
        log.info("opted_out_meanwhile", prompt_id=prompt.id)  # by the link of another letter


def ask_again(*, prompt: OutcomePrompt) -> None:
    """They have changed their mind: this address may be asked again, about later adverts."""
    known = db.session.scalar(select(PromptOptOut).where(PromptOptOut.email_hash == prompt.email_hash))
    if known is not None:
        db.session.delete(known)
        db.session.flush()
