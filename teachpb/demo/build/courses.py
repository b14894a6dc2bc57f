"""Some thirty courses, their dates to come and past, and who is booked on them."""

from __future__ import annotations

from datetime import date, time, timedelta

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.cpd.models import (
    Booking,
    Course,
    CourseDate,
    CourseDateState,
    CourseSession,
    CourseStatus,
    Facilitator,
    Mode,
    Place,
    PlaceState,
    PriceBand,
    Venue,
)
from teachpb.db import db
from teachpb.demo.build.groups import build_group_bookings
from teachpb.demo.build.world import World, slug_of
from teachpb.demo.city_courses import CITY_COURSES
from teachpb.demo.hub_courses import HUB_COURSES
from teachpb.demo.more_courses import MORE_COURSES
from teachpb.demo.training import VENUES, CourseSketch


def build_courses(world: World) -> None:
    venues = [
        Venue(name=name, address=address, postcode=postcode, latitude=lat, longitude=lng, access_notes=notes)
        for name, address, postcode, lat, lng, notes in VENUES
    ]
    db.session.add_all(venues)
    for number, sketch in enumerate((*HUB_COURSES, *CITY_COURSES, *MORE_COURSES)):
        course = _course(world, sketch)
        world.courses.append(course)
        db.session.add(course)
        for turn in range(sketch.runs if not sketch.external else 0):
            venue = venues[(number + turn) % len(venues)]
            world.runs.append(_run(world, course, sketch, number * 3 + turn * 17, venue))
    db.session.add_all(world.runs)
    db.session.flush()
    world.runs[0].facilitators.append(Facilitator(user=world.people["facilitator"]))
    for number, run in enumerate(world.runs):
        _fill(world, run, number)
    build_group_bookings(world)
    db.session.flush()


def _course(world: World, sketch: CourseSketch) -> Course:
    return Course(
        provider=world.providers[sketch.provider],
        title=sketch.title,
        slug=slug_of(sketch.title),
        summary=sketch.summary,
        description=f"{sketch.summary}\n\nYou work with colleagues from other schools, try things out between "
        "sessions and bring back what happened.",
        outcomes=list(sketch.outcomes),
        audiences=list(sketch.audiences),
        phases=list(sketch.phases),
        themes=list(sketch.themes),
        subjects=list(sketch.subjects),
        level=sketch.level,
        mode=sketch.mode,
        hours=sketch.hours,
        status=CourseStatus.published,
        published_at=world.days_ago(60),
        external_url=sketch.external,
        external_note="Apply with a lead provider; funding differs from year to year, so ask before you apply."
        if sketch.external
        else "",
    )


def _run(world: World, course: Course, sketch: CourseSketch, offset: int, venue: Venue) -> CourseDate:
    first = _school_day(world.today + timedelta(days=12 + offset))
    starts, ends = (time(16), time(18)) if sketch.evening else (time(9, 30), time(15, 30))
    days = _days(sketch, first)
    sessions = [CourseSession(day=day, starts=starts, ends=ends) for day in days]
    is_online = sketch.mode is Mode.online_live
    price = sketch.price * 100
    return CourseDate(
        course=course,
        state=CourseDateState.published,
        starts_at=clock.at_london(days[0], starts),
        ends_at=clock.at_london(days[-1], ends),
        capacity=(16, 24, 8, 30)[offset % 4],
        minimum=6,
        prices=_prices(price),
        venue=None if is_online else venue,
        online_link="https://meet.example/course" if is_online else "",
        joining_instructions="Tea from half past eight." if not sketch.evening else "Join five minutes early.",
        contact_name="Priya Shah",
        contact_email=course.provider.email,
        asks_dietary=not is_online and not sketch.evening,
        sessions=sessions,
    )


def _days(sketch: CourseSketch, first: date) -> list[date]:
    """One day; two with a fortnight between; a Saturday; or the same evening, week after week."""
    if sketch.weekend:
        return [first + timedelta(days=5 - first.weekday())]
    if sketch.twilights:
        return [_school_day(first + timedelta(weeks=week)) for week in range(sketch.twilights)]
    return [first] if sketch.hours <= 7 else [first, _school_day(first + timedelta(days=14))]


def _prices(price: int) -> dict[str, int]:
    """Pence by band: academies and people paying for themselves a little more, schools elsewhere half as much again."""
    return {
        PriceBand.maintained_city.value: price,
        PriceBand.academy_city.value: price + price // 4,
        PriceBand.independent.value: price + price // 2,
        PriceBand.early_years.value: price,
        PriceBand.out_of_city.value: price + price // 2,
        PriceBand.individual.value: price + price // 4,
    }


def _school_day(day: date) -> date:
    return day if clock.is_working_day(day) else clock.add_working_days(day, 1)


def _fill(world: World, run: CourseDate, number: int) -> None:
    """Most dates are part full, one is full, one has nobody yet."""
    share = (0.4, 0.7, 1.0, 0.0, 0.55)[number % 5]
    lead = world.people["cpd"]
    for delegate in world.dice.sample(world.candidates[1:], min(int(run.capacity * share), 79)):
        db.session.add(_booking(world, run, lead, delegate))
    if number == 1:
        db.session.add(_booking(world, run, world.people["teacher"], world.people["teacher"]))


def _booking(world: World, run: CourseDate, booker: User, delegate: User) -> Booking:
    at = world.days_ago(world.dice.randrange(1, 20))
    place = Place(
        course_date=run,
        delegate=delegate,
        delegate_name=delegate.full_name,
        delegate_email=delegate.email,
        state=PlaceState.confirmed,
        state_entered_at=at,
        confirmed_at=at,
        price_band=PriceBand.academy_city,
        price_pence=run.prices[PriceBand.academy_city.value],
    )
    return Booking(
        booker=booker,
        payer=world.schools[0],
        submitted_at=at,
        policy_tiers=list(run.course.policy_tiers),
        places=[place],
    )
