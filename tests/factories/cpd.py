"""Courses, dates, sessions, venues; bookings and places."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import factory

from teachpb import clock
from teachpb.cpd.models import (
    Audience,
    Booking,
    Course,
    CourseDate,
    CourseDateState,
    CourseSession,
    CourseStatus,
    DelegateNeeds,
    Facilitator,
    Level,
    Mode,
    Place,
    PlaceState,
    PriceBand,
    Theme,
    Venue,
)
from teachpb.db import db
from teachpb.schools.models import Phase
from tests.factories.accounts import UserFactory
from tests.factories.base import BaseFactory
from tests.factories.schools import ProviderFactory

PRICES = {
    PriceBand.maintained_city.value: 9000,
    PriceBand.academy_city.value: 12000,
    PriceBand.individual.value: 12000,
    PriceBand.out_of_city.value: 15000,
}


class VenueFactory(BaseFactory):
    class Meta:
        model = Venue

    name = "Nene Park Training Centre"
    address = "Ham Lane\nPeterborough"
    postcode = "PE2 5UU"
    latitude = 52.5591
    longitude = -0.2846
    access_notes = "Step-free from the car park. Hearing loop in both rooms."


class CourseFactory(BaseFactory):
    """A published course in person."""

    class Meta:
        model = Course

    provider = factory.SubFactory(ProviderFactory)
    title = factory.Sequence(lambda n: f"Questioning that makes pupils think {n}")
    slug = factory.Sequence(lambda n: f"questioning-that-makes-pupils-think-{n}")
    summary = "Plan and ask questions that show you what every pupil has understood."
    description = "A practical day with film from city classrooms."
    outcomes = factory.LazyFunction(lambda: ["plan hinge questions", "check the understanding of every pupil"])
    audiences = factory.LazyFunction(lambda: [Audience.ect, Audience.classroom_teacher])
    phases = factory.LazyFunction(lambda: [Phase.primary, Phase.secondary])
    themes = factory.LazyFunction(lambda: [Theme.pedagogy])
    level = Level.developing
    mode = Mode.in_person
    hours = 6.0
    status = CourseStatus.published
    published_at = factory.LazyFunction(clock.now)


class CourseSessionFactory(BaseFactory):
    class Meta:
        model = CourseSession

    course_date = factory.SubFactory("tests.factories.cpd.CourseDateFactory", sessions=[])
    day = factory.LazyFunction(lambda: clock.today() + timedelta(days=30))
    starts = time(9, 30)
    ends = time(15, 30)


class CourseDateFactory(BaseFactory):
    """A published date in 30 days, 9:30am to 3:30pm, with ten places. ``day=…`` moves it."""

    class Meta:
        model = CourseDate

    class Params:
        day = factory.LazyFunction(lambda: clock.today() + timedelta(days=30))

    course = factory.SubFactory(CourseFactory)
    state = CourseDateState.published
    capacity = 10
    prices = factory.LazyFunction(lambda: dict(PRICES))
    venue = factory.SubFactory(VenueFactory)
    contact_name = "Priya Shah"
    contact_email = "courses@example.org"
    online_link = ""
    sessions = factory.LazyAttribute(lambda o: [CourseSession(day=o.day, starts=time(9, 30), ends=time(15, 30))])
    starts_at = factory.LazyAttribute(lambda o: min((s.starts_at for s in o.sessions), default=_at(o.day, 9, 30)))
    ends_at = factory.LazyAttribute(lambda o: max((s.ends_at for s in o.sessions), default=_at(o.day, 15, 30)))


def _at(day: date, hour: int, minute: int) -> datetime:
    return clock.at_london(day, time(hour, minute))


class FacilitatorFactory(BaseFactory):
    class Meta:
        model = Facilitator

    course_date = factory.SubFactory(CourseDateFactory)
    user = factory.SubFactory(UserFactory)


class BookingFactory(BaseFactory):
    class Meta:
        model = Booking

    booker = factory.SubFactory(UserFactory)
    policy_tiers = factory.LazyFunction(
        lambda: [
            {"working_days": 5, "percent": 0, "flat_pence": None},
            {"working_days": 2, "percent": 50, "flat_pence": None},
            {"working_days": 0, "percent": 100, "flat_pence": None},
        ]
    )
    submission_key = factory.Sequence(lambda n: f"key-{n}")
    submitted_at = factory.LazyFunction(clock.now)


class PlaceFactory(BaseFactory):
    """A confirmed place of the booker's own."""

    class Meta:
        model = Place

    course_date = factory.SubFactory(CourseDateFactory)
    booking = factory.SubFactory(BookingFactory)
    delegate = factory.LazyAttribute(lambda o: o.booking.booker)
    delegate_name = factory.LazyAttribute(lambda o: o.delegate.full_name if o.delegate else "Cara Jones")
    delegate_email = factory.LazyAttribute(lambda o: o.delegate.email if o.delegate else "cara@example.org")
    state = PlaceState.confirmed
    state_entered_at = factory.LazyFunction(clock.now)
    confirmed_at = factory.LazyFunction(clock.now)
    price_band = PriceBand.individual
    price_pence = 12000


class HeldPlaceFactory(PlaceFactory):
    """A place held for half an hour, nothing filled in yet."""

    booking = factory.SubFactory(BookingFactory, submission_key=None, submitted_at=None)
    delegate = None
    delegate_name = ""
    delegate_email = None
    state = PlaceState.held
    confirmed_at = None
    held_at = factory.LazyFunction(clock.now)
    held_until = factory.LazyFunction(lambda: clock.now() + timedelta(minutes=30))


class WaitingPlaceFactory(PlaceFactory):
    state = PlaceState.waiting
    confirmed_at = None
    waiting_at = factory.LazyFunction(clock.now)
    waiting_number = factory.Sequence(lambda n: n + 1)


class DelegateNeedsFactory(BaseFactory):
    class Meta:
        model = DelegateNeeds

    place = factory.SubFactory(PlaceFactory)
    dietary = "Vegetarian"
    access = "A seat near the front"


def fill(course_date: Any, count: int, **fields: Any) -> list[Any]:
    """Confirm ``count`` places of different people on a date."""
    places = [PlaceFactory(course_date=course_date, **fields) for _ in range(count)]
    db.session.commit()
    return places
