"""What people do with roles and expressions of interest."""

from __future__ import annotations

import re
import secrets
import unicodedata
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.db import DomainError, InvalidTransition, db
from teachpb.governors import emails
from teachpb.governors.models import (
    INTEREST_TRANSITIONS,
    ROLE_TRANSITIONS,
    ExpressionOfInterest,
    GovernorRole,
    InterestState,
    InterestStep,
    RoleState,
)
from teachpb.governors.queries import hash_token
from teachpb.governors.signals import interest_expressed, role_published
from teachpb.notifications.operations import queue_mail
from teachpb.schools.models import Organisation

FORMER = "A former volunteer"
#: What a volunteer wrote about themselves.
BLANKED = (
    *("email", "phone", "postcode", "occupation", "motivation", "experience", "availability", "school_links"),
    "conflicts",
)
#: What may still be changed while volunteers are reading: not what they were promised.
LIVE_FIELDS = frozenset(
    {"about", "board_context", "skills_desirable", "meeting_times", "training", "closes_on", "contact_name"}
    | {"contact_email", "hours_a_month", "has_mentor", "pays_expenses"}
)


def draft_role(*, actor: User, organisation: Organisation, **fields: Any) -> GovernorRole:
    """A new draft on this board."""
    role = GovernorRole(
        organisation_id=organisation.id,
        slug=_free_slug(fields["title"], organisation),
        state_entered_at=clock.now(),
        created_by_id=actor.id,
        **_with_closing_moment(fields),
    )
    db.session.add(role)
    record(actor=actor, verb="governor_role_drafted", subject=role, organisation_id=organisation.id)
    return role


def edit_role(*, actor: User, role: GovernorRole, **fields: Any) -> None:
    """Change what may be changed in the role's state. Raises DomainError when something else was touched."""
    state = role.state_at(clock.now())
    if state not in {RoleState.draft, RoleState.live, RoleState.closed}:
        raise DomainError("This role is filled or removed, so it cannot be edited any more")
    changed = {name: value for name, value in fields.items() if getattr(role, name) != value}
    if state is not RoleState.draft and (frozen := changed.keys() - LIVE_FIELDS):
        raise DomainError("This cannot be changed once the role has been published", sorted(frozen)[0])
    before = {name: getattr(role, name) for name in changed}
    for name, value in _with_closing_moment(changed).items():
        setattr(role, name, value)
    changes = {name: (before[name], value) for name, value in changed.items()}
    record(
        actor=actor,
        verb="governor_role_edited",
        subject=role,
        changes=changes,
        organisation_id=role.organisation_id,
    )


def publish_role(*, actor: User, role: GovernorRole) -> None:
    """Show the role to the public. Raises DomainError when something essential is missing."""
    missing = next((sentence for name, sentence in ESSENTIAL if not getattr(role, name)), None)
    if missing:
        raise DomainError(missing)
    if role.closes_on is not None and role.closes_on < clock.today():
        raise DomainError("The closing date has passed. Choose a later one", "closes_on")
    _move_role(actor=actor, role=role, state=RoleState.live)
    role.published_at = role.published_at or clock.now()
    role_published.send(role)


ESSENTIAL = (
    ("about", "Say what the role is about before you publish it"),
    ("contact_name", "Say who people can ask before you publish the role"),
    ("contact_email", "Give an email address for questions before you publish the role"),
)


def close_role(*, actor: User, role: GovernorRole) -> None:
    """Take no more interest for now; it can be opened again."""
    _move_role(actor=actor, role=role, state=RoleState.closed)


def fill_role(*, actor: User, role: GovernorRole) -> None:
    _move_role(actor=actor, role=role, state=RoleState.filled)


def remove_role(*, actor: User, role: GovernorRole) -> None:
    """Take it down for good: its page says it is gone."""
    _move_role(actor=actor, role=role, state=RoleState.removed)


def close_by_the_clock() -> int:
    """Store what the clock has already done to live roles. Returns how many."""
    due = db.session.scalars(
        select(GovernorRole).where(GovernorRole.state == RoleState.live, GovernorRole.closes_at <= clock.now())
    ).all()
    for role in due:
        _move_role(actor=None, role=role, state=RoleState.closed)
    return len(due)


def follow_succession(*, predecessor: Organisation, successor: Organisation) -> int:
    """A school became another: its roles go along. Returns how many."""
    roles = db.session.scalars(select(GovernorRole).where(GovernorRole.organisation_id == predecessor.id)).all()
    for role in roles:
        role.organisation_id = successor.id
        record(actor=None, verb="governor_role_succeeded", subject=role, organisation_id=successor.id)
    return len(roles)


def express_interest(*, actor: User | None, role: GovernorRole, **fields: Any) -> tuple[ExpressionOfInterest, str]:
    """Record a volunteer's offer and tell them and the board. Returns it with the secret of the volunteer's own page.

    Raises DomainError when the role is not open any more, or this address already has an open expression of interest.
    """
    if not role.is_open(clock.now()):
        raise DomainError("This role has closed while you were writing. Your answers are still on this page")
    email = str(fields.pop("email")).lower()
    if _has_open_interest(role, email):
        raise DomainError(
            "You have already expressed interest in this role. Look for our email to see how it stands", "email"
        )
    token = secrets.token_urlsafe(24)
    interest = ExpressionOfInterest(
        role=role,
        user_id=actor.id if actor else None,
        email=email,
        token_hash=hash_token(token),
        state=InterestState.new,
        state_entered_at=clock.now(),
        **fields,
    )
    interest.steps.append(InterestStep(state=InterestState.new, at=clock.now()))
    db.session.add(interest)
    record(actor=actor, verb="interest_expressed", subject=interest, organisation_id=role.organisation_id)
    queue_mail(emails.interest_received(interest, token))
    queue_mail(emails.interest_for_board(interest))
    interest_expressed.send(interest)
    return interest, token


def move_interest(
    *, actor: User, interest: ExpressionOfInterest, state: InterestState, note: str = "", message: str = ""
) -> None:
    """Take the next step with a volunteer and tell them. Raises InvalidTransition for a step that is not next."""
    if state is InterestState.withdrawn:
        raise InvalidTransition("Only the volunteer can withdraw")
    _move_interest(actor=actor, interest=interest, state=state, note=note, message=message)
    queue_mail(emails.interest_moved(interest, message))


def withdraw_interest(*, interest: ExpressionOfInterest) -> None:
    """The volunteer changes their mind. Doing it twice is doing it once."""
    if interest.state is InterestState.withdrawn:
        return
    _move_interest(actor=interest.user, interest=interest, state=InterestState.withdrawn)
    queue_mail(emails.interest_withdrawn(interest))


def forget_person(*, user: User) -> None:
    """Somebody closes their account: what they offered boards is withdrawn and blanked, and so is what was written
    about it. A governor who was appointed is part of the board’s record. Nobody writes to an address that is closed."""
    mine = or_(ExpressionOfInterest.user_id == user.id, func.lower(ExpressionOfInterest.email) == user.email.lower())
    kept = (InterestState.appointed, InterestState.inducted)
    question = select(ExpressionOfInterest).where(mine, ExpressionOfInterest.state.not_in(kept))
    for interest in db.session.scalars(question.order_by(ExpressionOfInterest.id)):
        if InterestState.withdrawn in INTEREST_TRANSITIONS[interest.state]:
            _move_interest(actor=user, interest=interest, state=InterestState.withdrawn)
        for name in BLANKED:
            setattr(interest, name, "")
        interest.name, interest.skill_ratings = FORMER, {}
        for step in interest.steps:
            step.note = step.message = ""
    db.session.flush()


def _move_interest(
    *, actor: User | None, interest: ExpressionOfInterest, state: InterestState, note: str = "", message: str = ""
) -> None:
    if state not in INTEREST_TRANSITIONS[interest.state]:
        raise InvalidTransition(f"From “{interest.state.label}” the next step cannot be “{state.label}”", "state")
    before, interest.state = interest.state, state
    interest.state_entered_at = clock.now()
    step = InterestStep(state=state, at=clock.now(), actor_id=actor.id if actor else None, note=note, message=message)
    interest.steps.append(step)
    record(
        actor=actor,
        verb="interest_moved",
        subject=interest,
        changes={"state": (before, state)},
        organisation_id=interest.role.organisation_id,
    )


def _move_role(*, actor: User | None, role: GovernorRole, state: RoleState) -> None:
    if state is role.state:
        return  # a double click
    if state not in ROLE_TRANSITIONS[role.state]:
        raise InvalidTransition(f"A role that is “{role.state.label}” cannot become “{state.label}”")
    before, role.state = role.state, state
    role.state_entered_at = clock.now()
    record(
        actor=actor,
        verb=f"governor_role_{state.value}",
        subject=role,
        changes={"state": (before, state)},
        organisation_id=role.organisation_id,
    )


def _has_open_interest(role: GovernorRole, email: str) -> bool:
    gone = (InterestState.declined, InterestState.withdrawn)
    question = select(ExpressionOfInterest.id).where(
        ExpressionOfInterest.role_id == role.id,
        ExpressionOfInterest.email == email,
        ExpressionOfInterest.state.not_in(gone),
    )
    return db.session.scalar(question.limit(1)) is not None


def _with_closing_moment(fields: dict[str, Any]) -> dict[str, Any]:
    """``closes_on`` brings the moment with it: the end of that day in London."""
    if "closes_on" not in fields:
        return fields
    day: date | None = fields["closes_on"]
    return {**fields, "closes_at": clock.at_london(day + timedelta(days=1), time(0)) if day else None}


def _free_slug(title: str, organisation: Organisation) -> str:
    plain = unicodedata.normalize("NFKD", f"{title} {organisation.name}").encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").replace("’", "")).strip("-")[:190] or "governor-role"
    taken = set(db.session.scalars(select(GovernorRole.slug).where(GovernorRole.slug.startswith(stem))))
    return next(slug for n in range(1, len(taken) + 2) if (slug := stem if n == 1 else f"{stem}-{n}") not in taken)
