"""Setting up an alert, and proving the address it writes to."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.keys import hash_key, new_key
from teachpb.accounts.models import User
from teachpb.alerts import emails, queries
from teachpb.alerts.criteria import Query
from teachpb.alerts.errors import AlertHasEnded
from teachpb.alerts.matching import Matcher
from teachpb.alerts.models import LASTING, AlertState, Frequency, Subscription
from teachpb.alerts.operations.keeping import change_frequency
from teachpb.alerts.operations.shared import move, remember, touch
from teachpb.audit.operations import record
from teachpb.db import db
from teachpb.notifications.operations import queue_mail
from teachpb.vacancies.models import Vacancy

#: Somebody who was just written to is not written to again for the asking.
SEND_AGAIN_AFTER = timedelta(minutes=2)
MOST_UNCONFIRMED_A_DAY = 5


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
    if not is_own and is_pestered(email):
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
        mail_confirmation(subscription)
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
    else:
        send_confirmation(subscription=subscription)


def is_pestered(email: str) -> bool:
    """Whether this address has been asked to confirm as often today as anybody should be."""
    return queries.unconfirmed_count(email, clock.now() - timedelta(days=1)) >= MOST_UNCONFIRMED_A_DAY


def send_confirmation(*, subscription: Subscription) -> None:
    """Mail a fresh link, unless one went out a moment ago or there is nothing left to confirm."""
    sent_at = subscription.confirmation_sent_at
    waits = subscription.state is AlertState.unconfirmed or subscription.new_email is not None
    if waits and (sent_at is None or sent_at <= clock.now() - SEND_AGAIN_AFTER):
        mail_confirmation(subscription)


def mail_confirmation(subscription: Subscription) -> None:
    key = new_key()
    subscription.confirmation_hash = hash_key(key)
    subscription.confirmation_sent_at = clock.now()
    db.session.flush()
    compose = emails.confirm_address if subscription.new_email else emails.confirm_alert
    queue_mail(compose(subscription, key))


def confirm_alert(*, subscription: Subscription) -> None:
    """Start it. What could be found already when it was asked for is not news. Doing it twice is doing it once."""
    if subscription.state in LASTING:
        return
    move(subscription, AlertState.active)
    subscription.confirmed_at = clock.now()
    # An instant alert looks at once for what came since it was asked for; the others have their time.
    is_instant = subscription.frequency is Frequency.instant
    subscription.last_run_at = subscription.created_at if is_instant else clock.now()
    touch(subscription)
    db.session.flush()
    ids = Matcher().matching(subscription.query, since=None)
    seen = select(Vacancy.id).where(Vacancy.id.in_(ids), Vacancy.opens_at <= subscription.created_at)
    remember(subscription, db.session.scalars(seen).all())


def move_to_address(*, actor: User | None, subscription: Subscription, email: str) -> None:
    """Write to another address in future: at once when ``actor`` has proven it, else once the link mailed to it is
    followed. An address that was written to too often today is left in peace, and nobody is told. Raises
    AlertHasEnded."""
    email = email.lower()
    if subscription.state not in LASTING:
        raise AlertHasEnded
    if email == subscription.email or is_pestered(email):
        return
    subscription.new_email = email
    touch(subscription)
    record(actor=actor, verb="alert_address_requested", subject=subscription)
    if actor is not None and actor.is_active and actor.email == email:
        confirm_address(subscription=subscription)
    else:
        mail_confirmation(subscription)


def confirm_address(*, subscription: Subscription) -> None:
    """Move it to the address that was just proven, and tell the old one. Links in mail to the old address are void from
    now on. Doing it twice is doing it once."""
    if subscription.new_email is None or subscription.state not in LASTING:
        return
    old, subscription.email = subscription.email, subscription.new_email
    subscription.new_email = None
    subscription.user_id = None  # an account with the new address has it all the same
    subscription.secret = secrets.token_urlsafe(32)
    touch(subscription)
    record(actor=None, verb="alert_address_changed", subject=subscription)
    queue_mail(emails.address_changed(subscription, old))
