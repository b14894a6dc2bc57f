"""A school that approves what is booked: requests that wait, one that ran out, and a booking of three places."""

from __future__ import annotations

from datetime import datetime, timedelta

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.cpd.deadlines import approval_due, names_due
from teachpb.cpd.models import Booking, CourseDate, PayerSettings, PaymentMethod, Place, PlaceState, PriceBand
from teachpb.db import db
from teachpb.demo.build.world import World

#: How many requests wait for the CPD lead.
REQUESTS = 3


def build_group_bookings(world: World) -> None:
    school = world.schools[0]
    db.session.add(
        PayerSettings(organisation_id=school.id, asks_approval=True, asks_purchase_order=False, asks_cost_centre=False)
    )
    late = [run for run in world.runs if _days_ahead(world, run) > 28]
    empty = [run for run in late if not run.places] or late
    for number, run in enumerate(empty[:REQUESTS]):
        db.session.add(_request(world, run, world.candidates[number + 1], world.days_ago(1)))
    db.session.add(_lapsed(world, late[-1], world.people["teacher"]))
    db.session.add(_group(world, empty[0]))


def _days_ahead(world: World, run: CourseDate) -> int:
    return (clock.to_london(run.starts_at).date() - world.today).days if run.starts_at else 0


def _place(run: CourseDate, delegate: User | None, at: datetime, **more: object) -> Place:
    values: dict[str, object] = {
        "state": PlaceState.confirmed,
        "state_entered_at": at,
        "price_band": PriceBand.academy_city,
        "price_pence": run.prices[PriceBand.academy_city.value],
        **more,
    }
    return Place(
        course_date=run,
        delegate=delegate,
        delegate_name=delegate.full_name if delegate else "",
        delegate_email=delegate.email if delegate else None,
        **values,
    )


def _booking(world: World, booker: User, at: datetime, places: list[Place], **more: object) -> Booking:
    return Booking(
        booker=booker,
        payer=world.schools[0],
        submitted_at=at,
        filled_in_at=at,
        payment_method=PaymentMethod.invoice,
        policy_tiers=list(places[0].course_date.course.policy_tiers),
        places=places,
        wanted=len(places),
        **more,
    )


def _request(world: World, run: CourseDate, delegate: User, at: datetime) -> Booking:
    due = approval_due(at, run.live_sessions[0].day)
    place = _place(run, delegate, at, state=PlaceState.awaiting_approval, approval_due_at=due)
    return _booking(world, delegate, at, [place])


def _lapsed(world: World, run: CourseDate, delegate: User) -> Booking:
    at = world.days_ago(9)
    due = at + timedelta(days=7)
    place = _place(run, delegate, due, state=PlaceState.expired, approval_due_at=due, ended_at=due)
    return _booking(world, delegate, at, [place])


def _group(world: World, run: CourseDate) -> Booking:
    """Two colleagues and a place whose name comes later, on a purchase order."""
    at, lead = world.days_ago(2), world.people["cpd"]
    people: list[User | None] = [world.candidates[5], world.candidates[6], None]
    places = [_place(run, one, at, confirmed_at=at, decided_by_id=lead.id) for one in people]
    due = names_due(run.live_sessions[0].day)
    return _booking(world, lead, at, places, purchase_order="PO 4711", names_due_at=due)
