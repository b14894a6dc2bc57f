"""Who belongs to a team, and what its roles need."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, select

from teachpb.accounts.models import User
from teachpb.audit.operations import changes_of, record
from teachpb.cpd.models import Audience
from teachpb.db import db
from teachpb.schools.models import Organisation
from teachpb.training import queries
from teachpb.training.models import RequiredTraining, Side, TeamMember


def add_member(*, actor: User, organisation: Organisation, name: str, email: str, role: Audience) -> TeamMember:
    """Somebody more on the list; who had left is back. Raises a DomainError when the address is on it."""
    member = db.session.scalar(
        select(TeamMember).where(
            TeamMember.organisation_id == organisation.id,
            TeamMember.email == email.lower(),
            TeamMember.left_on.is_not(None),
        )
    )
    if member is None:
        member = TeamMember(organisation=organisation, email=email.lower())
        db.session.add(member)
    member.name, member.role, member.left_on = name, role, None
    db.session.flush()
    record(actor=actor, verb="team_member_added", subject=member, organisation_id=organisation.id)
    return member


def edit_member(*, actor: User, member: TeamMember, name: str, role: Audience) -> None:
    member.name, member.role = name, role
    changes = {field: pair for field, pair in changes_of(member).items() if field == "role"}
    record(
        actor=actor,
        verb="team_member_edited",
        subject=member,
        organisation_id=member.organisation_id,
        changes=changes,
    )
    db.session.flush()


def end_member(*, actor: User, member: TeamMember, on: date) -> None:
    """They work here no longer; what the school entered about them stays until it is removed."""
    member.left_on = on
    record(actor=actor, verb="team_member_left", subject=member, organisation_id=member.organisation_id)
    db.session.flush()


def add_booked(*, actor: User, organisation: Organisation) -> int:
    """Put everybody on the list of staff for whom the school has paid a place. Returns how many were new."""
    found = queries.booked_and_unlisted(organisation)
    for email, name in found.items():
        add_member(actor=actor, organisation=organisation, name=name, email=email, role=Audience.classroom_teacher)
    return len(found)


def set_required(
    *, actor: User, organisation: Organisation, side: Side, wanted: Iterable[tuple[Audience, int]]
) -> None:
    """Which role needs which kind from now on; the roles of the other side are left as they are."""
    ours = [role.value for role in side.roles]
    db.session.execute(
        delete(RequiredTraining).where(
            RequiredTraining.organisation_id == organisation.id, RequiredTraining.role.in_(ours)
        )
    )
    rows = [
        RequiredTraining(organisation_id=organisation.id, role=role, kind_id=kind_id)
        for role, kind_id in sorted(set(wanted))
        if role in side.roles
    ]
    db.session.add_all(rows)
    db.session.flush()
    record(actor=actor, verb="required_training_set", subject=organisation, organisation_id=organisation.id)
