"""Everything people have that may run out: from certificates issued here, and from entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from teachpb.accounts.models import User
from teachpb.attendance.expiry import expires_on
from teachpb.attendance.models import Certificate
from teachpb.cpd.models import CourseDate, Place
from teachpb.db import db
from teachpb.schools.models import Membership
from teachpb.training.models import KindCourse, Side, TeamMember, TrainingEntry, TrainingKind
from teachpb.training.policies import KEEPERS
from teachpb.training.standing import NO_NEWS_AFTER, REMINDERS, Holding, newest


@dataclass(frozen=True)
class Due:
    """Training of somebody that runs out: their name, and the teams they are on."""

    holding: Holding
    name: str
    user_id: int | None
    members: Sequence[TeamMember]


def holdings_of(emails: Collection[str], *, shared_only: bool = True) -> dict[str, list[Holding]]:
    """What the people with these addresses have, by address. What somebody entered for themselves and does not share is
    left out, unless asked for."""
    found: dict[str, list[Holding]] = defaultdict(list)
    for holding in [*_certified(emails), *_entered(emails, shared_only), *_kept_by_schools(emails)]:
        found[holding.email].append(holding)
    return found


def running_out(today: date) -> list[Due]:
    """Training whose end is near or lately past, of everybody, unless they have newer of the same kind."""
    soon, past = today + timedelta(days=REMINDERS[0]), today - timedelta(days=NO_NEWS_AFTER)
    emails = set(db.session.scalars(_emails_of_certificates(past, soon)))
    emails |= set(db.session.scalars(_emails_of_entries(past, soon)))
    if not emails:
        return []
    names, members = _people(emails), _members(emails)
    due = []
    for email, holdings in sorted(holdings_of(emails, shared_only=False).items()):
        for holding in _newest_of_each(holdings):
            if holding.expires_on is not None and past <= holding.expires_on <= soon:
                name, user_id = names.get(email, (members[email][0].name if members[email] else "", None))
                due.append(Due(holding, name, user_id, tuple(members[email])))
    return due


def keepers_of(organisation_id: int, side: str) -> list[User]:
    """Whoever keeps this list and holds the role that is meant for it; owners where nobody does."""
    lead, owner = KEEPERS[Side(side)]
    people = db.session.execute(
        select(User, Membership.role)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.role.in_([lead, owner]),
            Membership.ended_at.is_(None),
            Membership.approved_at.is_not(None),
            User.closed_at.is_(None),
        )
        .order_by(User.id)
    ).all()
    leads = [user for user, role in people if role is lead]
    return leads or [user for user, _ in people]


def _certified(emails: Collection[str]) -> list[Holding]:
    rows = db.session.execute(
        select(Certificate, Place.delegate_email, KindCourse.kind_id, TrainingKind.months)
        .join(Certificate.place)
        .join(Place.course_date)
        .outerjoin(KindCourse, KindCourse.course_id == CourseDate.course_id)
        .outerjoin(TrainingKind, TrainingKind.id == KindCourse.kind_id)
        .where(Place.delegate_email.in_(sorted(emails)), Certificate.withdrawn_at.is_(None))
        .order_by(Certificate.id)
    )
    return [
        Holding(
            source=f"certificate-{row.id}",
            email=email,
            kind_id=kind_id,
            title=row.course_title,
            completed_on=row.completed_on,
            expires_on=row.expires_on or (expires_on(row.completed_on, months) if months else None),
        )
        for row, email, kind_id, months in rows
        if email
    ]


def _entered(emails: Collection[str], shared_only: bool) -> list[Holding]:
    statement = select(TrainingEntry, User.email).join(TrainingEntry.user).where(User.email.in_(sorted(emails)))
    if shared_only:
        statement = statement.where(TrainingEntry.is_shared)
    return [_of_entry(row, email) for row, email in db.session.execute(statement.order_by(TrainingEntry.id))]


def _kept_by_schools(emails: Collection[str]) -> list[Holding]:
    statement = select(TrainingEntry, TeamMember.email).join(TrainingEntry.member)
    rows = db.session.execute(statement.where(TeamMember.email.in_(sorted(emails))).order_by(TrainingEntry.id))
    return [_of_entry(row, email) for row, email in rows]


def _of_entry(row: TrainingEntry, email: str) -> Holding:
    return Holding(
        source=f"entry-{row.id}",
        email=email,
        kind_id=row.kind_id,
        title=row.title,
        completed_on=row.completed_on,
        expires_on=row.expires_on,
    )


def _newest_of_each(holdings: Sequence[Holding]) -> list[Holding]:
    """Of each kind the newest; what is of no kind counts by its title."""
    groups: dict[object, list[Holding]] = defaultdict(list)
    for holding in holdings:
        groups[holding.kind_id or holding.title.casefold()].append(holding)
    return [best for group in groups.values() if (best := newest(group)) is not None]


def _emails_of_certificates(past: date, soon: date) -> Any:
    period = or_(
        Certificate.expires_on.between(past, soon),
        Certificate.expires_on.is_(None) & (TrainingKind.months > 0),
    )
    return (
        select(Place.delegate_email)
        .join(Certificate, Certificate.place_id == Place.id)
        .join(Place.course_date)
        .outerjoin(KindCourse, KindCourse.course_id == CourseDate.course_id)
        .outerjoin(TrainingKind, TrainingKind.id == KindCourse.kind_id)
        .where(Certificate.withdrawn_at.is_(None), Place.delegate_email.is_not(None), period)
        .distinct()
    )


def _emails_of_entries(past: date, soon: date) -> Any:
    member, user = aliased(TeamMember), aliased(User)
    return (
        select(func.coalesce(user.email, member.email))
        .select_from(TrainingEntry)
        .outerjoin(user, user.id == TrainingEntry.user_id)
        .outerjoin(member, member.id == TrainingEntry.member_id)
        .where(TrainingEntry.expires_on.between(past, soon))
        .distinct()
    )


def _people(emails: Collection[str]) -> dict[str, tuple[str, int | None]]:
    rows = db.session.execute(
        select(User.email, User.full_name, User.id).where(User.email.in_(sorted(emails)), User.closed_at.is_(None))
    )
    return {email: (name, number) for email, name, number in rows}


def _members(emails: Collection[str]) -> dict[str, list[TeamMember]]:
    found: dict[str, list[TeamMember]] = defaultdict(list)
    rows = db.session.scalars(
        select(TeamMember)
        .where(TeamMember.email.in_(sorted(emails)), TeamMember.left_on.is_(None))
        .order_by(TeamMember.id)
    )
    for row in rows:
        found[row.email].append(row)
    return found
