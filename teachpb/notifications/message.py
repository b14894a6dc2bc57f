"""A message as the rooms compose it, before it is rendered into the outbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file to go with a message."""

    filename: str
    media_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Message:
    """One message to one person.

    ``template`` names ``templates/emails/<template>.txt`` and ``.html``; without the second, the text is set into the
    layout. ``subject`` says nothing personal. ``calendar`` is a whole iCalendar object with a METHOD (RFC 5546); it is
    sent both as an alternative and as ``invite.ics``. ``unsubscribe_url`` must answer POST without a session (RFC
    8058). ``dedupe_key``: of all messages with the same key only the first is queued. ``secret`` says that the text
    holds a link that signs somebody in: it is blanked as soon as it has been sent.
    """

    to: str
    subject: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    to_name: str = ""
    from_name: str = ""
    reply_to: str | None = None
    attachments: Sequence[Attachment] = ()
    calendar: bytes | str | None = None
    kind: str = ""
    user_id: int | None = None
    organisation_id: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    unsubscribe_url: str | None = None
    dedupe_key: str | None = None
    secret: bool = False
