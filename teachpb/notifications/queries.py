"""Reading the outbox."""

from __future__ import annotations

from sqlalchemy import Select, func, select

from teachpb.db import db
from teachpb.notifications.models import MessageRow, MessageState


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
