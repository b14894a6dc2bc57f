"""Keeping what was typed and is no answer yet: half a number, a page whose sender had been signed out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select

from teachpb.accounts.models import User
from teachpb.applications.merging import Sent
from teachpb.applications.models import Application, FormPage
from teachpb.applications.operations.shared import lock_draft
from teachpb.applications.queries import get_own_draft
from teachpb.db import db

#: Signs one page may hold that is kept as it was typed.
MOST_TYPED = 60_000
#: Of how many drawn pages it is remembered what they sent last.
MOST_TABS = 8


def keep_typed(*, actor: User, application: Application, page: str, typed: Mapping[str, Any], sent: Sent) -> bool:
    """Keep what was typed on ``page`` as it stands, in place of what was kept of it before. Returns whether it did:
    what arrives late, or is far too long, it does not keep. Raises AlreadySent."""
    lock_draft(application=application)
    return is_kept(typed) and receive(application, page, sent, typed)


def park(*, user: User, application_id: int, page: str, typed: Mapping[str, Any]) -> bool:
    """Keep a page that ``user`` sent after their session had run out, until they have signed in again. Nothing of it
    is stored as an answer. Returns whether there is such a draft of theirs."""
    application = get_own_draft(user, application_id)
    if application is None:
        return False
    return keep_typed(actor=user, application=application, page=page, typed=typed, sent=Sent())


def forget_typed(*, application: Application, page: str, sent: Sent | None = None) -> None:
    """The page has been saved, by ``sent``: what was kept beside it is not needed any more, and what the same drawn
    page sent before by itself comes too late."""
    receive(application, page, sent or Sent(), None)


def forget_pages(*, application: Application) -> None:
    """The application is sent: nothing is kept beside it."""
    db.session.execute(delete(FormPage).where(FormPage.application_id == application.id))


def is_kept(typed: Mapping[str, Any]) -> bool:
    return sum(len(text) for texts in typed["values"].values() for text in texts) <= MOST_TYPED


def receive(application: Application, page: str, sent: Sent, typed: Mapping[str, Any] | None) -> bool:
    """Note that something of a page arrived, and keep what of it is no answer. The application has been locked.

    Returns False for what comes late, or a second time (a browser that loses its connection may send it once more): it,
    or something newer of the same drawn page, was here before. Only what comes by itself can be late; a button is
    always meant.
    """
    row = db.session.scalar(select(FormPage).where(FormPage.application_id == application.id, FormPage.page == page))
    if row is None:
        if not (sent.tab or typed):
            return True
        row = FormPage(application_id=application.id, page=page, numbers={})
        db.session.add(row)
    if sent.by_itself and sent.number <= row.numbers.get(sent.tab, -1):
        return False
    if sent.tab:
        others = {tab: number for tab, number in row.numbers.items() if tab != sent.tab}
        newest = max(sent.number, row.numbers.get(sent.tab, 0))
        row.numbers = {**dict(list(others.items())[1 - MOST_TABS :]), sent.tab: newest}
    row.typed = dict(typed) if typed else None
    db.session.flush()
    return True
