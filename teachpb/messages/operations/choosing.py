"""When staff hear of messages: what each of them chose, and the morning’s mail."""

from __future__ import annotations

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.db import db
from teachpb.messages import digests, emails
from teachpb.messages.models import MailChoice, MailPreference
from teachpb.messages.queries import preferences_of, unread
from teachpb.notifications.operations import queue_mail


def choose_mail(*, actor: User, choice: MailChoice) -> None:
    preference = _preference(actor)
    preference.choice, preference.digest_at = choice, clock.now()
    db.session.flush()


def send_digest(*, user: User) -> bool:
    """The morning’s mail to one person, if something unread has come since the last. Returns whether it went.

    Safe to ask at any time: there is one a day at most.
    """
    preference = _preference(user)
    db.session.refresh(preference, with_for_update={"of": MailPreference})
    if preference.choice is not MailChoice.daily or not digests.is_due(preference.digest_at, clock.now()):
        return False
    threads = list(db.session.scalars(unread(user)))
    last, moment = preference.digest_at, clock.now()
    is_news = any(digests.is_news(thread.last_at, last, moment) for thread in threads)
    if is_news:
        queue_mail(emails.digest(user, threads))
    if is_news or last is not None:
        preference.digest_at = moment
        db.session.flush()
    return is_news


def _preference(user: User) -> MailPreference:
    known = preferences_of([user]).get(user.id)
    if known is None:
        known = MailPreference(user_id=user.id, choice=MailChoice.daily)
        db.session.add(known)
        db.session.flush()
    return known
