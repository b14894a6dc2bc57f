"""Signing in with a password, and signing out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.accounts import homes
from teachpb.accounts.models import SignInGuard, SignInMethod, User, UserSession
from tests.factories.accounts import UserFactory
from tests.support.client import Page, StrictClient
from tests.support.time import FrozenClock

PASSWORD = "lantern otter gravel"
WRONG = "not the right one"


@pytest.fixture
def ada(session: Session) -> User:
    return UserFactory(email="ada@example.org", full_name="Ada Fenn", password=PASSWORD)


def attempt(client: StrictClient, email: str, password: str, status: int = 200) -> Page:
    return client.submit("/account/sign-in", status=status, email=email, password=password)


def test_the_right_password_opens_a_session(client: StrictClient, ada: User, session: Session) -> None:
    page = attempt(client, "ada@example.org", PASSWORD, 302)
    assert page.location == "/account"
    assert client.follow(page).h1 == "Your account"
    begun = session.scalars(select(UserSession)).one()
    assert (begun.user_id, begun.method, begun.kept) == (ada.id, SignInMethod.password, False)
    assert ada.last_signed_in_at is not None


@pytest.mark.parametrize("email", ["ADA@example.org", "  ada@Example.org "])
def test_the_address_may_be_written_in_any_case(client: StrictClient, ada: User, email: str) -> None:
    attempt(client, email, PASSWORD, 302)


def test_the_key_itself_is_not_in_the_database(client: StrictClient, ada: User, session: Session) -> None:
    attempt(client, "ada@example.org", PASSWORD, 302)
    with client.http.session_transaction() as stored:
        key = stored["session_key"]
    begun = session.scalars(select(UserSession)).one()
    assert key not in (begun.key_hash, begun.device)
    assert len(begun.key_hash) == 64
