"""What is asked about alerts."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from teachpb import clock
from teachpb.accounts.keys import hash_key
from teachpb.accounts.models import User
from teachpb.alerts.criteria import Query
from teachpb.alerts.links import Purpose, read_token
from teachpb.alerts.models import LASTING, AlertState, Frequency, Subscription, ToldVacancy
from teachpb.alerts.schedule import last_slot
from teachpb.db import db
from teachpb.schools.models import Organisation

CONFIRM_WITHIN = timedelta(days=7)


def by_confirmation(key: str) -> Subscription | None:
    """The alert a confirmation link was mailed for, for a week, confirmed or not."""
    return db.session.scalar(
        select(Subscription).where(
            Subscription.confirmation_hash == hash_key(key),
            Subscription.confirmation_sent_at > clock.now() - CONFIRM_WITHIN,
            Subscription.state != AlertState.ended,
        )
    )


def by_token(token: str, purpose: Purpose) -> Subscription | None:
    """The alert a link in our mail was signed for."""
    signed = read_token(token, purpose)
    if signed is None:
        return None
    subscription = db.session.get(Subscription, signed[0])
    if subscription is None or not secrets.compare_digest(subscription.secret, signed[1]):
        return None
    return subscription


def alerts_of(user: User) -> list[Subscription]:
    """The alerts of a person: those made while signed in, and confirmed ones to their address. Newest first."""
    theirs = or_(Subscription.user_id == user.id, Subscription.email == user.email)
    question = select(Subscription).where(theirs, Subscription.state.in_(LASTING))
    return list(db.session.scalars(question.order_by(Subscription.id.desc())))


def alert_count(user: User) -> int:
    return len(alerts_of(user))


def same_alert(email: str, query: Query) -> Subscription | None:
    """An alert to this address for the very same search that has not ended."""
    question = select(Subscription).where(Subscription.email == email, Subscription.state != AlertState.ended)
    return next((each for each in db.session.scalars(question.order_by(Subscription.id)) if each.query == query), None)


def unconfirmed_count(email: str, since: datetime) -> int:
    question = select(func.count(Subscription.id)).where(
        Subscription.email == email,
        Subscription.state == AlertState.unconfirmed,
        Subscription.confirmation_sent_at > since,
    )
    return db.session.scalar(question) or 0


def due_ids(moment: datetime) -> list[int]:
    """The running alerts whose last run was before their last planned time, longest waiting first."""
    is_due = or_(
        *(
            (Subscription.frequency == frequency) & (Subscription.last_run_at < last_slot(frequency, moment))
            for frequency in Frequency
        )
    )
    question = select(Subscription.id).where(Subscription.state == AlertState.active, is_due)
    return list(db.session.scalars(question.order_by(Subscription.last_run_at, Subscription.id)))


def is_due(subscription: Subscription, moment: datetime) -> bool:
    if subscription.state is not AlertState.active or subscription.last_run_at is None:
        return False
    return subscription.last_run_at < last_slot(subscription.frequency, moment)


def told_ids(subscription: Subscription) -> set[int]:
    """The vacancies this alert need not tell of."""
    question = select(ToldVacancy.vacancy_id).where(ToldVacancy.subscription_id == subscription.id)
    return set(db.session.scalars(question))


def names_of(slugs: Sequence[str]) -> dict[str, str]:
    """Address -> name of trusts and schools."""
    if not slugs:
        return {}
    rows = db.session.execute(select(Organisation.slug, Organisation.name).where(Organisation.slug.in_(slugs)))
    return {row.slug: row.name for row in rows}
