"""Whether the pages of courses grow slower with a year's dates and bookings.

    python -m bench.catalogue [--rounds 40]

The same two hundred courses twice, in the process: once with 20 dates and 100 places taken, once with 1,000 dates over
a year (of which the catalogue has all that are to come) and 10,000 places taken. Both are asked in turns, so that a
slow minute of the machine slows both. Only ratios within one run mean anything. One index answers for both: there are
as many courses in it, and what grows is the database.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time as clock_time
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

COURSES = 200
SMALL = (20, 100)
LARGE = (1_000, 10_000)
WORDS = ("phonics", "algebra", "behaviour", "safeguarding", "fractions", "questioning", "governance", "feedback")
PATHS = {
    "list": "/courses",
    "words and filter": "/courses?keyword=phonics&audience=ect",
    "places left": "/courses?places=yes",
    "calendar": "/courses/calendar",
    "course": "/courses/course-3",
    "provider": "/providers/bench-hub",
}


@contextmanager
def site(folder: Path, dates: int, places: int) -> Iterator[FlaskClient]:
    """A site of its own with so many dates and places taken, its index built."""
    from teachpb import create_app
    from teachpb.config import Settings
    from teachpb.db import Model, db
    from teachpb.search import operations as search

    settings = Settings(
        environment="development",
        secret_key="for-measuring-only",  # noqa: S106 - opens nothing
        database_url=f"sqlite:///{folder / 'bench.db'}",
        data_dir=folder,
        base_url="http://localhost",
        page_cache=0,
        ratelimit_storage="memory://",
    )
    app: Flask = create_app(settings)
    with app.app_context():
        Model.metadata.create_all(db.engine)
        _fill(dates, places)
        search.rebuild(corpus="course")
        db.session.remove()
    yield app.test_client()


def _fill(dates: int, places: int) -> None:
    from teachpb import clock
    from teachpb.accounts.models import User
    from teachpb.cpd.models import (
        Audience,
        Booking,
        Course,
        CourseDate,
        CourseDateState,
        CourseSession,
        CourseStatus,
        Place,
        PlaceState,
        PriceBand,
        Theme,
        Venue,
    )
    from teachpb.db import db, transaction
    from teachpb.schools.models import Provider

    dice = random.Random(1)
    audiences, themes = list(Audience), list(Theme)
    with transaction():
        provider = Provider(name="Bench Hub", slug="bench-hub")
        venue = Venue(name="The Old Engine Shed", address="Station Approach", postcode="PE1 1CK")
        user = User(email="bench@example.org", full_name="Bo Bench")
        courses = [
            Course(
                provider=provider,
                title=f"Course {number} on {dice.choice(WORDS)}",
                slug=f"course-{number}",
                summary="Plan and ask questions that show you what every pupil has understood.",
                outcomes=["plan", "ask"],
                audiences=dice.sample(audiences, 2),
                themes=dice.sample(themes, 2),
                status=CourseStatus.published,
                published_at=clock.now(),
            )
            for number in range(COURSES)
        ]
        db.session.add_all([provider, venue, user, *courses])
        runs = []
        for number in range(dates):
            day = clock.today() + timedelta(days=dice.randrange(-180, 180))
            starts = clock.at_london(day, clock_time(9, 30))
            runs.append(
                CourseDate(
                    course=courses[number % COURSES],
                    state=CourseDateState.published if starts > clock.now() else CourseDateState.delivered,
                    starts_at=starts,
                    ends_at=clock.at_london(day, clock_time(15, 30)),
                    capacity=20,
                    prices={PriceBand.individual.value: 9000},
                    venue=venue,
                    sessions=[CourseSession(day=day, starts=clock_time(9, 30), ends=clock_time(15, 30))],
                )
            )
        db.session.add_all(runs)
        booking = Booking(booker=user, submitted_at=clock.now(), policy_tiers=[])
        db.session.add(booking)
        db.session.flush()
        db.session.add_all(
            Place(
                course_date=runs[number % dates],
                booking=booking,
                delegate_name=f"Person {number}",
                delegate_email=f"person-{number}@example.org",
                state=PlaceState.confirmed,
                state_entered_at=clock.now(),
                price_band=PriceBand.individual,
                price_pence=9000,
            )
            for number in range(places)
        )


def _ask(client: FlaskClient, path: str) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return (time.perf_counter() - started) * 1000


def measure(rounds: int) -> list[tuple[str, float, float, float, float]]:
    """(page, p50 and p95 in milliseconds with few, then with many)."""
    found: dict[str, tuple[list[float], list[float]]] = {title: ([], []) for title in PATHS}
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / each for each in ("small", "large")]
        for folder in folders:
            folder.mkdir()
        with site(folders[0], *SMALL) as small, site(folders[1], *LARGE) as large:
            clients: tuple[Any, Any] = (small, large)
            for turn in range(rounds + 3):
                for title, path in PATHS.items():
                    for place, client in enumerate(clients):
                        taken = _ask(client, path)
                        if turn >= 3:  # the first ones warm up
                            found[title][place].append(taken)
    return [
        (title, *(figure for times in pair for figure in (statistics.median(times), _p95(times))))  # type: ignore[misc]
        for title, pair in found.items()
    ]


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def report(rows: list[tuple[str, float, float, float, float]], rounds: int) -> str:
    lines = [
        "## Catalogue",
        "",
        f"{COURSES} courses with {SMALL[0]} dates and {SMALL[1]} places taken, and with {LARGE[0]:,} dates and",
        f"{LARGE[1]:,} places taken; in the process, made anew each time, asked in turns, {rounds} rounds; ms.",
        "",
        "| page | few: p50 | p95 | many: p50 | p95 | many of few (p50) |",
        "|---|---|---|---|---|---|",
        *(
            f"| {title} | {few:.1f} | {few95:.1f} | {many:.1f} | {many95:.1f} | {many / few:.2f} |"
            for title, few, few95, many, many95 in rows
        ),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    text = report(measure(rounds), rounds)
    (Path(__file__).parent / "RESULTS-catalogue.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
