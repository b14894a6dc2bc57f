"""What several operations need: a paper under lock, its history, and the link a referee is mailed."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import update

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import Application
from teachpb.audit.operations import record
from teachpb.db import db
from teachpb.references.errors import TooEarly
from teachpb.references.models import Disclosure, PaperAction, PaperEvent, ReferenceLink, ReferenceRequest
from teachpb.references.policies import may_be_asked
from teachpb.references.tokens import hash_token

Paper = ReferenceRequest | Disclosure


def lock(paper: Paper) -> None:
    """Read the row afresh and hold it until the commit."""
    db.session.refresh(paper, with_for_update={"of": type(paper)})


def require_asking(application: Application) -> None:
    """Raises TooEarly unless the candidate is shortlisted and still hoping. The row is held until the commit."""
    db.session.refresh(application, with_for_update={"of": Application})
    if not may_be_asked(application):
        raise TooEarly


def note(paper: Paper, action: PaperAction, *, actor: User | None, words: str = "") -> None:
    """Write down what was done, here and in the trail. The trail holds no answers and names no referee."""
    db.session.flush()
    is_reference = isinstance(paper, ReferenceRequest)
    db.session.add(
        PaperEvent(
            reference_id=paper.id if is_reference else None,
            disclosure_id=None if is_reference else paper.id,
            action=action,
            at=clock.now(),
            actor_id=actor.id if actor else None,
            words=words[:300],
        )
    )
    record(
        actor=actor,
        verb=f"{'reference' if is_reference else 'disclosure'}_{action.value}",
        subject=paper,
        organisation_id=paper.application.vacancy.organisation_id,
    )


def new_link(request: ReferenceRequest) -> str:
    """Another link to this form; the ones mailed before go on working. Its token is returned, its hash is kept."""
    token = secrets.token_urlsafe(32)
    db.session.flush()
    db.session.add(ReferenceLink(request_id=request.id, token_hash=hash_token(token)))
    request.sent_at = clock.now()
    request.first_sent_at = request.first_sent_at or request.sent_at
    return token


def end_links(request: ReferenceRequest, *, at: datetime | None = None) -> None:
    """Let no link to this form work any more. Those ended ``at`` its completion still say thank you."""
    db.session.execute(
        update(ReferenceLink)
        .where(ReferenceLink.request_id == request.id, ReferenceLink.ended_at.is_(None))
        .values(ended_at=at or clock.now())
    )
