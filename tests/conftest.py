"""Fixtures every test may use. A real database (SQLite, or PostgreSQL with ``--database=postgresql``), rolled back
per test."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb import clock, create_app
from teachpb.clock import LONDON
from teachpb.config import Settings
from teachpb.db import Model, db
from tests.support import html_checker
from tests.support.client import StrictClient
from tests.support.database import TemporaryDatabase, outer_transaction, postgresql_server
from tests.support.queries import QueryCounter
from tests.support.shapes import start_remembering
from tests.support.templates import never_rendered, record_templates, start_recording
from tests.support.time import FrozenClock

# A busy machine is no reason to fail, and a found counterexample shall be found again.
hypothesis.settings.register_profile(
    "suite", deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("suite")

NOON = datetime(2026, 4, 24, 10, 0, tzinfo=LONDON)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.addoption("--check-templates", action="store_true", help="fail when a template was rendered by no test")
    parser.addoption("--require-everything", action="store_true", help="fail where PostgreSQL or Chromium is missing")


@pytest.fixture(scope="session")
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.config.getoption("--database"))


@pytest.fixture(scope="session")
def test_settings(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    data_dir: Path = tmp_path_factory.mktemp("data")
    with TemporaryDatabase(database_kind, data_dir) as url:
        yield Settings(
            environment="testing",
            secret_key="for-tests-only",
            database_url=url,
            data_dir=data_dir,
            base_url="http://localhost",
            mail_transport="null",
            search_engine="null",
        )


@pytest.fixture(scope="session")
def app(test_settings: Settings) -> Iterator[Flask]:
    app = create_app(test_settings)
    record_templates(app)
    with app.app_context():
        Model.metadata.create_all(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """The database session of this test; whatever happens in it, or in requests, is gone afterwards."""
    with outer_transaction(app), app.app_context():
        yield db.session()
        db.session.remove()


@pytest.fixture
def client(app: Flask, session: Session) -> StrictClient:
    return StrictClient(app)


@pytest.fixture
def frozen() -> Iterator[FrozenClock]:
    """The clock, stopped at 10am on Friday 24 April 2026 in London."""
    stopped = FrozenClock(NOON)
    with clock.use_clock(stopped):
        yield stopped


@pytest.fixture
def run_job(app: Flask, session: Session) -> Callable[[str], object]:
    """Run a background job here and now, in an application context of its own, as the worker would."""
    from teachpb.work import jobs

    def run(name: str) -> object:
        db.session.commit()
        with app.app_context():
            outcome = jobs()[name].run()
        db.session.expire_all()
        return outcome

    return run


@pytest.fixture
def outbox(session: Session) -> Callable[[], list[Any]]:
    """The mail written so far, oldest first. Call it: ``outbox()[-1].subject``."""
    from sqlalchemy import select

    from teachpb.notifications.models import MessageRow

    return lambda: list(session.scalars(select(MessageRow).order_by(MessageRow.id)))


@pytest.fixture
def query_count(app: Flask, session: Session) -> Callable[[], AbstractContextManager[QueryCounter]]:
    return lambda: QueryCounter(app)


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but this machine can be reached."""
    real_connect = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in {"localhost", "127.0.0.1", "::1", ""}:
            raise RuntimeError(f"a test tried to reach {host}")
        real_connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


def needs_database(item: pytest.Item) -> bool:
    """Does it work with the database of the run? What only looks at the application needs to run once."""
    names = set(getattr(item, "fixturenames", ()))
    return "session" in names or ("database_kind" in names and "app" not in names)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    server = postgresql_server()
    for item in items:
        if not needs_database(item):
            item.add_marker(pytest.mark.pure)
        if item.get_closest_marker("postgresql") and server is None:
            item.add_marker(pytest.mark.skip(reason="no PostgreSQL server was found"))
    yield
    items[:] = longest_first(items)


def longest_first(items: list[pytest.Item]) -> list[pytest.Item]:
    """Of two workers each is given one half of the list, and takes from the other’s end when its own is done. So one
    begins with the browser, the other with the real processes, and what is left to share at the end is short."""
    browser = [item for item in items if item.get_closest_marker("browser")]
    processes = [item for item in items if item.get_closest_marker("processes")]
    rest = [item for item in items if not (item.get_closest_marker("browser") or item.get_closest_marker("processes"))]
    first = max(0, len(items) // 2 - len(browser))
    return [*browser, *rest[:first], *processes, *rest[first:]]


def pytest_report_header(config: pytest.Config) -> str:
    server = "found" if postgresql_server() else "NOT FOUND"
    return f"database: {config.getoption('--database')}; PostgreSQL server: {server}"


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """After a whole run: a template no test has rendered is a page nobody has looked at, and every page is valid
    HTML."""
    if hasattr(session.config, "workerinput") or exitstatus != 0 or not session.config.getoption("--check-templates"):
        return
    missed = never_rendered()
    if missed:
        print("\nRendered by no test:", *missed, sep="\n  ")  # noqa: T201
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    if not html_checker.is_available():
        print("\n!! The HTML checker did NOT run: it needs Java and `npm ci`.")  # noqa: T201
        return
    count, wrong = html_checker.check()
    print(f"\nHTML checker: {count} kinds of pages, {len(wrong)} errors", *wrong, sep="\n  ")  # noqa: T201
    if wrong:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        start_recording()
        html_checker.start_keeping()
        start_remembering()
    wanted = config.getoption("--require-everything") or config.getoption("--database") == "postgresql"
    if wanted and postgresql_server() is None:
        raise pytest.UsageError("PostgreSQL is required here and was not found (set TEACHPB_TEST_POSTGRESQL_URL)")
