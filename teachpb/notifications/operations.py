"""Putting messages into the outbox, and the life of a message there."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from flask import current_app
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from teachpb import clock
from teachpb.config import Settings
from teachpb.db import db
from teachpb.notifications.addresses import (
    clean_address,
    clean_header,
    clean_headers,
    mailbox,
    split_mailbox,
)
from teachpb.notifications.calendars import check_calendar
from teachpb.notifications.errors import BadMessage
from teachpb.notifications.message import Attachment, Message
from teachpb.notifications.models import (
    MessageAttachment,
    MessageRow,
    MessageState,
    Suppression,
    SuppressionReason,
)
from teachpb.notifications.queries import is_suppressed, sender_address
from teachpb.notifications.rendering import render
from teachpb.notifications.signals import address_refused
from teachpb.work import wake

__all__ = [
    "Attachment",
    "Message",
    "forget_matter",
    "forget_user",
    "prune",
    "queue_mail",
    "requeue",
    "sender_address",
    "suppress",
    "unsuppress",
]

DELIVER = "notifications.deliver_outbox"
KEPT_FOR = timedelta(days=90)
LARGEST = 10 * 1024 * 1024


def queue_mail(message: Message, /) -> MessageRow:
    """Render ``message`` into the outbox; it is sent after the present transaction, and only if that commits.

    With a ``dedupe_key`` that was used before, nothing is queued and the earlier row comes back. Raises BadAddress, or
    BadMessage for what must never leave: header injection, a calendar that is not an invitation from us, too much
    attached.
    """
    if message.dedupe_key and (earlier := _by_dedupe_key(message.dedupe_key)):
        return earlier
    row = _compose(message)
    if not _insert(row):
        return _by_dedupe_key(message.dedupe_key or "") or row
    if row.state is MessageState.queued:
        wake(DELIVER)
    return row


def requeue(row: MessageRow, /) -> None:
    """Try a message that failed for good once more, from the start."""
    row.state = MessageState.queued
    row.attempts = 0
    row.next_attempt_at = clock.now()
    row.last_error = ""
    wake(DELIVER)


def suppress(*, address: str, reason: SuppressionReason) -> None:
    """Send nothing to this address any more."""
    address = clean_address(address).lower()
    if not is_suppressed(address):
        db.session.add(Suppression(address=address, reason=reason))
        db.session.flush()
        address_refused.send(address)


def unsuppress(*, address: str) -> None:
    """Send to this address again."""
    db.session.execute(delete(Suppression).where(Suppression.address == clean_address(address).lower()))


def prune() -> int:
    """Blank what was said in messages settled 90 days ago: that they were sent stays. Returns how many."""
    old = (
        select(MessageRow.id)
        .where(
            MessageRow.pruned_at.is_(None),
            MessageRow.state.in_([MessageState.sent, MessageState.failed, MessageState.suppressed]),
            MessageRow.updated_at < clock.now() - KEPT_FOR,
        )
        .order_by(MessageRow.id)
        .limit(1000)
    )
    ids = db.session.scalars(old).all()
    _blank(ids)
    return len(ids)


def forget_user(user_id: int, /) -> None:
    """Blank every settled message to a person and drop those still waiting (the right to erasure)."""
    waiting = delete(MessageRow).where(MessageRow.user_id == user_id, MessageRow.state == MessageState.queued)
    db.session.execute(waiting)
    ids = db.session.scalars(select(MessageRow.id).where(MessageRow.user_id == user_id)).all()
    _blank(ids)
    db.session.execute(
        update(MessageRow).where(MessageRow.id.in_(ids)).values(to="erased@invalid", to_name="", user_id=None)
    )


def forget_matter(prefix: str, /) -> None:
    """The same for messages whose ``dedupe_key`` begins with ``prefix``: what was written to others about somebody."""
    ours = MessageRow.dedupe_key.startswith(prefix, autoescape=True)
    db.session.execute(delete(MessageRow).where(ours, MessageRow.state == MessageState.queued))
    _blank(db.session.scalars(select(MessageRow.id).where(ours)).all())


def _blank(ids: Sequence[int]) -> None:
    db.session.execute(delete(MessageAttachment).where(MessageAttachment.message_id.in_(ids)))
    blank = {"text": "", "html": "", "calendar": None, "pruned_at": clock.now()}
    db.session.execute(update(MessageRow).where(MessageRow.id.in_(ids)).values(**blank))


def _compose(message: Message) -> MessageRow:
    name, address = split_mailbox(_settings().mail_sender)
    to = clean_address(message.to)
    subject = clean_header(message.subject, limit=200)
    context = {**message.context, "unsubscribe_url": message.unsubscribe_url}
    rendered = render(message.template, context, subject=subject)
    return MessageRow(
        message_id=f"<{secrets.token_urlsafe(24)}@{address.rpartition('@')[2]}>",
        kind=message.kind or message.template.replace("/", "."),
        to=to,
        to_name=clean_header(message.to_name, limit=200),
        sender=mailbox(address, message.from_name or name),
        reply_to=clean_address(reply_to) if (reply_to := message.reply_to or _settings().mail_reply_to) else "",
        subject=subject,
        text=rendered.text,
        html=rendered.html,
        headers=_extra_headers(message),
        calendar=check_calendar(message.calendar, sender=address) if message.calendar else None,
        attachments=_attachments(message.attachments),
        secret=message.secret,
        user_id=message.user_id,
        organisation_id=message.organisation_id,
        dedupe_key=message.dedupe_key,
        state=MessageState.suppressed if is_suppressed(to) else MessageState.queued,
        attempts=0,
        next_attempt_at=clock.now(),
    )


def _extra_headers(message: Message) -> dict[str, str]:
    headers = clean_headers(dict(message.headers))
    if message.unsubscribe_url:
        url = clean_header(message.unsubscribe_url, limit=900)
        if not url.startswith(("https://", "http://")) or ">" in url:
            raise BadMessage("the unsubscribe address must be a web address")
        headers |= {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers


def _attachments(attachments: Sequence[Attachment]) -> list[MessageAttachment]:
    if sum(len(item.content) for item in attachments) > LARGEST:
        raise BadMessage("more than 10 MB attached: link to it instead")
    for item in attachments:
        if item.media_type.count("/") != 1 or item.media_type.startswith(("multipart/", "message/")):
            raise BadMessage(f"{item.media_type!r} is no media type of an attachment")
    return [
        MessageAttachment(
            filename=clean_header(item.filename, limit=200),
            media_type=clean_header(item.media_type, limit=120),
            content=item.content,
        )
        for item in attachments
    ]


def _insert(row: MessageRow) -> bool:
    """Add the row; False when somebody else used its dedupe key a moment ago."""
    if row.dedupe_key is None:
        db.session.add(row)
        db.session.flush()
        return True
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return False
    return True


def _by_dedupe_key(key: str) -> MessageRow | None:
    return db.session.scalar(select(MessageRow).where(MessageRow.dedupe_key == key))


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
