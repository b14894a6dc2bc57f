"""The waiting list: together, for several dates, first by right; offers, reminders, and what is said meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.audit.models import AuditEntry
from teachpb.clock import LONDON
from teachpb.cpd import errors, operations, queries
from teachpb.cpd.locking import booking_transaction
from teachpb.cpd.models import LineStrategy, Place, PlaceNotice, PlaceState
from teachpb.cpd.operations import Answers, Delegate
from teachpb.db import db
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.cpd import CourseDateFactory, CourseFactory, PlaceFactory, fill
from tests.factories.schools import ProviderFactory, SchoolFactory, member
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

S = PlaceState
Outbox = Callable[[], list[Any]]
RunJob = Callable[[str], object]

pytestmark = pytest.mark.usefixtures("session", "frozen")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def full(capacity: int = 4, **fields: Any) -> Any:
    run = CourseDateFactory(capacity=capacity, **fields)
    fill(run, capacity)
    return run


def join(run: Any, size: int = 1, *, user: Any = None, others: Any = ()) -> Place:
    user = user or UserFactory()
    companions = tuple(Delegate(f"Friend {n}", f"friend{n}-{user.id}@example.org") for n in range(size - 1))
    answers = Answers(delegate_name=user.full_name, delegate_email=user.email, others=companions)
    return booking_transaction(
        lambda: operations.join_line(actor=user, course_date_id=run.id, answers=answers, other_dates=others)
    )


def free(run: Any, count: int = 1) -> None:
    """Let somebody give a place back."""
    for _ in range(count):
        place = next(p for p in run.places if p.state is S.confirmed)
        booking_transaction(
            lambda place=place: operations.cancel_place(actor=place.booking.booker, place_id=place.id, shown_pence=0)  # type: ignore[misc]
        )
        db.session.refresh(run)


def entry(place: Place) -> list[PlaceState]:
    db.session.expire_all()
    return [one.state for one in place.booking.places if (one.course_date_id, one.waiting_number) == key_of(place)]


def key_of(place: Place) -> tuple[int, int | None]:
    return place.course_date_id, place.waiting_number


class TestTogether:
    def test_strict_keeps_the_place_for_the_first(self, client: StrictClient) -> None:
        """Case 10, first half."""
        run = full()
        pair, single = join(run, 2), join(run)
        free(run)
        assert (entry(pair), entry(single)) == ([S.waiting] * 2, [S.waiting])
        client.sign_in(pair.booking.booker)
        page = client.get(f"/training/places/{pair.id}")
        assert "Waiting for 2 together: 1 place is free so far." in page.text
        client.sign_in(single.booking.booker)
        assert "Whoever is before you in line" in client.get(f"/training/places/{single.id}").text
        free(run)
        assert (entry(pair), entry(single)) == ([S.offered] * 2, [S.waiting])

    def test_skip_to_fit_passes_over_twice_and_then_keeps(self) -> None:
        """Case 10, second half."""
        run = full(line_strategy=LineStrategy.skip_to_fit)
        pair, *singles = join(run, 2), join(run), join(run), join(run)
        free(run)
        assert (entry(pair), pair.skips, entry(singles[0])) == ([S.waiting] * 2, 1, [S.offered])
        free(run)
        assert (pair.skips, entry(singles[1])) == (2, [S.offered])
        free(run)
        assert (pair.skips, entry(singles[2]), entry(pair)) == (2, [S.waiting], [S.waiting] * 2)
        free(run)
        assert (entry(pair), entry(singles[2])) == ([S.offered] * 2, [S.waiting])

    def test_taken_all_or_none(self, outbox: Outbox) -> None:
        run = full()
        three = join(run, 3)
        free(run, 3)
        offers = [mail for mail in outbox() if mail.subject.startswith("A place has come free")]
        assert len(offers) == 1 and "Friend 0 and Friend 1" in offers[0].text
        booking_transaction(lambda: operations.accept_offer(actor=three.booking.booker, place_id=three.id))
        assert entry(three) == [S.confirmed] * 3
        confirmed = {mail.to for mail in outbox() if mail.subject.startswith("Your place is confirmed")}
        assert confirmed == {place.delegate_email for place in three.booking.places}

    def test_turned_down_together(self) -> None:
        run = full()
        pair, single = join(run, 2), join(run)
        free(run, 2)
        booking_transaction(lambda: operations.leave_line(actor=pair.booking.booker, place_id=pair.id))
        assert (entry(pair), entry(single)) == ([S.offer_declined] * 2, [S.offered])

    def test_counted_as_places_before_the_public(self) -> None:
        run = CourseDateFactory(capacity=4)
        fill(run, 2)
        join(run, 3)
        left = queries.availability(run)
        assert (left.waiting, left.for_public, left.for_line) == (3, 0, 2)

    def test_no_more_than_five_nor_twice_the_same(self) -> None:
        run = full()
        with pytest.raises(errors.TooManyTogether):
            join(run, 6)
        user = UserFactory()
        answers = Answers(delegate_name="A", delegate_email="a@example.org", others=(Delegate("B", "a@example.org"),))
        with pytest.raises(errors.AlreadyPlaced):
            booking_transaction(lambda: operations.join_line(actor=user, course_date_id=run.id, answers=answers))


class TestOtherDates:
    def test_one_date_serves_and_the_other_lines_are_left(self) -> None:
        course = CourseFactory()
        first, second = full(course=course), full(course=course)
        place = join(first, others=[second.id])
        after = join(second)
        assert len(place.booking.places) == 2
        free(second)
        other = next(one for one in place.booking.places if one.course_date_id == second.id)
        assert (place.state, other.state, after.state) == (S.waiting, S.offered, S.waiting)
        booking_transaction(lambda: operations.accept_offer(actor=place.booking.booker, place_id=other.id))
        assert (place.state, other.state) == (S.left_list, S.confirmed)

    def test_an_offer_elsewhere_goes_on_to_the_next(self) -> None:
        course = CourseFactory()
        first, second = full(course=course), full(course=course)
        place = join(first, others=[second.id])
        after = join(first)
        free(first)
        free(second)
        other = next(one for one in place.booking.places if one.course_date_id == second.id)
        assert (place.state, other.state) == (S.offered, S.offered)
        booking_transaction(lambda: operations.accept_offer(actor=place.booking.booker, place_id=other.id))
        assert (place.state, after.state) == (S.offer_declined, S.offered)

    def test_not_on_another_course(self) -> None:
        with pytest.raises(errors.NotOpen):
            join(full(), others=[full().id])


class TestOffers:
    def test_it_lapses_on_working_time_and_goes_on_in_the_same_step(
        self, client: StrictClient, frozen: FrozenClock, outbox: Outbox, run_job: RunJob
    ) -> None:
        """Case 8: offered on Friday at 4pm over the bank holiday of 4 May, it lapses on Wednesday at 4pm."""
        run = full(day=clock.today() + timedelta(days=60))
        first, second = join(run), join(run)
        frozen.move_to(at("2026-05-01 16:00"))
        free(run)
        assert first.offered_until == at("2026-05-06 16:00")
        frozen.move_to(at("2026-05-06 15:59"))
        run_job("cpd.expire_holds")
        assert entry(first) == [S.offered]
        frozen.move_to(at("2026-05-06 16:00"))
        client.sign_in(first.booking.booker)
        assert "This offer has lapsed" in client.get(f"/training/places/{first.id}/offer").text
        run_job("cpd.expire_holds")
        run_job("cpd.expire_holds")
        assert (entry(first), entry(second)) == ([S.offer_expired], [S.offered])
        ended = [mail for mail in outbox() if mail.subject.startswith("Your offer has ended")]
        assert [mail.to for mail in ended] == [first.booking.booker.email]
        page = client.get(f"/training/places/{first.id}/offer")
        assert "This offer has lapsed" in page.text and "4pm on Wednesday 6 May 2026" in page.text
        url = f"/training/places/{first.id}/offer"
        with pytest.raises(errors.OfferEnded):
            booking_transaction(lambda: operations.accept_offer(actor=first.booking.booker, place_id=first.id))
        assert client.get(url).h1 == "This offer has lapsed"
        assert queries.availability(run).taken == 4

    def test_a_reminder_when_half_the_time_is_over(self, frozen: FrozenClock, outbox: Outbox, run_job: RunJob) -> None:
        run = full(day=clock.today() + timedelta(days=60))
        pair = join(run, 2)
        frozen.move_to(at("2026-04-27 10:00"))
        free(run, 2)
        told = []
        for moment in ("2026-04-28 09:59", "2026-04-28 10:01", "2026-04-28 15:00", "2026-04-29 09:00"):
            frozen.move_to(at(moment))
            run_job("cpd.remind_of_offers")
            told.append(sum(mail.subject.startswith("Your offer is still open") for mail in outbox()))
        assert told == [0, 1, 1, 1]
        assert outbox()[-1].to == pair.booking.booker.email and "Friend 0" in outbox()[-1].text
        assert len(db.session.scalars(select(PlaceNotice)).all()) == 1

    def test_no_reminder_at_night_or_at_the_weekend(self, frozen: FrozenClock, outbox: Outbox, run_job: RunJob) -> None:
        run = full(day=clock.today() + timedelta(days=60))
        join(run)
        frozen.move_to(at("2026-04-24 16:00"))
        free(run)
        before = len(outbox())
        for moment in ("2026-04-26 12:00", "2026-04-27 04:00"):
            frozen.move_to(at(moment))
            run_job("cpd.remind_of_offers")
        assert len(outbox()) == before


class TestPriority:
    def test_staff_may_serve_somebody_first_with_a_reason(self, client: StrictClient, session: Session) -> None:
        provider = ProviderFactory()
        run = full(course__provider=provider)
        first, second = join(run), join(run)
        assert (queries.position_in_line(first), queries.position_in_line(second)) == (1, 2)
        client.sign_in(member(Role.provider_admin, provider))
        url = f"/training/desk/places/{second.id}/priority"
        assert "Serve them first" in client.get(f"/training/desk/places/{second.id}").links
        assert "Enter why, for whoever looks into this later" in client.submit(url, status=200).errors
        done = client.follow(client.submit(url, reason="New in post as SENCO"))
        assert "Served first: New in post as SENCO" in done.text and "Number 1 in line" in done.text
        session.expire_all()
        free(run)
        assert (entry(first), entry(second)) == ([S.waiting], [S.offered])
        entry_made = session.scalars(select(AuditEntry).where(AuditEntry.verb == "priority_given")).one()
        assert entry_made.note == "New in post as SENCO"

    def test_and_in_their_turn_again(self, client: StrictClient, session: Session) -> None:
        run = full()
        join(run)
        second = join(run)
        for first in (True, False):
            booking_transaction(
                lambda first=first: operations.set_priority(  # type: ignore[misc]
                    actor=UserFactory(), place_id=second.id, first=first, reason="Asked"
                )
            )
        assert (second.priority, second.priority_reason, queries.position_in_line(second)) == (0, "", 2)
        with pytest.raises(errors.NotWaiting):
            booking_transaction(
                lambda: operations.set_priority(actor=UserFactory(), place_id=PlaceFactory().id, first=True, reason="x")
            )


class TestJoining:
    @pytest.fixture
    def lead(self, client: StrictClient) -> Any:
        user = member(Role.cpd_lead, SchoolFactory())
        client.sign_in(user)
        return user

    def test_together_and_for_another_date(self, client: StrictClient, session: Session, lead: Any) -> None:
        course = CourseFactory()
        run, other = full(course=course), full(course=course, day=clock.today() + timedelta(days=44))
        url = f"/training/book/{run.id}/waiting-list"
        fields = {"who": "myself", "payer": "nobody"}
        wrong = client.submit(url, status=200, **fields, others="Dev Patel dev@example.org")
        assert any("must be a name, a comma and an email address" in error for error in wrong.errors)
        assert "Dev Patel dev@example.org" in wrong.body
        page = client.submit(
            url,
            **fields,
            others="Dev Patel, Dev@Example.org\n\nEve Stone, eve@example.org",
            other_dates=[str(other.id)],
        )
        done = client.follow(page)
        assert "are number 1 in line" in done.text and "Dev Patel" in done.text
        rows = session.scalars(select(Place).where(Place.state == S.waiting)).all()
        assert len(rows) == 6
        assert {row.delegate_email for row in rows} == {lead.email, "dev@example.org", "eve@example.org"}
        assert len({row.booking_id for row in rows}) == 1

    def test_too_many(self, client: StrictClient, lead: Any) -> None:
        many = "\n".join(f"Friend {n}, f{n}@example.org" for n in range(5))
        page = client.submit(
            f"/training/book/{full().id}/waiting-list", status=200, who="myself", payer="nobody", others=many
        )
        assert "Up to five people can wait together: name fewer, or join in two groups" in page.errors

    def test_who_books_for_nobody_else_is_not_asked_for_others(self, client: StrictClient) -> None:
        client.sign_in(UserFactory())
        page = client.get(f"/training/book/{full().id}/waiting-list")
        assert not page.select("[name=others]") and not page.select("[name=other_dates]")


def test_why_nobody_is_offered_a_place_that_is_not_open(client: StrictClient, frozen: FrozenClock) -> None:
    run = full(booking_closes_at=clock.now() + timedelta(hours=1))
    place = join(run)
    assert SimpleNamespace(state=place.state).state is S.waiting
    frozen.advance(timedelta(hours=2))
    client.sign_in(place.booking.booker)
    assert "Booking for this date is closed" in client.get(f"/training/places/{place.id}").text
