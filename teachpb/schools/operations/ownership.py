"""Asking to be an owner of a school's pages, and the answer."""

from __future__ import annotations

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit import operations as audit
from teachpb.db import DomainError, db
from teachpb.notifications.operations import queue_mail
from teachpb.schools import emails
from teachpb.schools.errors import RequestSettled
from teachpb.schools.models import OwnershipRequest, RequestState, Role, School
from teachpb.schools.operations.people import appoint
from teachpb.schools.policies import has_role
from teachpb.schools.queries.people import deciders_of, managers_of


def request_ownership(*, user: User, school: School, job_title: str, message: str) -> OwnershipRequest:
    """Ask. The school's owners hear of it, or the council's officers where there is none; so does whoever asks.

    Raises a DomainError for somebody who is an owner already or has asked already, or when the school has closed.
    """
    if not school.is_open:
        raise DomainError("This school has closed, so nobody can manage its pages")
    if has_role(user, school, Role.owner):
        raise DomainError("You are an owner of this school already")
    request = OwnershipRequest(
        user=user, organisation=school, job_title=job_title, message=message, state=RequestState.waiting
    )
    db.session.add(request)
    db.session.flush()
    for_officers = not managers_of(school)
    for decider in deciders_of(school):
        queue_mail(emails.ownership_requested(request, decider, for_officers=for_officers))
    queue_mail(emails.ownership_received(request, for_officers=for_officers))
    audit.record(actor=user, verb="ownership_requested", subject=request, organisation_id=school.id)
    return request


def approve_request(*, actor: User, request: OwnershipRequest) -> None:
    """Make whoever asked an owner, and tell them and everybody who might have decided. Raises RequestSettled."""
    others = [each for each in deciders_of(request.organisation) if each.id != actor.id]
    _settle(request, RequestState.approved, actor)
    appoint(actor=actor, user=request.user, organisation=request.organisation, role=Role.owner)
    queue_mail(emails.ownership_approved(request))
    _tell(others, request, actor)


def decline_request(*, actor: User, request: OwnershipRequest, reason: str) -> None:
    """Say no, with the reason, and tell as above. Raises RequestSettled."""
    others = [each for each in deciders_of(request.organisation) if each.id != actor.id]
    request.reason = reason
    _settle(request, RequestState.declined, actor)
    queue_mail(emails.ownership_declined(request))
    _tell(others, request, actor)


def withdraw_request(*, actor: User, request: OwnershipRequest) -> None:
    """Whoever asked thinks better of it. Raises RequestSettled."""
    _settle(request, RequestState.withdrawn, actor)


def _settle(request: OwnershipRequest, state: RequestState, actor: User) -> None:
    db.session.refresh(request, ["state"], with_for_update=True)
    if not request.is_waiting:
        raise RequestSettled(request.state.label)
    request.state = state
    request.decided_at = clock.now()
    request.decided_by_id = actor.id
    db.session.flush()
    verb = f"ownership_{state.value}"
    audit.record(actor=actor, verb=verb, subject=request, organisation_id=request.organisation_id)


def _tell(others: list[User], request: OwnershipRequest, actor: User) -> None:
    for each in others:
        queue_mail(emails.ownership_decided(request, each, actor))
