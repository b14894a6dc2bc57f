"""What people do with alerts, and what alerts do by the clock."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import delete, insert, or_, select

from teachpb import clock
from teachpb.accounts.keys import hash_key, new_key
from teachpb.accounts.models import User
from teachpb.alerts import emails, queries
from teachpb.alerts.criteria import Query, criteria_of
from teachpb.alerts.models import LASTING, TRANSITIONS, AlertState, Frequency, Subscription, ToldVacancy
from teachpb.audit.operations import record
from teachpb.db import InvalidTransition, db
from teachpb.notifications.operations import queue_mail
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.queries import matching_ids, public_by_ids

#: Somebody who was just written to is not written to again for the asking.
SEND_AGAIN_AFTER = timedelta(minutes=10)
MOST_UNCONFIRMED_A_DAY = 5
ENDED_KEPT_FOR = timedelta(days=30)


def request_alert(*, actor: User | None, email: str, query: Query, frequency: Frequency) -> Subscription | None:
    """Set up an alert. It runs once the address is confirmed: at once for somebody signed in with that address, else by
    the link that is mailed to it.

    Asking twice for the same makes one alert. None when the address was written to too often to be written to again;
    nobody is told, because no page says what an address has.
    """
    email = email.lower()
    is_own = actor is not None and actor.is_active and actor.email == email
    earlier = queries.same_alert(email, query)
    if earlier is not None:
        _ask_again(actor=actor, subscription=earlier, frequency=frequency, is_own=is_own)
        return earlier
    if not is_own and queries.unconfirmed_count(email, clock.now() - timedelta(days=1)) >= MOST_UNCONFIRMED_A_DAY:
        return None
    subscription = Subscription(
        email=email,
        user_id=actor.id if actor is not None and is_own else None,
        query={name: list(values) for name, values in query.items()},
        frequency=frequency,
        state=AlertState.unconfirmed,
        state_entered_at=clock.now(),
        secret=secrets.token_urlsafe(32),
    )
    record(actor=actor, verb="alert_requested", subject=subscription)
    if is_own:
        confirm_alert(subscription=subscription)
    else:
        _mail_confirmation(subscription)
    return subscription


def _ask_again(*, actor: User | None, subscription: Subscription, frequency: Frequency, is_own: bool) -> None:
    if subscription.state is not AlertState.unconfirmed:
        if is_own:
            change_frequency(subscription=subscription, frequency=frequency)
        else:
            queue_mail(emails.already_running(subscription))
        return
    subscription.frequency = frequency
    if is_own and actor is not None:
        subscription.user_id = actor.id
        confirm_alert(subscription=subscription)
    elif not _was_just_written_to(subscription):
        _mail_confirmation(subscription)


def _was_just_written_to(subscription: Subscription) -> bool:
    sent_at = subscription.confirmation_sent_at
    return sent_at is not None and sent_at > clock.now() - SEND_AGAIN_AFTER


def _mail_confirmation(subscription: Subscription) -> None:
    key = new_key()
    subscription.confirmation_hash = hash_key(key)
    subscription.confirmation_sent_at = clock.now()
    db.session.flush()
    queue_mail(emails.confirm_alert(subscription, key))


def confirm_alert(*, subscription: Subscription) -> None:
    """Start it. What could be found already when it was asked for is not news. Doing it twice is doing it once."""
    if subscription.state in LASTING:
        return
    _move(subscription, AlertState.active)
    subscription.confirmed_at = subscription.last_run_at = clock.now()
    db.session.flush()
    ids = matching_ids(criteria_of(subscription.query))
    seen = select(Vacancy.id).where(Vacancy.id.in_(ids), Vacancy.opens_at <= subscription.created_at)
    _remember(subscription, list(db.session.scalars(seen)), is_sent=False)


def pause_alert(*, subscription: Subscription) -> None:
    if subscription.state is not AlertState.paused:
        _move(subscription, AlertState.paused)


def resume_alert(*, subscription: Subscription) -> None:
    """Run again, from the next planned time on. What came up during the pause and is still open is told then."""
    if subscription.state is not AlertState.active:
        _move(subscription, AlertState.active)
        subscription.last_run_at = clock.now()


def change_frequency(*, subscription: Subscription, frequency: Frequency) -> None:
    if subscription.state is AlertState.ended:
        raise InvalidTransition("This alert has been stopped. Set up a new one")
    before, subscription.frequency = subscription.frequency, frequency
    if before is not frequency:
        record(actor=None, verb="alert_edited", subject=subscription, changes={"frequency": (before, frequency)})


def end_alert(*, subscription: Subscription) -> None:
    """Stop it for good and forget the address. Doing it twice is doing it once."""
    if subscription.state is AlertState.ended:
        return
    _move(subscription, AlertState.ended)
    subscription.ended_at = clock.now()
    subscription.email = ""
    subscription.user_id = None
    subscription.confirmation_hash = None


def run_alert(*, subscription_id: int) -> int:
    """Tell one subscriber what is new, if it is time to; returns how many vacancies.

    Row lock, memory of what was told and mail are one transaction: run twice or side by side, it tells once.
    """
    subscription = db.session.get(Subscription, subscription_id, with_for_update=True, populate_existing=True)
    moment = clock.now()
    if subscription is None or not queries.is_due(subscription, moment):
        return 0
    subscription.last_run_at = moment
    told = queries.told_ids(subscription)
    fresh = public_by_ids([each for each in matching_ids(criteria_of(subscription.query)) if each not in told])
    if fresh:
        _remember(subscription, [vacancy.id for vacancy in fresh], is_sent=True)
        queue_mail(emails.new_jobs(subscription, fresh))
    return len(fresh)


def forget_old() -> int:
    """Delete what nobody confirmed within the week, and what was stopped a month ago. Returns how many."""
    moment = clock.now()
    unconfirmed = (Subscription.state == AlertState.unconfirmed) & (
        Subscription.confirmation_sent_at < moment - queries.CONFIRM_WITHIN
    )
    ended = Subscription.ended_at < moment - ENDED_KEPT_FOR
    ids = list(db.session.scalars(select(Subscription.id).where(or_(unconfirmed, ended))))
    db.session.execute(delete(Subscription).where(Subscription.id.in_(ids)))
    return len(ids)


def forget_person(*, user: User) -> None:
    """Delete the alerts of somebody who closes their account."""
    theirs = or_(Subscription.user_id == user.id, Subscription.email == user.email)
    db.session.execute(delete(Subscription).where(theirs))


def _remember(subscription: Subscription, vacancy_ids: list[int], *, is_sent: bool) -> None:
    sent_at = clock.now() if is_sent else None
    rows = [
        {"subscription_id": subscription.id, "vacancy_id": vacancy_id, "sent_at": sent_at} for vacancy_id in vacancy_ids
    ]
    if rows:
        db.session.execute(insert(ToldVacancy), rows)


def _move(subscription: Subscription, state: AlertState) -> None:
    before = subscription.state
    if state not in TRANSITIONS[before]:
        raise InvalidTransition(f"An alert that is “{before.label.lower()}” cannot become “{state.label.lower()}”")
    subscription.state = state
    subscription.state_entered_at = clock.now()
    record(actor=None, verb=f"alert_{state.value}", subject=subscription, changes={"state": (before, state)})
