"""A person changes their name, password and address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.accounts import queries
from teachpb.accounts.models import MailedLink, User
from teachpb.audit.models import AuditEntry
from tests.accounts.mailbox import link_in, messages
from tests.factories.accounts import UserFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

RunJob = Callable[[str], object]
ADA, BEA = "ada@example.org", "bea@example.org"
NEW_ADDRESS = "ada.fenn@elsewhere.example"
OLD = "lantern otter gravel"
NEW = "copper heron willow"
WRONG = "not the right one"
JOB = "accounts.send_links"
NOT_THIS = "Enter the password you use now. This is not it"


@pytest.fixture
def ada(client: StrictClient, session: Session) -> User:
    user = UserFactory(email=ADA, full_name="Ada Fenn", password=OLD)
    client.sign_in(user)
    return user


@pytest.fixture
def elsewhere(client: StrictClient, ada: User) -> StrictClient:
    """Ada's other device."""
    other = StrictClient(client.app)
    other.sign_in(ada)
    other.get("/account")
    return other


class TestName:
    def test_is_kept_as_typed_and_noted(self, client: StrictClient, session: Session, ada: User) -> None:
        page = client.submit("/account/name", full_name="Ada  Fenn-O’Neill")
        assert client.follow(page).flashes == ["Your name is changed"]
        assert ada.full_name == "Ada Fenn-O’Neill"
        entry = session.scalars(select(AuditEntry).where(AuditEntry.verb == "name_changed")).one()
        assert entry.changes == {"full_name": ["Ada Fenn", "Ada Fenn-O’Neill"]}

    @pytest.mark.parametrize("name", ["", "A", " "])
    def test_is_needed(self, client: StrictClient, ada: User, name: str) -> None:
        assert client.submit("/account/name", 200, full_name=name).errors
        assert ada.full_name == "Ada Fenn"


class TestPassword:
    def test_is_changed_and_other_devices_are_signed_out(
        self, client: StrictClient, ada: User, elsewhere: StrictClient
    ) -> None:
        page = client.submit("/account/password", current_password=OLD, password=NEW)
        assert client.follow(page).flashes == ["Your password is changed, and every other device is signed out"]
        elsewhere.get("/account", status=302)
        assert queries.user_with_password(email=ADA, password=NEW) is not None
        assert messages(ADA)[-1].subject == "Your password was changed"

    @pytest.mark.parametrize(
        ("current", "new", "error"),
        [
            ("", NEW, "Enter the password you use now"),
            (WRONG, NEW, NOT_THIS),
            (OLD, "", "Enter a new password"),
            (OLD, "short", "Password must be 10 characters or more. Three random words make a good one"),
            (OLD, "Password2026!", "Choose a password that is harder to guess. Three random words make a good one"),
            (OLD, "ada.fenn.1990", "Choose a password that is not made of your name or email address"),
        ],
    )
    def test_stays_when_something_is_wrong(
        self, client: StrictClient, ada: User, elsewhere: StrictClient, current: str, new: str, error: str
    ) -> None:
        assert client.submit("/account/password", 200, current_password=current, password=new).errors == [error]
        elsewhere.get("/account")
        assert messages(ADA) == []
        assert queries.user_with_password(email=ADA, password=OLD) is not None

    def test_guessing_the_old_one_gets_slow(self, client: StrictClient, ada: User, frozen: FrozenClock) -> None:
        client.sign_in(ada)
        for _ in range(5):
            client.submit("/account/password", 200, current_password=WRONG, password=NEW)
        page = client.submit("/account/password", 200, current_password=OLD, password=NEW)
        assert page.errors[0].startswith("Too many tries. Wait 30 seconds")
        frozen.advance(timedelta(seconds=30))
        client.submit("/account/password", current_password=OLD, password=NEW)

    def test_links_that_were_mailed_before_die(self, client: StrictClient, ada: User, run_job: RunJob) -> None:
        client.post("/account/password/link")
        run_job(JOB)
        url = link_in(messages(ADA)[0])
        client.submit("/account/password", current_password=OLD, password=NEW)
        client.get(url, status=410)

    def test_somebody_without_one_is_mailed_a_link(
        self, client: StrictClient, session: Session, run_job: RunJob
    ) -> None:
        user = UserFactory(email=BEA)
        client.sign_in(user)
        assert client.get("/account/password").h1 == "Set a password"
        client.follow(client.submit("/account/password"))
        run_job(JOB)
        url = link_in(messages(BEA)[0])
        page = client.submit(url, password=NEW)
        assert page.location == "/account"
        assert queries.user_with_password(email=BEA, password=NEW) is not None

    def test_somebody_without_one_cannot_post_one(self, client: StrictClient, session: Session) -> None:
        user = UserFactory(email=BEA)
        client.sign_in(user)
        client.post("/account/password", {"current_password": "", "password": NEW}, status=200)
        assert user.password_hash is None


class TestAddress:
    def ask(self, client: StrictClient, run_job: RunJob, email: str = NEW_ADDRESS) -> str:
        page = client.submit("/account/email", email=email, current_password=OLD)
        assert client.follow(page).h1 == "Look into your mailbox"
        run_job(JOB)
        return link_in(messages(email.lower())[-1])

    def test_moves_when_the_new_one_is_confirmed(
        self, client: StrictClient, session: Session, ada: User, elsewhere: StrictClient, run_job: RunJob
    ) -> None:
        url = self.ask(client, run_job, "Ada.Fenn@Elsewhere.example")
        client.get(url)
        assert ada.email == ADA
        page = client.submit(url)
        assert client.follow(page).flashes == ["Your email address is changed"]
        assert ada.email == NEW_ADDRESS
        notice = messages(ADA)[-1]
        assert notice.subject == "Your email address was changed"
        assert NEW_ADDRESS not in notice.text + notice.html
        elsewhere.get("/account", status=302)
        entry = session.scalars(select(AuditEntry).where(AuditEntry.verb == "email_changed")).one()
        assert "@" not in str(entry.changes) + entry.note

    def test_may_be_confirmed_on_another_device(self, client: StrictClient, ada: User, run_job: RunJob) -> None:
        url = self.ask(client, run_job)
        client.sign_in(None)
        assert client.submit(url).location == "/account"
        assert ada.email == NEW_ADDRESS

    def test_a_session_of_somebody_else_gains_nothing(
        self, client: StrictClient, session: Session, ada: User, run_job: RunJob
    ) -> None:
        url = self.ask(client, run_job)
        bea = UserFactory(email=BEA, full_name="Bea")
        client.sign_in(bea)
        client.submit(url)
        assert (ada.email, bea.email) == (NEW_ADDRESS, BEA)
        assert "Bea" in client.get("/account").text

    @pytest.mark.parametrize(
        ("email", "password", "error"),
        [
            ("", OLD, "Enter your new email address"),
            ("ada", OLD, "Enter an email address in the correct format, like name@example.com"),
            (ADA, OLD, "Enter an address that is not the one you have now"),
            ("ADA@example.org", OLD, "Enter an address that is not the one you have now"),
            (NEW_ADDRESS, "", "Enter your password"),
            (NEW_ADDRESS, WRONG, NOT_THIS),
        ],
    )
    def test_stays_when_something_is_wrong(
        self, client: StrictClient, session: Session, ada: User, email: str, password: str, error: str
    ) -> None:
        page = client.submit("/account/email", 200, email=email, current_password=password)
        assert page.errors == [error]
        assert session.scalars(select(MailedLink)).all() == []

    def test_somebody_without_a_password_is_not_asked_for_one(
        self, client: StrictClient, session: Session, run_job: RunJob
    ) -> None:
        user = UserFactory(email=BEA)
        client.sign_in(user)
        page = client.get("/account/email")
        assert page.select("input[type=password]") == []
        client.submit("/account/email", email=NEW_ADDRESS)
        run_job(JOB)
        client.submit(link_in(messages(NEW_ADDRESS)[0]))
        assert user.email == NEW_ADDRESS

    def test_the_page_does_not_tell_that_an_address_is_taken(
        self, client: StrictClient, session: Session, ada: User, run_job: RunJob
    ) -> None:
        UserFactory(email=BEA)
        page = client.submit("/account/email", email=BEA, current_password=OLD)
        assert client.follow(page).h1 == "Look into your mailbox"
        run_job(JOB)
        (message,) = messages(BEA)
        assert message.subject == "This email address is already in use"
        assert "Ada" not in message.text
        assert "/account/email/" not in message.text

    def test_an_address_that_was_taken_meanwhile_stays_where_it_is(
        self, client: StrictClient, session: Session, ada: User, run_job: RunJob
    ) -> None:
        url = self.ask(client, run_job)
        UserFactory(email=NEW_ADDRESS)
        client.post(url, status=409)
        assert ada.email == ADA

    @pytest.mark.parametrize(("age", "status"), [(timedelta(hours=23), 302), (timedelta(hours=24), 410)])
    def test_within_a_day(
        self,
        client: StrictClient,
        ada: User,
        run_job: RunJob,
        frozen: FrozenClock,
        age: timedelta,
        status: int,
    ) -> None:
        client.sign_in(ada)
        url = self.ask(client, run_job)
        frozen.advance(age)
        client.post(url, status=status)

    def test_once(self, client: StrictClient, ada: User, run_job: RunJob) -> None:
        url = self.ask(client, run_job)
        client.post(url)
        client.post(url, status=410)


class TestTheAccountPage:
    def test_says_who_one_is_and_leads_on(self, client: StrictClient, ada: User) -> None:
        page = client.get("/account")
        assert page.h1 == "Your account"
        for words in ("Ada Fenn", ADA, "Set", "Where you are signed in", "Close your account", "Your organisations"):
            assert words in page.text
        for link in page.select("main a[href^='/account']"):
            client.get(str(link["href"]))

    def test_shows_nothing_of_the_secrets(self, client: StrictClient, ada: User) -> None:
        body = client.get("/account").body
        assert ada.session_token not in body
        assert str(ada.password_hash) not in body
