"""Messages about accounts. Subjects say nothing personal; every link opens a page and does nothing by itself."""

from __future__ import annotations

from teachpb.accounts.models import DataExport, MailedLink, User
from teachpb.notifications.operations import Message


def confirm_registration(link: MailedLink, token: str) -> Message:
    context = {"full_name": link.payload["full_name"], "token": token}
    return Message(
        to=link.email,
        subject="Confirm your email address",
        template="accounts/confirm_registration",
        context=context,
        secret=True,
    )


def already_registered(user: User) -> Message:
    """To somebody who, or on whose behalf somebody, tried to register again."""
    return _to(user, "You already have an account", "already_registered")


def address_in_use(email: str) -> Message:
    """To the owner of an address that somebody wanted to move another account to."""
    return Message(to=email, subject="This email address is already in use", template="accounts/address_in_use")


def sign_in_link(link: MailedLink, token: str) -> Message:
    return _with_link(link, token, "Your sign-in link", "sign_in_link")


def password_link(link: MailedLink, token: str) -> Message:
    return _with_link(link, token, "Choose a new password", "password_link")


def confirm_new_address(link: MailedLink, token: str) -> Message:
    return _with_link(link, token, "Confirm your new email address", "confirm_new_address")


def closing_link(link: MailedLink, token: str) -> Message:
    return _with_link(link, token, "Confirm that you want to close your account", "closing_link")


def address_changed(user: User, old: str) -> Message:
    """To the old address: the last word it hears from us."""
    return Message(
        to=old,
        subject="Your email address was changed",
        template="accounts/address_changed",
        context={"full_name": user.full_name},
        user_id=user.id,
    )


def password_changed(user: User) -> Message:
    return _to(user, "Your password was changed", "password_changed")


def data_ready(export: DataExport) -> Message:
    context = {"full_name": export.user.full_name, "expires_at": export.expires_at}
    return Message(
        to=export.user.email,
        subject="Your data is ready",
        template="accounts/data_ready",
        context=context,
        user_id=export.user_id,
    )


def account_closed(user: User) -> Message:
    """Composed before the account is blanked, and tied to nobody."""
    return Message(
        to=user.email,
        subject="Your account is closed",
        template="accounts/account_closed",
        context={"full_name": user.full_name},
    )


def _to(user: User, subject: str, template: str) -> Message:
    return Message(
        to=user.email,
        subject=subject,
        template=f"accounts/{template}",
        context={"full_name": user.full_name},
        user_id=user.id,
    )


def _with_link(link: MailedLink, token: str, subject: str, template: str) -> Message:
    user = link.user
    return Message(
        to=link.email,
        subject=subject,
        template=f"accounts/{template}",
        context={"full_name": user.full_name if user else "", "token": token},
        user_id=user.id if user else None,
        secret=True,
    )
