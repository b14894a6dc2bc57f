"""The referee answers. There is no account: whoever holds the link is the referee."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from teachpb import clock
from teachpb.db import db
from teachpb.notifications.operations import queue_mail
from teachpb.references import emails
from teachpb.references.errors import Finished
from teachpb.references.models import PaperAction, ReferenceRequest, ReferenceState
from teachpb.references.operations.shared import end_links, lock, note

OPEN = "open"


def save_answers(*, request: ReferenceRequest, values: Mapping[str, Any]) -> None:
    """Keep the answers of one page. Raises Finished."""
    _lock_open(request)
    request.answers = {**(request.answers or {}), **values}
    db.session.flush()


def decline(*, request: ReferenceRequest, reason: str) -> None:
    """The referee cannot give one. What was written before is forgotten. Raises Finished."""
    _lock_open(request)
    request.answers = None
    request.decline_reason = reason
    _finish(request, ReferenceState.declined, PaperAction.declined)


def complete(*, request: ReferenceRequest) -> None:
    """Send it to the school. The caller has seen that nothing is missing. Raises Finished."""
    _lock_open(request)
    request.is_shared = (request.answers or {}).get("sharing") == OPEN
    _finish(request, ReferenceState.received, PaperAction.received)


def _lock_open(request: ReferenceRequest) -> None:
    lock(request)
    if request.state is not ReferenceState.requested:
        raise Finished


def _finish(request: ReferenceRequest, state: ReferenceState, action: PaperAction) -> None:
    request.enter(state)
    request.completed_at = clock.now()
    note(request, action, actor=None)
    end_links(request, at=request.completed_at)
    if request.application.vacancy.contact_email:
        queue_mail(emails.reference_news(request))
