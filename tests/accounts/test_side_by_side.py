"""Many at the same moment, on real databases: guesses are all counted, and a link works once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from teachpb import clock
from teachpb.accounts import operations, queries
from teachpb.accounts.errors import LinkGone, TooManyAttempts
from teachpb.accounts.jobs import send_links
from teachpb.accounts.models import LinkPurpose, MailedLink, User
from teachpb.accounts.operations import links
from teachpb.db import DomainError, db, transaction
from tests.accounts.mailbox import messages
from tests.support.parallel import at_once, committed_app

ADA = "ada@example.org"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    with committed_app(request.param, tmp_path) as app:
        yield app


@pytest.fixture
def ada(shared: Flask) -> int:
    with transaction():
        return operations.create_user(email=ADA, full_name="Ada Fenn", password="lantern otter gravel").id


@pytest.mark.pure
def test_a_burst_of_guesses_cannot_slip_through_together(shared: Flask, ada: int) -> None:
    def guess(number: int) -> str:
        try:
            with transaction():
                operations.count_attempt(email=ADA, address=f"192.0.2.{number}")
        except TooManyAttempts:
            return "wait"
        return "looked at"

    assert Counter(at_once(shared, 20, guess)) == {"looked at": 5, "wait": 15}


@pytest.mark.pure
def test_a_link_opened_on_ten_devices_at_once_works_on_one(shared: Flask, ada: int) -> None:
    with transaction():
        user = queries.user_by_id(ada)
        assert user is not None
        token = operations.mint_link(user=user, purpose=LinkPurpose.sign_in)

    def follow(_number: int) -> str:
        try:
            with transaction():
                operations.follow_sign_in_link(token=token)
        except LinkGone:
            return "gone"
        return "in"

    assert Counter(at_once(shared, 10, follow)) == {"in": 1, "gone": 9}


@pytest.mark.pure
def test_one_address_confirmed_twice_at_once_is_one_account(shared: Flask) -> None:
    tokens = []
    with transaction():
        for _ in range(4):
            asked = operations.ask_to_register(email=ADA, full_name="Ada Fenn", password="lantern otter gravel")
            asked.handled_at = clock.now()
            tokens.append(links._issue(asked))  # as the job would

    def confirm(number: int) -> str:
        try:
            with transaction():
                operations.confirm_registration(token=tokens[number])
        except DomainError:
            return "refused"
        return "made"

    assert Counter(at_once(shared, 4, confirm)) == {"made": 1, "refused": 3}
    assert db.session.query(User).count() == 1


@pytest.mark.pure
def test_two_workers_mail_a_link_once(shared: Flask, ada: int) -> None:
    with transaction():
        for number in range(6):
            operations.ask_for_link(purpose=LinkPurpose.sign_in, email=ADA if number == 0 else f"n{number}@example.org")
    at_once(shared, 3, lambda _number: send_links())
    assert len(messages(ADA)) == 1
    assert db.session.query(MailedLink).filter(MailedLink.handled_at.is_(None)).count() == 0
