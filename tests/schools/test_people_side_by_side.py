"""Many at the same moment, on real databases: a school keeps an owner, and everything is answered once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from teachpb.accounts import operations as accounts
from teachpb.accounts.models import User
from teachpb.db import DomainError, db, transaction
from teachpb.schools import operations
from teachpb.schools.models import (
    EstablishmentStatus,
    Invitation,
    LocalAuthority,
    Membership,
    Organisation,
    OwnershipRequest,
    Role,
    School,
)
from tests.support.parallel import at_once, committed_app

pytestmark = pytest.mark.pure


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    with committed_app(request.param, tmp_path) as app:
        yield app


@pytest.fixture
def school(shared: Flask) -> int:
    with transaction() as session:
        council = LocalAuthority(name="Peterborough City Council", slug="council", code="874")
        session.add(council)
        session.flush()
        made = School(
            name="Ortonbridge", slug="ortonbridge", urn=110001, status=EstablishmentStatus.open,
            local_authority_id=council.id,
        )  # fmt: skip
        session.add(made)
        session.flush()
        return made.id


def join(school_id: int, role: Role, number: int) -> int:
    with transaction():
        user = accounts.create_user(email=f"{role.value}{number}@example.org", full_name=f"{role.label} {number}")
        organisation = db.session.get_one(Organisation, school_id)
        return operations.appoint(actor=None, user=user, organisation=organisation, role=role).id


def outcome(act: Callable[[], object]) -> str:
    try:
        with transaction():
            act()
    except DomainError as error:
        return type(error).__name__
    return "done"


def test_two_owners_who_step_down_at_once_leave_one(shared: Flask, school: int) -> None:
    owners = [join(school, Role.owner, number) for number in range(2)]

    def leave(number: int) -> str:
        def act() -> None:
            membership = db.session.get_one(Membership, owners[number])
            operations.end_membership(actor=membership.user, membership=membership)

        return outcome(act)

    assert Counter(at_once(shared, 2, leave)) == {"done": 1, "LastManager": 1}


def test_two_owners_who_demote_each_other_at_once_leave_one(shared: Flask, school: int) -> None:
    owners = [join(school, Role.owner, number) for number in range(2)]

    def demote(number: int) -> str:
        def act() -> None:
            actor = db.session.get_one(Membership, owners[number]).user
            other = db.session.get_one(Membership, owners[1 - number])
            operations.change_role(actor=actor, membership=other, role=Role.viewer)

        return outcome(act)

    assert Counter(at_once(shared, 2, demote)) == {"done": 1, "LastManager": 1}


def test_an_invitation_accepted_in_five_tabs_at_once_is_one_membership(shared: Flask, school: int) -> None:
    with transaction():
        user_id = accounts.create_user(email="new@example.org", full_name="Nia New").id
        organisation = db.session.get_one(Organisation, school)
        invited = operations.invite(actor=None, organisation=organisation, email="new@example.org", role=Role.viewer)
        invitation_id = invited.id

    def accept(_number: int) -> str:
        return outcome(
            lambda: operations.accept_invitation(
                user=db.session.get_one(User, user_id), invitation=db.session.get_one(Invitation, invitation_id)
            )
        )

    assert Counter(at_once(shared, 5, accept)) == {"done": 1, "InvitationGone": 4}
    assert db.session.scalar(select(func.count(Membership.id))) == 1


def test_a_request_sent_from_four_tabs_at_once_is_one_request(shared: Flask, school: int) -> None:
    with transaction():
        user_id = accounts.create_user(email="hetty@example.org", full_name="Hetty Head").id

    def ask(_number: int) -> str:
        return outcome(
            lambda: operations.request_ownership(
                user=db.session.get_one(User, user_id),
                school=db.session.get_one(School, school),
                job_title="Head",
                message="Ask",
            )
        )

    assert Counter(at_once(shared, 4, ask)) == {"done": 1, "DomainError": 3}


def test_a_request_that_two_officers_decide_at_once_is_decided_once(shared: Flask, school: int) -> None:
    with transaction():
        people = [
            accounts.create_user(email=f"p{number}@example.org", full_name=f"Person {number}") for number in range(3)
        ]
        db.session.flush()
        ids = [person.id for person in people]
        asked = operations.request_ownership(
            user=people[2], school=db.session.get_one(School, school), job_title="Head", message="Ask"
        )
        request_id = asked.id

    def decide(number: int) -> str:
        def act() -> None:
            request, actor = db.session.get_one(OwnershipRequest, request_id), db.session.get_one(User, ids[number])
            if number:
                operations.approve_request(actor=actor, request=request)
            else:
                operations.decline_request(actor=actor, request=request, reason="No")

        return outcome(act)

    assert Counter(at_once(shared, 2, decide)) == {"done": 1, "RequestSettled": 1}
