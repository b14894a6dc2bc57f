"""Who may call what in the accounts room. Everything is either public or about oneself."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.accounts.models import UserSession
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.schools import LocalAuthorityFactory, MembershipFactory, member
from tests.support.client import StrictClient

TOKEN = "x" * 43
PUBLIC = [
    ("accounts.sign_in", "GET", "/account/sign-in", 200),
    ("accounts.sign_out", "POST", "/account/sign-out", 302),
    ("accounts.register", "GET", "/account/register", 200),
    ("accounts.confirm_registration", "GET", f"/account/confirm/{TOKEN}", 410),
    ("accounts.ask_sign_in_link", "GET", "/account/sign-in-link", 200),
    ("accounts.use_sign_in_link", "GET", f"/account/sign-in-link/{TOKEN}", 410),
    ("accounts.ask_password_link", "GET", "/account/forgotten-password", 200),
    ("accounts.reset_password", "GET", f"/account/new-password/{TOKEN}", 410),
    ("accounts.show_mail_sent", "GET", "/account/mail-sent/sign-in", 200),
    ("accounts.confirm_email", "GET", f"/account/email/{TOKEN}", 410),
    ("accounts.confirm_closing", "GET", f"/account/close/{TOKEN}", 410),
    ("accounts.show_goodbye", "GET", "/account/closed", 200),
    ("accounts.show_terms", "GET", "/terms", 200),
]
# endpoint, method, path, what a signed-in person gets
SIGNED_IN = [
    ("accounts.show_account", "GET", "/account", 200),
    ("accounts.change_name", "GET", "/account/name", 200),
    ("accounts.change_name", "POST", "/account/name", 200),
    ("accounts.change_email", "GET", "/account/email", 200),
    ("accounts.change_email", "POST", "/account/email", 200),
    ("accounts.change_password", "GET", "/account/password", 200),
    ("accounts.change_password", "POST", "/account/password", 200),
    ("accounts.mail_password_link", "POST", "/account/password/link", 302),
    ("accounts.list_sessions", "GET", "/account/sessions", 200),
    ("accounts.show_data", "GET", "/account/data", 200),
    ("accounts.ask_for_data", "POST", "/account/data", 302),
    ("accounts.download_data", "POST", "/account/data/download", 302),
    ("accounts.end_all_sessions", "POST", "/account/sessions/end-all", 302),
    ("accounts.close_account", "GET", "/account/close", 200),
    ("accounts.close_account", "POST", "/account/close", 200),
    ("accounts.mail_closing_link", "POST", "/account/close/link", 302),
    ("accounts.accept_terms", "GET", "/account/terms", 302),
    ("accounts.accept_terms", "POST", "/account/terms", 302),
]


def call(client: StrictClient, method: str, path: str, status: int) -> str | None:
    page = client.get(path, status=status) if method == "GET" else client.post(path, {}, status=status)
    return page.location


@pytest.mark.parametrize(("endpoint", "method", "path", "status"), PUBLIC)
def test_anybody(client: StrictClient, endpoint: str, method: str, path: str, status: int) -> None:
    assert client.app.url_map.bind("localhost").match(path, method)[0] == endpoint
    call(client, method, path, status)


@pytest.mark.parametrize(("endpoint", "method", "path", "status"), SIGNED_IN)
class TestSignedIn:
    def test_a_visitor_is_asked_to_sign_in(
        self, client: StrictClient, endpoint: str, method: str, path: str, status: int
    ) -> None:
        assert client.app.url_map.bind("localhost").match(path, method)[0] == endpoint
        assert (call(client, method, path, 302) or "").startswith("/account/sign-in")

    @pytest.mark.parametrize("who", ["candidate", "owner", "demoted", "officer"])
    def test_everybody_sees_their_own(
        self, client: StrictClient, session: Session, endpoint: str, method: str, path: str, status: int, who: str
    ) -> None:
        client.sign_in(somebody(who))
        location = call(client, method, path, status)
        assert location is None or "sign-in?next" not in location

    @pytest.mark.parametrize("state", ["closed", "unconfirmed"])
    def test_an_account_that_may_not_be_used_is_nobody(
        self, client: StrictClient, session: Session, endpoint: str, method: str, path: str, status: int, state: str
    ) -> None:
        user = UserFactory()
        client.sign_in(user)
        if state == "closed":
            user.closed_at = clock.now()
        else:
            user.confirmed_at = None
        assert (call(client, method, path, 302) or "").startswith("/account/sign-in")


def somebody(who: str) -> object:
    if who == "candidate":
        return UserFactory()
    if who == "officer":
        return member(Role.administrator, LocalAuthorityFactory())
    ended = clock.now() if who == "demoted" else None
    return MembershipFactory(role=Role.owner, ended_at=ended).user


@pytest.mark.parametrize(("who", "status"), [("visitor", 302), ("other", 404), ("self", 302)])
def test_ending_a_session(client: StrictClient, session: Session, who: str, status: int) -> None:
    """``"accounts.end_session"``: of one's own sessions only; another person's is not there."""
    ada = UserFactory()
    client.sign_in(ada)
    found = session.scalars(select(UserSession)).one()
    client.sign_in({"visitor": None, "other": UserFactory(), "self": ada}[who])
    client.post(f"/account/sessions/{found.id}/end", status=status)
    assert (found.ended_at is not None) is (who == "self")
