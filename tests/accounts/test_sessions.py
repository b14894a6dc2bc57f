"""Signed-in browsers: how long, which, and ending them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.accounts.models import User, UserSession
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.schools import MembershipFactory
from tests.support.client import StrictClient
from tests.support.queries import QueryCounter
from tests.support.time import FrozenClock

PASSWORD = "lantern otter gravel"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def ada(session: Session, frozen: FrozenClock) -> User:
    return UserFactory(email="ada@example.org", password=PASSWORD)


@pytest.fixture
def elsewhere(client: StrictClient) -> StrictClient:
    return StrictClient(client.app)


def seen(session: Session) -> list[UserSession]:
    return list(session.scalars(select(UserSession).order_by(UserSession.id)))


class TestIdling:
    @pytest.mark.parametrize(
        ("is_staff", "keep", "idle", "status"),
        [
            (False, False, 8 * HOUR, 200),
            (False, False, 8 * HOUR + timedelta(seconds=1), 302),
            (True, False, 2 * HOUR, 200),
            (True, False, 2 * HOUR + timedelta(seconds=1), 302),
            (False, True, 13 * DAY, 200),
            (False, True, 14 * DAY, 302),
            (True, True, 2 * HOUR + timedelta(seconds=1), 302),
        ],
    )
    def test_ends_a_session(
        self,
        client: StrictClient,
        ada: User,
        frozen: FrozenClock,
        is_staff: bool,
        keep: bool,
        idle: timedelta,
        status: int,
    ) -> None:
        if is_staff:
            MembershipFactory(user=ada, role=Role.panel_member)
        client.submit("/account/sign-in", email="ada@example.org", password=PASSWORD, keep="y" if keep else None)
        frozen.advance(idle)
        client.get("/account", status=status)

    def test_looking_at_pages_is_a_sign_of_life(self, client: StrictClient, ada: User, frozen: FrozenClock) -> None:
        client.sign_in(ada)
        for _ in range(3):
            frozen.advance(7 * HOUR)
            client.get("/account")

    def test_but_after_a_day_one_signs_in_again(self, client: StrictClient, ada: User, frozen: FrozenClock) -> None:
        client.sign_in(ada)
        for _ in range(4):
            frozen.advance(6 * HOUR - MINUTE)
            client.get("/account")
        frozen.advance(4 * MINUTE)
        client.get("/account", status=302)

    def test_a_kept_session_ends_after_a_fortnight_whatever_happens(
        self, client: StrictClient, ada: User, frozen: FrozenClock
    ) -> None:
        client.submit("/account/sign-in", email="ada@example.org", password=PASSWORD, keep="y")
        for _ in range(13):
            frozen.advance(DAY)
            client.get("/account")
        frozen.advance(DAY)
        client.get("/account", status=302)

    def test_an_old_copy_of_the_cookie_is_idle_though_the_browser_is_not(
        self, client: StrictClient, elsewhere: StrictClient, ada: User, frozen: FrozenClock
    ) -> None:
        client.sign_in(ada)
        with client.http.session_transaction() as stored:
            copy = dict(stored)
        for _ in range(2):
            frozen.advance(5 * HOUR)
            client.get("/account")
        with elsewhere.http.session_transaction() as stored:
            stored.update(copy)
        elsewhere.get("/account", status=302)


class TestCookie:
    def test_lives_as_long_as_the_browser_unless_kept(self, client: StrictClient, ada: User) -> None:
        for keep, permanent in ((None, False), ("y", True)):
            client.sign_in(None)
            page = client.submit("/account/sign-in", email="ada@example.org", password=PASSWORD, keep=keep)
            cookie = page.response.headers["Set-Cookie"]
            assert ("Expires=" in cookie) is permanent
            assert "HttpOnly" in cookie
            assert "SameSite=Lax" in cookie

    @pytest.mark.parametrize("spoilt", ["session_key", "_user_id", "seen"])
    def test_with_a_part_missing_opens_nothing(self, client: StrictClient, ada: User, spoilt: str) -> None:
        client.sign_in(ada)
        with client.http.session_transaction() as stored:
            del stored[spoilt]
        client.get("/account", status=302)

    def test_of_one_person_does_not_open_the_account_of_another(self, client: StrictClient, ada: User) -> None:
        bea = UserFactory()
        client.sign_in(ada)
        with client.http.session_transaction() as stored:
            stored["_user_id"] = bea.get_id()
        client.get("/account", status=302)

    @pytest.mark.parametrize("state", ["closed_at", "confirmed_at"])
    def test_opens_nothing_once_the_account_may_not_be_used(
        self, client: StrictClient, session: Session, ada: User, state: str
    ) -> None:
        client.sign_in(ada)
        setattr(ada, state, clock.now() if state == "closed_at" else None)
        client.get("/account", status=302)


class TestReading:
    def test_looking_writes_nothing(
        self,
        client: StrictClient,
        ada: User,
        frozen: FrozenClock,
        query_count: Callable[[], AbstractContextManager[QueryCounter]],
    ) -> None:
        client.sign_in(ada)
        frozen.advance(HOUR)
        with query_count() as queries:
            for url in ("/account", "/account/sessions", "/account/organisations", "/terms"):
                client.get(url)
        assert [line for line in queries.statements if not line.lstrip().upper().startswith("SELECT")] == []

    def test_knowing_who_asks_takes_one_query(
        self, client: StrictClient, ada: User, query_count: Callable[[], AbstractContextManager[QueryCounter]]
    ) -> None:
        for _ in range(3):
            MembershipFactory(user=ada, role=Role.viewer)
        client.sign_in(ada)
        with query_count() as queries:
            client.get("/account/name")
        people = [line for line in queries.statements if "users" in line or "memberships" in line]
        assert len(people) == 1


class TestLastSeen:
    def test_is_noted_when_something_is_done_at_most_every_five_minutes(
        self, client: StrictClient, session: Session, ada: User, frozen: FrozenClock
    ) -> None:
        client.sign_in(ada)
        begun = clock.now()
        frozen.advance(4 * MINUTE)
        client.submit("/account/name", full_name="Ada One")
        assert seen(session)[0].last_seen_at == begun
        frozen.advance(MINUTE)
        client.get("/account")
        assert seen(session)[0].last_seen_at == begun
        client.submit("/account/name", full_name="Ada Two")
        assert seen(session)[0].last_seen_at == begun + 5 * MINUTE

    def test_a_form_that_is_shown_again_counts_too(
        self, client: StrictClient, session: Session, ada: User, frozen: FrozenClock
    ) -> None:
        client.sign_in(ada)
        frozen.advance(HOUR)
        client.submit("/account/name", 200, full_name="")
        assert seen(session)[0].last_seen_at == clock.now()


class TestTheList:
    def test_names_devices_and_marks_this_one(
        self, client: StrictClient, elsewhere: StrictClient, ada: User, frozen: FrozenClock
    ) -> None:
        headers = {"User-Agent": FIREFOX}
        elsewhere.post("/account/sign-in", {"email": "ada@example.org", "password": PASSWORD}, headers=headers)
        frozen.advance(HOUR)
        client.sign_in(ada)
        page = client.get("/account/sessions")
        rows = [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]
        assert len(rows) == 2
        assert "This device" in rows[0]
        assert "Firefox on Windows" in rows[1]
        assert "10am on Friday 24 April 2026" in rows[1]

    def test_leaves_out_what_has_ended(
        self, client: StrictClient, elsewhere: StrictClient, ada: User, frozen: FrozenClock
    ) -> None:
        elsewhere.sign_in(ada)
        frozen.advance(25 * HOUR)
        client.sign_in(ada)
        assert len(client.get("/account/sessions").select("tbody tr")) == 1


class TestEnding:
    def test_another_device(self, client: StrictClient, elsewhere: StrictClient, session: Session, ada: User) -> None:
        elsewhere.sign_in(ada)
        client.sign_in(ada)
        page = client.post(f"/account/sessions/{seen(session)[0].id}/end")
        assert client.follow(page).flashes == ["That device is signed out"]
        elsewhere.get("/account", status=302)

    def test_twice_from_two_tabs(
        self, client: StrictClient, elsewhere: StrictClient, session: Session, ada: User
    ) -> None:
        elsewhere.sign_in(ada)
        client.sign_in(ada)
        url = f"/account/sessions/{seen(session)[0].id}/end"
        client.post(url)
        client.post(url, status=404)

    def test_this_device(self, client: StrictClient, session: Session, ada: User) -> None:
        client.sign_in(ada)
        page = client.post(f"/account/sessions/{seen(session)[0].id}/end")
        assert page.location == "/account/sign-in"
        client.get("/account", status=302)

    def test_everywhere(self, client: StrictClient, elsewhere: StrictClient, session: Session, ada: User) -> None:
        elsewhere.sign_in(ada)
        client.sign_in(ada)
        token = ada.session_token
        page = client.post("/account/sessions/end-all")
        assert client.follow(page).flashes == ["You have signed out everywhere"]
        for browser in (client, elsewhere):
            browser.get("/account", status=302)
        assert ada.session_token != token
        assert all(found.ended_at for found in seen(session))

    def test_everywhere_leaves_other_people_alone(
        self, client: StrictClient, elsewhere: StrictClient, session: Session, ada: User
    ) -> None:
        elsewhere.sign_in(UserFactory())
        client.sign_in(ada)
        client.post("/account/sessions/end-all")
        elsewhere.get("/account")

    def test_somebody_elses_is_not_there(
        self, client: StrictClient, elsewhere: StrictClient, session: Session, ada: User
    ) -> None:
        bea = UserFactory()
        elsewhere.sign_in(bea)
        client.sign_in(ada)
        client.post(f"/account/sessions/{seen(session)[0].id}/end", status=404)
        elsewhere.get("/account")
