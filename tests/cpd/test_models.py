"""The tables, and the states as tables."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.cpd.models import CourseDateState, CourseSession, PlaceState, PriceBand, Venue
from teachpb.cpd.models.booking import REFERENCE_ALPHABET, new_reference
from teachpb.cpd.models.transitions import (
    ACTIVE,
    AFTER_REGISTER,
    DATE_TRANSITIONS,
    PLACE_TRANSITIONS,
    RESTORABLE,
    SETTLED,
    date_may_become,
    may_become,
)
from teachpb.db import DomainError, db, transaction
from tests.factories.cpd import BookingFactory, CourseDateFactory, HeldPlaceFactory, PlaceFactory
from tests.support.time import FrozenClock

S = PlaceState
D = CourseDateState

#: state -> what may follow, as booking.md has it.
PLACES = {
    S.held: {S.confirmed, S.awaiting_approval, S.expired, S.cancelled_by_provider},
    S.awaiting_approval: {
        S.confirmed,
        S.not_approved,
        S.expired,
        S.cancelled_by_customer,
        S.cancelled_by_provider,
    },
    S.waiting: {S.offered, S.left_list, S.cancelled_by_provider},
    S.offered: {
        S.confirmed,
        S.awaiting_approval,
        S.offer_declined,
        S.offer_expired,
        S.cancelled_by_provider,
        S.waiting,
    },
    S.confirmed: {
        S.cancelled_by_customer,
        S.cancelled_by_provider,
        S.substituted,
        S.transferred,
        S.attended,
        S.part_attended,
        S.no_show,
        S.excused,
    },
    S.attended: {S.part_attended, S.no_show, S.excused},
    S.part_attended: {S.attended, S.no_show, S.excused},
    S.no_show: {S.attended, S.part_attended, S.excused},
    S.excused: {S.attended, S.part_attended, S.no_show},
    **{state: {S.confirmed, S.waiting} for state in RESTORABLE},
}

DATES = {
    D.draft: {D.published, D.cancelled},
    D.published: {D.closed, D.delivered, D.postponed, D.cancelled},
    D.closed: {D.published, D.delivered, D.postponed, D.cancelled},
    D.postponed: {D.published, D.cancelled},
}


@pytest.mark.pure
@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("target", list(S))
def test_a_place_moves_only_as_the_table_says(state: S, target: S) -> None:
    assert may_become(state, target) is (target in PLACES.get(state, set()))


@pytest.mark.pure
@pytest.mark.parametrize("state", list(D))
@pytest.mark.parametrize("target", list(D))
def test_a_course_date_moves_only_as_the_table_says(state: D, target: D) -> None:
    assert date_may_become(state, target) is (target in DATES.get(state, set()))


@pytest.mark.pure
def test_every_state_stands_in_its_table() -> None:
    assert set(PLACE_TRANSITIONS) == set(S)
    assert set(DATE_TRANSITIONS) == set(D)


@pytest.mark.pure
def test_what_counts_is_confirmed_and_later_and_waits_for_approval() -> None:
    assert {S.confirmed, S.awaiting_approval, *AFTER_REGISTER} == SETTLED
    assert {*SETTLED, S.held, S.offered, S.waiting} == ACTIVE
    assert set(S) - ACTIVE - RESTORABLE == {S.substituted, S.transferred}
    assert not PLACE_TRANSITIONS[S.substituted] | PLACE_TRANSITIONS[S.transferred]


@pytest.mark.pure
def test_references_hold_no_look_alikes() -> None:
    references = {new_reference() for _ in range(300)}
    assert len(references) == 300
    assert all(len(reference) == 8 for reference in references)
    assert not set("".join(references)) & set("01OIL")
    assert set("".join(references)) <= set(REFERENCE_ALPHABET)


@pytest.mark.pure
@pytest.mark.parametrize(
    ("day", "utc_hour"), [(date(2026, 10, 24), 15), (date(2026, 10, 26), 16), (date(2026, 3, 30), 15)]
)
def test_a_session_at_four_stays_at_four_across_the_clock_change(day: date, utc_hour: int) -> None:
    session = CourseSession(day=day, starts=time(16), ends=time(18), zone="Europe/London")
    assert session.starts_at == datetime(day.year, day.month, day.day, utc_hour, tzinfo=UTC)
    assert session.ends_at - session.starts_at == timedelta(hours=2)


@pytest.mark.pure
def test_a_venue_reads_as_an_address() -> None:
    venue = Venue(name="The Fleet", address="Fleet Way\n\nFletton", postcode="PE2 8DL")
    assert venue.address_lines == ["Fleet Way", "Fletton", "PE2 8DL"]
    assert venue.one_line == "The Fleet, Fleet Way, Fletton, PE2 8DL"


@pytest.mark.parametrize(
    ("fields", "open_"),
    [
        ({}, True),
        ({"state": D.draft}, False),
        ({"state": D.closed}, False),
        ({"state": D.cancelled}, False),
        ({"opens": timedelta(minutes=1)}, False),
        ({"opens": timedelta(0)}, True),
        ({"closes": timedelta(0)}, False),
        ({"closes": timedelta(minutes=1)}, True),
        ({"day": date(2026, 4, 23)}, False),
    ],
)
def test_a_date_takes_bookings_by_state_and_by_the_clock(
    session: Session, frozen: FrozenClock, fields: dict[str, object], open_: bool
) -> None:
    values = dict(fields)
    for name, column in (("opens", "booking_opens_at"), ("closes", "booking_closes_at")):
        if name in values:
            values[column] = clock.now() + values.pop(name)  # type: ignore[operator]
    assert CourseDateFactory(**values).takes_bookings(clock.now()) is open_


def test_the_span_of_a_date_is_that_of_its_sessions(session: Session, frozen: FrozenClock) -> None:
    run = CourseDateFactory(day=date(2026, 5, 5))
    assert run.starts_at == datetime(2026, 5, 5, 8, 30, tzinfo=UTC)
    assert run.ends_at == datetime(2026, 5, 5, 14, 30, tzinfo=UTC)


def test_the_database_refuses_a_second_active_place_of_one_delegate(session: Session) -> None:
    place = PlaceFactory()
    with pytest.raises(DomainError, match="already has a place") as caught, transaction():
        _copy(place, S.waiting)
    assert caught.value.field == "delegate_email"


@pytest.mark.parametrize("state", [S.cancelled_by_customer, S.expired, S.transferred, S.offer_expired])
def test_places_that_ended_do_not_stand_in_the_way(session: Session, state: S) -> None:
    place = PlaceFactory(state=state)
    with transaction():
        again = _copy(place, S.confirmed)
    assert again.id is not None


def test_holds_without_a_name_do_not_collide(session: Session) -> None:
    run = CourseDateFactory()
    first, second = HeldPlaceFactory(course_date=run), HeldPlaceFactory(course_date=run)
    assert first.delegate_email is None and second.delegate_email is None


def test_one_booking_per_account_and_key(session: Session) -> None:
    booking = BookingFactory(submission_key="abc")
    BookingFactory(submission_key="abc")  # somebody else's
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError), transaction():
        db.session.add(type(booking)(booker_id=booking.booker_id, submission_key="abc"))
        db.session.flush()


@pytest.mark.parametrize(
    "values",
    [{"capacity": 0}, {"minimum": 11}, {"minimum": -1}],
)
def test_the_database_refuses_impossible_numbers(session: Session, values: dict[str, int]) -> None:
    from sqlalchemy.exc import IntegrityError

    run = CourseDateFactory()
    with pytest.raises(IntegrityError), transaction():
        for name, value in values.items():
            setattr(run, name, value)
        db.session.flush()


def test_a_price_is_looked_up_by_band(session: Session) -> None:
    run = CourseDateFactory(prices={"individual": 0, "academy_city": 12050})
    assert run.price_for(PriceBand.individual) == 0
    assert run.price_for(PriceBand.academy_city) == 12050
    assert run.price_for(PriceBand.early_years) is None


def _copy(place: object, state: S) -> object:
    from teachpb.cpd.models import Place

    again = Place(
        course_date_id=place.course_date_id,  # type: ignore[attr-defined]
        booking_id=place.booking_id,  # type: ignore[attr-defined]
        delegate_name="Same Person",
        delegate_email=place.delegate_email,  # type: ignore[attr-defined]
        state=state,
        state_entered_at=clock.now(),
        price_band=PriceBand.individual,
        price_pence=0,
    )
    db.session.add(again)
    db.session.flush()
    return again
