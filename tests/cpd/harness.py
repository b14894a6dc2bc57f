"""Buyers in a process of their own: ``python -m tests.cpd.harness DATABASE_URL DATA_DIR PAUSE``.

The process builds a real application and then takes orders, one line of JSON each: it answers "ready", waits for
another line so that all processes start together, lets its buyers loose in threads, and prints what became of each.

``lock: false`` switches the lock off, here and only here: on PostgreSQL the row is read without FOR UPDATE, on SQLite
the driver's own transactions are used, which begin nothing, and nobody waits for a turn. PAUSE is time spent between
counting and taking, so that a race that can happen does happen.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Connection, select

from teachpb import create_app
from teachpb.accounts.models import User
from teachpb.config import Settings
from teachpb.cpd import locking, operations, queries
from teachpb.cpd.errors import Busy
from teachpb.cpd.models import CourseDate, Place
from teachpb.cpd.operations import Answers, Shown, digest_of
from teachpb.db import DomainError, db
from teachpb.turns import Turns

#: How often a person presses "try again" when told that it is busy.
PATIENCE = 10


def main(database_url: str, data_dir: str, pause: str) -> None:
    app = create_app(
        Settings(
            environment="testing",
            secret_key="for-tests-only",
            database_url=database_url,
            data_dir=Path(data_dir),
            mail_transport="null",
            search_engine="null",
        )
    )
    slow_down_counting(float(pause))
    for line in sys.stdin:
        order = json.loads(line)
        with locks(order["lock"]):
            say(json.dumps(obey(app, order)))


def obey(app: Flask, wanted: dict[str, Any]) -> list[Any]:
    work = {"buy": buy, "submit": submit_again, "cancel": cancel}[wanted["scenario"]]
    outcomes: list[Any] = [None] * len(wanted["people"])
    threads = [
        threading.Thread(target=run, args=(app, work, wanted, person, outcomes, index))
        for index, person in enumerate(wanted["people"])
    ]
    say("ready")
    sys.stdin.readline()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def run(
    app: Flask,
    work: Callable[[dict[str, Any], Any], str],
    wanted: dict[str, Any],
    person: Any,
    outcomes: list[Any],
    index: int,
) -> None:
    with app.app_context():
        try:
            outcomes[index] = work(wanted, person)
        except DomainError as error:
            outcomes[index] = type(error).__name__
        except Exception as error:
            outcomes[index] = f"crashed: {type(error).__name__}: {error}"
        finally:
            db.session.remove()


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


def shown_now(place_id: int) -> Shown:
    place = db.session.get_one(Place, place_id)
    _, price = operations.price_of(run=place.course_date, payer=place.booking.payer)
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
def locks(on: bool) -> Iterator[None]:
    if on:
        yield
        return
    lock, send, take = locking.lock_rows, Connection.exec_driver_sql, Turns.take

    def read_only(ids: list[int]) -> dict[int, CourseDate]:
        return {row.id: row for row in db.session.scalars(select(CourseDate).where(CourseDate.id.in_(ids)))}

    def without_begin(self: Connection, statement: str, *args: Any, **kwargs: Any) -> Any:
        return None if statement.startswith("BEGIN") else send(self, statement, *args, **kwargs)

    Turns.take = lambda self, patience=0.0: nullcontext()  # type: ignore[method-assign]
    locking.lock_rows = read_only
    Connection.exec_driver_sql = without_begin  # type: ignore[method-assign]
    try:
        yield
    finally:
        Turns.take = take  # type: ignore[method-assign]
        locking.lock_rows = lock
        Connection.exec_driver_sql = send  # type: ignore[method-assign]


if __name__ == "__main__":
    main(*sys.argv[1:])
