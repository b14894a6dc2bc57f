"""A school's first owner: asking, and the council's or the owners' answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.accounts import queries as account_queries
from teachpb.audit.models import AuditEntry
from teachpb.db import DomainError, transaction
from teachpb.schools import operations
from teachpb.schools.errors import RequestSettled
from teachpb.schools.models import (
    EstablishmentStatus,
    LocalAuthority,
    Membership,
    OwnershipRequest,
    RequestState,
    Role,
    School,
)
from tests.accounts.mailbox import messages
from tests.factories.accounts import UserFactory
from tests.factories.schools import LocalAuthorityFactory, MembershipFactory, SchoolFactory, TrustFactory
from tests.support.client import Page, StrictClient
from tests.support.time import FrozenClock

CLAIM = "/hiring/claim/ortonbridge"
PEOPLE = "/account/organisations/ortonbridge/people"


@pytest.fixture
def council(session: Session, frozen: FrozenClock) -> LocalAuthority:
    return LocalAuthorityFactory(code="874")


@pytest.fixture
def school(council: LocalAuthority) -> School:
    return SchoolFactory(
        name="Ortonbridge Primary School", slug="ortonbridge", local_authority_id=council.id, postcode="PE2 5AB"
    )


@pytest.fixture
def officer(council: LocalAuthority) -> Membership:
    user = UserFactory(full_name="Ossie Officer", email="ossie@example.org")
    return MembershipFactory(user=user, organisation=council, role=Role.recruitment_officer)


@pytest.fixture
def head(client: StrictClient, school: School) -> object:
    user = UserFactory(full_name="Hetty Head", email="hetty@example.org")
    client.sign_in(user)
    return user


@pytest.fixture
def desk(client: StrictClient, officer: Membership) -> StrictClient:
    """The officer's browser."""
    browser = StrictClient(client.app)
    browser.sign_in(officer.user)
    return browser


def ask(client: StrictClient, status: int = 302, **fields: object) -> Page:
    given = {"job_title": "Headteacher", "message": "Ask Mrs Quill in the office, 01733 000000"}
    return client.submit(CLAIM, status, **{**given, **fields})


@pytest.fixture
def asked(client: StrictClient, session: Session, officer: Membership, head: object) -> OwnershipRequest:
    ask(client)
    return session.scalars(select(OwnershipRequest)).one()


def subjects(to: str) -> list[str]:
    return [message.subject for message in messages(to)]


class TestFinding:
    @pytest.mark.parametrize("words", ["ortonbridge", "primary orton", "PE2", "  Ortonbridge  "])
    def test_by_name_or_postcode(self, client: StrictClient, head: object, words: str) -> None:
        page = client.get(f"/hiring/claim?q={words}")
        assert page.links["Ortonbridge Primary School"] == CLAIM

    @pytest.mark.parametrize("words", ["nowhere", "%25", "orton nowhere", "_"])
    def test_nothing_that_is_not_there(self, client: StrictClient, head: object, words: str) -> None:
        page = client.get(f"/hiring/claim?q={words}")
        assert "Ortonbridge Primary School" not in page.links
        assert "No school found" in page.text

    def test_starts_empty(self, client: StrictClient, head: object) -> None:
        assert "Ortonbridge" not in client.get("/hiring/claim").text

    @pytest.mark.parametrize("status", [EstablishmentStatus.closed, EstablishmentStatus.proposed_to_open])
    def test_only_schools_that_are_open(
        self, client: StrictClient, session: Session, school: School, head: object, status: EstablishmentStatus
    ) -> None:
        school.status = status
        assert "No school found" in client.get("/hiring/claim?q=orton").text
        client.get(CLAIM, status=404)


class TestAsking:
    def test_goes_to_the_council_where_nobody_owns_the_school(
        self, client: StrictClient, session: Session, asked: OwnershipRequest
    ) -> None:
        assert asked.state is RequestState.waiting
        assert subjects("ossie@example.org") == ["Somebody asks to manage a school"]
        (message,) = messages("ossie@example.org")
        assert f"http://localhost/office/requests/{asked.id}" in message.text
        assert "Hetty Head" in message.text
        assert subjects("hetty@example.org") == ["We have your request"]
        assert "The council will check" in messages("hetty@example.org")[0].text
        page = client.get("/account/organisations")
        assert "Ortonbridge Primary School" in page.text
        assert session.scalars(select(Membership).where(Membership.user_id == asked.user_id)).all() == []

    def test_goes_to_the_owners_where_there_are_any(
        self, client: StrictClient, session: Session, school: School, officer: Membership, head: object
    ) -> None:
        owner = UserFactory(email="olga@example.org")
        MembershipFactory(user=owner, organisation=school, role=Role.owner)
        assert "They will see your request and decide" in client.get(CLAIM).text
        ask(client)
        assert messages("ossie@example.org") == []
        (message,) = messages("olga@example.org")
        request = session.scalars(select(OwnershipRequest)).one()
        assert f"http://localhost/account/requests/{request.id}" in message.text

    def test_goes_to_the_trusts_owners_too(
        self, client: StrictClient, session: Session, school: School, officer: Membership, head: object
    ) -> None:
        trust = TrustFactory()
        school.trust_id = trust.id
        MembershipFactory(user=UserFactory(email="tom@example.org"), organisation=trust, role=Role.owner)
        ask(client)
        assert len(messages("tom@example.org")) == 1
        assert messages("ossie@example.org") == []

    @pytest.mark.parametrize("role", [Role.recruitment_officer, Role.administrator])
    def test_only_officers_of_schools_are_written_to(
        self, client: StrictClient, council: LocalAuthority, school: School, head: object, role: Role
    ) -> None:
        MembershipFactory(user=UserFactory(email="yes@example.org"), organisation=council, role=role)
        MembershipFactory(user=UserFactory(email="no1@example.org"), organisation=council, role=Role.cpd_officer)
        elsewhere = LocalAuthorityFactory()
        MembershipFactory(user=UserFactory(email="no2@example.org"), organisation=elsewhere, role=role)
        ask(client)
        assert {message.to for message in messages()} == {"yes@example.org", "hetty@example.org"}

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            ({"job_title": ""}, "Enter your job at this school"),
            ({"message": ""}, "Say how we can check that you work there"),
        ],
    )
    def test_needs_what_the_council_needs_to_check(
        self, client: StrictClient, session: Session, head: object, fields: dict[str, object], error: str
    ) -> None:
        assert ask(client, 200, **fields).errors == [error]
        assert session.scalars(select(OwnershipRequest)).all() == []

    def test_twice_is_refused(self, client: StrictClient, session: Session, asked: OwnershipRequest) -> None:
        page = ask(client, 200)
        assert page.errors == ["You have asked for this school already. We will write to you when it is decided"]
        assert len(session.scalars(select(OwnershipRequest)).all()) == 1
        assert len(messages("ossie@example.org")) == 1

    def test_an_owner_has_nothing_to_ask_for(self, client: StrictClient, school: School, head: object) -> None:
        MembershipFactory(user=head, organisation=school, role=Role.owner)
        assert ask(client, 200).errors == ["You are an owner of this school already"]

    def test_a_school_that_has_closed_meanwhile(self, session: Session, school: School, head: object) -> None:
        school.status = EstablishmentStatus.closed
        session.commit()
        with pytest.raises(DomainError), transaction():
            operations.request_ownership(user=head, school=school, job_title="Head", message="…")  # type: ignore[arg-type]

    def test_can_be_withdrawn_and_asked_again(
        self, client: StrictClient, session: Session, asked: OwnershipRequest
    ) -> None:
        page = client.post(f"/account/requests/{asked.id}/withdraw")
        assert client.follow(page).flashes[-1] == "Your request is withdrawn"
        assert asked.state is RequestState.withdrawn
        client.post(f"/account/requests/{asked.id}/withdraw", status=403)
        ask(client)


class TestTheCouncilsAnswer:
    def test_yes_makes_an_owner_and_tells_everybody(
        self,
        client: StrictClient,
        session: Session,
        desk: StrictClient,
        council: LocalAuthority,
        asked: OwnershipRequest,
    ) -> None:
        MembershipFactory(user=UserFactory(email="second@example.org"), organisation=council, role=Role.administrator)
        page = desk.get("/office/requests")
        assert "Ortonbridge Primary School: Hetty Head" in page.links
        assert "Requests 1" in page.links
        page = desk.get(f"/office/requests/{asked.id}")
        for words in ("Hetty Head", "hetty@example.org", "Headteacher", "Mrs Quill"):
            assert words in page.text
        client.get(f"{PEOPLE}/invite", status=404)
        page = desk.submit(f"/office/requests/{asked.id}", decision="approve")
        assert page.location == "/office/requests"
        assert "Nothing waits for you" in desk.follow(page).text
        client.get(f"{PEOPLE}/invite")
        assert asked.state is RequestState.approved
        assert subjects("hetty@example.org")[-1] == "Your request was approved"
        assert subjects("second@example.org") == ["A request was decided"]
        verbs = set(session.scalars(select(AuditEntry.verb)))
        assert {"ownership_requested", "ownership_approved", "person_appointed"} <= verbs

    def test_no_says_why(
        self, client: StrictClient, session: Session, desk: StrictClient, asked: OwnershipRequest
    ) -> None:
        desk.submit(f"/office/requests/{asked.id}", decision="decline", reason="The office does not know you")
        assert asked.state is RequestState.declined
        message = messages("hetty@example.org")[-1]
        assert "The office does not know you" in message.text
        client.get(PEOPLE, status=404)
        page = desk.get(f"/office/requests/{asked.id}")
        assert "Not approved" in page.text
        assert page.select("main form") == []

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            ({}, "Select whether to approve the request"),
            ({"decision": "decline"}, "Say why not. They will read it"),
            ({"decision": "perhaps"}, None),
        ],
    )
    def test_has_to_be_one(
        self, desk: StrictClient, asked: OwnershipRequest, fields: dict[str, object], error: str | None
    ) -> None:
        page = desk.submit(f"/office/requests/{asked.id}", 200, **fields)
        assert len(page.errors) == 1
        assert error is None or page.errors == [error]
        assert asked.is_waiting

    def test_stands_when_two_decide_at_once(
        self, session: Session, desk: StrictClient, officer: Membership, asked: OwnershipRequest
    ) -> None:
        desk.submit(f"/office/requests/{asked.id}", decision="approve")
        page = desk.post(f"/office/requests/{asked.id}", {"decision": "decline", "reason": "late"}, status=200)
        assert page.errors == ["This request is settled already: approved"]
        assert asked.state is RequestState.approved
        with pytest.raises(RequestSettled), transaction():
            operations.approve_request(actor=officer.user, request=asked)

    def test_is_for_their_own_schools_only(
        self, client: StrictClient, session: Session, asked: OwnershipRequest
    ) -> None:
        elsewhere = MembershipFactory(organisation=LocalAuthorityFactory(), role=Role.recruitment_officer)
        client.sign_in(elsewhere.user)
        assert "Nothing waits for you" in client.get("/office/requests").text
        client.get(f"/office/requests/{asked.id}", status=404)
        client.post(f"/office/requests/{asked.id}", {"decision": "approve"}, status=404)

    def test_is_never_ones_own(self, session: Session, desk: StrictClient, school: School, officer: Membership) -> None:
        with transaction():
            own = operations.request_ownership(user=officer.user, school=school, job_title="Governor", message="…")
        desk.get(f"/office/requests/{own.id}", status=403)
        desk.post(f"/office/requests/{own.id}", {"decision": "approve"}, status=403)
        assert own.is_waiting


class TestTheOwnersAnswer:
    def test_yes(
        self, client: StrictClient, session: Session, school: School, officer: Membership, head: object
    ) -> None:
        owner = MembershipFactory(organisation=school, role=Role.owner)
        ask(client)
        asked = session.scalars(select(OwnershipRequest)).one()
        theirs = StrictClient(client.app)
        theirs.sign_in(owner.user)
        page = theirs.get(PEOPLE)
        assert "1 person asks to be an owner" in page.text
        page = theirs.submit(page.links["Hetty Head, Headteacher"], decision="approve")
        assert page.location == PEOPLE
        assert asked.state is RequestState.approved
        assert "Hetty Head" in theirs.get(PEOPLE).text

    def test_not_by_other_members(
        self, client: StrictClient, session: Session, school: School, asked: OwnershipRequest
    ) -> None:
        for role in (Role.recruiter, Role.panel_member, Role.viewer):
            client.sign_in(MembershipFactory(organisation=school, role=role).user)
            client.get(f"/account/requests/{asked.id}", status=403)
            assert "asks to be an owner" not in client.get(PEOPLE).text


def test_asking_counts_queries_that_do_not_grow(
    client: StrictClient,
    session: Session,
    desk: StrictClient,
    council: LocalAuthority,
    query_count: Callable[[], object],
) -> None:
    counts = []
    for more in (2, 18):
        for _ in range(more):
            place = SchoolFactory(local_authority_id=council.id)
            with transaction():
                operations.request_ownership(user=UserFactory(), school=place, job_title="Head", message="…")
        with query_count() as counted:  # type: ignore[attr-defined]
            desk.get("/office/requests")
        counts.append(counted.count)
    assert counts[0] == counts[1]


class TestCreateOfficer:
    def invoke(self, app: Flask, *arguments: str) -> tuple[int, str]:
        result = app.test_cli_runner().invoke(args=["accounts", "create-officer", *arguments])
        return result.exit_code, result.output

    def test_makes_account_role_and_a_first_way_in(
        self, app: Flask, client: StrictClient, council: LocalAuthority
    ) -> None:
        code, output = self.invoke(app, "new.officer@example.org", "Nour Officer", "--authority", "874")
        assert code == 0, output
        user = account_queries.user_by_email("new.officer@example.org")
        assert user is not None
        assert not user.is_active
        page = client.submit(output.strip().splitlines()[-1].removeprefix("http://localhost"))
        page = client.get("/office/requests", status=302)
        client.submit(page.location or "", terms="y")
        client.get("/office/requests")

    def test_appoints_somebody_who_has_an_account(
        self, app: Flask, client: StrictClient, council: LocalAuthority
    ) -> None:
        user = UserFactory(email="known@example.org", full_name="Known Already")
        code, _ = self.invoke(app, "known@example.org", "Somebody", "--role", "cpd_officer")
        assert code == 0
        assert user.full_name == "Known Already"
        assert [m.role for m in user.memberships] == [Role.cpd_officer]

    def test_says_what_is_missing(self, app: Flask, session: Session) -> None:
        code, output = self.invoke(app, "a@example.org", "A", "--authority", "999")
        assert code == 1
        assert "There is no local authority 999 yet" in output
        assert account_queries.user_by_email("a@example.org") is None

    def test_makes_the_council_when_asked_to(self, app: Flask, session: Session) -> None:
        code, _ = self.invoke(app, "a@example.org", "A", "--authority", "999", "--authority-name", "Fenshire Council")
        assert code == 0
        assert (
            session.scalars(select(LocalAuthority.name).where(LocalAuthority.code == "999")).one() == "Fenshire Council"
        )

    def test_refuses_roles_of_schools(self, app: Flask, council: LocalAuthority) -> None:
        code, output = self.invoke(app, "a@example.org", "A", "--role", "owner")
        assert code == 2
        assert "owner" in output
