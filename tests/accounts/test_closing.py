"""Closing an account for good."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.accounts import queries
from teachpb.accounts.models import User
from teachpb.accounts.signals import account_closing
from teachpb.audit.models import AuditEntry
from teachpb.db import DomainError
from tests.accounts.mailbox import link_in, messages
from tests.factories.accounts import UserFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

RunJob = Callable[[str], object]
ADA = "ada@example.org"
PASSWORD = "lantern otter gravel"
JOB = "accounts.send_links"


@pytest.fixture
def ada(client: StrictClient, session: Session) -> User:
    user = UserFactory(email=ADA, full_name="Ada Fenn", password=PASSWORD)
    client.sign_in(user)
    return user


@pytest.fixture
def unsettled() -> Iterator[None]:
    """A room above that has something to settle first."""

    def refuse(user: User) -> None:
        raise DomainError("Withdraw your application first")

    account_closing.connect(refuse)
    yield
    account_closing.disconnect(refuse)


def test_blanks_the_person_and_signs_them_out_everywhere(
    client: StrictClient, session: Session, ada: User, run_job: RunJob
) -> None:
    elsewhere = StrictClient(client.app)
    elsewhere.sign_in(ada)
    page = client.submit("/account/close", current_password=PASSWORD)
    page = client.follow(page)
    assert (page.h1, page.flashes) == ("Goodbye, and thank you", ["Your account is closed"])
    for browser in (client, elsewhere):
        browser.get("/account", status=302)
    assert (ada.full_name, ada.password_hash, ada.is_active) == ("Former user", None, False)
    assert ADA not in ada.email
    assert queries.user_by_email(ADA) is None
    assert queries.user_with_password(email=ADA, password=PASSWORD) is None


def test_is_told_to_the_address_and_the_name_leaves_the_trail(
    client: StrictClient, session: Session, ada: User
) -> None:
    client.submit("/account/name", full_name="Ada Fenn-Marsh")
    client.submit("/account/close", current_password=PASSWORD)
    (message,) = messages(ADA)
    assert (message.subject, message.user_id) == ("Your account is closed", None)
    labels = set(session.scalars(select(AuditEntry.actor_label).where(AuditEntry.actor_id == ada.id)))
    assert labels == {"A former user"}
    assert "account_closed" in session.scalars(select(AuditEntry.verb)).all()


def test_frees_the_address_for_a_new_account(
    client: StrictClient, session: Session, ada: User, run_job: RunJob
) -> None:
    client.submit("/account/close", current_password=PASSWORD)
    client.submit("/account/register", full_name="Ada Again", email=ADA, password=PASSWORD, terms="y")
    run_job(JOB)
    client.submit(link_in(messages(ADA)[-1]))
    fresh = queries.user_by_email(ADA)
    assert fresh is not None
    assert fresh.id != ada.id


@pytest.mark.parametrize(
    ("password", "error"),
    [("", "Enter your password"), ("not the right one", "Enter the password you use now. This is not it")],
)
def test_needs_the_password(client: StrictClient, ada: User, password: str, error: str) -> None:
    assert client.submit("/account/close", 200, current_password=password).errors == [error]
    assert ada.is_active


def test_or_a_mailed_link(client: StrictClient, ada: User, run_job: RunJob) -> None:
    assert client.follow(client.post("/account/close/link")).h1 == "Look into your mailbox"
    run_job(JOB)
    url = link_in(messages(ADA)[0])
    client.sign_in(None)
    client.get(url)
    assert ada.is_active
    client.submit(url)
    assert not ada.is_active
    client.get(url, status=410)


def test_somebody_without_a_password_gets_the_link(client: StrictClient, session: Session, run_job: RunJob) -> None:
    user = UserFactory(email="bea@example.org")
    client.sign_in(user)
    client.post("/account/close", status=200)
    assert user.is_active
    client.follow(client.submit("/account/close"))
    run_job(JOB)
    client.submit(link_in(messages("bea@example.org")[0]))
    assert not user.is_active


@pytest.mark.parametrize(("age", "status"), [(timedelta(minutes=59), 302), (timedelta(hours=1), 410)])
def test_the_link_lasts_an_hour(
    client: StrictClient, ada: User, run_job: RunJob, frozen: FrozenClock, age: timedelta, status: int
) -> None:
    client.sign_in(ada)
    client.post("/account/close/link")
    run_job(JOB)
    frozen.advance(age)
    client.post(link_in(messages(ADA)[0]), status=status)


def test_a_room_above_may_ask_for_something_to_be_settled_first(
    client: StrictClient, ada: User, unsettled: None
) -> None:
    page = client.submit("/account/close", 200, current_password=PASSWORD)
    assert page.errors == ["Withdraw your application first"]
    assert (ada.is_active, ada.full_name) == (True, "Ada Fenn")
    client.get("/account")


def test_that_holds_for_the_link_too_and_does_not_use_it_up(
    client: StrictClient, ada: User, run_job: RunJob, unsettled: None
) -> None:
    client.post("/account/close/link")
    run_job(JOB)
    url = link_in(messages(ADA)[0])
    assert client.submit(url, 200).errors == ["Withdraw your application first"]
    assert client.get(url).h1 == "Close your account for good"
