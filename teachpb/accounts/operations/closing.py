"""Closing an account for good."""

from __future__ import annotations

from sqlalchemy import delete, or_

from teachpb import clock
from teachpb.accounts import emails
from teachpb.accounts.models import DataExport, MailedLink, User
from teachpb.accounts.operations.links import void_links_of
from teachpb.accounts.operations.sessions import end_all_sessions
from teachpb.accounts.signals import account_closing
from teachpb.audit import operations as audit_operations
from teachpb.db import db
from teachpb.notifications import operations as notifications

FORMER = "Former user"


def close_account(*, user: User) -> None:
    """End the account and blank what it says about the person; the row stays, so that what they did stays in order.

    The address is free for a new account afterwards. Raises a DomainError when a room above says that something has to
    be settled first. Whoever asks has proven who they are.
    """
    account_closing.send(user)
    audit_operations.record(actor=user, verb="account_closed", subject=user)
    db.session.flush()
    goodbye = emails.account_closed(user)
    end_all_sessions(user=user)
    void_links_of(user=user)
    _forget_errands(user)
    notifications.forget_user(user.id)
    notifications.queue_mail(goodbye)
    user.email = f"closed-{user.id}@closed.invalid"
    user.full_name = FORMER
    user.password_hash = None
    user.closed_at = clock.now()
    db.session.flush()
    audit_operations.forget_actor(user.id)
    audit_operations.forget_subject(user)


def _forget_errands(user: User) -> None:
    """Copies of their data that were made for them, and links that were mailed to their address."""
    db.session.execute(delete(DataExport).where(DataExport.user_id == user.id))
    theirs = or_(MailedLink.user_id == user.id, MailedLink.email == user.email)
    db.session.execute(delete(MailedLink).where(theirs))
