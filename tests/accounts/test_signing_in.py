"""Signing in with a password, and signing out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from urllib.parse import quote

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.accounts import passwords
from teachpb.accounts.models import SignInGuard, SignInMethod, User, UserSession
from teachpb.audit.models import AuditEntry
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.schools import LocalAuthorityFactory, MembershipFactory, ProviderFactory, SchoolFactory
from tests.support.client import Page, StrictClient
from tests.support.queries import QueryCounter
from tests.support.time import FrozenClock

PASSWORD = "lantern otter gravel"
WRONG = "not the right one"


@pytest.fixture
def ada(session: Session) -> User:
    return UserFactory(email="ada@example.org", full_name="Ada Fenn", password=PASSWORD)


def attempt(client: StrictClient, email: str = "ada@example.org", password: str = PASSWORD, status: int = 302) -> Page:
    return client.submit("/account/sign-in", status=status, email=email, password=password)


def without_typed(page: Page, email: str) -> str:
    """The page as it stands, save what was typed and the form's token."""
    for tag in page.soup.select("input[name=csrf_token]"):
        tag.decompose()
    return str(page.soup).replace(email, "…")


class TestTheRightPassword:
    def test_opens_a_session(self, client: StrictClient, ada: User, session: Session) -> None:
        page = attempt(client)
        assert page.location == "/account"
        assert client.follow(page).h1 == "Your account"
        begun = session.scalars(select(UserSession)).one()
        assert (begun.user_id, begun.method, begun.kept) == (ada.id, SignInMethod.password, False)
        assert ada.last_signed_in_at is not None

    @pytest.mark.parametrize("email", ["ADA@example.org", "  ada@Example.org "])
    def test_with_the_address_in_any_case(self, client: StrictClient, ada: User, email: str) -> None:
        attempt(client, email)

    def test_leaves_the_key_out_of_the_database(self, client: StrictClient, ada: User, session: Session) -> None:
        attempt(client)
        with client.http.session_transaction() as stored:
            key = stored["session_key"]
        begun = session.scalars(select(UserSession)).one()
        assert key not in begun.key_hash
        assert len(begun.key_hash) == 64

    def test_takes_nothing_over_from_the_visitor(self, client: StrictClient, ada: User) -> None:
        client.get("/account/sign-in")
        with client.http.session_transaction() as stored:
            stored["left_by_somebody"] = "x"
            before = stored["csrf_token"]
        attempt(client)
        with client.http.session_transaction() as stored:
            assert "left_by_somebody" not in stored
            assert stored.get("csrf_token") != before

    def test_is_noted_without_the_address(self, client: StrictClient, ada: User, session: Session) -> None:
        attempt(client)
        entry = session.scalars(select(AuditEntry).where(AuditEntry.verb == "signed_in")).one()
        assert entry.actor_id == ada.id
        assert "@" not in entry.note + entry.actor_label

    def test_is_kept_afresh_when_the_parameters_have_changed(self, client: StrictClient, ada: User) -> None:
        old = ada.password_hash = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1).hash(PASSWORD)
        attempt(client)
        assert ada.password_hash != old
        client.sign_in(None)
        attempt(client)


class TestTheWrongOne:
    SENTENCE = "Check your email address and password. If you have just registered, open the link in our email first"

    @pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
    def test_is_refused_in_the_same_words_for_everybody(self, client: StrictClient, ada: User, email: str) -> None:
        page = attempt(client, email, WRONG, 200)
        assert page.errors == [self.SENTENCE]
        client.get("/account", status=302)

    def test_the_page_is_the_same_to_the_letter(self, client: StrictClient, ada: User) -> None:
        known = without_typed(attempt(client, "ada@example.org", WRONG, 200), "ada@example.org")
        unknown = without_typed(attempt(client, "nobody@example.org", WRONG, 200), "nobody@example.org")
        assert known == unknown

    @pytest.mark.parametrize("state", ["unconfirmed", "closed", "no password"])
    def test_who_may_not_sign_in_is_told_the_same(
        self, client: StrictClient, session: Session, ada: User, state: str
    ) -> None:
        if state == "unconfirmed":
            ada.confirmed_at = None
        elif state == "closed":
            ada.closed_at = ada.confirmed_at
        else:
            ada.password_hash = None
        assert attempt(client, status=200).errors == [self.SENTENCE]

    def test_the_same_work_is_done(
        self,
        client: StrictClient,
        ada: User,
        query_count: Callable[[], AbstractContextManager[QueryCounter]],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Statements to the database and hashes computed are what takes time: both are the same in number."""
        hashes: list[str] = []
        honest = passwords.verify_password
        monkeypatch.setattr(
            "teachpb.accounts.queries.verify_password", lambda kept, typed: hashes.append(typed) or honest(kept, typed)
        )
        counts = []
        for email in ("ada@example.org", "nobody@example.org", "nobody@example.org", "ada@example.org"):
            with query_count() as queries:
                client.post("/account/sign-in", {"email": email, "password": WRONG}, status=200)
            counts.append(queries.count)
        assert counts[2] == counts[3]
        assert len(hashes) == 4

    @pytest.mark.parametrize(
        ("email", "password", "errors"),
        [
            ("", "", ["Enter your email address", "Enter your password"]),
            ("ada", PASSWORD, ["Enter an email address in the correct format, like name@example.com"]),
            ("ada@example.org", "", ["Enter your password"]),
            ("ada@example.org", "x" * 201, ["Password must be 200 characters or fewer"]),
        ],
    )
    def test_what_is_missing_is_said(
        self, client: StrictClient, ada: User, session: Session, email: str, password: str, errors: list[str]
    ) -> None:
        assert attempt(client, email, password, 200).errors == errors
        assert session.scalars(select(SignInGuard)).all() == []

    def test_the_password_is_not_shown_again(self, client: StrictClient, ada: User) -> None:
        assert WRONG not in attempt(client, password=WRONG, status=200).body


class TestGuessing:
    """The lock-out slows guessing and ends by itself."""

    @pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
    def test_after_five_failures_one_has_to_wait(
        self, client: StrictClient, ada: User, frozen: FrozenClock, email: str
    ) -> None:
        for _ in range(5):
            assert attempt(client, email, WRONG, 200).errors == [TestTheWrongOne.SENTENCE]
        page = attempt(client, email, WRONG, 200)
        assert page.errors == ["Too many tries. Wait 30 seconds and try again, or ask us to mail you a sign-in link"]

    def test_even_the_right_password_waits_and_then_works(
        self, client: StrictClient, ada: User, frozen: FrozenClock
    ) -> None:
        for _ in range(5):
            attempt(client, password=WRONG, status=200)
        attempt(client, status=200)
        frozen.advance(timedelta(seconds=29))
        attempt(client, status=200)
        frozen.advance(timedelta(seconds=1))
        attempt(client)

    def test_the_wait_doubles_with_each_failure(self, client: StrictClient, ada: User, frozen: FrozenClock) -> None:
        for _ in range(5):
            attempt(client, password=WRONG, status=200)
        for seconds, words in ((30, "1 minute"), (60, "2 minutes"), (120, "4 minutes")):
            frozen.advance(timedelta(seconds=seconds))
            assert attempt(client, password=WRONG, status=200).errors == [TestTheWrongOne.SENTENCE]
            assert words in attempt(client, status=200).errors[0]

    def test_knocking_during_the_wait_does_not_lengthen_it(
        self, client: StrictClient, ada: User, frozen: FrozenClock
    ) -> None:
        for _ in range(5):
            attempt(client, password=WRONG, status=200)
        for _ in range(20):
            attempt(client, password=WRONG, status=200)
        frozen.advance(timedelta(seconds=30))
        attempt(client)

    def test_nobody_waits_longer_than_a_quarter_of_an_hour(
        self, client: StrictClient, ada: User, frozen: FrozenClock
    ) -> None:
        for _ in range(20):
            attempt(client, password=WRONG, status=200)
            frozen.advance(timedelta(minutes=15))
        attempt(client)

    def test_being_right_forgives_what_was_wrong(self, client: StrictClient, ada: User, frozen: FrozenClock) -> None:
        for _ in range(3):
            for _ in range(4):
                attempt(client, password=WRONG, status=200)
            attempt(client)
            client.sign_in(None)

    def test_failures_are_forgotten_after_a_day(self, client: StrictClient, ada: User, frozen: FrozenClock) -> None:
        for _ in range(4):
            attempt(client, password=WRONG, status=200)
        frozen.advance(timedelta(hours=24))
        for _ in range(4):
            assert attempt(client, password=WRONG, status=200).errors == [TestTheWrongOne.SENTENCE]
        attempt(client)

    def test_one_person_guessed_at_does_not_keep_another_out(
        self, client: StrictClient, ada: User, frozen: FrozenClock
    ) -> None:
        for _ in range(5):
            attempt(client, "nobody@example.org", WRONG, 200)
        attempt(client)

    def test_one_network_address_trying_many_people_has_to_wait(
        self, client: StrictClient, ada: User, frozen: FrozenClock
    ) -> None:
        for number in range(50):
            client.post("/account/sign-in", {"email": f"p{number}@example.org", "password": WRONG}, status=200)
        assert "Too many tries" in attempt(client, status=200).errors[0]
        frozen.advance(timedelta(seconds=30))
        attempt(client)

    def test_a_school_behind_one_address_may_sign_in_all_day(
        self, client: StrictClient, ada: User, session: Session, frozen: FrozenClock
    ) -> None:
        for _ in range(60):
            client.post("/account/sign-in", {"email": "ada@example.org", "password": PASSWORD})
            client.sign_in(None)
        assert session.scalars(select(SignInGuard.failures)).all() == [0, 0]

    def test_neither_addresses_nor_networks_are_written_down(
        self, client: StrictClient, ada: User, session: Session
    ) -> None:
        attempt(client, password=WRONG, status=200)
        keys = session.scalars(select(SignInGuard.key_hash)).all()
        assert len(keys) == 2
        assert all(len(key) == 64 for key in keys)


class TestWhereOneLands:
    @pytest.mark.parametrize(
        ("wanted", "reached"),
        [
            ("/account/sessions", "/account/sessions"),
            ("/jobs?page=2", "/jobs?page=2"),
            ("//evil.example", "/account"),
            ("https://evil.example/", "/account"),
            ("/\\evil.example", "/account"),
            ("javascript:alert(1)", "/account"),
            ("", "/account"),
        ],
    )
    def test_where_one_was_going_if_that_is_here(
        self, client: StrictClient, ada: User, wanted: str, reached: str
    ) -> None:
        page = client.submit(f"/account/sign-in?next={quote(wanted)}", email="ada@example.org", password=PASSWORD)
        assert page.location == reached

    def test_a_page_for_members_asks_and_brings_back(self, client: StrictClient, ada: User) -> None:
        asked = client.get("/account/sessions", status=302)
        assert asked.location == "/account/sign-in?next=/account/sessions"
        page = client.submit(asked.location, email="ada@example.org", password=PASSWORD)
        assert client.follow(page).h1 == "Where you are signed in"

    @pytest.mark.parametrize(
        ("role", "kind", "home"),
        [
            (Role.owner, SchoolFactory, "/hiring"),
            (Role.recruiter, SchoolFactory, "/hiring"),
            (Role.provider_admin, ProviderFactory, "/training"),
            (Role.facilitator, ProviderFactory, "/training"),
            (Role.cpd_lead, SchoolFactory, "/training"),
            (Role.administrator, LocalAuthorityFactory, "/office"),
            (Role.recruitment_officer, LocalAuthorityFactory, "/office"),
            (Role.governance_lead, SchoolFactory, "/board"),
            (Role.viewer, SchoolFactory, "/account"),
            (None, None, "/account"),
        ],
    )
    def test_everybody_has_a_home(
        self, client: StrictClient, ada: User, monkeypatch: pytest.MonkeyPatch, role: Role, kind: type, home: str
    ) -> None:
        """Whichever rooms are open today: an area without a front page is nobody's home."""
        if role is not None:
            MembershipFactory(user=ada, organisation=kind(), role=role)
        adapter = client.app.url_map.bind("localhost")
        expected = home if adapter.test(home, "GET") else "/account"
        assert attempt(client).location == expected

    @pytest.mark.parametrize("url", ["/account/sign-in", "/account/register"])
    def test_who_is_in_already_is_sent_on(self, client: StrictClient, ada: User, url: str) -> None:
        client.sign_in(ada)
        assert client.get(url, status=302).location == "/account"
        assert client.get(f"{url}?next=/account/sessions", status=302).location == "/account/sessions"


class TestSigningOut:
    def test_ends_the_session_for_good(self, client: StrictClient, ada: User, session: Session) -> None:
        attempt(client)
        with client.http.session_transaction() as stored:
            cookie = dict(stored)
        page = client.post("/account/sign-out")
        assert client.follow(page).flashes == ["You have signed out"]
        assert session.scalars(select(UserSession)).one().ended_at is not None
        with client.http.session_transaction() as stored:
            stored.update(cookie)  # somebody kept a copy
        client.get("/account", status=302)

    def test_twice_from_two_tabs_is_no_error(self, client: StrictClient, ada: User) -> None:
        client.sign_in(ada)
        client.post("/account/sign-out")
        client.post("/account/sign-out")

    def test_a_link_cannot_do_it(self, client: StrictClient, ada: User) -> None:
        client.sign_in(ada)
        client.get("/account/sign-out", status=405)
        client.get("/account")
