"""New accounts."""

from __future__ import annotations

from datetime import datetime

from teachpb import clock
from teachpb.accounts.errors import LinkGone, WeakPassword
from teachpb.accounts.models import LinkPurpose, MailedLink, User
from teachpb.accounts.operations.links import ask_for_link, take_link
from teachpb.accounts.password_rules import complaint
from teachpb.accounts.passwords import hash_password
from teachpb.accounts.queries import normal_email, user_by_email
from teachpb.audit import operations as audit_operations
from teachpb.db import db


def ask_to_register(*, email: str, full_name: str, password: str, target: str = "") -> MailedLink:
    """Somebody wants an account and has agreed to the terms. Nothing exists until they follow the mailed link.

    Raises WeakPassword. Does the same for an address that has an account already.
    """
    payload = {
        "full_name": full_name,
        "password_hash": _hash_if_strong(password, email, full_name),
        "terms_accepted_at": clock.now().isoformat(),
    }
    return ask_for_link(purpose=LinkPurpose.register, email=email, payload=payload, target=target)


def confirm_registration(*, token: str) -> tuple[User, str]:
    """Make the account whose address was just proven, with the name and password typed when *this* link was asked for.

    Returns the user and where they were going. Raises LinkGone, also when the address has got an account meanwhile.
    """
    link = take_link(token=token, purpose=LinkPurpose.register)
    user = user_by_email(link.email)
    if user is not None and user.is_active:
        raise LinkGone
    if user is None:
        user = User(email=link.email)
        db.session.add(user)
    user.full_name = link.payload["full_name"]
    user.password_hash = link.payload["password_hash"]
    user.confirmed_at = clock.now()
    user.terms_accepted_at = datetime.fromisoformat(link.payload["terms_accepted_at"])
    link.payload = {}
    audit_operations.record(actor=user if user.id else None, verb="account_registered", subject=user)
    return user, link.target


def create_user(
    *, email: str, full_name: str, password: str | None = None, confirmed: bool = True, terms_accepted: bool = True
) -> User:
    """Make an account at once: for somebody whose address is proven otherwise (an invitation), or by an operator.

    Raises WeakPassword, and a DomainError on ``email`` when the address has an account.
    """
    now = clock.now()
    user = User(
        email=normal_email(email),
        full_name=full_name,
        password_hash=None if password is None else _hash_if_strong(password, email, full_name),
        confirmed_at=now if confirmed else None,
        terms_accepted_at=now if terms_accepted else None,
    )
    audit_operations.record(actor=None, verb="account_registered", subject=user)
    return user


def create_proven_user(*, email: str, full_name: str, password: str) -> User:
    """Make the account of somebody who proved the address otherwise and agrees to the terms: an invited person.

    One that an operator prepared and nobody ever used becomes theirs. Raises WeakPassword, and a DomainError on
    ``email`` when the address has an account in use.
    """
    prepared = user_by_email(email)
    if prepared is None or prepared.is_active:
        return create_user(email=email, full_name=full_name, password=password)
    prepared.password_hash = _hash_if_strong(password, email, full_name)
    prepared.full_name = full_name
    prepared.confirmed_at = prepared.terms_accepted_at = clock.now()
    audit_operations.record(actor=prepared, verb="account_registered", subject=prepared)
    return prepared


def _hash_if_strong(password: str, *personal: str) -> str:
    if sentence := complaint(password, personal):
        raise WeakPassword(sentence)
    return hash_password(password)
