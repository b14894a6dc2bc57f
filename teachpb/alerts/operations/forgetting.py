"""What nobody wants any more: asked about, ended, deleted."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import delete, exists, or_, select, update

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.alerts import emails, queries
from teachpb.alerts.models import AlertState, Ending, Letter, Opinion, Subscription, ToldVacancy
from teachpb.alerts.operations.keeping import end_alert, end_alerts
from teachpb.audit.operations import record
from teachpb.db import db
from teachpb.notifications.operations import queue_mail
from teachpb.vacancies.models import Vacancy

ENDED_KEPT = timedelta(days=30)
#: Untouched for so long, an alert’s owner is asked whether it is still wanted …
ASK_AFTER = timedelta(days=365)
#: … and has so long to answer.
ANSWER_WITHIN = timedelta(days=30)
#: A closed advert may be opened again for some time; after this nothing has to be remembered of it.
CLOSED_REMEMBERED = timedelta(days=180)
COMMENTS_KEPT = timedelta(days=365)


def ask_to_keep() -> int:
    """Ask, one letter an address, about alerts untouched for a year. Returns how many alerts."""
    moment = clock.now()
    waiting = queries.untouched(moment - ASK_AFTER)
    for email, group in groupby(waiting, key=lambda alert: alert.email):
        alerts = list(group)
        for alert in alerts:
            alert.asked_to_keep_at = moment
            record(actor=None, verb="alert_owner_asked", subject=alert)
        queue_mail(emails.still_wanted(email, alerts, until=moment + ANSWER_WITHIN))
    return len(waiting)


def end_unkept() -> int:
    """End those whose owners did not answer within the month. Returns how many."""
    unkept = queries.not_kept(clock.now() - ANSWER_WITHIN)
    end_alerts(subscriptions=unkept)
    return len(unkept)


def end_alerts_to(*, email: str) -> int:
    """This address takes no mail: end its alerts. Returns how many."""
    alerts = queries.lasting_to(email.lower())
    for alert in alerts:
        end_alert(subscription=alert)
    return len(alerts)


def forget_old() -> int:
    """Delete what nobody confirmed in two weeks, and what was stopped a month ago. Returns how many alerts."""
    moment = clock.now()
    unconfirmed = (Subscription.state == AlertState.unconfirmed) & (
        Subscription.confirmation_sent_at < moment - queries.UNCONFIRMED_KEPT
    )
    ended = Subscription.ended_at < moment - ENDED_KEPT
    ids = list(db.session.scalars(select(Subscription.id).where(or_(unconfirmed, ended))))
    db.session.execute(delete(Subscription).where(Subscription.id.in_(ids)))
    db.session.execute(
        update(Subscription)
        .where(Subscription.new_email.is_not(None), Subscription.confirmation_sent_at < moment - queries.CONFIRM_WITHIN)
        .values(new_email=None)
    )
    _forget_memories(moment)
    return len(ids)


def _forget_memories(moment: datetime) -> None:
    """What was told of adverts long closed, letters without any, and the words in old answers."""
    closed = select(Vacancy.id).where(Vacancy.closes_at < moment - CLOSED_REMEMBERED)
    db.session.execute(delete(ToldVacancy).where(ToldVacancy.vacancy_id.in_(closed)))
    _forget_empty_letters()
    for table in (Opinion, Ending):
        old = (table.created_at < moment - COMMENTS_KEPT) & (table.comment != "")
        db.session.execute(update(table).where(old).values(comment=""))


def _forget_empty_letters() -> None:
    is_told = exists().where(ToldVacancy.letter_id == Letter.id)
    has_opinion = exists().where(Opinion.letter_id == Letter.id)
    db.session.execute(delete(Letter).where(~is_told, ~has_opinion))


def forget_person(*, user: User) -> None:
    """Delete the alerts of somebody who closes their account, and what they said about them."""
    theirs = or_(Subscription.user_id == user.id, Subscription.email == user.email)
    ids = select(Subscription.id).where(theirs)
    letters = select(ToldVacancy.letter_id).where(ToldVacancy.subscription_id.in_(ids))
    db.session.execute(delete(Letter).where(Letter.id.in_(letters)))
    db.session.execute(delete(Subscription).where(theirs))
