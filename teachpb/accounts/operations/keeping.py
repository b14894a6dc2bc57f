"""Not keeping what is no longer needed."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, or_

from teachpb import clock
from teachpb.accounts.models import MailedLink, SignInGuard, UserSession
from teachpb.db import db

SESSIONS_FOR = timedelta(days=30)
LINKS_FOR = timedelta(days=7)
GUARDS_FOR = timedelta(days=2)


def prune() -> int:
    """Delete ended sessions after 30 days, links after 7, counts of failed attempts after 2. Returns how many rows."""
    now = clock.now()
    old = (
        delete(UserSession).where(
            or_(UserSession.expires_at < now - SESSIONS_FOR, UserSession.ended_at < now - SESSIONS_FOR)
        ),
        delete(MailedLink).where(MailedLink.handled_at < now - LINKS_FOR),
        delete(SignInGuard).where(SignInGuard.last_failed_at < now - GUARDS_FOR),
    )
    return sum(int(getattr(db.session.execute(statement), "rowcount", 0)) for statement in old)
