"""Mail about interviews, offers and the central record. Subjects name neither person nor school nor job."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from teachpb.accounts.models import User
from teachpb.applications.models import Application
from teachpb.hiring.models import InterviewDay, InterviewSlot, Offer, RecordEntry
from teachpb.hiring.retention import goes_on
from teachpb.notifications.message import Message
from teachpb.schools.models import Organisation


def invited(application: Application, day: InterviewDay, *, message: str = "") -> Message:
    """To a candidate who is being interviewed already: there is a day to choose a time on."""
    return _to_candidate(application, "Choose a time for your interview", "invited", day=day, words=message)


def choose_soon(application: Application, day: InterviewDay) -> Message:
    return _to_candidate(application, "Please choose a time for your interview", "choose_soon", day=day)


def time_set(application: Application, slot: InterviewSlot, calendar: bytes, *, is_changed: bool) -> Message:
    subject = "A change to your interview" if is_changed else "The time of your interview"
    return _to_candidate(
        application, subject, "time_set", calendar=calendar, day=slot.day, slot=slot, is_changed=is_changed
    )


def time_cancelled(application: Application, slot: InterviewSlot, calendar: bytes, *, reason: str) -> Message:
    return _to_candidate(
        application, "Your interview time is cancelled", "time_cancelled", calendar=calendar, slot=slot, reason=reason
    )


def day_changed(application: Application, day: InterviewDay) -> Message:
    """To somebody who is invited and has no time yet."""
    return _to_candidate(application, "A change to the interviews", "day_changed", day=day)


def day_cancelled(application: Application, day: InterviewDay, *, reason: str) -> Message:
    return _to_candidate(application, "A change to the interviews", "day_cancelled", day=day, reason=reason)


def offer_written(application: Application, *, is_new: bool) -> Message:
    """The offer was there by word of mouth, or has been changed."""
    return _to_candidate(application, "Your offer in writing: please answer", "offer_written", is_new=is_new)


def answer_soon(application: Application, offer: Offer) -> Message:
    return _to_candidate(application, "Please answer your job offer", "answer_soon", offer=offer)


def none_suits(application: Application, day: InterviewDay) -> Message:
    """To the vacancy's contact: somebody cannot come at any of the times. Who, they read after signing in."""
    return Message(
        to=application.vacancy.contact_email,
        subject="A candidate needs another interview time",
        template="hiring/none_suits",
        context={"vacancy": application.vacancy, "day": day},
        kind="hiring.none_suits",
        organisation_id=application.vacancy.organisation_id,
    )


def record_warning(owner: User, organisation: Organisation, entries: Sequence[RecordEntry]) -> Message:
    """To an owner: entries of people who have left go in two weeks. Whose, they read after signing in."""
    return Message(
        to=owner.email,
        to_name=owner.full_name,
        subject="Entries of the central record will be deleted in two weeks",
        template="hiring/record_warning",
        context={
            "organisation": organisation,
            "number": len(entries),
            "goes_on": min(goes_on(entry.left_on) for entry in entries if entry.left_on),
        },
        kind="hiring.record_warning",
        user_id=owner.id,
        organisation_id=organisation.id,
    )


def _to_candidate(
    application: Application, subject: str, template: str, *, calendar: bytes | None = None, **context: Any
) -> Message:
    return Message(
        to=application.candidate.email,
        to_name=application.full_name or application.candidate.full_name,
        subject=subject,
        template=f"hiring/{template}",
        context={"application": application, "vacancy": application.vacancy, **context},
        reply_to=application.vacancy.contact_email or None,
        calendar=calendar,
        kind=f"hiring.{template}",
        user_id=application.candidate_id,
    )
