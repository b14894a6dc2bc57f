"""Joining instructions and reminders: to whom, when, and once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from teachpb import clock
from teachpb.clock import LONDON
from teachpb.cpd import operations
from teachpb.cpd.locking import booking_transaction
from teachpb.cpd.models import CourseDateState, PlaceState, PriceBand
from teachpb.cpd.operations import DateDetails
from tests.factories.accounts import UserFactory
from tests.factories.cpd import CourseDateFactory, PlaceFactory, fill
from tests.support.time import FrozenClock

S = PlaceState
Outbox = Callable[[], list[Any]]
RunJob = Callable[[str], object]

pytestmark = pytest.mark.usefixtures("session", "frozen")

#: A Tuesday; five working days before it is Tuesday 5 May (Monday 4 May is a bank holiday), two are Friday 8 May.
DAY = date(2026, 5, 12)


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=LONDON)


def on(**fields: Any) -> Any:
    return CourseDateFactory(day=DAY, online_link="https://meet.example.org/x", **fields)


def subjects(outbox: Outbox) -> list[str]:
    return [mail.subject.partition(":")[0] for mail in outbox()]


def edit(run: Any, **fields: Any) -> None:
    details = DateDetails(
        capacity=run.capacity,
        prices={PriceBand.individual: 12000},
        venue=run.venue,
        **{"online_link": run.online_link, **fields},
    )
    booking_transaction(lambda: operations.edit_date(actor=UserFactory(), course_date_id=run.id, details=details))


def test_instructions_five_and_a_reminder_two_working_days_before(
    frozen: FrozenClock, outbox: Outbox, run_job: RunJob
) -> None:
    run = on(joining_instructions="Ring the bell")
    place = fill(run, 1)[0]
    told = []
    for day in (date(2026, 5, 1), date(2026, 5, 5), date(2026, 5, 7), date(2026, 5, 8), date(2026, 5, 11)):
        frozen.move_to(at(day))
        run_job("cpd.send_due")
        run_job("cpd.send_due")
        told.append(subjects(outbox))
    assert told[0] == []
    assert told[1] == told[2] == ["How to join"]
    assert told[3] == told[4] == ["How to join", "Coming up"]
    first = outbox()[0]
    assert first.to == place.delegate_email
    assert "Ring the bell" in first.text and "https://meet.example.org/x" in first.text


def test_never_after_the_start(frozen: FrozenClock, outbox: Outbox, run_job: RunJob) -> None:
    run = on()
    fill(run, 1)
    frozen.move_to(run.starts_at)
    run_job("cpd.send_due")
    assert outbox() == []


def test_not_at_night(frozen: FrozenClock, outbox: Outbox, run_job: RunJob) -> None:
    fill(on(), 1)
    frozen.move_to(at(date(2026, 5, 8), 3))
    run_job("cpd.send_due")
    assert outbox() == []


@pytest.mark.parametrize("state", sorted(set(S) - {S.confirmed}))
def test_only_to_confirmed(frozen: FrozenClock, outbox: Outbox, run_job: RunJob, state: S) -> None:
    PlaceFactory(course_date=on(), state=state, waiting_number=1, confirmed_at=None)
    frozen.move_to(at(date(2026, 5, 8)))
    run_job("cpd.send_due")
    assert outbox() == []


@pytest.mark.parametrize("state", [CourseDateState.cancelled, CourseDateState.postponed, CourseDateState.draft])
def test_only_of_what_takes_place(frozen: FrozenClock, outbox: Outbox, run_job: RunJob, state: CourseDateState) -> None:
    fill(on(state=state), 1)
    frozen.move_to(at(date(2026, 5, 8)))
    run_job("cpd.send_due")
    assert outbox() == []


def test_who_books_late_has_it_in_the_confirmation(frozen: FrozenClock, outbox: Outbox, run_job: RunJob) -> None:
    run = on()
    frozen.move_to(at(date(2026, 5, 8)))
    fill(run, 1)
    frozen.advance(timedelta(hours=1))
    run_job("cpd.send_due")
    assert outbox() == []


def test_what_changes_is_told_again(frozen: FrozenClock, outbox: Outbox, run_job: RunJob) -> None:
    run = on()
    fill(run, 1)
    edit(run, joining_instructions="Ring the bell")
    frozen.move_to(at(date(2026, 5, 5)))
    run_job("cpd.send_due")
    assert len(outbox()) == 1, "a change before the day of sending is no news"
    frozen.move_to(at(date(2026, 5, 7)))
    edit(run, joining_instructions="Ring twice")
    run_job("cpd.send_due")
    run_job("cpd.send_due")
    assert len(outbox()) == 2
    assert "Ring twice" in outbox()[-1].text
    edit(run, joining_instructions="Ring twice")
    run_job("cpd.send_due")
    assert len(outbox()) == 2


def test_a_new_day_is_reminded_of_again(frozen: FrozenClock, outbox: Outbox, run_job: RunJob) -> None:
    run = on()
    fill(run, 1)
    frozen.move_to(at(date(2026, 5, 8)))
    run_job("cpd.send_due")
    booking_transaction(
        lambda: operations.postpone_date(
            actor=UserFactory(), course_date_id=run.id, reason="Snow", new_day=date(2026, 5, 19)
        )
    )
    frozen.move_to(at(date(2026, 5, 15)))
    run_job("cpd.send_due")
    assert subjects(outbox) == ["How to join", "Coming up", "Postponed", "How to join", "Coming up"]
    assert clock.now() < run.starts_at
