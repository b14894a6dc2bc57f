"""Mailed links to sign in and to choose a new password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.accounts import operations, queries
from teachpb.accounts.errors import LinkGone
from teachpb.accounts.models import LinkPurpose, MailedLink, SignInMethod, User, UserSession
from teachpb.db import transaction
from tests.accounts.mailbox import link_in, messages
from tests.factories.accounts import UserFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

RunJob = Callable[[str], object]
ADA = "ada@example.org"
OLD = "lantern otter gravel"
NEW = "copper heron willow"
JOB = "accounts.send_links"

SIGN_IN = "/account/sign-in-link"
FORGOTTEN = "/account/forgotten-password"


@pytest.fixture
def ada(session: Session) -> User:
    return UserFactory(email=ADA, full_name="Ada Fenn", password=OLD)


@pytest.fixture
def mailed(client: StrictClient, ada: User, run_job: RunJob, frozen: FrozenClock) -> Callable[[str], str]:
    """Ask on one of the two pages and read the link in the mail."""

    def ask(page: str, email: str = ADA) -> str:
        client.submit(page, email=email)
        run_job(JOB)
        return link_in(messages(ADA)[-1])

    return ask


@pytest.mark.parametrize(("asked", "subject"), [(SIGN_IN, "Your sign-in link"), (FORGOTTEN, "Choose a new password")])
class TestAsking:
    def test_mails_the_owner(self, client: StrictClient, ada: User, run_job: RunJob, asked: str, subject: str) -> None:
        answer = client.follow(client.submit(asked, email=ADA))
        assert answer.h1 == "Look into your mailbox"
        run_job(JOB)
        (message,) = messages()
        assert (message.to, message.subject, message.secret, message.user_id) == (ADA, subject, True, ada.id)
        assert ADA not in message.subject

    @pytest.mark.parametrize("who", ["nobody", "closed"])
    def test_mails_nobody_else_and_says_the_same(
        self, client: StrictClient, session: Session, ada: User, run_job: RunJob, asked: str, subject: str, who: str
    ) -> None:
        if who == "closed":
            ada.closed_at = ada.confirmed_at
        known = client.submit(asked, email="bea@example.org" if who == "nobody" else ADA)
        assert known.location.startswith("/account/mail-sent/")
        client.follow(known)
        run_job(JOB)
        assert messages() == []

    def test_does_the_same_work_for_everybody(
        self, client: StrictClient, ada: User, query_count: Callable[[], object], asked: str, subject: str
    ) -> None:
        counts = []
        for email in (ADA, "bea@example.org"):
            with query_count() as queries_sent:  # type: ignore[attr-defined]
                client.post(asked, {"email": email})
            counts.append(queries_sent.statements)
        assert counts[0] == counts[1]

    @pytest.mark.parametrize(
        ("email", "error"),
        [
            ("", "Enter your email address"),
            ("ada", "Enter an email address in the correct format, like name@example.com"),
        ],
    )
    def test_needs_an_address(
        self, client: StrictClient, session: Session, asked: str, subject: str, email: str, error: str
    ) -> None:
        assert client.submit(asked, 200, email=email).errors == [error]
        assert session.scalars(select(MailedLink)).all() == []

    def test_gives_a_prepared_account_its_first_way_in(
        self, client: StrictClient, session: Session, ada: User, run_job: RunJob, asked: str, subject: str
    ) -> None:
        ada.confirmed_at, ada.password_hash = None, None
        client.submit(asked, email=ADA)
        run_job(JOB)
        url = link_in(messages()[0])
        client.submit(url, **({"password": NEW} if asked == FORGOTTEN else {}))
        assert ada.confirmed_at is not None
        client.get("/account")


class TestSigningInByLink:
    def test_opens_a_session(self, client: StrictClient, session: Session, mailed: Callable[[str], str]) -> None:
        url = mailed(SIGN_IN)
        page = client.get(url)
        assert "Ada Fenn" in page.text
        client.get("/account", status=302)
        assert client.follow(client.submit(url)).h1 == "Your account"
        assert session.scalars(select(UserSession)).one().method is SignInMethod.mailed_link

    def test_goes_where_one_was_going(self, client: StrictClient, ada: User, run_job: RunJob) -> None:
        client.submit(f"{SIGN_IN}?next=/account/sessions", email=ADA)
        run_job(JOB)
        assert client.submit(link_in(messages()[0])).location == "/account/sessions"

    def test_never_leaves_the_site(self, client: StrictClient, ada: User, run_job: RunJob) -> None:
        client.submit(f"{SIGN_IN}?next=//evil.example", email=ADA)
        run_job(JOB)
        assert client.submit(link_in(messages()[0])).location == "/account"

    def test_works_while_guessing_makes_the_password_wait(
        self, client: StrictClient, mailed: Callable[[str], str]
    ) -> None:
        for _ in range(6):
            client.post("/account/sign-in", {"email": ADA, "password": "not the right one"}, status=200)
        client.submit(mailed(SIGN_IN))
        client.get("/account")

    @pytest.mark.parametrize(("age", "status"), [(timedelta(minutes=59), 302), (timedelta(hours=1), 410)])
    def test_for_one_hour(
        self, client: StrictClient, frozen: FrozenClock, mailed: Callable[[str], str], age: timedelta, status: int
    ) -> None:
        url = mailed(SIGN_IN)
        frozen.advance(age)
        client.post(url, status=status)

    def test_once(self, client: StrictClient, mailed: Callable[[str], str]) -> None:
        url = mailed(SIGN_IN)
        client.post(url)
        client.sign_in(None)
        client.post(url, status=410)
        assert client.get(url, status=410).links["Send me a new link"] == SIGN_IN

    def test_and_its_fellows_die_with_it(self, client: StrictClient, mailed: Callable[[str], str]) -> None:
        first, second = mailed(SIGN_IN), mailed(SIGN_IN)
        client.post(first)
        client.sign_in(None)
        client.get(second, status=410)

    def test_not_when_the_account_is_closed_meanwhile(
        self, client: StrictClient, session: Session, ada: User, mailed: Callable[[str], str]
    ) -> None:
        url = mailed(SIGN_IN)
        ada.closed_at = ada.confirmed_at
        client.get(url, status=410)
        client.post(url, status=410)

    def test_not_when_the_address_has_changed_meanwhile(
        self, client: StrictClient, session: Session, ada: User, mailed: Callable[[str], str]
    ) -> None:
        url = mailed(SIGN_IN)
        ada.email = "ada@elsewhere.example"
        client.post(url, status=410)

    def test_not_from_another_site(self, client: StrictClient, mailed: Callable[[str], str]) -> None:
        url = mailed(SIGN_IN)
        client.post(url, {"csrf_token": "wrong"}, status=400)
        client.post(url)


class TestANewPassword:
    def test_replaces_the_old_one_and_signs_in(
        self, client: StrictClient, ada: User, mailed: Callable[[str], str]
    ) -> None:
        page = client.submit(mailed(FORGOTTEN), password=NEW)
        assert client.follow(page).flashes == ["Your new password is set, and every other device is signed out"]
        assert queries.user_with_password(email=ADA, password=OLD) is None
        assert queries.user_with_password(email=ADA, password=NEW) is not None

    def test_signs_everybody_else_out(
        self, client: StrictClient, session: Session, ada: User, mailed: Callable[[str], str]
    ) -> None:
        elsewhere = StrictClient(client.app)
        elsewhere.sign_in(ada)
        elsewhere.get("/account")
        client.submit(mailed(FORGOTTEN), password=NEW)
        elsewhere.get("/account", status=302)
        client.get("/account")

    def test_is_told_to_the_owner(self, client: StrictClient, mailed: Callable[[str], str]) -> None:
        client.submit(mailed(FORGOTTEN), password=NEW)
        assert messages(ADA)[-1].subject == "Your password was changed"

    def test_that_is_weak_does_not_use_the_link_up(self, client: StrictClient, mailed: Callable[[str], str]) -> None:
        url = mailed(FORGOTTEN)
        page = client.submit(url, 200, password="Password2026!")
        assert page.errors == ["Choose a password that is harder to guess. Three random words make a good one"]
        assert client.submit(url, 200, password="adafenn12345").errors[0].startswith("Choose a password that is not")
        client.submit(url, password=NEW)

    def test_kills_every_other_link(self, client: StrictClient, mailed: Callable[[str], str]) -> None:
        sign_in, first, second = mailed(SIGN_IN), mailed(FORGOTTEN), mailed(FORGOTTEN)
        client.submit(first, password=NEW)
        client.sign_in(None)
        for url in (sign_in, first, second):
            client.get(url, status=410)

    @pytest.mark.parametrize(("age", "status"), [(timedelta(minutes=119), 302), (timedelta(hours=2), 410)])
    def test_within_two_hours(
        self, client: StrictClient, frozen: FrozenClock, mailed: Callable[[str], str], age: timedelta, status: int
    ) -> None:
        url = mailed(FORGOTTEN)
        frozen.advance(age)
        client.post(url, {"password": NEW}, status=status)

    def test_ends_the_wait_for_the_password(
        self, client: StrictClient, frozen: FrozenClock, mailed: Callable[[str], str]
    ) -> None:
        for _ in range(5):
            client.post("/account/sign-in", {"email": ADA, "password": "not the right one"}, status=200)
        client.submit(mailed(FORGOTTEN), password=NEW)
        client.sign_in(None)
        client.submit("/account/sign-in", email=ADA, password=NEW)


def test_two_at_once_use_a_link_once(session: Session, ada: User) -> None:
    with transaction():
        token = operations.mint_link(user=ada, purpose=LinkPurpose.sign_in)
    with transaction():
        operations.follow_sign_in_link(token=token)
    with pytest.raises(LinkGone), transaction():
        operations.follow_sign_in_link(token=token)


def test_a_link_is_worth_nothing_for_another_purpose(client: StrictClient, mailed: Callable[[str], str]) -> None:
    token = mailed(SIGN_IN).rsplit("/", 1)[1]
    for page in ("new-password", "confirm", "email", "close"):
        client.get(f"/account/{page}/{token}", status=410)
    client.post(f"/account/new-password/{token}", {"password": NEW}, status=410)


@pytest.mark.parametrize("purpose", list(LinkPurpose))
def test_the_page_after_asking_and_the_page_of_a_dead_link_exist_for_every_purpose(
    client: StrictClient, purpose: LinkPurpose
) -> None:
    assert client.get(f"/account/mail-sent/{purpose.value.replace('_', '-')}").h1 == "Look into your mailbox"
    path = {
        "register": "confirm",
        "sign_in": "sign-in-link",
        "reset_password": "new-password",
        "change_email": "email",
        "close_account": "close",
    }[purpose.value]
    assert client.get(f"/account/{path}/{'x' * 43}", status=410).h1 == "This link no longer works"
