"""What several operations need: the row under lock, and the one place where a state is assigned."""

from __future__ import annotations

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.errors import AlreadySent
from teachpb.applications.models import Application, ApplicationEvent, ApplicationState, Mover, require_move
from teachpb.audit.operations import record
from teachpb.db import db


def lock(*, application: Application) -> None:
    """Read the row afresh and hold it until the commit."""
    db.session.refresh(application, with_for_update={"of": Application})


def lock_draft(*, application: Application) -> None:
    """As ``lock``. Raises AlreadySent when it is no draft any more."""
    lock(application=application)
    if not application.is_draft:
        raise AlreadySent("This application has been sent already, so it cannot be changed. What you sent is below")


def enter(
    *,
    application: Application,
    state: ApplicationState,
    actor: User | None,
    mover: Mover,
    reason: str = "",
    note: str = "",
    message: str = "",
) -> ApplicationState:
    """Move along the transition table and write it down. Returns the state before. Raises InvalidTransition.

    What a candidate does is kept in the trail without an organisation, so that no list shown to staff names somebody
    whose name they may not know.
    """
    before = application.state
    require_move(before, state, mover)
    moment = clock.now()
    application.state = state
    application.state_entered_at = moment
    if state is ApplicationState.shortlisted and application.revealed_at is None:
        application.revealed_at = moment
    if state is ApplicationState.submitted:
        application.revealed_at = None
    application.events.append(
        ApplicationEvent(
            state=state, at=moment, actor_id=actor.id if actor else None, reason=reason, note=note, message=message
        )
    )
    record(
        actor=actor,
        verb=f"application_{state.value}",
        subject=application,
        changes={"state": (before, state)},
        organisation_id=application.vacancy.organisation_id if mover is Mover.staff else None,
    )
    return before
