"""Search while it is being written to: gunicorn, the worker, two readers without pause and five changes a second.

    python -m bench.search_live [--seconds 20] [--vacancies 300] [--markdown FILE]

Real processes on loopback. Adverts are published, rewritten and ended through the same operations as the pages use;
how soon the results page shows it is seen from outside. Writes bench/RESULTS-search-live.md.
"""

from __future__ import annotations

import argparse
import http.client
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from bench.pages import ROOT, build, serve

if TYPE_CHECKING:
    from flask import Flask

    from teachpb.vacancies.models import Vacancy

RESULTS = Path(__file__).parent / "RESULTS-search-live.md"
CHANGES_A_SECOND = 5
#: An advert that closes is given this long to live.
SHORT_LIFE = 6.0
#: An advert is ended so many turns after it was published.
ENDED_AFTER = 8
#: Nothing takes longer than this, or it never happens.
PATIENCE = 70.0
QUESTIONS = (
    {"keyword": "teacher"},
    {"keyword": "techer"},
    {"keyword": "maths", "phase": "secondary", "pattern": "part_time"},
    {"keyword": '"teaching assistant" -maths'},
    {"location": "Werrington", "radius": "5"},
    {"page": "5"},
    {"keyword": "nothingatall"},
)


@dataclass
class Seen:
    """What was seen from outside."""

    statuses: Counter[str] = field(default_factory=Counter)
    lags: dict[str, list[float]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answered(self, status: str) -> None:
        with self.lock:
            self.statuses[status] += 1

    def took(self, what: str, seconds: float) -> None:
        with self.lock:
            self.lags.setdefault(what, []).append(seconds)


class Reader:
    """One visitor with one connection."""

    def __init__(self, port: int, seen: Seen) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._seen = seen

    def page(self, **asked: str) -> str:
        """The results page. An answer that is not 200 is kept in mind, whatever it is."""
        try:
            self._connection.request("GET", f"/jobs?{urlencode(asked)}", headers={"Accept-Encoding": "identity"})
            response = self._connection.getresponse()
            text = response.read().decode()
        except (OSError, http.client.HTTPException) as error:
            self._seen.answered(type(error).__name__)
            self._connection.close()
            return ""
        self._seen.answered(str(response.status))
        return text

    def has(self, word: str, keyword: str) -> bool:
        """Whether the advert with ``word`` in its address is among what ``keyword`` finds."""
        return f"/jobs/probe-{word}-" in self.page(keyword=keyword)


def wait_until_ready(port: int, patience: float = 300) -> None:
    """Until both processes have read their index; starting takes long where others are at work."""
    end, ready = time.monotonic() + patience, 0
    while ready < 10:
        if time.monotonic() > end:
            raise SystemExit("the site does not become ready")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", "/readyz")
            ready += 1 if connection.getresponse().status == 200 else -ready
        except (OSError, http.client.HTTPException):
            ready = 0
        finally:
            connection.close()
        time.sleep(0.1)


def read_without_pause(port: int, seen: Seen, stop: threading.Event) -> None:
    reader, turn = Reader(port, seen), 0
    while not stop.is_set():
        reader.page(**QUESTIONS[turn % len(QUESTIONS)])
        turn += 1


def wait_for(port: int, seen: Seen, what: str, word: str, keyword: str, since: float) -> None:
    """Ask until the advert with ``word`` is there, or gone, and note how long after ``since`` (epoch) that was."""
    reader, gone = Reader(port, seen), what in ("ended", "closed")
    while time.time() - since < PATIENCE:
        if time.time() >= since and reader.has(word, keyword) is not gone:
            seen.took(what, time.time() - since)
            return
        time.sleep(0.05)
    seen.took(what, PATIENCE)


@contextmanager
def worker(folder: Path, env: dict[str, str]) -> Iterator[Path]:
    """The worker process; yields where it writes its log."""
    log = folder / "worker.log"
    command = [str(Path(sys.executable).parent / "flask"), "--app", "wsgi", "jobs", "work", "--threads", "2"]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **env}, stdout=out, stderr=out)
        try:
            yield log
        finally:
            process.terminate()
            process.wait(timeout=40)


def write(seconds: float) -> None:
    """The writing process. Each line it prints is ``what word keyword epoch``."""
    from teachpb import create_app

    app = create_app()
    end, number = time.monotonic() + seconds, 0
    publish_short_lived(app)
    while time.monotonic() < end:
        due = time.monotonic() + 1 / CHANGES_A_SECOND
        change(app, number)
        number += 1
        time.sleep(max(0.0, due - time.monotonic()))
    print(f"changes {number} - {time.time()}", flush=True)


def change(app: Flask, number: int) -> None:
    """Publish, rewrite or end an advert in turn, each in a transaction of its own."""
    from teachpb.db import transaction
    from teachpb.vacancies import operations

    turn, step = divmod(number, 3)
    with app.app_context():
        if step == 0 or (step == 2 and turn < ENDED_AFTER):  # nothing is old enough to be ended yet
            word = f"probe{turn}x" if step == 0 else f"early{turn}x"
            publish(word)
            print(f"published {word} {word} {time.time()}", flush=True)
            return
        word = f"probe{turn - ENDED_AFTER * (step == 2)}x"
        with transaction():
            vacancy, actor = probe_of(word)
            if step == 1:
                vacancy.title = f"Probe {word} again{number}x"
            else:
                operations.end_early(actor=actor, vacancy=vacancy)
        if step == 1:
            print(f"rewritten {word} again{number}x {time.time()}", flush=True)
        else:
            print(f"ended {word} {word} {time.time()}", flush=True)


def publish(word: str, alter: Callable[[Vacancy], None] | None = None) -> None:
    """A new advert like one of the demonstration, through the operation behind the page."""
    from sqlalchemy import inspect, select

    from teachpb import clock
    from teachpb.accounts.models import User
    from teachpb.db import db, transaction
    from teachpb.vacancies import keystages, operations
    from teachpb.vacancies.models import Vacancy, VacancyState

    with transaction():
        model = db.session.scalars(
            select(Vacancy)
            .where(Vacancy.state == VacancyState.live, Vacancy.slug.not_like("probe%"))
            .order_by(Vacancy.id)
        ).first()
        assert model is not None
        left_out = {"id", "slug", "campaign_id", "state", "state_entered_at", "opens_at", "published_at"}
        columns = [each.key for each in inspect(Vacancy).column_attrs if each.key not in left_out]
        draft = Vacancy(slug=f"probe-{word}", **{name: getattr(model, name) for name in columns})
        draft.title, draft.publish_on, draft.schools = f"Probe {word}", clock.today(), list(model.schools)
        draft.key_stages = draft.key_stages or keystages.key_stages_of(draft.phases)
        db.session.add(draft)
        db.session.flush()
        actor = db.session.scalars(select(User).order_by(User.id)).first()
        assert actor is not None
        operations.publish(actor=actor, vacancy=draft)
        if alter:
            alter(draft)


def publish_short_lived(app: Flask) -> None:
    from teachpb import clock

    closing = clock.now() + timedelta(seconds=SHORT_LIFE)

    def close_soon(vacancy: Vacancy) -> None:
        vacancy.closes_at = closing

    with app.app_context():
        publish("shortlivedx", close_soon)
    print(f"short-lived shortlivedx shortlivedx {time.time()}", flush=True)
    print(f"closed shortlivedx shortlivedx {closing.timestamp()}", flush=True)


def probe_of(word: str) -> tuple[Vacancy, Any]:
    from sqlalchemy import select

    from teachpb.accounts.models import User
    from teachpb.db import db
    from teachpb.vacancies.models import Vacancy

    vacancy = db.session.scalars(select(Vacancy).where(Vacancy.slug.like(f"probe-{word}-%"))).one()
    return vacancy, db.session.scalars(select(User).order_by(User.id)).first()


def follow(port: int, seen: Seen, lines: Iterator[str]) -> int:
    """Look for everything the writer says it did. Returns how many changes there were."""
    changes, looking = 0, []
    for line in lines:
        what, word, keyword, moment = line.split()
        if what == "changes":
            changes = int(word)
            continue
        thread = threading.Thread(target=wait_for, args=(port, seen, what, word, keyword, float(moment)))
        thread.start()
        looking.append(thread)
    for thread in looking:
        thread.join()
    return changes


def run(seconds: float, vacancies: int) -> str:
    seen, stop = Seen(), threading.Event()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env, _ = build(folder, vacancies)
        code = f"from bench.search_live import write; write({seconds})"
        with serve("wsgi:app", ROOT, env) as port, worker(folder, env) as log:
            wait_until_ready(port)
            readers = [threading.Thread(target=read_without_pause, args=(port, seen, stop)) for _ in range(2)]
            for reader in readers:
                reader.start()
            writer = subprocess.Popen(
                [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **env}, stdout=subprocess.PIPE, text=True
            )
            assert writer.stdout is not None
            changes = follow(port, seen, iter(writer.stdout))
            code_of_writer = writer.wait()
            stop.set()
            for reader in readers:
                reader.join()
        complaints = [line for line in log.read_text(errors="replace").splitlines() if "error" in line.lower()]
    return report(seconds, seen, changes, code_of_writer, complaints)


def report(seconds: float, seen: Seen, changes: int, writer: int, complaints: list[str]) -> str:
    load = os.getloadavg()[0]
    bad = {status: count for status, count in seen.statuses.items() if status != "200"}
    lines = [
        "## Search while it is being written to",
        "",
        f"gunicorn with 2 workers, the worker process, 2 readers without pause, one writer for {seconds:.0f} s.",
        f"All on one machine of two cores; its load was {load:.1f} at the end.",
        "",
        f"- {changes} changes ({changes / seconds:.1f} a second); the writer ended with {writer}.",
        f"- {seen.statuses.total():,} pages read; answers other than 200: {bad or 'none'}.",
        f"- Errors of the worker: {len(complaints)}.",
        "",
        "| after the commit, until the results page shows it | times | median s | longest s | target s |",
        "|---|---|---|---|---|",
    ]
    targets = {"published": 2, "rewritten": 2, "ended": 2, "short-lived": 2, "closed": 60}
    for what, lags in sorted(seen.lags.items()):
        lines.append(f"| {what} | {len(lags)} | {median(lags):.2f} | {max(lags):.2f} | {targets[what]} |")
    return "\n".join([*lines, *(f"\n    {line}" for line in complaints[:5]), ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--vacancies", type=int, default=300)
    parser.add_argument("--markdown", type=Path, default=RESULTS)
    options = parser.parse_args()
    text = run(options.seconds, options.vacancies)
    options.markdown.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
