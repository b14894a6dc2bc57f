"""Recruitment systems: their keys, and whom they may post for."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.keys import hash_key
from teachpb.accounts.models import User
from teachpb.ats import queries
from teachpb.ats.models import AtsClient, AtsKey, AtsPermission
from teachpb.audit import operations as audit
from teachpb.db import DomainError, db
from teachpb.notifications.addresses import clean_address
from teachpb.schools.models import Organisation, OrganisationKind

#: How exactly the last use of a key is known: not every request shall write.
USE_KNOWN_TO = timedelta(minutes=10)
#: Days the keys before may go on working beside a new one.
OVERLAPS = (0, 7, 30)


def add_client(*, actor: User | None, name: str, contact_email: str = "") -> AtsClient:
    """A new system. Raises DomainError where the name is taken."""
    address = clean_address(contact_email) if contact_email else ""
    client = AtsClient(name=name.strip(), contact_email=address)
    db.session.add(client)
    db.session.flush()
    audit.record(actor=actor, verb="ats_client_added", subject=client)
    return client


def issue_key(
    *, actor: User | None, client: AtsClient, overlap_days: int = 0, asked_with: str | None = None
) -> str | None:
    """A new key, told this once and never again; the keys before it stop after ``overlap_days``. None when the same
    form has been sent already. Raises DomainError for a system that was ended."""
    db.session.refresh(client, with_for_update=True)
    if not client.is_active:
        raise DomainError("This recruitment system was ended and gets no more keys")
    if asked_with is not None and any(key.asked_with == asked_with for key in client.keys):
        return None
    stops_at = clock.now() + timedelta(days=overlap_days)
    for key in client.keys:
        if key.is_valid(clock.now()) and (key.expires_at is None or key.expires_at > stops_at):
            key.expires_at = stops_at
    text = secrets.token_hex(20)
    issued = AtsKey(client=client, key_hash=hash_key(text), beginning=text[:6], asked_with=asked_with)
    db.session.add(issued)
    db.session.flush()
    audit.record(actor=actor, verb="ats_key_issued", subject=client, note=f"Overlap: {overlap_days} days")
    return text


def revoke_key(*, actor: User | None, key: AtsKey) -> None:
    """Stop a key at once. Stopping it again changes nothing."""
    if key.revoked_at is None:
        key.revoked_at = clock.now()
        audit.record(actor=actor, verb="ats_key_revoked", subject=key.client, note=f"Key {key.beginning}…")


def mark_used(*, key: AtsKey) -> None:
    key.last_used_at = clock.now()


def end_client(*, actor: User | None, client: AtsClient) -> None:
    """Stop a system: every key stops working. What it has sent stays until it closes."""
    if client.ended_at is not None:
        return
    client.ended_at = clock.now()
    for key in client.keys:
        revoke_key(actor=actor, key=key)
    audit.record(actor=actor, verb="ats_client_ended", subject=client)


def permit(*, actor: User | None, client: AtsClient, organisation: Organisation) -> AtsPermission:
    """Allow a system to post for a school, or for a trust and its schools. Allowing what is allowed changes nothing."""
    if organisation.kind not in {OrganisationKind.school, OrganisationKind.trust}:
        raise DomainError("Only schools and trusts post vacancies", "organisation")
    known = queries.permission_for(client.id, [organisation.id])
    if known is not None:
        return known
    permission = AtsPermission(client=client, organisation=organisation, granted_by_id=actor.id if actor else None)
    db.session.add(permission)
    db.session.flush()
    audit.record(actor=actor, verb="ats_permitted", subject=client, organisation_id=organisation.id)
    return permission


def withdraw_permission(*, actor: User | None, permission: AtsPermission) -> None:
    """From now on nothing new is taken in for them; what is there stays until it closes."""
    if permission.ended_at is None:
        permission.ended_at = clock.now()
        audit.record(
            actor=actor,
            verb="ats_permission_withdrawn",
            subject=permission.client,
            organisation_id=permission.organisation_id,
        )


def follow_succession(*, predecessor: Organisation, successor: Organisation) -> int:
    """What a school had allowed, the school it became allows. Returns how many permissions went along."""
    theirs = select(AtsPermission).where(
        AtsPermission.organisation_id == predecessor.id, AtsPermission.ended_at.is_(None)
    )
    followed = db.session.scalars(theirs.order_by(AtsPermission.id)).all()
    for permission in followed:
        withdraw_permission(actor=None, permission=permission)
        permit(actor=None, client=permission.client, organisation=successor)
    return len(followed)
