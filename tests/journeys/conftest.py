"""A real server and a real browser. Journeys live in a database of their own that is not rolled back."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import select
from werkzeug.serving import make_server

from teachpb import create_app
from teachpb.config import Settings
from teachpb.db import Model, db
from teachpb.demo.build.people import PASSWORD
from teachpb.notifications.models import MessageRow
from teachpb.search.engine import choose_engine, current_engine, use_engine
from teachpb.work import jobs
from tests.support.browser import Visitor
from tests.support.mail import Mailbox, mail_server
from tests.support.templates import share_compiled

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((path for name in NAMES if (path := shutil.which(name))), "")
#: What is counted as a person: a browser that does not call itself headless.
PERSON = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # The officer reads the figures of the city as it was loaded, before anybody adds to them.
    items.sort(key=lambda item: "journeys/test_office" not in item.nodeid)
    for item in items:
        if "journeys" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(300))
            if not CHROMIUM:
                if config.getoption("--require-everything"):
                    raise pytest.UsageError("Chromium is required here and was not found")
                item.add_marker(pytest.mark.skip(reason="Chromium was not found"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The whole application with a search index and the invented city, served on a free port."""
    folder = tmp_path_factory.mktemp("site")
    previous = current_engine()
    server = make_server("127.0.0.1", 0, None, threaded=True)
    address = f"http://127.0.0.1:{server.server_port}"
    app = create_app(
        Settings(
            environment="testing",
            secret_key="for-journeys-only",
            data_dir=folder,
            database_url=f"sqlite:///{folder / 'site.sqlite3'}",
            base_url=address,
            mail_transport="null",
            search_engine="whoosh",
            demo=True,
        )
    )
    share_compiled(app)
    with app.app_context():
        Model.metadata.create_all(db.engine)
    loaded = app.test_cli_runner().invoke(args=["demo", "load"])
    assert loaded.exit_code == 0, loaded.output
    app.config["JOURNEY_ENGINE"] = current_engine()
    choose_engine(previous)  # tests of other rooms run in this process too
    server.app = app
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield app
    server.shutdown()
    thread.join(timeout=10)


@pytest.fixture(autouse=True)
def engine(site: Flask) -> Iterator[None]:
    """The site's own index answers, whatever other tests of this process have chosen."""
    with use_engine(site.config["JOURNEY_ENGINE"]):
        yield


@pytest.fixture
def world(site: Flask) -> Iterator[Flask]:
    """An application context in which factories put things into the site."""
    with site.app_context():
        db.session.configure(join_transaction_mode="conditional_savepoint")
        yield site
        db.session.rollback()
        db.session.remove()


@pytest.fixture
def work(site: Flask, world: Flask) -> Callable[[str], object]:
    """Let the worker do one job now: ``work("search.apply_changes")``."""

    def run(name: str) -> object:
        db.session.commit()
        with site.app_context():
            outcome = jobs()[name].run()
        db.session.expire_all()
        return outcome

    return run


@pytest.fixture
def mail(work: Callable[[str], object]) -> Callable[..., MessageRow]:
    """``mail("elena@demo.example")``: the newest message to somebody; with ``about``, whose subject says so."""

    def newest(to: str, about: str = "") -> MessageRow:
        work("accounts.send_links")
        rows = db.session.scalars(
            select(MessageRow)
            .where(MessageRow.to == to, MessageRow.subject.contains(about))
            .order_by(MessageRow.id.desc())
            .limit(1)
        ).all()
        assert rows, f"no mail to {to} {about}"
        return rows[0]

    return newest


class Post:
    """What a real mail server was given of the site's mail."""

    def __init__(self, mailbox: Mailbox, work: Callable[[str], object]) -> None:
        self.mailbox = mailbox
        self.work = work

    def newest(self, to: str, about: str = "") -> EmailMessage:
        """The newest message to somebody; with ``about``, whose subject says so."""
        self.work("accounts.send_links")
        self.work("notifications.deliver_outbox")
        found = [mail for mail in self.mailbox.messages if to in str(mail["To"]) and about in str(mail["Subject"])]
        assert found, f"the mail server got nothing for {to} {about}"
        return found[-1]


@pytest.fixture
def post(site: Flask, work: Callable[[str], object], monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """A mail server, and a site that is told to use it, also for the invented people of the city."""
    with mail_server(Mailbox()) as mailbox:
        settings = replace(
            site.config["SETTINGS"],
            demo=False,
            mail_transport="smtp",
            smtp_host="127.0.0.1",
            smtp_port=mailbox.port,
            smtp_security="none",
        )
        monkeypatch.setitem(site.config, "SETTINGS", settings)
        yield Post(mailbox, work)


@pytest.fixture
def visit(site: Flask, browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """``visit(width=375, javascript=False)``: a new visitor with an empty cookie jar."""
    contexts: list[BrowserContext] = []

    def window(width: int, javascript: bool) -> Page:
        context = browser.new_context(
            base_url=site.config["SETTINGS"].base_url,
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale="en-GB",
            user_agent=PERSON,
            timezone_id="Europe/London",
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        page: Page = context.new_page()
        return page

    def come(width: int = 1280, javascript: bool = True) -> Visitor:
        return Visitor(window(width, javascript), glass=None if javascript else window(width, True))

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(visit: Callable[..., Visitor]) -> Callable[..., Visitor]:
    """``sign_in("head")``: somebody of the invented city, signed in as people do."""

    def come(who: str, **options: Any) -> Visitor:
        visitor = visit(**options)
        visitor.go("/account/sign-in")
        visitor.fill("Email address", f"{who}@demo.example")
        visitor.fill("Password", PASSWORD, exact=True)
        visitor.press("Sign in", within=visitor.page.locator("main"))
        return visitor

    return come
