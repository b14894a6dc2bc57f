"""A line with people who go together, an offer, a substitute, a date to be decided on and one that is put off."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.cpd.models import Booking, CourseDate, CourseDateState, Place, PlaceState, PriceBand
from teachpb.cpd.offers import offer_ends
from teachpb.db import db
from teachpb.demo.build.world import World

#: Which of the dates are full, part full and empty (``courses.py``).
PART_FULL, FULL, EMPTY = 0, 2, 3


def build_lines(world: World) -> None:
    """Needs the courses with their dates and bookings."""
    full, part = _runs(world, FULL)[0], _runs(world, PART_FULL)[1]
    undecided, put_off, *_ = _runs(world, EMPTY)
    _line(world, full)
    _substitute(world, part)
    undecided.minimum, undecided.decide_on = 6, clock.add_working_days(world.today, 3)
    put_off.state, put_off.previous_starts_at = CourseDateState.postponed, put_off.starts_at
    put_off.state_reason = "Our trainer is ill. We write as soon as there is a new day."
    db.session.flush()


def _runs(world: World, kind: int) -> list[CourseDate]:
    """The dates of the hub that were filled in one way, and that nothing else has happened to."""
    hub = world.providers[0]
    return [
        run
        for number, run in enumerate(world.runs)
        if number % 5 == kind and run.course.provider is hub and run.state is CourseDateState.published
    ]


def _line(world: World, run: CourseDate) -> None:
    now, teacher = clock.now(), world.people["teacher"]
    run.capacity += 1
    offered_at = now - timedelta(hours=3)
    offer = {"offered_at": offered_at, "offered_until": offer_ends(offered_at, run.offer_hours, latest=run.starts_at)}
    together = [("Sam Whitlock", "sam.whitlock@demo.example"), ("Rosa Lima", "rosa.lima@demo.example")]
    alone = world.people["volunteer"]
    _book(world, run, teacher, [(teacher.full_name, teacher.email)], PlaceState.offered, number=1, **offer)
    _book(world, run, world.people["cpd"], together, PlaceState.waiting, number=2)
    _book(world, run, alone, [(alone.full_name, alone.email)], PlaceState.waiting, number=3)


def _substitute(world: World, run: CourseDate) -> None:
    lead = world.people["cpd"]
    left = [("Martin Oakes", "martin.oakes@demo.example")]
    (gone,) = _book(world, run, lead, left, PlaceState.substituted, ended_at=world.days_ago(1))
    gone.ended_by = lead
    came = Place(
        course_date=run,
        booking=gone.booking,
        delegate_name="Leah Brandt",
        delegate_email="leah.brandt@demo.example",
        state=PlaceState.confirmed,
        state_entered_at=world.days_ago(1),
        confirmed_at=world.days_ago(1),
        price_band=gone.price_band,
        price_pence=gone.price_pence,
    )
    db.session.add(came)
    db.session.flush()
    gone.successor = came


def _book(
    world: World,
    run: CourseDate,
    booker: User,
    people: list[tuple[str, str]],
    state: PlaceState,
    *,
    number: int | None = None,
    **moments: datetime,
) -> list[Place]:
    at = world.days_ago(4)
    common: dict[str, Any] = {
        "course_date": run,
        "state": state,
        "state_entered_at": moments.get("offered_at") or moments.get("ended_at") or at,
        "price_band": PriceBand.academy_city,
        "price_pence": run.prices[PriceBand.academy_city.value],
        "waiting_number": number,
        "waiting_at": at if number else None,
        "confirmed_at": None if number else at,
        **moments,
    }
    places = [Place(delegate_name=name, delegate_email=email, **common) for name, email in people]
    booking = Booking(
        booker=booker,
        payer=world.schools[0],
        submitted_at=at,
        policy_tiers=list(run.course.policy_tiers),
        places=places,
    )
    db.session.add(booking)
    db.session.flush()
    return places
