"""Looking after an alert: how often, for what, whether at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from teachpb import clock
from teachpb.alerts import queries
from teachpb.alerts.criteria import Query
from teachpb.alerts.errors import AlertHasEnded, SameAlert
from teachpb.alerts.matching import Matcher
from teachpb.alerts.models import AlertState, Ending, EndReason, Frequency, Subscription
from teachpb.alerts.operations.shared import move, remember, touch
from teachpb.audit.operations import record
from teachpb.db import db


def pause_alert(*, subscription: Subscription) -> None:
    if subscription.state is not AlertState.paused:
        move(subscription, AlertState.paused)
        touch(subscription)


def resume_alert(*, subscription: Subscription) -> None:
    """Run again, from the next planned time on. What came up during the pause and is still open is told then."""
    if subscription.state is not AlertState.active:
        move(subscription, AlertState.active)
        touch(subscription)
        if subscription.frequency is not Frequency.instant:
            subscription.last_run_at = clock.now()


def keep_alert(*, subscription: Subscription) -> None:
    """The answer to “do you still want it?”."""
    if subscription.state is AlertState.ended:
        raise AlertHasEnded
    touch(subscription)
    record(actor=None, verb="alert_kept", subject=subscription)


def change_frequency(*, subscription: Subscription, frequency: Frequency) -> None:
    if subscription.state is AlertState.ended:
        raise AlertHasEnded
    before, subscription.frequency = subscription.frequency, frequency
    touch(subscription)
    if before is not frequency:
        record(actor=None, verb="alert_edited", subject=subscription, changes={"frequency": (before, frequency)})


def edit_alert(*, subscription: Subscription, query: Query, frequency: Frequency) -> None:
    """Look for something else. What the wider search finds at once is not news; what the old one had still to tell is.

    Raises AlertHasEnded, and SameAlert when the address has another alert for the same.
    """
    change_frequency(subscription=subscription, frequency=frequency)
    wanted = {name: list(values) for name, values in query.items()}
    if wanted == subscription.query:
        return
    other = queries.same_alert(subscription.email, wanted)
    if other is not None and other.id != subscription.id:
        raise SameAlert
    matcher = Matcher()
    known = queries.told_ids(subscription) | set(matcher.matching(subscription.query, since=None))
    now_found = matcher.matching(wanted, since=None)
    changed: dict[str, tuple[Any, Any]] = {
        name: (subscription.query.get(name), wanted.get(name)) for name in sorted({*subscription.query, *wanted})
    }
    # The words somebody looks for are theirs: the trail says that they changed, not what they were.
    record(actor=None, verb="alert_edited", subject=subscription, note=", ".join(changed))
    subscription.query = wanted
    remember(subscription, [each for each in now_found if each not in known])


def end_alert(*, subscription: Subscription) -> None:
    """Stop it for good and forget the address. Doing it twice is doing it once."""
    if subscription.state is AlertState.ended:
        return
    move(subscription, AlertState.ended)
    subscription.ended_at = clock.now()
    subscription.email = ""
    subscription.new_email = None
    subscription.user_id = None
    subscription.confirmation_hash = None


def end_alerts(*, subscriptions: Sequence[Subscription]) -> None:
    for subscription in subscriptions:
        end_alert(subscription=subscription)


def say_why(*, subscription: Subscription, reason: EndReason, comment: str) -> None:
    """Why it was stopped. Kept without the address; saying it again replaces it."""
    ending = db.session.scalar(select(Ending).where(Ending.subscription_id == subscription.id))
    if ending is None:
        ending = Ending(subscription_id=subscription.id)
        db.session.add(ending)
    ending.reason = reason
    ending.comment = comment
    ending.frequency = subscription.frequency
    record(actor=None, verb="alert_ending_explained", subject=subscription)
