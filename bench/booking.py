"""How fast places are booked, and whether any is sold twice: through HTTP, against a real server.

    python -m bench.booking [--seconds 15] [--workers 2 8] [--databases sqlite postgresql]

Every database gets a database of its own, every row of the result a server of its own (gunicorn, gthread, four threads
a worker). A booking is what a browser does after the course page: the page with the button, hold, details, check,
confirm, confirmation — seven requests, each page read for its form. Client and server share this machine, so only the
ratio to the yardstick in the same run (``/healthz``, eight connections) means anything elsewhere.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import time as daytime
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, insert, select

from bench.buyers import Tally, one_booking
from bench.serving import application, cookies_for, serve, together, yardstick
from teachpb import clock
from teachpb.accounts.models import User
from teachpb.cpd.models import Course, CourseDate, CourseDateState, CourseSession, CourseStatus, Place, PlaceState
from teachpb.db import db, transaction
from teachpb.schools.models import Provider
from tests.support.database import TemporaryDatabase, postgresql_server

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "bench" / "RESULTS-booking.md"
CLIENTS, RUSH, RUSH_PLACES = 20, 200, 100


class House:
    """A database with buyers in it, and the server in front."""

    def __init__(self, url: str, folder: Path, buyers: int) -> None:
        self.url, self.folder = url, folder
        self.app: Flask = application(url, folder)
        with self.app.app_context():
            with transaction():
                self.provider = Provider(name="The bench", slug="the-bench")
                db.session.add(self.provider)
                people = [
                    {
                        "email": f"buyer{number}@example.org",
                        "full_name": f"Buyer {number}",
                        "confirmed_at": clock.now(),
                        "terms_accepted_at": clock.now(),
                        "session_token": f"token-{number}",
                        "created_at": clock.now(),
                        "updated_at": clock.now(),
                    }
                    for number in range(buyers)
                ]
                db.session.execute(insert(User), people)
            self.provider_id = self.provider.id
            self.cookies = cookies_for(self.app, db.session.scalars(select(User).order_by(User.id)).all())

    def new_date(self, capacity: int) -> int:
        """A published date with so many places; its id."""
        with self.app.app_context(), transaction():
            day = clock.today() + timedelta(days=40)
            sitting = CourseSession(day=day, starts=daytime(9), ends=daytime(16), zone="Europe/London")
            course = Course(
                provider_id=self.provider_id,
                title="Measured course",
                slug=f"measured-{time.time_ns()}",
                summary="A course to be booked by many.",
                outcomes=["book quickly"],
                status=CourseStatus.published,
            )
            run = CourseDate(
                course=course,
                state=CourseDateState.published,
                capacity=capacity,
                prices={"individual": 12000},
                sessions=[sitting],
                starts_at=sitting.starts_at,
                ends_at=sitting.ends_at,
                online_link="https://meet.example.org/bench",
            )
            db.session.add(run)
            db.session.flush()
            return run.id

    def confirmed(self, course_date_id: int) -> int:
        with self.app.app_context():
            statement = select(func.count(Place.id)).where(
                Place.course_date_id == course_date_id, Place.state == PlaceState.confirmed
            )
            return int(db.session.scalar(statement) or 0)


def steady(house: House, port: int, cookies: list[str], seconds: float) -> tuple[Tally, float, int]:
    """Twenty clients booking without pause on one date with room for all: (tally, seconds taken, oversold)."""
    course_date_id = house.new_date(500)
    tally, queue, lock = Tally(), iter(cookies[:500]), threading.Lock()
    begun = time.perf_counter()
    end = begun + seconds

    def keep_booking() -> None:
        while time.perf_counter() < end:
            with lock:
                cookie = next(queue, None)
            if cookie is None:
                return
            one_booking(port, cookie, course_date_id, tally)

    together([keep_booking] * CLIENTS)
    taken = time.perf_counter() - begun
    return tally, taken, house.confirmed(course_date_id) - tally.booked


def rush(house: House, port: int, cookies: list[str]) -> tuple[Tally, float, int]:
    """Two hundred people at once for a hundred places: (tally, seconds until everybody knows, places sold)."""
    course_date_id = house.new_date(RUSH_PLACES)
    tally, start = Tally(), threading.Barrier(RUSH)

    def one(cookie: str) -> Callable[[], None]:
        def run() -> None:
            start.wait()
            one_booking(port, cookie, course_date_id, tally)

        return run

    begun = time.perf_counter()
    together([one(cookie) for cookie in cookies[:RUSH]])
    return tally, time.perf_counter() - begun, house.confirmed(course_date_id)


def measure(database: str, workers: int, seconds: float) -> list[str]:
    """The two rows of the result for one database and number of workers."""
    with tempfile.TemporaryDirectory() as folder, TemporaryDatabase(database, Path(folder)) as url:
        house = House(url, Path(folder), 500 + RUSH)
        with serve(house.url, house.folder, workers) as port:
            steady(house, port, house.cookies, 2)  # warm up
            pace = yardstick(port, 3)
            tally, taken, extra = steady(house, port, house.cookies, seconds)
            steadily = (
                f"| {database} | {workers} | {CLIENTS} clients, steady | {tally.booked} | {tally.booked / taken:.1f} |"
                f" {tally.p95() * 1000:.0f} ms | {extra} | {tally.server_errors} | {len(tally.lost)} |"
                f" {taken:.1f} s | {tally.booked / taken / pace:.4f} |"
            )
            tally, taken, sold = rush(house, port, house.cookies[500:])
            at_once = (
                f"| {database} | {workers} | {RUSH} buyers for {RUSH_PLACES} places | {tally.booked} |"
                f" {tally.booked / taken:.1f} | {tally.p95() * 1000:.0f} ms | {sold - RUSH_PLACES} |"
                f" {tally.server_errors} | {len(tally.lost)} | {taken:.1f} s | {tally.booked / taken / pace:.4f} |"
            )
        rows = [steadily, at_once]
        print("\n".join(rows), flush=True)
        with house.app.app_context():
            db.engine.dispose()
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--workers", type=int, nargs="+", default=[2, 8])
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    wanted = parser.parse_args()
    if "postgresql" in wanted.databases and postgresql_server() is None:
        wanted.databases.remove("postgresql")
        print("No PostgreSQL server was found: SQLite only")
    rows = [row for name in wanted.databases for n in wanted.workers for row in measure(name, n, wanted.seconds)]
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    RESULTS.write_text(
        "# Booking\n\n"
        f"Written by `python -m bench.booking` on {clock.today():%d %B %Y}; {os.cpu_count()} cores shared by client and"
        f" server, load {load:.1f} at the end. A booking is seven requests: the page with the button, hold, details,"
        " check, confirm, confirmation and the pages between. “Oversold” is places sold beyond the capacity (steady:"
        " beyond those whose buyer saw the confirmation); “lost” are buyers who ended neither with a place nor with"
        " “sold out”. The last column is bookings for every request of `/healthz` the same server answers in the same"
        " run.\n\n"
        "| database | workers | what | booked | a second | p95 | oversold | 5xx | lost | took | per yardstick |\n"
        "|---|---|---|---|---|---|---|---|---|---|---|\n" + "\n".join(rows) + "\n\n"
        "Aim: at least 60 a second with a p95 of 1 s at 20 clients; 200 buyers for 100 places settled in 5 s, exactly"
        " 100 sold, no 5xx. Peers on a like machine: 2.6 and 6.4 a second.\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
