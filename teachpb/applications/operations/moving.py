"""The school decides."""

from __future__ import annotations

from collections.abc import Sequence

from teachpb.accounts.models import User
from teachpb.applications import emails
from teachpb.applications.models import (
    TRANSITIONS,
    Application,
    ApplicationState,
    Mover,
    is_back_step,
    require_move,
)
from teachpb.applications.operations.shared import enter, lock
from teachpb.applications.placeholders import filled
from teachpb.applications.signals import application_moved, application_moving
from teachpb.db import DomainError
from teachpb.notifications.operations import queue_mail


def move(
    *,
    actor: User,
    application: Application,
    state: ApplicationState,
    message: str = "",
    note: str = "",
    reason: str = "",
) -> bool:
    """Take an application one step along the table, and tell the candidate. Returns whether anything changed.

    ``message`` goes to the candidate with our mail, what stands in braces filled in (``placeholders``); ``note`` and
    ``reason`` stay inside the school. Raises
    InvalidTransition, and DomainError when a step back has no reason or another room forbids the step.
    """
    lock(application=application)
    if application.state is state:
        return False  # a double click, or a colleague was quicker
    if is_back_step(application.state, state) and not reason:
        raise DomainError("Say why you are taking this step back. Only your colleagues see it", "reason")
    message = filled(message, application)
    require_move(application.state, state, Mover.staff)
    application_moving.send(application, state=state)
    before = enter(
        application=application, state=state, actor=actor, mover=Mover.staff, reason=reason, note=note, message=message
    )
    queue_mail(emails.moved(application, before=before, message=message))
    application_moved.send(application, before=before)
    return True


def move_several(
    *, actor: User, applications: Sequence[Application], state: ApplicationState, message: str = ""
) -> tuple[int, int]:
    """Move those that may take this step. Returns how many were moved, and how many were not (withdrawn in the
    meantime, say)."""
    moved = 0
    for application in sorted(applications, key=lambda each: each.id):
        lock(application=application)
        if TRANSITIONS[application.state].get(state) is Mover.staff and not is_back_step(application.state, state):
            moved += move(actor=actor, application=application, state=state, message=message)
    return moved, len(applications) - moved
