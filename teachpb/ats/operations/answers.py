"""Doing a thing once, however often it is asked: the Idempotency-Key header
(draft-ietf-httpapi-idempotency-key-header).

An answer is kept in the transaction that does the thing. Who sends the same key again gets the same answer for a day;
with another body, 422. Requests of one client are done one after the other, so that none is ever half done when it
comes again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select

from teachpb import clock
from teachpb.ats.errors import Refused
from teachpb.ats.models import AtsAnswer, AtsClient
from teachpb.ats.queries import ANSWERS_FOR, kept_answer
from teachpb.db import db


@dataclass(frozen=True)
class Answer:
    """``is_repeated``: it was given before."""

    status: int
    body: dict[str, Any]
    is_repeated: bool = False


def once(*, client: AtsClient, key: str, request_hash: str, work: Callable[[], Answer]) -> Answer:
    """The answer of ``work``, or the one it gave to the same request before. Refusals are answers too: what was counted
    or noted on the way stays. Without a key it is simply done."""
    db.session.scalar(select(AtsClient.id).where(AtsClient.id == client.id).with_for_update())
    known = kept_answer(client, key) if key else None
    if known is not None:
        if known.request_hash != request_hash:
            return Answer(422, {"errors": ["Idempotency-Key: this key was used for another request"]})
        return Answer(known.status, known.body, is_repeated=True)
    try:
        answer = work()
    except Refused as refused:
        answer = Answer(refused.status, refused.body)
    if key:
        db.session.execute(delete(AtsAnswer).where(AtsAnswer.client_id == client.id, AtsAnswer.key == key))
        kept = {"client_id": client.id, "key": key, "request_hash": request_hash}
        db.session.add(AtsAnswer(**kept, status=answer.status, body=answer.body, answered_at=clock.now()))
        db.session.flush()
    return answer


def forget_answers() -> int:
    """Delete the answers that are too old to be given again. Returns how many."""
    old = delete(AtsAnswer).where(AtsAnswer.answered_at <= clock.now() - ANSWERS_FOR)
    return int(getattr(db.session.execute(old), "rowcount", 0))
