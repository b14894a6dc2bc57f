"""How many alerts are told a second: matching alone, and all of it to the outbox.

    python -m bench.alerts [--alerts 2000] [--searches 400] [--new 30]

A database in memory’s neighbourhood (SQLite in a temporary folder), a whoosh index, one worker. ``--alerts`` addresses
with ``--searches`` different searches among them, ``--new`` fresh adverts. The yardstick in the same run is the outbox
alone: the same number of letters queued without any matching.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert

from teachpb import clock, create_app
from teachpb.alerts import emails, operations, queries
from teachpb.alerts.emails import Section
from teachpb.alerts.matching import Matcher
from teachpb.alerts.models import AlertState, Frequency, Letter, Subscription
from teachpb.config import Settings
from teachpb.db import Model, db, transaction
from teachpb.notifications.operations import queue_mail
from teachpb.search.engine import current_engine
from teachpb.search.operations import rebuild_indexes
from teachpb.vacancies.models import JobRole, Subject
from teachpb.vacancies.queries import public_by_ids

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "bench" / "RESULTS-alerts.md"


def open_city(folder: Path) -> Flask:
    app = create_app(
        Settings(
            environment="testing",
            secret_key="for-the-bench-only",  # noqa: S106 - signs nothing but the bench's own links
            database_url=f"sqlite:///{folder / 'bench.sqlite3'}",
            data_dir=folder,
            search_engine="whoosh",
            mail_transport="null",
            demo=True,
        )
    )
    with app.app_context():
        Model.metadata.create_all(db.engine)
    loaded = app.test_cli_runner().invoke(args=["demo", "load"])
    assert loaded.exit_code == 0, loaded.output
    return app


def search_of(number: int) -> dict[str, list[str]]:
    """One of many searches, each of which finds at least what is fresh."""
    subjects, roles = list(Subject), list(JobRole)
    query = {"role": ["teacher", roles[number % len(roles)].value]}
    if number >= len(roles):
        query["subject"] = ["mathematics", subjects[number % len(subjects)].value]
    if number >= len(roles) * 3:
        query["keyword"] = [["maths", "teacher", "mathematics teacher", "maths -primary"][number % 4]]
    if number >= len(roles) * 12:
        query["salary_from"] = [str(20_000 + 5_000 * (number % 3))]
    return {name: list(dict.fromkeys(values)) for name, values in query.items()}


def subscribe(count: int, searches: int) -> None:
    long_ago = clock.now() - timedelta(days=2)
    common: dict[str, Any] = {
        "frequency": Frequency.daily,
        "state": AlertState.active,
        "state_entered_at": long_ago,
        "confirmed_at": long_ago,
        "last_run_at": long_ago,
        "touched_at": long_ago,
        "created_at": long_ago,
        "updated_at": long_ago,
    }
    rows = [
        {**common, "email": f"seeker{n}@example.org", "query": search_of(n % searches), "secret": f"secret-{n}"}
        for n in range(count)
    ]
    with transaction():
        db.session.execute(insert(Subscription), rows)


def publish(count: int) -> list[int]:
    """Fresh adverts for teachers of mathematics."""
    from tests.factories.vacancies import VacancyFactory

    with transaction():
        made = [
            VacancyFactory(title=f"Teacher of mathematics {n}", subjects=[Subject.mathematics], opens_at=clock.now())
            for n in range(count)
        ]
        ids = [vacancy.id for vacancy in made]
    for corpus in rebuild_indexes():
        current_engine().refresh(corpus)  # type: ignore[attr-defined]
    return ids


def match(count: int) -> tuple[float, int]:
    """(seconds, engine passes) of matching every alert, and nothing else."""
    matcher = Matcher()
    alerts = db.session.execute(db.select(Subscription.query, Subscription.last_run_at)).all()
    started = time.perf_counter()
    for query, since in alerts:
        matcher.matching(query, since=since)
    db.session.commit()
    return time.perf_counter() - started, matcher.passes


def tell() -> tuple[float, int, int]:
    """(seconds, letters, jobs told) of one whole run, as the worker does it."""
    slots, matcher = queries.last_slots(clock.now()), Matcher()
    addresses = queries.due_addresses(slots)
    started = time.perf_counter()
    told = 0
    for email in addresses:
        with transaction():
            told += operations.tell_address(email=email, slots=slots, matcher=matcher)
    return time.perf_counter() - started, len(addresses), told


def queue_only(count: int, ids: list[int]) -> float:
    """Seconds to queue so many letters with the same jobs, without looking for anything."""
    alert = db.session.scalars(db.select(Subscription).limit(1)).one()
    letter = Letter(id=1, secret="x" * 43, sent_at=clock.now())
    jobs = {vacancy.id: emails.job(vacancy) for vacancy in public_by_ids(ids)}
    started = time.perf_counter()
    for _ in range(count):
        with transaction():
            queue_mail(emails.new_jobs(letter, "seeker@example.org", [Section(alert, jobs)]))
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alerts", type=int, default=2000)
    parser.add_argument("--searches", type=int, default=400)
    parser.add_argument("--new", type=int, default=30)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = open_city(Path(folder))
        with app.app_context():
            ids = publish(asked.new)
            subscribe(asked.alerts, asked.searches)
            matching, passes = match(asked.alerts)
            seconds, letters, told = tell()
            plain = queue_only(min(200, asked.alerts), ids) / min(200, asked.alerts)
    text = f"""## Alerts

{asked.alerts:,} alerts with {passes:,} different searches, {asked.new} new adverts, SQLite, one worker.

| | |
|---|---|
| matching alone, alerts a second | {asked.alerts / matching:,.0f} |
| whole run, alerts a second | {letters / seconds:,.0f} |
| jobs told a second | {told / seconds:,.0f} |
| a letter of {asked.new} jobs queued without matching, ms | {plain * 1000:.1f} |
| a letter in the whole run, ms | {seconds / max(1, letters) * 1000:.1f} |
| 20,000 alerts would take, minutes | {20_000 / (letters / seconds) / 60:.1f} |
"""
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
