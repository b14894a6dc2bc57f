"""Messages about who belongs to an organisation."""

from __future__ import annotations

from collections.abc import Mapping

from teachpb.accounts.models import User
from teachpb.notifications.operations import Message
from teachpb.schools.models import Invitation, Membership, OwnershipRequest
from teachpb.schools.policies import looks_after
from teachpb.schools.roles import meaning_of
from teachpb.web.templating import absolute_url


def invitation(invitation: Invitation, inviter: User | None, token: str) -> Message:
    """Only whoever reads this mail can accept: the link is the key."""
    return Message(
        to=invitation.email,
        subject="You are invited to TeachPeterborough",
        template="schools/invitation",
        context={
            "organisation": invitation.organisation,
            "inviter": inviter.full_name if inviter else "",
            "role": invitation.role,
            "meaning": meaning_of(invitation.role),
            "email": invitation.email,
            "expires_at": invitation.expires_at,
            "token": token,
        },
        reply_to=inviter.email if inviter else None,
        organisation_id=invitation.organisation_id,
        secret=True,
    )


def role_changed(membership: Membership, actor: User) -> Message:
    context = {"role": membership.role, "meaning": meaning_of(membership.role), "actor": actor.full_name}
    return _to_member(membership, "Your role has changed", "role_changed", context)


def membership_ended(membership: Membership, actor: User | None) -> Message:
    """``actor`` is None when the member left of their own accord."""
    context = {"actor": actor.full_name if actor else ""}
    return _to_member(membership, "A membership has ended", "membership_ended", context)


def ownership_requested(request: OwnershipRequest, decider: User, *, for_officers: bool) -> Message:
    """To each person who can decide."""
    officer = looks_after(decider, request.organisation)
    endpoint = "ownership.decide_request" if officer else "ownership.answer_request"
    return _about(
        request,
        decider,
        "Somebody asks to manage a school",
        "ownership_requested",
        for_officers=for_officers,
        claim=request,
        url=absolute_url(endpoint, request_id=request.id),
    )


def ownership_received(request: OwnershipRequest, *, for_officers: bool) -> Message:
    return _about(request, request.user, "We have your request", "ownership_received", for_officers=for_officers)


def ownership_approved(request: OwnershipRequest) -> Message:
    return _about(request, request.user, "Your request was approved", "ownership_approved")


def ownership_declined(request: OwnershipRequest) -> Message:
    return _about(request, request.user, "About your request", "ownership_declined", reason=request.reason)


def ownership_decided(request: OwnershipRequest, other: User, actor: User) -> Message:
    """To those who might have decided and need not any more."""
    return _about(
        request,
        other,
        "A request was decided",
        "ownership_decided",
        person=request.user.full_name,
        outcome=request.state.label.lower(),
        actor=actor.full_name,
    )


def _about(request: OwnershipRequest, to: User, subject: str, template: str, **context: object) -> Message:
    return Message(
        to=to.email,
        subject=subject,
        template=f"schools/{template}",
        context={"organisation": request.organisation, "full_name": to.full_name, **context},
        user_id=to.id,
        organisation_id=request.organisation_id,
    )


def _to_member(membership: Membership, subject: str, template: str, context: Mapping[str, object]) -> Message:
    user = membership.user
    return Message(
        to=user.email,
        subject=subject,
        template=f"schools/{template}",
        context={"organisation": membership.organisation, "full_name": user.full_name, **context},
        user_id=user.id,
        organisation_id=membership.organisation_id,
    )
