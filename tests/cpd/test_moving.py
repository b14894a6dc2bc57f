"""Somebody else comes, another date, back again: what happens to places, who is told, what calendars hear."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import icalendar
import pytest
from sqlalchemy import select

from teachpb import clock
from teachpb.audit.models import AuditEntry
from teachpb.cpd import errors, operations, queries
from teachpb.cpd.locking import booking_transaction
from teachpb.cpd.models import CourseDateState, DelegateNeeds, Place, PlaceState, PriceBand
from teachpb.cpd.models.transitions import RESTORABLE
from teachpb.cpd.operations import Needs, Substitute
from teachpb.cpd.signals import place_replaced
from teachpb.db import db
from tests.factories.accounts import UserFactory
from tests.factories.cpd import (
    CourseDateFactory,
    CourseFactory,
    DelegateNeedsFactory,
    PlaceFactory,
    WaitingPlaceFactory,
    fill,
)
from tests.support.time import FrozenClock

S = PlaceState
Outbox = Callable[[], list[Any]]

pytestmark = pytest.mark.usefixtures("session", "frozen")

DEV = Substitute(name="Dev Patel", email="dev@example.org")


def substitute(place: Any, who: Substitute = DEV, actor: Any = None) -> Place:
    actor = actor or place.booking.booker
    return booking_transaction(lambda: operations.substitute(actor=actor, place_id=place.id, substitute=who))


def transfer(place: Any, run: Any, pence: int = 12000) -> Place:
    return booking_transaction(
        lambda: operations.transfer(
            actor=place.booking.booker, place_id=place.id, course_date_id=run.id, shown_pence=pence
        )
    )


def restore(place: Any, *, to_line: bool = False, reason: str = "Cancelled by mistake") -> Place:
    return booking_transaction(
        lambda: operations.restore(actor=UserFactory(), place_id=place.id, to_line=to_line, reason=reason)
    )


def heard(message: Any) -> tuple[str, int]:
    calendar = icalendar.Calendar.from_ical(message.calendar)
    return str(calendar["METHOD"]), int(calendar.walk("VEVENT")[0]["SEQUENCE"])


def invited(place: Any) -> Any:
    """The place with its delegate's calendar told, as a booking leaves it."""
    from teachpb.cpd.models import CalendarMethod
    from teachpb.cpd.operations.invites import invite

    invite(place, CalendarMethod.request, now=clock.now())
    db.session.commit()
    return place


class TestSubstituting:
    def test_on_the_day_on_a_full_date(self, frozen: FrozenClock, outbox: Outbox) -> None:
        """Case 14: no capacity changes, the line stays, Cara leaves and Dev comes."""
        run = CourseDateFactory(capacity=3)
        fill(run, 2)
        line = WaitingPlaceFactory(course_date=run, waiting_number=1)
        cara = invited(PlaceFactory(course_date=run, delegate=None, delegate_email="cara@example.org"))
        frozen.move_to(run.starts_at - timedelta(minutes=30))
        smith = UserFactory(full_name="J. Smith")
        dev = substitute(cara, actor=smith)
        assert (cara.state, dev.state, line.state) == (S.substituted, S.confirmed, S.waiting)
        assert (cara.successor_id, cara.ended_by_id, cara.ended_at) == (dev.id, smith.id, clock.now())
        assert (cara.charge_pence, dev.price_pence, dev.booking_id) == (None, cara.price_pence, cara.booking_id)
        assert queries.availability(run).taken == 3
        left, came, copy = outbox()
        assert (left.to, heard(left)) == ("cara@example.org", ("CANCEL", 1))
        assert (came.to, heard(came)) == ("dev@example.org", ("REQUEST", 0))
        assert copy.to == cara.booking.booker.email and "Dev Patel comes instead of Cara Jones" in copy.text
        assert not any("Dev" in mail.subject or "Cara" in mail.subject for mail in outbox())

    def test_the_same_once_more_is_the_same(self, outbox: Outbox) -> None:
        place = PlaceFactory()
        first = substitute(place)
        told = len(outbox())
        assert substitute(place).id == first.id
        assert len(outbox()) == told

    @pytest.mark.parametrize(("answer", "may"), [(True, True), (False, False), (None, False)])
    def test_prerequisites_are_asked(self, answer: bool | None, may: bool) -> None:
        place = PlaceFactory(course_date__course__prerequisites="Level 2 food hygiene")
        who = Substitute(name="Dev", email="dev@example.org", meets_prerequisites=answer)
        if may:
            assert substitute(place, who).state is S.confirmed
        else:
            with pytest.raises(errors.LacksPrerequisites):
                substitute(place, who)
            assert place.state is S.confirmed

    @pytest.mark.parametrize("state", sorted(set(S) - {S.confirmed}))
    def test_only_a_confirmed_place(self, state: S) -> None:
        place = PlaceFactory(state=state, waiting_number=1)
        with pytest.raises(errors.CannotMove):
            substitute(place)

    @pytest.mark.parametrize(
        ("after_start", "may"), [(timedelta(seconds=-1), True), (timedelta(0), False), (timedelta(hours=1), False)]
    )
    def test_until_the_start(self, frozen: FrozenClock, after_start: timedelta, may: bool) -> None:
        place = PlaceFactory()
        frozen.move_to(place.course_date.starts_at + after_start)
        if may:
            assert substitute(place).state is S.confirmed
        else:
            with pytest.raises(errors.CannotMove):
                substitute(place)

    def test_not_by_somebody_who_is_there_or_waits(self) -> None:
        place = PlaceFactory(delegate_email="cara@example.org", delegate=None)
        PlaceFactory(course_date=place.course_date, delegate=None, delegate_email="there@example.org")
        WaitingPlaceFactory(
            course_date=place.course_date, waiting_number=1, delegate=None, delegate_email="waits@example.org"
        )
        with pytest.raises(errors.SamePerson):
            substitute(place, Substitute(name="Cara", email="cara@example.org"))
        for email in ("there@example.org", "waits@example.org"):
            with pytest.raises(errors.AlreadyPlaced):
                substitute(place, Substitute(name="X", email=email))

    def test_needs_go_with_whoever_had_them(self) -> None:
        needs = DelegateNeedsFactory(dietary="No nuts")
        new = substitute(needs.place, Substitute(name="D", email="d@example.org", needs=Needs(access="A ramp")))
        db.session.expire_all()
        assert [row.access for row in db.session.scalars(select(DelegateNeeds))] == ["A ramp"]
        assert new.needs is not None

    def test_the_trail_names_no_delegate(self) -> None:
        place = PlaceFactory()
        substitute(place)
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "place_substituted")).one()
        assert "Dev" not in str(entry.changes) and "dev@" not in str(entry.changes)
        assert entry.changes["state"] == ["confirmed", "substituted"]

    def test_other_rooms_hear_of_it(self) -> None:
        heard_of: list[Any] = []

        def listen(_app: Any, **facts: Any) -> None:
            heard_of.append(facts)

        with place_replaced.connected_to(listen):
            place = PlaceFactory()
            new = substitute(place)
        assert heard_of == [{"place_id": place.id, "successor_id": new.id}]


class TestTransferring:
    def test_to_another_date(self, outbox: Outbox) -> None:
        course = CourseFactory()
        old, new = CourseDateFactory(course=course, capacity=1), CourseDateFactory(course=course)
        place = invited(PlaceFactory(course_date=old))
        waits = WaitingPlaceFactory(course_date=old, waiting_number=1)
        moved = transfer(place, new)
        assert (place.state, moved.state, moved.course_date_id) == (S.transferred, S.confirmed, new.id)
        assert (place.charge_pence, moved.booking_id, place.successor_id) == (None, place.booking_id, moved.id)
        assert waits.state is S.offered, "what is freed goes to the line"
        left, came = outbox()[:2]
        assert (left.to, heard(left)[0]) == (place.delegate_email, "CANCEL")
        assert (came.to, heard(came)) == (place.delegate_email, ("REQUEST", 0))
        assert queries.availability(old).taken == 1 and queries.availability(new).taken == 1
        assert transfer(place, new).id == moved.id, "once more is the same"

    def test_the_price_of_the_other_date_holds(self) -> None:
        course = CourseFactory()
        place = PlaceFactory(course_date__course=course)
        dear = CourseDateFactory(course=course, prices={PriceBand.individual.value: 15000})
        with pytest.raises(errors.PriceChanged):
            transfer(place, dear, pence=12000)
        assert transfer(place, dear, pence=15000).price_pence == 15000
        assert place.price_pence == 12000

    @pytest.mark.parametrize(
        ("pence", "said"), [(12000, "The price stays as it was."), (15000, "The price was £120 and is now £150.")]
    )
    def test_whoever_booked_is_told(self, outbox: Outbox, pence: int, said: str) -> None:
        course = CourseFactory()
        place = PlaceFactory(course_date__course=course, delegate=None, delegate_email="cara@example.org")
        new = CourseDateFactory(course=course, prices={PriceBand.individual.value: pence})
        transfer(place, new, pence=pence)
        copy = outbox()[-1]
        assert copy.to == place.booking.booker.email
        assert "Cara" not in copy.subject
        assert "The place of Cara Jones has moved to" in copy.text
        assert place.booking.reference in copy.text
        assert said in copy.text

    def test_a_discount_comes_along(self) -> None:
        course = CourseFactory()
        sold = {"list_pence": 12000, "discount_code": "EARLY", "discount_pence": 2000, "net_pence": 10000}
        place = PlaceFactory(course_date__course=course, price_pence=10000, **sold)
        same = CourseDateFactory(course=course)
        dear = CourseDateFactory(course=course, prices={PriceBand.individual.value: 15000})
        assert {pence for _, _, pence in operations.dates_to_move_to(place=place, moment=clock.now())} == {10000, 13000}
        moved = transfer(transfer(place, same, pence=10000), dear, pence=13000)
        assert (moved.list_pence, moved.discount_pence, moved.net_pence) == (15000, 2000, 13000)

    def test_those_in_line_come_first(self) -> None:
        course = CourseFactory()
        place = PlaceFactory(course_date__course=course)
        target = CourseDateFactory(course=course, capacity=3)
        fill(target, 2)
        WaitingPlaceFactory(course_date=target, waiting_number=1)
        with pytest.raises(errors.DateFull):
            transfer(place, target)
        assert place.state is S.confirmed

    def test_not_to_the_same_nor_another_course_nor_a_closed_one(self) -> None:
        course = CourseFactory()
        place = PlaceFactory(course_date__course=course)
        closed = CourseDateFactory(course=course, state=CourseDateState.closed)
        for run in (place.course_date, CourseDateFactory(), closed):
            with pytest.raises(errors.NotThisDate):
                transfer(place, run)

    def test_not_where_one_has_a_place_already(self) -> None:
        course = CourseFactory()
        place = PlaceFactory(course_date__course=course)
        target = CourseDateFactory(course=course)
        PlaceFactory(course_date=target, delegate=place.delegate)
        with pytest.raises(errors.AlreadyPlaced):
            transfer(place, target)

    def test_not_after_the_start(self, frozen: FrozenClock) -> None:
        course = CourseFactory()
        place = PlaceFactory(course_date__course=course)
        later = CourseDateFactory(course=course, day=clock.today() + timedelta(days=90))
        frozen.move_to(place.course_date.starts_at)
        with pytest.raises(errors.CannotMove):
            transfer(place, later)

    def test_what_is_on_offer(self) -> None:
        course = CourseFactory()
        place = PlaceFactory(course_date__course=course)
        free = CourseDateFactory(course=course, capacity=4)
        full = CourseDateFactory(course=course, capacity=1)
        fill(full, 1)
        CourseDateFactory(course=course, prices={PriceBand.maintained_city.value: 9000})
        CourseDateFactory(course=course, state=CourseDateState.cancelled)
        found = operations.dates_to_move_to(place=place, moment=clock.now())
        assert [(run.id, left, pence) for run, left, pence in found] == [(free.id, 4, 12000)]


class TestRestoring:
    @pytest.mark.parametrize("state", sorted(RESTORABLE))
    def test_any_end_that_may_be_undone(self, state: S, outbox: Outbox) -> None:
        place = PlaceFactory(state=state, charge_pence=6000, ended_at=clock.now())
        restore(place)
        assert (place.state, place.charge_pence, place.ended_at) == (S.confirmed, None, None)
        assert heard(outbox()[-1])[0] == "REQUEST"
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "place_restored")).one()
        assert entry.note == "Cancelled by mistake"

    def test_the_count_is_taken_anew(self) -> None:
        run = CourseDateFactory(capacity=1)
        place = PlaceFactory(course_date=run, state=S.cancelled_by_customer)
        fill(run, 1)
        with pytest.raises(errors.CannotRestore, match="Every place is taken"):
            restore(place)
        restore(place, to_line=True)
        assert (place.state, place.waiting_number) == (S.waiting, 1)

    def test_the_line_is_served_where_there_is_room(self) -> None:
        place = PlaceFactory(state=S.left_list, waiting_number=1)
        restore(place, to_line=True)
        assert place.state is S.offered

    @pytest.mark.parametrize("state", sorted(set(S) - RESTORABLE))
    def test_nothing_else(self, state: S) -> None:
        place = PlaceFactory(state=state, waiting_number=1)
        assert not operations.can_restore(place=place)
        with pytest.raises(errors.CannotRestore):
            restore(place)

    def test_not_without_a_reason_nor_after_the_start_nor_twice(self, frozen: FrozenClock) -> None:
        place = PlaceFactory(state=S.cancelled_by_customer)
        with pytest.raises(errors.CannotRestore):
            restore(place, reason="  ")
        other = PlaceFactory(course_date=place.course_date, delegate=place.delegate)
        with pytest.raises(errors.AlreadyPlaced):
            restore(place)
        other.state = S.cancelled_by_customer
        db.session.commit()
        frozen.move_to(place.course_date.starts_at)
        with pytest.raises(errors.CannotRestore, match="has begun"):
            restore(place)

    def test_a_hold_that_ran_out_is_nothing_to_restore(self) -> None:
        place = PlaceFactory(state=S.expired, booking__submitted_at=None)
        assert not operations.can_restore(place=place)
