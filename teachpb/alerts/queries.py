"""What is asked about alerts."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from teachpb import clock
from teachpb.accounts.keys import hash_key
from teachpb.accounts.models import User
from teachpb.alerts.criteria import Query
from teachpb.alerts.links import Purpose, read_token
from teachpb.alerts.models import LASTING, AlertState, Ending, Frequency, Letter, Opinion, Subscription, ToldVacancy
from teachpb.alerts.schedule import LONGEST, last_slot, news_slot
from teachpb.db import db
from teachpb.schools.models import Organisation
from teachpb.search import queries as search
from teachpb.search.engine import current_engine
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.queries import is_open_now
from teachpb.vacancies.search import CORPUS

CONFIRM_WITHIN = timedelta(days=7)
#: An address nobody confirmed is forgotten after this; until then the old link offers a new one.
UNCONFIRMED_KEPT = timedelta(days=14)


def by_confirmation(key: str) -> Subscription | None:
    """The alert a confirmation link was mailed for, confirmed or not, and be the link too old (``is_too_late``)."""
    return db.session.scalar(
        select(Subscription).where(
            Subscription.confirmation_hash == hash_key(key),
            Subscription.confirmation_sent_at > clock.now() - UNCONFIRMED_KEPT,
            Subscription.state != AlertState.ended,
        )
    )


def is_too_late(subscription: Subscription) -> bool:
    """Whether its confirmation link has expired before anybody used it."""
    sent_at = subscription.confirmation_sent_at
    waits = subscription.state is AlertState.unconfirmed or subscription.new_email is not None
    return waits and (sent_at is None or sent_at <= clock.now() - CONFIRM_WITHIN)


def by_token(token: str, purpose: Purpose) -> Subscription | None:
    """The alert a link in our mail was signed for."""
    signed = read_token(token, purpose)
    found = db.session.get(Subscription, signed[0]) if signed else None
    return found if signed and found and secrets.compare_digest(found.secret, signed[1]) else None


def letter_by_token(token: str) -> Letter | None:
    """The letter a link in it was signed for."""
    signed = read_token(token, Purpose.letter)
    found = db.session.get(Letter, signed[0]) if signed else None
    return found if signed and found and secrets.compare_digest(found.secret, signed[1]) else None


def alerts_in(letter: Letter) -> list[Subscription]:
    """The alerts that had something to tell in this letter, stopped ones included."""
    ids = select(ToldVacancy.subscription_id).where(ToldVacancy.letter_id == letter.id)
    return list(db.session.scalars(select(Subscription).where(Subscription.id.in_(ids)).order_by(Subscription.id)))


def _belongs_to(user: User) -> ColumnElement[bool]:
    return or_(Subscription.user_id == user.id, Subscription.email == user.email)


def alerts_of(user: User) -> list[Subscription]:
    """The alerts of a person: those made while signed in, and confirmed ones to their address. Newest first."""
    question = select(Subscription).where(_belongs_to(user), Subscription.state.in_(LASTING))
    return list(db.session.scalars(question.order_by(Subscription.id.desc())))


def alert_count(user: User) -> int:
    question = select(func.count(Subscription.id)).where(_belongs_to(user), Subscription.state.in_(LASTING))
    return db.session.scalar(question) or 0


def alerts_as_data(user: User) -> list[dict[str, Any]]:
    """All that is kept of a person’s alerts, for them to take away."""
    alerts = alerts_of(user)
    told: dict[int, list[dict[str, str]]] = {alert.id: [] for alert in alerts}
    rows = db.session.execute(
        select(ToldVacancy.subscription_id, ToldVacancy.sent_at, Vacancy.title)
        .join(Vacancy, Vacancy.id == ToldVacancy.vacancy_id)
        .where(ToldVacancy.subscription_id.in_(told), ToldVacancy.sent_at.is_not(None))
        .order_by(ToldVacancy.sent_at, ToldVacancy.id)
    )
    for subscription_id, sent_at, title in rows:
        told[subscription_id].append({"job": title, "sent_at": str(sent_at)})
    return [
        {
            "email": alert.email,
            "search": alert.query,
            "frequency": alert.frequency.value,
            "state": alert.state.value,
            "asked_for_at": alert.created_at.isoformat(),
            "confirmed_at": alert.confirmed_at.isoformat() if alert.confirmed_at else None,
            "jobs_sent": told[alert.id],
        }
        for alert in alerts
    ]


def same_alert(email: str, query: Query) -> Subscription | None:
    """An alert to this address for the very same search that has not ended."""
    question = select(Subscription).where(Subscription.email == email, Subscription.state != AlertState.ended)
    return next((each for each in db.session.scalars(question.order_by(Subscription.id)) if each.query == query), None)


def unconfirmed_count(email: str, since: datetime) -> int:
    """How often an address was asked to confirm something since then, without an answer."""
    waits = or_(
        (Subscription.email == email) & (Subscription.state == AlertState.unconfirmed), Subscription.new_email == email
    )
    question = select(func.count(Subscription.id)).where(waits, Subscription.confirmation_sent_at > since)
    return db.session.scalar(question) or 0


# Who is due


def last_slots(moment: datetime) -> dict[Frequency, datetime]:
    """For each frequency the moment its alerts must have looked since."""
    slots = {frequency: last_slot(frequency, moment) for frequency in Frequency}
    news = news_slot(_newest_news(moment, moment), _newest_news(moment, moment - LONGEST), moment)
    if news is not None and news > slots[Frequency.instant] and _index_knows_all():
        slots[Frequency.instant] = news
    return slots


def _newest_news(moment: datetime, until: datetime) -> datetime | None:
    """When, up to ``until``, an advert that is open now last opened or changed."""
    times = [
        db.session.scalar(select(func.max(column)).where(is_open_now(moment), column <= until))
        for column in (Vacancy.opens_at, Vacancy.updated_at)
    ]
    return max((time for time in times if time is not None), default=None)


def can_match() -> bool:
    """Whether the search engine can be asked. While its index is being read or built, alerts wait."""
    engine = current_engine()
    return not engine.keeps_index or engine.is_ready()


def _index_knows_all() -> bool:
    return not current_engine().keeps_index or search.waiting(CORPUS) == 0


def _is_due(slots: Mapping[Frequency, datetime]) -> ColumnElement[bool]:
    waits = [
        (Subscription.frequency == frequency) & (Subscription.last_run_at < slot) for frequency, slot in slots.items()
    ]
    return (Subscription.state == AlertState.active) & or_(*waits)


def due_addresses(slots: Mapping[Frequency, datetime]) -> list[str]:
    """The addresses with a running alert whose last run was before its slot, longest waiting first."""
    question = select(Subscription.email).where(_is_due(slots)).group_by(Subscription.email)
    return list(db.session.scalars(question.order_by(func.min(Subscription.last_run_at), Subscription.email)))


def lock_due(email: str, slots: Mapping[Frequency, datetime]) -> list[Subscription]:
    """The due alerts of an address, oldest first. All its running alerts are locked until the transaction ends, due or
    not: two workers with different alerts of one address would else not see what the other is telling."""
    running = (Subscription.email == email) & (Subscription.state == AlertState.active)
    question = select(Subscription).where(running).order_by(Subscription.id).with_for_update()
    locked = db.session.scalars(question.execution_options(populate_existing=True)).all()
    return [alert for alert in locked if alert.last_run_at is not None and alert.last_run_at < slots[alert.frequency]]


# What was told


def told_to(email: str) -> tuple[dict[int, set[int]], set[int]]:
    """What need not be told: by alert of this address, and what any of them has mailed to it."""
    rows = db.session.execute(
        select(ToldVacancy.subscription_id, ToldVacancy.vacancy_id, ToldVacancy.sent_at)
        .join(Subscription, Subscription.id == ToldVacancy.subscription_id)
        .where(Subscription.email == email)
    )
    by_alert: dict[int, set[int]] = {}
    mailed: set[int] = set()
    for subscription_id, vacancy_id, sent_at in rows:
        by_alert.setdefault(subscription_id, set()).add(vacancy_id)
        if sent_at is not None:
            mailed.add(vacancy_id)
    return by_alert, mailed


def told_ids(subscription: Subscription) -> set[int]:
    """The vacancies this alert need not tell of."""
    question = select(ToldVacancy.vacancy_id).where(ToldVacancy.subscription_id == subscription.id)
    return set(db.session.scalars(question))


# Still wanted?


def untouched(before: datetime) -> list[Subscription]:
    """Alerts nobody has done anything with since then, and whose owners have not been asked, by address."""
    question = select(Subscription).where(
        Subscription.state.in_(LASTING), Subscription.touched_at < before, Subscription.asked_to_keep_at.is_(None)
    )
    return list(db.session.scalars(question.order_by(Subscription.email, Subscription.id)))


def not_kept(asked_before: datetime) -> list[Subscription]:
    question = select(Subscription).where(Subscription.state.in_(LASTING), Subscription.asked_to_keep_at < asked_before)
    return list(db.session.scalars(question.order_by(Subscription.id)))


def lasting_to(email: str) -> list[Subscription]:
    """Every alert that an address still has, confirmed or not."""
    question = select(Subscription).where(Subscription.email == email, Subscription.state != AlertState.ended)
    return list(db.session.scalars(question.order_by(Subscription.id)))


# Names and figures


def names_of(slugs: Sequence[str]) -> dict[str, str]:
    """Address -> name of trusts and schools."""
    if not slugs:
        return {}
    rows = db.session.execute(select(Organisation.slug, Organisation.name).where(Organisation.slug.in_(slugs)))
    return {row.slug: row.name for row in rows}


def figures() -> dict[str, dict[str, int]]:
    """For officers: how many alerts there are, how often they write, what people think of them and why they stop."""

    def counted(column: Any, *conditions: ColumnElement[bool]) -> dict[str, int]:
        rows = db.session.execute(select(column, func.count()).where(*conditions).group_by(column).order_by(column))
        return {str(getattr(value, "value", value)): count for value, count in rows}

    return {
        "state": counted(Subscription.state),
        "frequency": counted(Subscription.frequency, Subscription.state == AlertState.active),
        "relevant": counted(Opinion.is_relevant),
        "ended because": counted(Ending.reason),
    }
