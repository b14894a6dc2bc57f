"""Proving with a password who one is."""

from __future__ import annotations

from flask import request

from teachpb.accounts import operations, queries
from teachpb.accounts.errors import TooManyAttempts, WrongCredentials, WrongPassword
from teachpb.accounts.models import User
from teachpb.db import DomainError, transaction
from teachpb.web.access import is_safe_target
from teachpb.web.forms import BaseForm


def asked_target() -> str:
    """Where the visitor wanted to go (``next=``), if that is on this site; else ""."""
    target = request.args.get("next", "")
    return target if is_safe_target(target) else ""


def prove(form: BaseForm, *, email: str, password: str) -> User | None:
    """The person whose address and password these are, or None with the reason on the form."""
    try:
        return check_password(email=email, password=password)
    except DomainError as error:
        form.add_error(error)
        return None


def prove_again(form: BaseForm, user: User, password: str) -> bool:
    """Whether a signed-in person gave their own password; else the form says so. Guesses are counted like any."""
    try:
        check_password(email=user.email, password=password)
    except WrongCredentials:
        form.add_error(WrongPassword())
        return False
    except TooManyAttempts as wait:
        form.add_error("current_password", wait.message)
        return False
    return True


def check_password(*, email: str, password: str) -> User:
    """The person whose address and password these are. Raises WrongCredentials, TooManyAttempts.

    The attempt is counted as failed, and that is committed, before the password is looked at; being right takes it
    back.
    """
    address = request.remote_addr or ""
    with transaction():
        operations.count_attempt(email=email, address=address)
    user = queries.user_with_password(email=email, password=password)
    if user is None:
        raise WrongCredentials
    with transaction():
        operations.forgive_attempt(email=email, address=address)
        operations.refresh_password_hash(user=user, password=password)
    return user
