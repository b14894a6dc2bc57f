"""Two hundred candidates send their applications within a minute while twenty colleagues decide about others, through
HTTP: nothing lost, no step that the table does not know, and how long anybody waits.

    python -m bench.applying [--minute 60] [--databases sqlite postgresql]

A candidate reads “check your answers” and sends. Staff work in pairs down the same list, so that every decision is
taken by two people at the same moment: one of them has to be told that it is done already.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import func, select

from bench.serving import application, cookies_for, serve, together
from teachpb import clock
from teachpb.applications.models import TRANSITIONS, Application, ApplicationEvent, ApplicationState
from teachpb.audit.models import AuditEntry
from teachpb.db import db
from teachpb.notifications.models import MessageRow
from teachpb.schools.models import Role
from tests.factories.applications import ApplicationFactory, DraftApplicationFactory
from tests.factories.schools import MembershipFactory
from tests.factories.vacancies import VacancyFactory
from tests.support.database import TemporaryDatabase, postgresql_server

RESULTS = Path(__file__).parent / "RESULTS-applying.md"
CANDIDATES, STAFF, WAITING = 200, 20, 200
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_S = ApplicationState


@dataclass
class Waits:
    """Seconds that people waited for each kind of answer, and how often each status came."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, what: str, taken: float, status: int) -> None:
        with self.lock:
            self.seconds.setdefault(what, []).append(taken)
            self.statuses[status] += 1

    def p95(self, what: str) -> float:
        return statistics.quantiles(self.seconds[what], n=20)[-1]


class Person:
    """A browser with one cookie."""

    def __init__(self, port: int, cookie: str, waits: Waits) -> None:
        self.port, self.cookie, self.waits = port, cookie, waits

    def ask(self, what: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        headers = {"Cookie": self.cookie, "Accept-Encoding": "identity"}
        body = None
        if fields is not None:
            body = urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.perf_counter()
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)) as connection:
            connection.request("GET" if body is None else "POST", path, body=body, headers=headers)
            response = connection.getresponse()
            text = response.read().decode()
        self.waits.note(what, time.perf_counter() - begun, response.status)
        if kept := response.headers.get("Set-Cookie"):
            self.cookie = kept.partition(";")[0]
        return response.status, text

    def send(self, application_id: int) -> None:
        path = f"/account/applications/{application_id}/check"
        _, page = self.ask("candidate reads", path)
        status, _ = self.ask("candidate sends", path, {"csrf_token": token_of(page)})
        self.waits.told[f"sent, {status}"] += 1

    def decide(self, application_id: int, state: ApplicationState) -> None:
        path = f"/hiring/applications/{application_id}"
        _, page = self.ask("staff read", path)
        status, page = self.ask("staff decide", path, {"csrf_token": token_of(page), "state": state.value})
        self.waits.told[
            "decided" if status == 302 else "told that it had changed" if status == 200 else str(status)
        ] += 1


def token_of(page: str) -> str:
    found = TOKEN.search(page)
    return found.group(1) if found else ""


class School:
    """A vacancy, those who apply, those who have applied, and those who decide."""

    def __init__(self, url: str, folder: Path) -> None:
        self.app: Flask = application(url, folder)
        with self.app.app_context():
            vacancy = VacancyFactory()
            drafts = [DraftApplicationFactory(vacancy=vacancy) for _ in range(CANDIDATES)]
            waiting = [ApplicationFactory(vacancy=vacancy) for _ in range(WAITING)]
            staff = [
                MembershipFactory(organisation=vacancy.organisation, role=Role.recruiter).user for _ in range(STAFF)
            ]
            self.drafts, self.waiting = [each.id for each in drafts], [each.id for each in waiting]
            self.mail = count_of(MessageRow.id)
            self.candidates = cookies_for(self.app, [each.candidate for each in drafts])
            self.staff = cookies_for(self.app, staff)

    def rush(self, port: int, minute: float) -> Waits:
        """Everybody at once; the candidates come evenly over the minute."""
        waits, begun = Waits(), time.perf_counter()

        def candidate(number: int) -> Callable[[], None]:
            def run() -> None:
                time.sleep(max(0.0, begun + minute * number / CANDIDATES - time.perf_counter()))
                Person(port, self.candidates[number], waits).send(self.drafts[number])

            return run

        def colleague(number: int) -> Callable[[], None]:
            """Two by two down the same stretch of the list, of two minds at every third."""
            stretch = self.waiting[number // 2 :: STAFF // 2]

            def run() -> None:
                person = Person(port, self.staff[number], waits)
                pause = minute / len(stretch)
                for place, application_id in enumerate(stretch):
                    time.sleep(max(0.0, begun + pause * place - time.perf_counter()))
                    other = place % 3 == 0 and number % 2
                    person.decide(application_id, _S.unsuccessful if other else _S.shortlisted)

            return run

        together([*map(candidate, range(CANDIDATES)), *map(colleague, range(STAFF))])
        return waits

    def wrongs(self) -> dict[str, int]:
        """What must be nought: lost sendings, steps nobody may take, trails and letters that are missing or double."""
        with self.app.app_context():
            states = dict(db.session.execute(select(Application.id, Application.state)).all())
            trails: dict[int, list[ApplicationState]] = {}
            for each in db.session.scalars(select(ApplicationEvent).order_by(ApplicationEvent.id)):
                trails.setdefault(each.application_id, []).append(each.state)
            steps = [pair for trail in trails.values() for pair in pairwise(trail)]
            sent = count_of(AuditEntry.id, AuditEntry.verb == "application_submitted")
            decided = sum(states[each] is not _S.submitted for each in self.waiting)
            decisions = count_of(
                AuditEntry.id, AuditEntry.verb.in_(("application_shortlisted", "application_unsuccessful"))
            )
            letters = count_of(MessageRow.id) - self.mail
            return {
                "not sent": sum(states[each] is _S.draft for each in self.drafts),
                "not decided": WAITING - decided,
                "steps that are none": sum(after not in TRANSITIONS[before] for before, after in steps),
                "trails that end elsewhere": sum(trail[-1] is not states[key] for key, trail in trails.items()),
                "sent without a trace, or twice": abs(CANDIDATES - sent),
                "decided without a trace, or twice": abs(
                    decisions - sum(len(trails[each]) - 2 for each in self.waiting)
                ),
                "letters missing or double": abs(letters - 2 * CANDIDATES - decisions),
            }


def count_of(column: object, *conditions: object) -> int:
    return int(db.session.scalar(select(func.count(column)).where(*conditions)) or 0)  # type: ignore[arg-type]


def measure(database: str, minute: float) -> list[str]:
    with tempfile.TemporaryDirectory() as folder, TemporaryDatabase(database, Path(folder)) as url:
        school = School(url, Path(folder))
        with serve(url, Path(folder), 2) as port:
            waits = school.rush(port, minute)
        wrongs = school.wrongs()
        with school.app.app_context():
            db.engine.dispose()
    told = ", ".join(f"{what}: {times}" for what, times in sorted(waits.told.items()))
    fives = sum(times for status, times in waits.statuses.items() if status >= 500)
    rows = [f"### {database}", "", f"{told}; answers of 500 and more: {fives}.", ""]
    rows += ["| what | times | median ms | p95 ms | longest ms |", "|---|---|---|---|---|"]
    for what, taken in waits.seconds.items():
        middle, high = statistics.median(taken) * 1000, waits.p95(what) * 1000
        rows.append(f"| {what} | {len(taken)} | {middle:.0f} | {high:.0f} | {max(taken) * 1000:.0f} |")
    return [*rows, "", "; ".join(f"{what}: {times}" for what, times in wrongs.items()) + ".", ""]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minute", type=float, default=60.0, help="seconds in which the candidates come")
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    wanted = parser.parse_args()
    if "postgresql" in wanted.databases and postgresql_server() is None:
        wanted.databases.remove("postgresql")
    rows = [row for name in wanted.databases for row in measure(name, wanted.minute)]
    written = (
        f"Written by `python -m bench.applying` on {clock.today():%d %B %Y}: {CANDIDATES} candidates send within"
        f" {wanted.minute:.0f} s, {STAFF} colleagues in pairs decide about {WAITING} others meanwhile. gunicorn with 2"
        f" workers; {os.cpu_count()} cores for server, database and everybody who asks; load {os.getloadavg()[0]:.1f}"
        " at the end. Aim: nothing lost, p95 under 1 s."
    )
    head = ["## Applying and deciding at the same time", "", written, ""]
    text = "\n".join([*head, *rows])
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
