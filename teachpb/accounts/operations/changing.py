"""A person changes what is known of them: name, password, address, consent."""

from __future__ import annotations

from teachpb import clock
from teachpb.accounts import emails
from teachpb.accounts.errors import WeakPassword
from teachpb.accounts.models import LinkPurpose, MailedLink, User, UserSession
from teachpb.accounts.operations.attempts import forget_failures
from teachpb.accounts.operations.links import ask_for_link, take_link, void_links_of
from teachpb.accounts.operations.sessions import end_all_sessions, end_other_sessions
from teachpb.accounts.password_rules import complaint
from teachpb.accounts.passwords import hash_password
from teachpb.accounts.queries import normal_email
from teachpb.audit import operations as audit_operations
from teachpb.db import DomainError, db
from teachpb.notifications.operations import queue_mail


def change_name(*, user: User, full_name: str) -> None:
    before, user.full_name = user.full_name, full_name
    audit_operations.record(actor=user, verb="name_changed", subject=user, changes={"full_name": (before, full_name)})


def accept_terms(*, user: User) -> None:
    """Agree to the terms as they stand."""
    user.terms_accepted_at = clock.now()
    audit_operations.record(actor=user, verb="terms_accepted", subject=user)


def change_password(*, user: User, password: str, keep: UserSession | None = None) -> None:
    """Set a new password and sign out every browser but ``keep``. Whoever asks has proven the old one. Raises
    WeakPassword."""
    _set_password(user, password)
    end_other_sessions(user=user, keep=keep)
    void_links_of(user=user)


def reset_password(*, token: str, password: str) -> User:
    """Set a new password by a mailed link, which also proves the address; sign out everywhere. Raises LinkGone,
    WeakPassword."""
    link = take_link(token=token, purpose=LinkPurpose.reset_password)
    user = link.user
    assert user is not None  # noqa: S101 -- open_link() finds none without
    _set_password(user, password)
    user.confirmed_at = user.confirmed_at or clock.now()
    forget_failures(email=user.email)
    end_all_sessions(user=user)
    void_links_of(user=user)
    return user


def change_email(*, user: User, email: str) -> MailedLink:
    """Ask at the new address whether it is theirs. Nothing changes until they follow the link. Whoever asks has proven
    their password, if they have one."""
    if normal_email(email) == user.email:
        raise DomainError("Enter an address that is not the one you have now", "email")
    return ask_for_link(purpose=LinkPurpose.change_email, email=email, user=user)


def confirm_email(*, token: str, keep: UserSession | None = None) -> User:
    """Move the account to the address that was just proven, tell the old one, sign other browsers out.

    Raises LinkGone, and a DomainError when the address has got an account meanwhile.
    """
    link = take_link(token=token, purpose=LinkPurpose.change_email)
    user = link.user
    assert user is not None  # noqa: S101 -- open_link() finds none without
    old, user.email = user.email, link.email
    db.session.flush()
    queue_mail(emails.address_changed(user, old))
    end_other_sessions(user=user, keep=keep if keep is not None and keep.user_id == user.id else None)
    void_links_of(user=user)
    audit_operations.record(actor=user, verb="email_changed", subject=user)
    return user


def _set_password(user: User, password: str) -> None:
    if sentence := complaint(password, (user.email, user.full_name)):
        raise WeakPassword(sentence)
    user.password_hash = hash_password(password)
    queue_mail(emails.password_changed(user))
    audit_operations.record(actor=user, verb="password_changed", subject=user)
