"""Nothing is kept for longer than it is needed; floods are stopped; operators have their commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import create_app
from teachpb.accounts import operations
from teachpb.accounts.models import LinkPurpose, MailedLink, SignInGuard, User, UserSession
from teachpb.config import Settings
from teachpb.db import Model, db, transaction
from teachpb.extensions import limiter
from tests.accounts.mailbox import messages
from tests.factories.accounts import UserFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

DAY = timedelta(days=1)


@pytest.fixture
def ada(session: Session, frozen: FrozenClock) -> User:
    return UserFactory(email="ada@example.org")


class TestPruning:
    @pytest.mark.parametrize(("age", "left"), [(30 * DAY, 1), (31 * DAY + timedelta(seconds=1), 0)])
    def test_sessions_stay_thirty_days_after_they_ended(
        self,
        client: StrictClient,
        session: Session,
        run_job: Callable[[str], object],
        frozen: FrozenClock,
        ada: User,
        age: timedelta,
        left: int,
    ) -> None:
        client.sign_in(ada)
        frozen.advance(age)
        run_job("accounts.prune")
        assert len(session.scalars(select(UserSession)).all()) == left

    def test_links_and_counts_of_failures_go_after_days(
        self, client: StrictClient, session: Session, run_job: Callable[[str], object], frozen: FrozenClock, ada: User
    ) -> None:
        client.submit("/account/sign-in-link", email="ada@example.org")
        client.submit("/account/sign-in", 200, email="ada@example.org", password="not the right one")
        run_job("accounts.send_links")
        assert run_job("accounts.prune") == 0
        frozen.advance(7 * DAY + timedelta(seconds=1))
        assert run_job("accounts.prune") == 3
        assert session.scalars(select(MailedLink)).all() == []
        assert session.scalars(select(SignInGuard)).all() == []

    def test_a_link_nobody_has_dealt_with_yet_stays(
        self, client: StrictClient, session: Session, run_job: Callable[[str], object], frozen: FrozenClock, ada: User
    ) -> None:
        client.submit("/account/sign-in-link", email="ada@example.org")
        frozen.advance(8 * DAY)
        run_job("accounts.prune")
        run_job("accounts.send_links")
        assert len(messages("ada@example.org")) == 1


class TestFloods:
    @pytest.fixture
    def flooded(self, tmp_path: Path) -> Iterator[FlaskClient]:
        """An application that counts (in tests nothing is counted), on a database of its own."""
        app = create_app(Settings(environment="development", secret_key="x", data_dir=tmp_path, search_engine="null"))
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            Model.metadata.create_all(db.engine)
        yield app.test_client()
        limiter.enabled = False
        with app.app_context():
            db.engine.dispose()

    @pytest.mark.pure
    def test_one_network_address_is_stopped(self, flooded: FlaskClient) -> None:
        for url, allowed in (
            ("/account/sign-in", 30),
            ("/account/register", 10),
            ("/account/sign-in-link", 10),
            ("/account/forgotten-password", 10),
        ):
            for _ in range(allowed):
                assert flooded.post(url).status_code == 200
            assert flooded.post(url).status_code == 429
            assert flooded.get(url).status_code == 200
        elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
        assert flooded.post("/account/sign-in", environ_base=elsewhere).status_code == 200


class TestCommands:
    def invoke(self, app: Flask, *arguments: str) -> tuple[int, str]:
        result = app.test_cli_runner().invoke(args=["accounts", *arguments])
        return result.exit_code, result.output

    def test_a_sign_in_link_signs_in(self, app: Flask, client: StrictClient, ada: User) -> None:
        code, output = self.invoke(app, "sign-in-link", "Ada@example.org")
        assert code == 0
        client.submit(output.strip().removeprefix("http://localhost"))
        assert "ada@example.org" in client.get("/account").text

    def test_for_nobody_there_is_none(self, app: Flask, session: Session) -> None:
        code, output = self.invoke(app, "sign-in-link", "nobody@example.org")
        assert (code, "There is no account with the address nobody@example.org." in output) == (1, True)

    def test_in_production_there_is_none(self, app: Flask, ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(app.config, "SETTINGS", Settings(environment="production", secret_key="x" * 40))
        code, output = self.invoke(app, "sign-in-link", "ada@example.org")
        assert (code, "development only" in output) == (1, True)


def test_a_minted_link_is_not_mailed_again(session: Session, ada: User, run_job: Callable[[str], object]) -> None:
    with transaction():
        operations.mint_link(user=ada, purpose=LinkPurpose.sign_in)
    run_job("accounts.send_links")
    assert messages() == []
