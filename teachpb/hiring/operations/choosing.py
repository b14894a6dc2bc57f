"""A candidate takes a time, or says that none suits; staff can put somebody into one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import Application
from teachpb.audit.operations import record
from teachpb.db import DomainError, db
from teachpb.hiring import emails
from teachpb.hiring.errors import Taken, TooLate
from teachpb.hiring.locking import lock_application, lock_days
from teachpb.hiring.models import EventKind, InterviewDay, InterviewInvitation, InterviewSlot
from teachpb.hiring.operations.noting import note_event
from teachpb.hiring.operations.telling import tell_cancelled, tell_time
from teachpb.hiring.queries.interviews import INVITED_STATES, invitations_of, slots_of
from teachpb.notifications.operations import queue_mail

GONE = "Somebody has just taken this time. Choose another"
CLOSED = "Times can no longer be chosen or changed here. Call or write to the school"


def choose_slot(*, actor: User, application: Application, slot_id: int) -> InterviewSlot:
    """The candidate takes a time, and gives back the one they had. Taking it twice is taking it once.

    Raises Taken, or TooLate after the cut-off of the old or the new day.
    """
    return _take(actor, application, slot_id, is_candidate=True)


def assign_slot(*, actor: User, day: InterviewDay, application_id: int, slot_id: int) -> InterviewSlot:
    """Staff put an invited candidate into a time, also after the cut-off. Raises Taken, DomainError."""
    invitation = next((each for each in day.invitations if each.application_id == application_id), None)
    if invitation is None:
        raise DomainError("Select a candidate who is invited to this day", "application_id")
    return _take(actor, invitation.application, slot_id, is_candidate=False)


def say_none_suits(*, actor: User, application: Application, note: str) -> None:
    """The candidate cannot come at any of the times. The school is told, and a time they had is given back.

    Raises TooLate when there is nothing to choose from any more.
    """
    lock_application(application)
    now = clock.now()
    days = lock_days(each.day_id for each in invitations_of(application))
    waiting = [
        each
        for day in days.values()
        if day.takes_choices(now)
        for each in day.invitations
        if each.application_id == application.id
    ]
    if not waiting:
        raise TooLate(CLOSED)
    given_back = _give_back(application, days, now, is_candidate=True)
    for invitation in waiting:
        invitation.none_suits_at, invitation.none_suits_note = now, note
    db.session.flush()
    if given_back:
        tell_cancelled(application, given_back, now=now)
    note_event(application.id, EventKind.none_suits)
    if application.vacancy.contact_email:
        queue_mail(emails.none_suits(application, days[waiting[0].day_id]))
    _note(actor, "interview_none_suits", application, None)


def release(*, application: Application) -> None:
    """Whoever is not interviewed any more gives back what lies ahead, and their calendar is told."""
    now = clock.now()
    days = lock_days(each.day_id for each in slots_of(application))
    given_back = _give_back(application, days, now, is_candidate=False)
    db.session.execute(
        InterviewInvitation.__table__.delete().where(InterviewInvitation.application_id == application.id)  # type: ignore[attr-defined]
    )
    if given_back:
        tell_cancelled(application, given_back, now=now)


def _take(actor: User, application: Application, slot_id: int, *, is_candidate: bool) -> InterviewSlot:
    lock_application(application)
    day_id = db.session.scalar(select(InterviewSlot.day_id).where(InterviewSlot.id == slot_id))
    held = [slot.day_id for slot in slots_of(application)]
    days = lock_days([*held, *([day_id] if day_id else [])])
    now = clock.now()
    slot = _wanted(days.get(day_id or 0), slot_id)
    _require_may_take(application, slot, now, is_candidate=is_candidate)
    if slot.application_id == application.id:
        return slot  # a double click
    if slot.application_id is not None:
        raise Taken(GONE, "slot_id")
    _give_back(application, days, now, is_candidate=is_candidate)
    slot.application_id = application.id
    for invitation in slot.day.invitations:
        if invitation.application_id == application.id:
            invitation.none_suits_at, invitation.none_suits_note = None, ""
    db.session.flush()
    tell_time(application, slot, now=now)
    _note(actor, "interview_time_chosen", application, slot)
    return slot


def _wanted(day: InterviewDay | None, slot_id: int) -> InterviewSlot:
    slot = next((each for each in day.slots if each.id == slot_id), None) if day is not None else None
    if slot is None:
        raise Taken("This time is not there any more. Choose another", "slot_id")
    return slot


def _require_may_take(application: Application, slot: InterviewSlot, now: datetime, *, is_candidate: bool) -> None:
    invited = {each.application_id for each in slot.day.invitations}
    if application.id not in invited or slot.day.cancelled_at is not None:
        raise Taken("This time is not there any more. Choose another", "slot_id")
    if application.state not in INVITED_STATES or slot.begins_at <= now:
        raise TooLate(CLOSED)
    if is_candidate and not slot.day.takes_choices(now):
        raise TooLate(CLOSED)


def _give_back(
    application: Application, days: dict[int, InterviewDay], now: datetime, *, is_candidate: bool
) -> list[InterviewSlot]:
    """Free what the candidate has and lies ahead. Raises TooLate when it is theirs to keep after the cut-off."""
    held = [
        slot
        for day in days.values()
        for slot in day.slots
        if slot.application_id == application.id and slot.begins_at > now
    ]
    for slot in held:
        if is_candidate and not slot.day.takes_choices(now):
            raise TooLate(CLOSED)
        slot.application_id = None
    db.session.flush()
    return held


def _note(actor: User, verb: str, application: Application, slot: InterviewSlot | None) -> None:
    """Candidates act without an organisation in the trail, so that no list of the school names them."""
    is_own = actor.id == application.candidate_id
    record(
        actor=actor,
        verb=verb,
        subject=application,
        changes={"starts": (None, slot.begins_at)} if slot is not None else None,
        organisation_id=None if is_own else application.vacancy.organisation_id,
    )
    db.session.flush()
