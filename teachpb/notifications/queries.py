"""Reading the outbox."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import Select, func, select

from teachpb.config import Settings
from teachpb.db import db
from teachpb.notifications.addresses import is_reserved, split_mailbox
from teachpb.notifications.models import MessageRow, MessageState, Suppression


def sender_address() -> str:
    """The address mail comes from: what an invitation's ORGANIZER must be."""
    return split_mailbox(_settings().mail_sender)[1]


def is_suppressed(address: str) -> bool:
    """Whether nothing is to be sent to ``address``. Demo mail to invented addresses never leaves either."""
    if _settings().demo and _settings().mail_transport == "smtp" and is_reserved(address):
        return True
    return db.session.scalar(select(Suppression.id).where(Suppression.address == address.lower())) is not None


def messages() -> Select[MessageRow]:
    """Every message, newest first: a select to narrow down and paginate."""
    return select(MessageRow).order_by(MessageRow.id.desc())


def message(message_id: int) -> MessageRow | None:
    return db.session.get(MessageRow, message_id)


def messages_to_user(user_id: int) -> Select[MessageRow]:
    """What one person was sent, newest first."""
    return messages().where(MessageRow.user_id == user_id)


def counts_by_state() -> dict[MessageState, int]:
    """How many messages there are in each state."""
    counted = select(MessageRow.state, func.count()).group_by(MessageRow.state)
    return {state: count for state, count in db.session.execute(counted)}  # noqa: C416 - dict() would not know the types


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
