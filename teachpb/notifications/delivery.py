"""Sending what is in the outbox: claim one message, deliver it outside of any transaction, say how it went.

A claim is a compare-and-set with a lease, so two workers never hold the same message; a worker that is killed loses its
lease, and the message is taken up again. Killed between the server's "250 OK" and our commit it is delivered a second
time, with the same Message-ID: at least once across a crash, exactly once otherwise.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import structlog
from flask import current_app
from sqlalchemy import and_, or_, select, update

from teachpb import clock
from teachpb.config import Settings
from teachpb.db import db, transaction
from teachpb.notifications.mime import build
from teachpb.notifications.models import MessageRow, MessageState
from teachpb.notifications.signals import address_refused
from teachpb.notifications.transports import (
    DeliveryError,
    NoSuchMailbox,
    Refused,
    Transport,
    Unreachable,
    open_transport,
)
from teachpb.work import stop_requested

log = structlog.get_logger(__name__)

#: Minutes to wait after the first, second, … failed try; after the last, every four hours.
BACKOFF = (1, 5, 15, 60, 240)
#: RFC 5321 section 4.5.4.1: give up after 4–5 days.
GIVE_UP_AFTER = timedelta(days=4)


def deliver_outbox() -> int:
    """Send every message that is due. Returns how many went out; stops early when the mail server is out of reach."""
    settings: Settings = current_app.config["SETTINGS"]
    sent = 0
    with open_transport(settings) as transport:
        while not stop_requested():
            row = claim_next(lease=timedelta(seconds=settings.job_lease))
            if row is None:
                break
            outcome = deliver(row, transport)
            sent += outcome is None
            if isinstance(outcome, Unreachable):
                break
    return sent


def claim_next(*, lease: timedelta) -> MessageRow | None:
    """Take the next due message for ourselves, for as long as the lease; None when nothing is due."""
    now = clock.now()
    due = or_(
        and_(MessageRow.state == MessageState.queued, MessageRow.next_attempt_at <= now),
        and_(MessageRow.state == MessageState.sending, MessageRow.leased_until <= now),
    )
    if db.session.scalar(select(MessageRow.id).where(due).limit(1)) is None:
        return None  # looked without a lock: the usual case takes none
    claim = secrets.token_urlsafe(16)
    with transaction():
        wanted = select(MessageRow.id).where(due).order_by(MessageRow.next_attempt_at, MessageRow.id).limit(1)
        row_id = db.session.scalar(wanted.with_for_update(skip_locked=True))
        if row_id is None:
            return None
        db.session.execute(
            update(MessageRow)
            .where(MessageRow.id == row_id, due)
            .values(
                state=MessageState.sending,
                claim=claim,
                leased_until=now + lease,
                attempts=MessageRow.attempts + 1,
            )
        )
    return db.session.scalar(select(MessageRow).where(MessageRow.id == row_id, MessageRow.claim == claim))


def deliver(row: MessageRow, transport: Transport) -> Exception | None:
    """Deliver one claimed message and record the outcome: None when it went out, else why not."""
    row_id, claim, attempts, written_at, address = row.id, row.claim, row.attempts, row.created_at, row.to.lower()
    try:
        mail = build(row)
        secret = row.secret
        db.session.expunge(row)
        db.session.rollback()  # ends the read: the database is not kept waiting on a mail server
    except Exception as error:  # a message that cannot be built must not hold up the others
        log.exception("message_unbuildable", message=row_id)
        _settle(row_id, claim, failed_values(Refused(type(error).__name__), attempts, written_at))
        return error
    try:
        transport.deliver(row, mail)
    except DeliveryError as error:
        log.warning("message_not_delivered", message=row_id, attempt=attempts, error=str(error))
        gone = address if isinstance(error, NoSuchMailbox) else ""
        _settle(row_id, claim, failed_values(error, attempts, written_at), gone=gone)
        return error
    _settle(row_id, claim, _sent_values(secret=secret))
    return None


def failed_values(error: DeliveryError, attempts: int, written_at: datetime) -> dict[str, object]:
    """What becomes of a message after a failed try: back into the queue for later, or failed for good."""
    now = clock.now()
    over = now - written_at > GIVE_UP_AFTER
    state = MessageState.failed if isinstance(error, Refused) or over else MessageState.queued
    wait = timedelta(minutes=BACKOFF[min(attempts, len(BACKOFF)) - 1])
    return {"state": state, "last_error": str(error)[:200], "next_attempt_at": now + wait}


def _sent_values(*, secret: bool) -> dict[str, object]:
    settings: Settings = current_app.config["SETTINGS"]
    values: dict[str, object] = {"state": MessageState.sent, "sent_at": clock.now(), "last_error": ""}
    if secret and settings.mail_transport == "smtp":
        values |= {"text": "", "html": ""}
    return values


def _settle(row_id: int, claim: str, values: dict[str, object], *, gone: str = "") -> None:
    """Record an outcome, unless the lease ran out meanwhile and somebody else holds the message now. ``gone`` is an
    address that turned out not to exist."""
    with transaction():
        db.session.execute(
            update(MessageRow)
            .where(MessageRow.id == row_id, MessageRow.claim == claim, MessageRow.state == MessageState.sending)
            .values(claim="", leased_until=None, **values)
        )
        if gone:
            address_refused.send(gone)
