"""How fast the public pages are, against a bare Flask “hello” and a plain 29 KB page in the same run.

    python -m bench.pages [--vacancies 100 10000] [--seconds 4]

Everything runs on this machine: gunicorn with two workers, eight connections asking without pause. Only ratios within
one run mean anything. Each page is measured twice: as the site runs, keeping for a second what is the same for
everybody (``TEACHPB_PAGE_CACHE``), and made anew for every visitor, as somebody who is signed in would wait for it.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

CONNECTIONS = 8
ROOT = Path(__file__).parents[1]
BARE = """
from flask import Flask, render_template_string
app = Flask("bare")
PAGE = "<!doctype html><title>x</title>" + "{% for n in range(600) %}<p>Row {{ n }}: {{ text }}</p>{% endfor %}"
@app.get("/hello")
def hello(): return "hello"
@app.get("/plain")
def plain(): return render_template_string(PAGE, text="twenty-odd letters here")
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(target: str, folder: Path, env: dict[str, str]) -> Iterator[int]:
    """gunicorn on a free port until the block ends."""
    port = free_port()
    gunicorn = shutil.which("gunicorn") or str(Path(sys.executable).parent / "gunicorn")
    command = [gunicorn, target, "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
    command += ["--worker-class", "gthread", "--log-level", "error"]
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, **env})
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def measure(port: int, path: str, seconds: float) -> tuple[float, float, int]:
    """(requests a second, p95 in ms, bytes as sent) with eight connections."""
    times: list[float] = []
    sizes: list[int] = []
    lock = threading.Lock()
    failures: list[str] = []

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        mine: list[float] = []
        size = 0
        while time.perf_counter() < end:
            start = time.perf_counter()
            connection.request("GET", path, headers={"Accept-Encoding": "gzip", "User-Agent": "bench"})
            response = connection.getresponse()
            size = len(response.read())
            if response.status != 200:
                failures.append(f"{path}: {response.status}")
                return
            mine.append(time.perf_counter() - start)
        with lock:
            times.extend(mine)
            sizes.append(size)

    for _ in range(6):  # warm, both workers
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", path)
        connection.getresponse().read()
    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    started = time.perf_counter()
    end = started + seconds
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = time.perf_counter() - started
    if failures:
        raise SystemExit(f"a page does not answer: {failures[0]}")
    return len(times) / taken, sorted(times)[int(len(times) * 0.95)] * 1000, max(sizes)


def build(folder: Path, vacancies: int) -> tuple[dict[str, str], dict[str, str]]:
    """A migrated database with the invented city and so many live vacancies. Returns the environment and the paths."""
    env = {
        "TEACHPB_ENVIRONMENT": "development",
        "TEACHPB_DEMO": "yes",
        "TEACHPB_DATA_DIR": str(folder),
        "TEACHPB_RATELIMIT_STORAGE": "memory://",
    }
    flask = [str(Path(sys.executable).parent / "flask"), "--app", "wsgi"]
    for command in (["db", "upgrade"], ["demo", "load"]):
        subprocess.run([*flask, *command], cwd=ROOT, env={**os.environ, **env}, check=True, capture_output=True)
    code = f"from bench.pages import fill; fill({vacancies})"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **env}, check=True)
    paths = {
        "home": "/",
        "directory": "/schools",
        "results": "/jobs",
        "results, keyword and filter": "/jobs?keyword=teacher&phase=primary",
        "vacancy": "/jobs/" + (folder / "vacancy-slug").read_text(),
        "profile": "/schools/ortonbridge-primary-school",
        "course": "/courses/safer-recruitment",
    }
    return env, paths


def fill(vacancies: int) -> None:
    """Copies of the city’s live vacancies, until there are so many; then the index is built."""
    from sqlalchemy import inspect, select

    from teachpb import clock, create_app
    from teachpb.db import db, transaction
    from teachpb.search import operations as search
    from teachpb.search.registry import all_types
    from teachpb.vacancies.models import Vacancy, VacancyState
    from teachpb.web.settings import settings

    app = create_app()
    dice = random.Random(1)
    with app.app_context():
        with transaction():
            models = db.session.scalars(select(Vacancy).where(Vacancy.state == VacancyState.live)).all()
            columns = [c.key for c in inspect(Vacancy).column_attrs if c.key not in {"id", "slug", "campaign_id"}]
            for number in range(max(0, vacancies - len(models))):
                model = models[number % len(models)]
                copy = Vacancy(slug=f"bench-{number}", **{name: getattr(model, name) for name in columns})
                copy.schools = list(model.schools)
                copy.opens_at = copy.published_at = clock.now() - timedelta(minutes=dice.randrange(20_000))
                copy.closes_at = clock.now() + timedelta(days=1, minutes=dice.randrange(40_000))
                db.session.add(copy)
            slug = models[0].slug
        (settings().data_dir / "vacancy-slug").write_text(slug)
        for corpus in all_types():
            search.rebuild(corpus=corpus)


HEAD = (
    "| page | req/s | p95 ms | gzip KB | of “hello” | of the plain page | anew: req/s | p95 ms | of the plain one |",
    "|---|---|---|---|---|---|---|---|---|",
)


def table(env: dict[str, str], paths: dict[str, str], hello: float, plain: float, seconds: float) -> list[str]:
    """Every page as the site serves it, and made anew for every visitor."""
    with serve("wsgi:app", ROOT, env) as port:
        kept = {title: measure(port, path, seconds) for title, path in paths.items()}
    with serve("wsgi:app", ROOT, {**env, "TEACHPB_PAGE_CACHE": "0"}) as port:
        anew = {title: measure(port, path, seconds) for title, path in paths.items()}
    lines = list(HEAD)
    for title, (rate, p95, sent) in kept.items():
        first = f"| {title} | {rate:,.0f} | {p95:,.0f} | {sent / 1024:.1f} | {rate / hello:.3f} | {rate / plain:.2f}"
        rate, p95, _sent = anew[title]
        lines.append(f"{first} | {rate:,.0f} | {p95:,.0f} | {rate / plain:.2f} |")
    return lines


def run(sizes: list[int], seconds: float) -> str:
    """The measurements as a section of Markdown."""
    lines = [
        "## Pages",
        "",
        "gunicorn with 2 workers, 8 connections, one machine; ratios within one run. First as the site serves pages",
        "to a crowd (kept for a second), then each made anew.",
        "",
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bare.py").write_text(BARE, encoding="utf-8")
        for size in sizes:
            place = folder / str(size)
            place.mkdir()
            env, paths = build(place, size)
            with serve("bare:app", folder, {}) as port:
                hello = measure(port, "/hello", seconds)[0]
                plain = measure(port, "/plain", seconds)[0]
            bare = f"Bare Flask “hello”: {hello:,.0f} requests a second; a plain 29 KB page: {plain:,.0f}."
            lines += [f"### {size:,} live vacancies", "", bare, ""]
            lines += [*table(env, paths, hello, plain, seconds), ""]
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vacancies", nargs="+", type=int, default=[100, 10_000])
    parser.add_argument("--seconds", type=float, default=4)
    chosen = parser.parse_args()
    results = run(chosen.vacancies, chosen.seconds)
    (Path(__file__).parent / "RESULTS-pages.md").write_text(results, encoding="utf-8")
    print(results)
