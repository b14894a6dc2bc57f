"""A school asks a provider to come, and the two agree or do not."""

from __future__ import annotations

from dataclasses import dataclass

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.cpd import emails
from teachpb.cpd.models import Course, InSchoolRequest, InSchoolState
from teachpb.cpd.models.transitions import request_may_become
from teachpb.cpd.queries.wishes import admins_of
from teachpb.db import InvalidTransition, db
from teachpb.notifications.operations import queue_mail
from teachpb.schools.models import Organisation, Provider


@dataclass(frozen=True, kw_only=True)
class InSchoolWish:
    """What a school would like."""

    topic: str
    staff_count: int
    preferred_dates: str
    wishes: str = ""
    hall: str = ""
    course: Course | None = None


def ask_in_school(
    *, actor: User, organisation: Organisation, provider: Provider, wish: InSchoolWish
) -> InSchoolRequest:
    """Send the request to the provider; both see it from now on."""
    request = InSchoolRequest(
        provider=provider,
        organisation=organisation,
        course=wish.course,
        asked_by=actor,
        topic=wish.topic,
        wishes=wish.wishes,
        staff_count=wish.staff_count,
        preferred_dates=wish.preferred_dates,
        hall=wish.hall,
        state=InSchoolState.asked,
        answer="",
    )
    db.session.add(request)
    db.session.flush()
    record(actor=actor, verb="in_school_asked", subject=request, organisation_id=organisation.id)
    _tell_provider(request)
    return request


def answer_request(*, actor: User, request: InSchoolRequest, offers: bool, answer: str) -> None:
    """The provider offers, or declines. Raises InvalidTransition."""
    _move(request, InSchoolState.offered if offers else InSchoolState.declined, actor)
    request.answer = answer
    request.answered_by = actor
    _tell_school(request)


def agree_request(*, actor: User, request: InSchoolRequest) -> None:
    """The school takes what was offered. Raises InvalidTransition."""
    _move(request, InSchoolState.agreed, actor)
    _tell_provider(request)


def withdraw_request(*, actor: User, request: InSchoolRequest) -> None:
    """The school wants it no more. Raises InvalidTransition."""
    _move(request, InSchoolState.withdrawn, actor)
    _tell_provider(request)


def _move(request: InSchoolRequest, target: InSchoolState, actor: User) -> None:
    db.session.refresh(request, ["state"], with_for_update=True)
    if not request_may_become(request.state, target):
        raise InvalidTransition("This request has been settled meanwhile: look at it again")
    before, request.state = request.state, target
    request.state_entered_at = clock.now()
    record(
        actor=actor,
        verb=f"in_school_{target.value}",
        subject=request,
        organisation_id=request.organisation_id,
        changes={"state": (before.value, target.value)},
    )


def _tell_provider(request: InSchoolRequest) -> None:
    for user in admins_of(request.provider):
        queue_mail(emails.in_school_to_provider(request, user))


def _tell_school(request: InSchoolRequest) -> None:
    if request.asked_by is not None and request.asked_by.is_active:
        queue_mail(emails.in_school_to_school(request, request.asked_by))
