"""A new account, from the form to the confirmed address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.accounts import queries
from teachpb.accounts.models import MailedLink, SignInMethod, User, UserSession
from teachpb.notifications.models import MessageRow
from tests.accounts.mailbox import link_in, messages
from tests.factories.accounts import UserFactory
from tests.support.client import Page, StrictClient
from tests.support.time import FrozenClock

RunJob = Callable[[str], object]
ADA = "ada@example.org"
PASSWORD = "lantern otter gravel"
JOB = "accounts.send_links"


def ask(client: StrictClient, status: int = 302, url: str = "/account/register", **fields: object) -> Page:
    given = {"full_name": "Ada Fenn", "email": ADA, "password": PASSWORD, "terms": "y"}
    return client.submit(url, status=status, **{**given, **fields})


def users(session: Session) -> int:
    return session.scalar(select(func.count(User.id))) or 0


def test_from_the_form_to_the_account(client: StrictClient, session: Session, run_job: RunJob) -> None:
    page = client.follow(ask(client))
    assert page.h1 == "Look into your mailbox"
    assert ADA in page.text
    assert users(session) == 0
    run_job(JOB)
    (message,) = messages()
    assert (message.to, message.subject, message.secret) == (ADA, "Confirm your email address", True)
    url = link_in(message)
    assert "Ada Fenn" in client.get(url).text
    assert users(session) == 0
    page = client.submit(url)
    assert page.location == "/account"
    page = client.follow(page)
    assert page.flashes == ["Your account is ready"]
    user = session.scalars(select(User)).one()
    assert (user.email, user.full_name, user.is_active, user.has_current_terms) == (ADA, "Ada Fenn", True, True)
    assert session.scalars(select(UserSession)).one().method is SignInMethod.registration
    client.sign_in(None)
    client.submit("/account/sign-in", email=ADA, password=PASSWORD, status=302)


def test_the_way_one_was_going_survives_the_mail(client: StrictClient, run_job: RunJob) -> None:
    ask(client, url="/account/register?next=/account/sessions")
    run_job(JOB)
    assert client.submit(link_in(messages()[0])).location == "/account/sessions"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"full_name": ""}, "Enter your full name"),
        ({"full_name": "A"}, "Full name must be 2 characters or more"),
        ({"full_name": "A" * 121}, "Full name must be 120 characters or fewer"),
        ({"email": ""}, "Enter your email address"),
        ({"email": "ada at example"}, "Enter an email address in the correct format, like name@example.com"),
        ({"password": ""}, "Enter a password"),
        ({"password": "short"}, "Password must be 10 characters or more. Three random words make a good one"),
        (
            {"password": "Password2026!"},
            "Choose a password that is harder to guess. Three random words make a good one",
        ),
        ({"password": "ada.fenn.1990"}, "Choose a password that is not made of your name or email address"),
        ({"terms": None}, "You need to agree to the terms of use to have an account"),
    ],
)
def test_what_is_wrong_is_said(client: StrictClient, session: Session, fields: dict[str, object], error: str) -> None:
    assert ask(client, 200, **fields).errors == [error]
    assert session.scalars(select(MailedLink)).all() == []


def test_names_are_kept_as_typed(client: StrictClient, session: Session, run_job: RunJob) -> None:
    ask(client, full_name="  Zoë  MacDonald-Łukaszewicz ")
    run_job(JOB)
    client.submit(link_in(messages()[0]))
    assert session.scalars(select(User.full_name)).one() == "Zoë MacDonald-Łukaszewicz"


class TestNobodyLearnsWhoHasAnAccount:
    def test_the_answer_is_the_same(self, client: StrictClient, session: Session, run_job: RunJob) -> None:
        UserFactory(email=ADA)
        known, unknown = ask(client), ask(client, email="bea@example.org")
        assert known.location == unknown.location
        assert known.response.headers.get("Set-Cookie", "").split("=")[0] == "teachpb"
        first, second = client.follow(known).text, client.follow(unknown).text
        assert first == second

    def test_only_the_owner_of_the_mailbox_does(self, client: StrictClient, session: Session, run_job: RunJob) -> None:
        UserFactory(email=ADA, full_name="Ada Fenn", password="her own old password")
        ask(client)
        run_job(JOB)
        (message,) = messages(ADA)
        assert message.subject == "You already have an account"
        assert "/account/confirm/" not in message.text
        assert users(session) == 1
        assert queries.user_with_password(email=ADA, password=PASSWORD) is None

    def test_an_address_that_is_told_apart_by_case_is_the_same(
        self, client: StrictClient, session: Session, run_job: RunJob
    ) -> None:
        UserFactory(email=ADA)
        ask(client, email="ADA@Example.org")
        run_job(JOB)
        assert messages()[0].subject == "You already have an account"

    def test_a_mailbox_cannot_be_flooded(self, client: StrictClient, run_job: RunJob, frozen: FrozenClock) -> None:
        UserFactory(email=ADA)
        for _ in range(8):
            ask(client)
            ask(client, email="bea@example.org")
        run_job(JOB)
        assert (len(messages(ADA)), len(messages("bea@example.org"))) == (5, 5)
        frozen.advance(timedelta(hours=1, seconds=1))
        ask(client)
        run_job(JOB)
        assert len(messages(ADA)) == 6


class TestTheLink:
    @pytest.fixture
    def url(self, client: StrictClient, run_job: RunJob, frozen: FrozenClock) -> str:
        ask(client)
        run_job(JOB)
        return link_in(messages()[0])

    def test_looking_at_it_does_nothing(self, client: StrictClient, session: Session, url: str) -> None:
        for _ in range(3):
            client.get(url)
        assert users(session) == 0
        client.submit(url)

    def test_works_once(self, client: StrictClient, session: Session, url: str) -> None:
        client.submit(url)
        client.sign_in(None)
        assert client.get(url, status=410).h1 == "This link no longer works"
        client.post(url, status=410)
        assert users(session) == 1

    def test_two_tabs_make_one_account(self, client: StrictClient, session: Session, url: str) -> None:
        client.get(url)
        client.post(url, status=302)
        client.post(url, status=410)
        assert users(session) == 1

    @pytest.mark.parametrize(("age", "status"), [(timedelta(hours=47, minutes=59), 302), (timedelta(hours=48), 410)])
    def test_runs_out_after_two_days(
        self, client: StrictClient, frozen: FrozenClock, url: str, age: timedelta, status: int
    ) -> None:
        frozen.advance(age)
        client.post(url, status=status)

    def test_only_its_hash_is_stored(self, session: Session, url: str) -> None:
        token = url.rsplit("/", 1)[1]
        link = session.scalars(select(MailedLink)).one()
        assert token not in (link.token_hash, str(link.payload))
        assert PASSWORD not in str(link.payload)

    def test_is_worth_nothing_for_another_purpose(self, client: StrictClient, url: str) -> None:
        token = url.rsplit("/", 1)[1]
        for page in ("sign-in-link", "new-password", "email", "close"):
            client.get(f"/account/{page}/{token}", status=410)

    def test_a_made_up_one_is_gone_too(self, client: StrictClient) -> None:
        client.get("/account/confirm/" + "x" * 43, status=410)
        client.get("/account/confirm/short", status=404)

    def test_confirms_what_was_typed_for_it_and_nothing_typed_later(
        self, client: StrictClient, session: Session, run_job: RunJob, url: str
    ) -> None:
        """Somebody else registers the same address after us: following our own link makes our own account."""
        ask(client, full_name="Mallory", password="mallory waits here")
        run_job(JOB)
        theirs = link_in(messages()[1])
        client.submit(url)
        user = session.scalars(select(User)).one()
        assert user.full_name == "Ada Fenn"
        assert queries.user_with_password(email=ADA, password="mallory waits here") is None
        client.sign_in(None)
        client.get(theirs, status=410)

    def test_is_gone_when_the_address_has_got_an_account_meanwhile(
        self, client: StrictClient, session: Session, url: str
    ) -> None:
        UserFactory(email=ADA)
        client.post(url, status=410)
        assert users(session) == 1


class TestAPreparedAccount:
    """One that an operator made (``create-officer``) and nobody has used yet."""

    def test_becomes_that_of_whoever_confirms_the_address(
        self, client: StrictClient, session: Session, run_job: RunJob
    ) -> None:
        prepared = UserFactory(email=ADA, full_name="A. Fenn", confirmed_at=None, terms_accepted_at=None)
        ask(client)
        run_job(JOB)
        client.submit(link_in(messages()[0]))
        assert users(session) == 1
        assert (prepared.full_name, prepared.is_active, prepared.has_current_terms) == ("Ada Fenn", True, True)


class TestTheJob:
    def test_may_run_twice(self, client: StrictClient, run_job: RunJob) -> None:
        ask(client)
        assert (run_job(JOB), run_job(JOB)) == (1, 0)
        assert len(messages()) == 1

    def test_one_bad_address_holds_up_nobody(self, client: StrictClient, session: Session, run_job: RunJob) -> None:
        ask(client)
        session.scalars(select(MailedLink)).one().email = "not an address"
        ask(client, email="bea@example.org")
        run_job(JOB)
        assert [message.to for message in messages()] == ["bea@example.org"]
        assert session.scalars(select(MailedLink).where(MailedLink.handled_at.is_(None))).all() == []

    def test_a_rolled_back_request_mails_nothing(self, client: StrictClient, session: Session) -> None:
        ask(client, 200, password="short")
        assert session.scalars(select(MessageRow)).all() == []


def test_terms_are_agreed_to_when_the_form_is_sent(
    client: StrictClient, session: Session, run_job: RunJob, frozen: FrozenClock
) -> None:
    ask(client)
    sent = clock.now()
    run_job(JOB)
    frozen.advance(timedelta(hours=5))
    client.submit(link_in(messages()[0]))
    user = session.scalars(select(User)).one()
    assert (user.terms_accepted_at, user.confirmed_at) == (sent, sent + timedelta(hours=5))
