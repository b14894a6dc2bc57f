"""The terms of use, and agreeing to them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.accounts import terms
from teachpb.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.support.client import StrictClient

PASSWORD = "lantern otter gravel"


@pytest.fixture(params=["never", "to an older wording"])
def bea(request: pytest.FixtureRequest, client: StrictClient, session: Session) -> User:
    """Somebody who has not agreed to the terms as they stand."""
    before = None if request.param == "never" else terms.in_force_since() - timedelta(seconds=1)
    user = UserFactory(terms_accepted_at=before, password=PASSWORD)
    client.sign_in(user)
    return user


def test_anybody_may_read_them(client: StrictClient) -> None:
    page = client.get("/terms")
    assert page.h1 == "Terms of use"
    assert "Monday 5 January 2026" in page.text


@pytest.mark.parametrize("url", ["/account", "/account/sessions", "/account/name?x=1", "/account/organisations"])
def test_pages_for_members_ask_first_and_lead_back(client: StrictClient, bea: User, url: str) -> None:
    page = client.get(url, status=302)
    assert page.location.startswith("/account/terms?next=")
    page = client.submit(page.location, terms="y")
    assert page.location == url
    client.follow(page)


def test_nothing_can_be_done_before(client: StrictClient, bea: User) -> None:
    name = bea.full_name
    page = client.post("/account/name", {"full_name": "Somebody Else"})
    assert page.location == "/account/terms"
    assert bea.full_name == name


@pytest.mark.parametrize("url", ["/terms", "/account/terms", "/account/close"])
def test_but_reading_and_leaving(client: StrictClient, bea: User, url: str) -> None:
    client.get(url)


def test_signing_out_and_closing_work_all_the_same(client: StrictClient, bea: User) -> None:
    client.post("/account/sign-out")
    client.sign_in(bea)
    client.submit("/account/close", current_password=PASSWORD)
    assert not bea.is_active


def test_the_box_has_to_be_ticked(client: StrictClient, bea: User) -> None:
    page = client.submit("/account/terms", 200)
    assert page.errors == ["Tick the box if you agree to the terms of use"]
    assert not bea.has_current_terms


def test_the_agreement_is_dated(client: StrictClient, bea: User) -> None:
    client.submit("/account/terms", terms="y")
    assert bea.terms_accepted_at is not None
    assert clock.now() - bea.terms_accepted_at < timedelta(minutes=1)


def test_who_has_agreed_is_not_asked(client: StrictClient, session: Session) -> None:
    client.sign_in(UserFactory(terms_accepted_at=terms.in_force_since()))
    client.get("/account")
    assert client.get("/account/terms", status=302).location == "/account"
