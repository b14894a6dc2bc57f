"""The school asks a shortlisted candidate for a self-disclosure, and the candidate answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import Application
from teachpb.clock.workdays import add_working_days
from teachpb.db import DomainError, db
from teachpb.notifications.operations import queue_mail
from teachpb.references import emails
from teachpb.references.errors import Finished
from teachpb.references.models import Disclosure, DisclosureState, PaperAction
from teachpb.references.operations.shared import lock, note, require_asking
from teachpb.references.policies import may_be_asked

REMIND_AFTER = 2
_D = DisclosureState


def ask_disclosure(*, actor: User, application: Application) -> Disclosure:
    """Ask, once. What the form knows already is filled in. Raises TooEarly before shortlisting."""
    require_asking(application)
    known = db.session.scalar(
        select(Disclosure).where(Disclosure.application_id == application.id, Disclosure.state != _D.recalled)
    )
    if known is not None:
        return known
    disclosure = Disclosure(
        application=application,
        state=_D.requested,
        asked_at=clock.now(),
        asked_by_id=actor.id,
        answers=_known_answers(application),
    )
    db.session.add(disclosure)
    note(disclosure, PaperAction.asked, actor=actor)
    queue_mail(emails.disclosure_asked(disclosure))
    return disclosure


def _known_answers(application: Application) -> dict[str, Any]:
    lines = (application.address_line_1, application.address_line_2)
    return {
        "full_name": application.full_name,
        "previous_names": application.previous_names,
        "address": ", ".join(filter(None, lines)),
        "town": application.town,
        "postcode": application.postcode,
        "phone": application.phone,
    }


def ask_disclosures(*, actor: User, applications: Sequence[Application]) -> tuple[int, int]:
    """Ask several candidates. Returns how many were asked, and how many were not: asked before, or not shortlisted."""
    asked = 0
    before = set(
        db.session.scalars(
            select(Disclosure.application_id).where(
                Disclosure.application_id.in_([each.id for each in applications]), Disclosure.state != _D.recalled
            )
        )
    )
    for application in sorted(applications, key=lambda each: each.id):
        db.session.refresh(application, with_for_update={"of": Application})
        if application.id not in before and may_be_asked(application):
            ask_disclosure(actor=actor, application=application)
            asked += 1
    return asked, len(applications) - asked


def recall_disclosure(*, actor: User, disclosure: Disclosure) -> None:
    """Take the request back; what was begun is forgotten. Doing it twice is doing it once. Raises InvalidTransition."""
    lock(disclosure)
    if disclosure.state is _D.recalled:
        return
    disclosure.enter(_D.recalled)
    disclosure.answers = None
    note(disclosure, PaperAction.recalled, actor=actor)


def record_disclosure(*, actor: User, disclosure: Disclosure, words: str) -> None:
    """Note one that came on paper; what was begun here is forgotten. Raises InvalidTransition."""
    lock(disclosure)
    if disclosure.state is not _D.received_elsewhere:
        disclosure.enter(_D.received_elsewhere)
        disclosure.completed_at = clock.now()
        disclosure.answers = None
        note(disclosure, PaperAction.received_elsewhere, actor=actor)
    disclosure.received_note = words
    db.session.flush()


def may_remind_candidate(disclosure: Disclosure, moment: datetime) -> bool:
    """Two working days after the last message."""
    last = disclosure.reminded_at or disclosure.asked_at
    due = add_working_days(clock.london_day(last), REMIND_AFTER)
    return disclosure.state is _D.requested and clock.london_day(moment) >= due


def remind_candidate(*, actor: User | None, disclosure: Disclosure) -> bool:
    """Write again. By the clock (``actor`` None) once; by hand every two working days. Returns whether it did."""
    lock(disclosure)
    if not may_remind_candidate(disclosure, clock.now()) or not may_be_asked(disclosure.application):
        if actor is None:
            return False
        raise DomainError("The candidate was written to in the last two working days, or has answered")
    if actor is None and disclosure.reminded_at is not None:
        return False
    disclosure.reminded_at = clock.now()
    note(disclosure, PaperAction.reminded if actor else PaperAction.reminded_by_clock, actor=actor)
    queue_mail(emails.disclosure_reminder(disclosure))
    return True


def save_disclosure(*, actor: User, disclosure: Disclosure, values: Mapping[str, Any]) -> None:
    """Keep the answers of one page. Raises Finished."""
    _lock_open(disclosure)
    disclosure.answers = {**(disclosure.answers or {}), **values}
    db.session.flush()


def submit_disclosure(*, actor: User, disclosure: Disclosure) -> None:
    """Send it, for good; nothing is missing, the caller has seen. Sending twice is sending once. Raises Finished."""
    lock(disclosure)
    if disclosure.state is _D.received:
        return
    _lock_open(disclosure)
    disclosure.enter(_D.received)
    disclosure.completed_at = clock.now()
    note(disclosure, PaperAction.received, actor=actor)
    if disclosure.application.vacancy.contact_email:
        queue_mail(emails.disclosure_received(disclosure))


def _lock_open(disclosure: Disclosure) -> None:
    lock(disclosure)
    db.session.refresh(disclosure.application, with_for_update={"of": Application})
    if disclosure.state is not _D.requested or not may_be_asked(disclosure.application):
        raise Finished
