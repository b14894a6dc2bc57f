"""How fast places are booked, and whether any is sold twice: through HTTP, against a real server.

    python -m bench.booking [--seconds 15] [--workers 2 8] [--databases sqlite postgresql]

Every database gets a database of its own, every row of the result a server of its own (gunicorn, gthread, four threads
a worker). A booking is what a browser does after the course page: the page with the button, hold, details, check,
confirm, confirmation — seven requests, each page read for its form. Client and server share this machine, so only the
ratio to the yardstick in the same run (``/healthz``, eight connections) means anything elsewhere.
"""

from __future__ import annotations

import argparse
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time as daytime
from datetime import timedelta
from pathlib import Path

from flask import Flask, session
from sqlalchemy import func, insert, select

from bench.buyers import Tally, one_booking
from teachpb import clock, create_app
from teachpb.accounts import operations, signed_in
from teachpb.accounts.models import SignInMethod, User, UserSession
from teachpb.config import Settings
from teachpb.cpd.models import Course, CourseDate, CourseDateState, CourseSession, CourseStatus, Place, PlaceState
from teachpb.db import Model, db, transaction
from teachpb.schools.models import Provider
from tests.support.database import TemporaryDatabase, postgresql_server

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "bench" / "RESULTS-booking.md"
SECRET = "for-the-bench-only-and-nowhere-else-at-all-48-chars"  # noqa: S105 - signs nothing but the bench's own cookies
CLIENTS, RUSH, RUSH_PLACES = 20, 200, 100


class House:
    """A database with buyers in it, and the server in front."""

    def __init__(self, url: str, folder: Path, buyers: int) -> None:
        self.url, self.folder = url, folder
        self.app: Flask = create_app(
            Settings(environment="testing", secret_key=SECRET, database_url=url, data_dir=folder, search_engine="null")
        )
        with self.app.app_context():
            Model.metadata.create_all(db.engine)
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
            users = db.session.scalars(select(User).order_by(User.id)).all()
            with transaction():
                begun = [operations.begin_session(user=user, method=SignInMethod.password) for user in users]
            self.cookies = [self._cookie(stored, key) for stored, key in begun]

    def _cookie(self, begun: UserSession, key: str) -> str:
        serializer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        with self.app.test_request_context():
            signed_in.put_cookie(begun, key)
            signed = serializer.dumps(dict(session))
        return f"{self.app.config['SESSION_COOKIE_NAME']}={signed}"

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

    @contextmanager
    def serve(self, workers: int) -> Iterator[int]:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        gunicorn = shutil.which("gunicorn") or str(Path(sys.executable).parent / "gunicorn")
        command = [gunicorn, "wsgi:app", "--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--threads", "4"]
        command += ["--worker-class", "gthread", "--log-level", "error", "--timeout", "120", "--preload"]
        env = {
            **os.environ,
            "TEACHPB_ENVIRONMENT": "production",
            "TEACHPB_SECRET_KEY": SECRET,
            "TEACHPB_DATABASE_URL": self.url,
            "TEACHPB_DATA_DIR": str(self.folder),
            "TEACHPB_BASE_URL": f"http://127.0.0.1:{port}",
            "TEACHPB_MAIL_TRANSPORT": "null",
        }
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait(timeout=60)


def wait_for(port: int) -> None:
    for _ in range(600):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not come up")


def yardstick(port: int, seconds: float) -> float:
    """Requests a second of the smallest page there is, over eight connections."""
    counts: list[int] = []
    end = time.perf_counter() + seconds

    def ask() -> None:
        connection, count = http.client.HTTPConnection("127.0.0.1", port, timeout=30), 0
        while time.perf_counter() < end:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            count += 1
        counts.append(count)

    together([ask] * 8)
    return sum(counts) / seconds


def together(work: list[object]) -> None:
    threads = [threading.Thread(target=one) for one in work]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


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

    def one(cookie: str) -> object:
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
        with house.serve(workers) as port:
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
