"""Counting attempts to sign in, so that guessing gets slower and slower (the rule: ``guessing.py``)."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from teachpb import clock
from teachpb.accounts import guessing
from teachpb.accounts.errors import TooManyAttempts
from teachpb.accounts.models import GuardKind, SignInGuard
from teachpb.accounts.queries import normal_email
from teachpb.config import Settings
from teachpb.db import db

_RULES = {
    GuardKind.account: (guessing.ACCOUNT_FREE, guessing.ACCOUNT_FORGOTTEN_AFTER),
    GuardKind.address: (guessing.ADDRESS_FREE, guessing.ADDRESS_FORGOTTEN_AFTER),
}


def count_attempt(*, email: str, address: str) -> None:
    """Note an attempt as failed, before it is known how it went: a burst of guesses cannot slip through together.

    Raises TooManyAttempts while a wait runs; such an attempt is not even looked at and does not lengthen the wait.
    ``forgive_attempt`` takes it back when it turns out to be right.
    """
    guards = [_guard(GuardKind.account, normal_email(email)), _guard(GuardKind.address, address)]
    now = clock.now()
    waits = [guard.wait_until - now for guard in guards if guard.wait_until is not None]
    longest = max(waits, default=timedelta(0))
    if longest > timedelta(0):
        raise TooManyAttempts(longest)
    for guard in guards:
        free, forgotten_after = _RULES[guard.kind]
        guard.failures = 1 if guard.last_failed_at + forgotten_after <= now else guard.failures + 1
        guard.last_failed_at = now
        wait = guessing.wait_after(guard.failures, free)
        guard.wait_until = now + wait if wait else None
    db.session.flush()


def forgive_attempt(*, email: str, address: str) -> None:
    """The attempt was right: the account starts afresh, the network address gets this one attempt back."""
    forget_failures(email=email)
    network = _guard(GuardKind.address, address)
    network.failures, network.wait_until = max(0, network.failures - 1), None
    db.session.flush()


def forget_failures(*, email: str) -> None:
    """Nobody has to wait for this account any more: its owner has proven the mailbox and set a new password."""
    account = _guard(GuardKind.account, normal_email(email))
    account.failures, account.wait_until = 0, None
    db.session.flush()


def _guard(kind: GuardKind, key: str) -> SignInGuard:
    """The row for this key, locked until the transaction ends; made when there is none."""
    key_hash = _hash(kind, key)
    question = select(SignInGuard).where(SignInGuard.key_hash == key_hash).with_for_update()
    found = db.session.scalar(question)
    if found is not None:
        return found
    try:
        with db.session.begin_nested():
            db.session.add(SignInGuard(kind=kind, key_hash=key_hash, failures=0, last_failed_at=clock.now()))
    except IntegrityError:
        pass  # somebody else made it a moment ago
    return db.session.scalars(question).one()


def _hash(kind: GuardKind, key: str) -> str:
    settings: Settings = current_app.config["SETTINGS"]
    return hmac.new(settings.secret_key.encode(), f"{kind.value}:{key}".encode(), hashlib.sha256).hexdigest()
