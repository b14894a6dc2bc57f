"""Reading the mail that links come in."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select

from teachpb.db import db
from teachpb.notifications.models import MessageRow

LINK = re.compile(r"http://localhost(/account/[a-z-]+/[A-Za-z0-9_-]{40,})")


def messages(to: str | None = None) -> list[Any]:
    """The mail written so far (to one address), oldest first."""
    question = select(MessageRow).order_by(MessageRow.id)
    return list(db.session.scalars(question if to is None else question.where(MessageRow.to == to)))


def link_in(message: MessageRow) -> str:
    """The path of the one link with a token; the HTML has the same."""
    found = LINK.findall(message.text)
    assert len(found) == 1, f"{len(found)} links in “{message.subject}”"
    assert found[0] in message.html
    return str(found[0])
