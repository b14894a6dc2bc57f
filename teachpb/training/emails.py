"""Telling people that training runs out. Subjects say what kind, and name nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from teachpb.accounts.models import User
from teachpb.notifications.message import Message

if TYPE_CHECKING:
    from teachpb.training.queries import Due


def runs_out(due: Due, today: date) -> Message:
    """To the person."""
    expires = due.holding.expires_on or today
    return Message(
        to=due.holding.email,
        to_name=due.name,
        subject=f"{'Runs out today' if expires == today else 'Runs out'}: {due.holding.title}"[:200],
        template="training/runs_out",
        context={"to_name": due.name, "holding": due.holding, "expires": expires, "is_over": expires < today},
        kind="training",
        user_id=due.user_id,
    )


def team_runs_out(keeper: User, due: Sequence[Due], *, organisation_id: int, side: str) -> Message:
    """To who keeps the list: everybody of it whose training runs out."""
    return Message(
        to=keeper.email,
        to_name=keeper.full_name,
        subject="Training on your list runs out",
        template="training/team_runs_out",
        context={"to_name": keeper.full_name, "due": due, "organisation_id": organisation_id, "side": side},
        kind="training",
        user_id=keeper.id,
        organisation_id=organisation_id,
    )
