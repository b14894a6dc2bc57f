"""Writing the trail, reading it, and trying to falsify it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
import structlog
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.audit import operations, queries
from teachpb.audit.errors import AppendOnly
from teachpb.audit.models import AuditEntry
from teachpb.db import transaction
from teachpb.notifications.models import Suppression, SuppressionReason
from tests.support.time import FrozenClock

ADA = SimpleNamespace(id=41, full_name="Ada Lovelace", email="ada@example.org")


def a_subject(address: str = "someone@mail.example.org") -> Suppression:
    """Any row will do to be written about."""
    return Suppression(address=address, reason=SuppressionReason.asked)


def entry(session: Session, **given: object) -> AuditEntry:
    subject = given.pop("subject", None) or a_subject()
    with transaction():
        made = operations.record(actor=ADA, verb="thing_done", subject=subject, **given)  # type: ignore[arg-type]
    return made


def test_an_entry_says_who_what_and_when(session: Session, frozen: FrozenClock) -> None:
    with structlog.contextvars.bound_contextvars(request_id="abc12345"):
        made = entry(session, changes={"name": ("Old", "New")}, organisation_id=9, note="by telephone")
    assert (made.actor_id, made.actor_label, made.verb) == (41, "Ada Lovelace", "thing_done")
    assert made.at == clock.now()
    assert made.changes == {"name": ["Old", "New"]}
    assert (made.organisation_id, made.note, made.request_id) == (9, "by telephone", "abc12345")
    assert made.subject_type == "suppressions"


def test_a_new_subject_gets_its_number(session: Session) -> None:
    subject = a_subject()
    made = entry(session, subject=subject)
    assert made.subject_id == subject.id


def test_the_system_is_an_actor_too(session: Session) -> None:
    with transaction():
        made = operations.record(actor=None, verb="thing_expired", subject=a_subject())
        assert (made.actor_id, made.actor_label) == (None, "System")


def test_the_address_of_the_actor_is_not_kept(session: Session) -> None:
    made = entry(session)
    assert "ada@example.org" not in str({column.key: getattr(made, column.key) for column in AuditEntry.__table__.c})


def test_denied_values_never_reach_the_table(session: Session) -> None:
    made = entry(session, changes={"religion": ("none", "Quaker"), "dietary_needs": (None, "halal")})
    session.expire(made)
    assert made.changes == {"religion": "changed", "dietary_needs": "changed"}


def test_what_changed_is_told_from_the_object(session: Session) -> None:
    subject = a_subject()
    with transaction():
        session.add(subject)
    with transaction():
        assert subject.reason is SuppressionReason.asked
        subject.reason = SuppressionReason.bounced
        subject.address = subject.address
        changes = operations.changes_of(subject)
    assert changes == {"reason": (SuppressionReason.asked, SuppressionReason.bounced)}


def test_an_entry_cannot_be_changed(session: Session) -> None:
    made = entry(session)
    with pytest.raises(AppendOnly), transaction():
        made.verb = "something_else"
        session.flush()


def test_an_entry_cannot_be_deleted(session: Session) -> None:
    made = entry(session)
    with pytest.raises(AppendOnly), transaction():
        session.delete(made)
        session.flush()


@pytest.mark.parametrize("statement", [update(AuditEntry).values(verb="x"), delete(AuditEntry)])
def test_nor_many_at_once(session: Session, statement: object) -> None:
    entry(session)
    with pytest.raises(AppendOnly), transaction():
        session.execute(statement)  # type: ignore[call-overload]


def test_other_tables_may_be_changed_in_bulk(session: Session) -> None:
    with transaction():
        session.execute(delete(Suppression))


def test_a_name_can_be_forgotten_and_the_deed_not(session: Session) -> None:
    made = entry(session)
    other = SimpleNamespace(id=42, full_name="Charles Babbage")
    with transaction():
        kept = operations.record(actor=other, verb="thing_done", subject=a_subject("other@mail.example.org"))
    with transaction():
        operations.forget_actor(41)
    session.expire_all()
    assert (made.actor_label, made.actor_id, made.verb) == ("A former user", 41, "thing_done")
    assert kept.actor_label == "Charles Babbage"


def test_the_trail_of_a_thing_is_read_newest_first(session: Session, frozen: FrozenClock) -> None:
    subject, other = a_subject(), a_subject("other@mail.example.org")
    for verb in ("made", "changed", "closed"):
        with transaction():
            operations.record(actor=ADA, verb=verb, subject=subject, organisation_id=1)
            operations.record(actor=ADA, verb=f"other_{verb}", subject=other, organisation_id=2)
        frozen.advance(timedelta(seconds=1))
    assert [found.verb for found in queries.entries_for(subject)] == ["closed", "changed", "made"]
    assert [found.verb for found in queries.entries_for(subject, limit=1)] == ["closed"]
    of_one = session.scalars(queries.entries_for_organisation(2)).all()
    assert [found.verb for found in of_one] == ["other_closed", "other_changed", "other_made"]
    assert len(session.scalars(queries.entries_by(41)).all()) == 6
    assert session.scalars(queries.entries_by(42)).all() == []


def test_same_moment_same_order_every_time(session: Session, frozen: FrozenClock) -> None:
    subject = a_subject()
    with transaction():
        for number in range(5):
            operations.record(actor=None, verb=f"step_{number}", subject=subject)
    verbs = [found.verb for found in queries.entries_for(subject)]
    assert verbs == [f"step_{number}" for number in reversed(range(5))]
