"""Who belongs to an organisation: inviting, accepting, changing roles, leaving.

Whatever counts the people of an organisation first locks its row, so that two owners who step down at the same moment
cannot leave a school without any.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select, update

from teachpb import clock
from teachpb.accounts.keys import hash_key, new_key
from teachpb.accounts.models import User
from teachpb.accounts.queries import normal_email
from teachpb.audit import operations as audit
from teachpb.db import DomainError, db
from teachpb.notifications.operations import queue_mail
from teachpb.schools import emails
from teachpb.schools.errors import InvitationGone, LastManager, WrongInvitee
from teachpb.schools.models import Invitation, LocalAuthority, Membership, Organisation, Role
from teachpb.schools.operations.rows import free_slug
from teachpb.schools.roles import MANAGING_ROLE, ROLES_OF

INVITATION_RUNS_FOR = timedelta(days=14)


def invite(*, actor: User | None, organisation: Organisation, email: str, role: Role) -> Invitation:
    """Invite whoever reads mail at ``email``, with or without an account, to hold ``role``.

    An open invitation to the same address for the same role is sent again instead. Raises a DomainError when the role
    does not exist at such an organisation or the person holds it already.
    """
    if role not in ROLES_OF[organisation.kind]:
        raise DomainError("Select a role from the list", "role")
    lock(organisation_id=organisation.id)
    address = normal_email(email)
    if _holds(organisation.id, role, address):
        raise DomainError("This person already has that role here", "email")
    earlier = _open_invitation(organisation.id, role, address)
    if earlier is not None:
        _send(actor, earlier)
        return earlier
    invitation = Invitation(
        organisation=organisation,
        email=address,
        role=role,
        invited_by_id=actor.id if actor else None,
        token_hash=hash_key(new_key()),
        expires_at=clock.now(),
    )
    db.session.add(invitation)
    _send(actor, invitation)
    note = f"as {role.label}"
    audit.record(actor=actor, verb="person_invited", subject=invitation, organisation_id=organisation.id, note=note)
    return invitation


def resend_invitation(*, actor: User, invitation: Invitation) -> None:
    """Send it again with a new link and two more weeks; the old link is dead. Raises InvitationGone."""
    if not invitation.is_open:
        raise InvitationGone
    _send(actor, invitation)
    audit.record(actor=actor, verb="invitation_resent", subject=invitation, organisation_id=invitation.organisation_id)


def withdraw_invitation(*, actor: User, invitation: Invitation) -> None:
    """Take it back. Raises InvitationGone when it was accepted meanwhile."""
    if not _settle(invitation, "withdrawn_at"):
        raise InvitationGone
    audit.record(
        actor=actor, verb="invitation_withdrawn", subject=invitation, organisation_id=invitation.organisation_id
    )


def accept_invitation(*, user: User, invitation: Invitation) -> Membership:
    """Join. Raises WrongInvitee when it was sent to another address, InvitationGone when it can no longer be
    accepted."""
    if user.email != invitation.email:
        raise WrongInvitee
    if invitation.has_run_out or not _settle(invitation, "accepted_at"):
        raise InvitationGone
    lock(organisation_id=invitation.organisation_id)
    membership = _join(user, invitation.organisation_id, invitation.role)
    audit.record(
        actor=user,
        verb="invitation_accepted",
        subject=membership,
        organisation_id=invitation.organisation_id,
        note=f"as {invitation.role.label}",
    )
    return membership


def appoint(*, actor: User | None, user: User, organisation: Organisation, role: Role) -> Membership:
    """Give ``user`` a role at once: an approved request, an operator's command, demonstration data. Doing it twice
    changes nothing."""
    if role not in ROLES_OF[organisation.kind]:
        raise DomainError("There is no such role at such an organisation", "role")
    lock(organisation_id=organisation.id)
    membership = _join(user, organisation.id, role)
    note = f"as {role.label}"
    audit.record(actor=actor, verb="person_appointed", subject=membership, organisation_id=organisation.id, note=note)
    return membership


def make_authority(*, code: str, name: str) -> LocalAuthority:
    """A local authority that no import has made yet."""
    authority = LocalAuthority(code=code, name=name, slug=free_slug(name=name, key=code))
    db.session.add(authority)
    audit.record(actor=None, verb="authority_made", subject=authority)
    return authority


def change_role(*, actor: User, membership: Membership, role: Role) -> None:
    """Give a member another role and tell them. Raises LastManager, and a DomainError for a role that is not there or
    that they hold already."""
    organisation = membership.organisation
    if role not in ROLES_OF[organisation.kind]:
        raise DomainError("Select a role from the list", "role")
    if role is membership.role:
        return
    _keep_a_manager(membership)
    if _find(membership.user_id, organisation.id, role) is not None:
        raise DomainError("This person already has that role here. End this membership instead", "role")
    before, membership.role = membership.role, role
    audit.record(
        actor=actor,
        verb="role_changed",
        subject=membership,
        changes={"role": (before, role)},
        organisation_id=organisation.id,
    )
    if actor.id != membership.user_id:
        queue_mail(emails.role_changed(membership, actor))


def end_membership(*, actor: User, membership: Membership) -> None:
    """Let a member go; from their next request on they have no access here. Doing it twice changes nothing. Raises
    LastManager."""
    _keep_a_manager(membership)
    if membership.ended_at is not None:
        return
    membership.ended_at = clock.now()
    audit.record(actor=actor, verb="membership_ended", subject=membership, organisation_id=membership.organisation_id)
    queue_mail(emails.membership_ended(membership, None if actor.id == membership.user_id else actor))


def end_memberships_of_closing(*, user: User) -> None:
    """The account is being closed: leave everywhere. Raises LastManager where others would be left without anybody who
    may invite and let go; somebody who is alone may leave."""
    for membership in [m for m in user.memberships if m.ended_at is None]:
        if _others_at(membership):
            _keep_a_manager(membership)
        membership.ended_at = clock.now()
    db.session.flush()


def lock(*, organisation_id: int) -> None:
    """Let nobody else change who belongs here until this transaction ends."""
    db.session.execute(select(Organisation.id).where(Organisation.id == organisation_id).with_for_update())


def _send(actor: User | None, invitation: Invitation) -> None:
    token = new_key()
    invitation.token_hash = hash_key(token)
    invitation.expires_at = clock.now() + INVITATION_RUNS_FOR
    db.session.flush()
    queue_mail(emails.invitation(invitation, actor, token))


def _settle(invitation: Invitation, column: str) -> bool:
    """Close the invitation one way; False when somebody closed it meanwhile."""
    closing = (
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None))
        .values({column: clock.now()})
        .returning(Invitation.id)
    )
    return db.session.execute(closing).first() is not None


def _join(user: User, organisation_id: int, role: Role) -> Membership:
    membership = _find(user.id, organisation_id, role)
    if membership is None:
        membership = Membership(user_id=user.id, organisation_id=organisation_id, role=role)
        db.session.add(membership)
    membership.approved_at = membership.approved_at or clock.now()
    db.session.flush()
    return membership


def _find(user_id: int, organisation_id: int, role: Role) -> Membership | None:
    question = select(Membership).where(
        Membership.user_id == user_id,
        Membership.organisation_id == organisation_id,
        Membership.role == role,
        Membership.ended_at.is_(None),
    )
    return db.session.scalar(question)


def _holds(organisation_id: int, role: Role, email: str) -> bool:
    user_id = db.session.scalar(select(User.id).where(User.email == email))
    found = _find(user_id, organisation_id, role) if user_id is not None else None
    return found is not None and found.is_active


def _open_invitation(organisation_id: int, role: Role, email: str) -> Invitation | None:
    question = select(Invitation).where(
        Invitation.organisation_id == organisation_id,
        Invitation.email == email,
        Invitation.role == role,
        Invitation.accepted_at.is_(None),
        Invitation.withdrawn_at.is_(None),
    )
    return db.session.scalars(question.order_by(Invitation.id)).first()


def _keep_a_manager(membership: Membership) -> None:
    """Lock the organisation, and raise LastManager if nobody would be left to look after its people."""
    organisation = membership.organisation
    role = MANAGING_ROLE[organisation.kind]
    lock(organisation_id=organisation.id)
    db.session.refresh(membership, ["role", "ended_at"])
    if membership.role is not role or not membership.is_active:
        return
    reach = {organisation.id, organisation.trust_id_or_none} - {None}
    others = select(func.count(Membership.id)).where(
        Membership.organisation_id.in_(reach),
        Membership.role == role,
        Membership.ended_at.is_(None),
        Membership.approved_at.is_not(None),
        Membership.user_id != membership.user_id,
    )
    if not db.session.scalar(others):
        raise LastManager(organisation.name, role.label)


def _others_at(membership: Membership) -> bool:
    others = select(Membership.id).where(
        Membership.organisation_id == membership.organisation_id,
        Membership.ended_at.is_(None),
        Membership.approved_at.is_not(None),
        Membership.user_id != membership.user_id,
    )
    return db.session.scalars(others.limit(1)).first() is not None
