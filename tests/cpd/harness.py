"""Buyers in a process of their own (see ``tests.support.processes``):
``python -m tests.cpd.harness DATABASE_URL DATA_DIR PAUSE``.

``lock: false`` switches the lock off, here and only here: the row is read without FOR UPDATE. PAUSE is time spent
between counting and taking, so that a race that can happen does happen.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select

from teachpb.accounts.models import User
from teachpb.cpd import locking, operations, queries
from teachpb.cpd.errors import Busy
from teachpb.cpd.models import CourseDate, Place
from teachpb.cpd.operations import Answers, Delegate, Shown, Substitute, Wish, digest_of
from teachpb.db import db
from tests.support.processes import nobody_waits, obey_orders

#: How often a person presses "try again" when told that it is busy.
PATIENCE = 10


def buy(wanted: dict[str, Any], person: int) -> str:
    """Hold a place, fill it in, check and confirm it, as the pages do."""
    user = db.session.get_one(User, person)
    place = patiently(lambda: operations.hold(actor=user, course_date_id=wanted["course_date_id"]))
    place_id = place.id
    answers = Answers(delegate_name=user.full_name, delegate_email=user.email)
    patiently(lambda: operations.fill_in(actor=user, place_id=place_id, answers=answers))
    shown = shown_now(place_id)
    booking = patiently(lambda: operations.submit(actor=user, place_id=place_id, shown=shown))
    return booking.reference


def submit_again(wanted: dict[str, Any], person: int) -> str:
    """Send one *check your answers* page once more."""
    user = db.session.get_one(User, person)
    shown = Shown(**wanted["shown"])
    return patiently(lambda: operations.submit(actor=user, place_id=wanted["place_id"], shown=shown)).reference


def cancel(wanted: dict[str, Any], place_id: int) -> str:
    user = db.session.get_one(User, wanted["canceller"])
    patiently(lambda: operations.cancel_place(actor=user, place_id=place_id, shown_pence=0))
    return "cancelled"


def buy_group(wanted: dict[str, Any], person: int) -> str:
    """Hold several places together or none, name somebody for each, and confirm."""
    user = db.session.get_one(User, person)
    wish = Wish(wanted["count"])
    place = patiently(lambda: operations.hold(actor=user, course_date_id=wanted["course_date_id"], wish=wish))
    place_id = place.id
    first, *others = [Delegate(f"Nr {n}", f"p{person}.{n}@example.org") for n in range(wanted["count"])]
    answers = Answers(delegate_name=first.name, delegate_email=first.email, others=tuple(others))
    patiently(lambda: operations.fill_in(actor=user, place_id=place_id, answers=answers))
    shown = shown_now(place_id)
    booking = patiently(lambda: operations.submit(actor=user, place_id=place_id, shown=shown))
    return booking.reference


def approve(wanted: dict[str, Any], place_id: int) -> str:
    """Say yes, late, to a place that was given up."""
    user = db.session.get_one(User, wanted["approver"])
    places = [db.session.get_one(Place, place_id)]
    (outcome,) = patiently(lambda: operations.approve(actor=user, places=places))
    return str(outcome.place.state.value)


def expire(wanted: dict[str, Any], course_date_id: int) -> str:
    """What the job does that ends holds and offers."""
    return str(patiently(lambda: operations.expire(course_date_id=course_date_id)))


def transfer(wanted: dict[str, Any], order: list[int]) -> str:
    """Take a place to another date."""
    place_id, course_date_id = order
    user = db.session.get_one(User, wanted["mover"])
    patiently(
        lambda: operations.transfer(
            actor=user, place_id=place_id, course_date_id=course_date_id, shown_pence=wanted["price"]
        )
    )
    return "moved"


def swap(wanted: dict[str, Any], order: list[Any]) -> str:
    """Let somebody else come on a place, or give it back: whoever of the two is first."""
    what, place_id = order
    user = db.session.get_one(User, wanted["mover"])
    if what == "cancel":
        patiently(lambda: operations.cancel_place(actor=user, place_id=place_id, shown_pence=0))
    else:
        who = Substitute(name="Dev Patel", email=f"{what}@example.org")
        patiently(lambda: operations.substitute(actor=user, place_id=place_id, substitute=who))
    return what


def shown_now(place_id: int) -> Shown:
    place = db.session.get_one(Place, place_id)
    price = operations.quote_for(place=place).price_pence
    return Shown(f"key-{place_id}", digest_of(place=place, price_pence=price), price)


def patiently(work: Callable[[], Any]) -> Any:
    for _ in range(PATIENCE):
        try:
            return locking.booking_transaction(work)
        except Busy:
            continue
    raise Busy


def slow_down_counting(pause: float) -> None:
    count = queries.availability

    def slowly(*args: Any, **kwargs: Any) -> Any:
        counted = count(*args, **kwargs)
        time.sleep(pause)
        return counted

    queries.availability = slowly


@contextmanager
def unlocked() -> Iterator[None]:
    lock = locking.lock_rows

    def read_only(ids: list[int]) -> dict[int, CourseDate]:
        return {row.id: row for row in db.session.scalars(select(CourseDate).where(CourseDate.id.in_(ids)))}

    locking.lock_rows = read_only
    try:
        with nobody_waits():
            yield
    finally:
        locking.lock_rows = lock


if __name__ == "__main__":
    slow_down_counting(float(sys.argv[3]))
    obey_orders(
        sys.argv[1],
        sys.argv[2],
        {
            "buy": buy,
            "submit": submit_again,
            "cancel": cancel,
            "group": buy_group,
            "approve": approve,
            "expire": expire,
            "transfer": transfer,
            "swap": swap,
        },
        unlocked,
    )
