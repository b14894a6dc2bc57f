"""Inviting a colleague: by mail, with or without an account."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.models import AuditEntry
from teachpb.db import DomainError, transaction
from teachpb.schools import operations
from teachpb.schools.errors import InvitationGone, WrongInvitee
from teachpb.schools.models import Invitation, Membership, Role, School
from tests.accounts.mailbox import link_in, messages
from tests.factories.accounts import UserFactory
from tests.factories.schools import MembershipFactory, ProviderFactory, SchoolFactory
from tests.support.client import Page, StrictClient
from tests.support.time import FrozenClock

PEOPLE = "/account/organisations/ortonbridge/people"
NEW = "new@example.org"
PASSWORD = "lantern otter gravel"


@pytest.fixture
def school(session: Session, frozen: FrozenClock) -> School:
    return SchoolFactory(name="Ortonbridge Primary School", slug="ortonbridge")


@pytest.fixture
def owner(client: StrictClient, school: School) -> Membership:
    user = UserFactory(full_name="Olga Owner", email="olga@example.org")
    found = MembershipFactory(user=user, organisation=school, role=Role.owner)
    client.sign_in(user)
    return found


@pytest.fixture
def guest(client: StrictClient) -> StrictClient:
    """Another browser, of somebody nobody knows."""
    return StrictClient(client.app)


def invite(client: StrictClient, email: str = NEW, role: str = "recruiter", status: int = 302) -> Page:
    return client.submit(f"{PEOPLE}/invite", status, email=email, role=role)


def join(guest: StrictClient, url: str, status: int = 302, **fields: object) -> Page:
    given = {"full_name": "Nia New", "password": PASSWORD, "terms": "y"}
    return guest.submit(url, status, **{**given, **fields})


def roles(session: Session, email: str) -> list[Role]:
    question = select(Membership.role).join(User, Membership.user_id == User.id).where(User.email == email)
    return list(session.scalars(question.where(Membership.ended_at.is_(None))))


class TestInviting:
    def test_mails_a_link_and_lists_the_invitation(
        self, client: StrictClient, session: Session, owner: Membership
    ) -> None:
        page = client.follow(invite(client, "New@Example.org"))
        assert page.flashes == ["We are sending an invitation to New@Example.org"]
        assert NEW in page.text
        (message,) = messages()
        assert (message.to, message.secret, message.reply_to) == (NEW, True, "olga@example.org")
        for words in ("Olga Owner", "Ortonbridge Primary School", "Recruiter", "Friday 8 May 2026"):
            assert words in message.text
            assert words in message.html
        assert "Ortonbridge" not in message.subject
        token = link_in(message).rsplit("/", 1)[1]
        assert session.scalars(select(Invitation)).one().token_hash != token
        assert session.scalars(select(AuditEntry.note).where(AuditEntry.verb == "person_invited")).all() == [
            "as Recruiter"
        ]

    @pytest.mark.parametrize(
        ("email", "role", "errors"),
        [
            ("", "", ["Enter the email address of the person to invite", "Select what they may do"]),
            ("nobody", "viewer", ["Enter an email address in the correct format, like name@example.com"]),
            ("olga@example.org", "owner", ["This person already has that role here"]),
        ],
    )
    def test_says_what_is_wrong(
        self, client: StrictClient, session: Session, owner: Membership, email: str, role: str, errors: list[str]
    ) -> None:
        assert invite(client, email, role, 200).errors == errors
        assert session.scalars(select(Invitation)).all() == []

    @pytest.mark.parametrize("role", ["administrator", "facilitator", "queen"])
    def test_only_to_roles_of_a_school(
        self, client: StrictClient, session: Session, owner: Membership, role: str
    ) -> None:
        assert len(invite(client, NEW, role, 200).errors) == 1
        assert messages() == []

    def test_says_the_same_of_somebody_with_an_account_as_of_somebody_without(
        self, client: StrictClient, owner: Membership
    ) -> None:
        UserFactory(email="known@example.org")
        known, unknown = invite(client, "known@example.org"), invite(client)
        assert known.location == unknown.location
        texts = {message.text.replace(message.to, "…").replace(link_in(message), "…") for message in messages()}
        assert len(texts) == 1

    def test_twice_sends_again_and_the_first_link_dies(
        self, client: StrictClient, session: Session, owner: Membership, guest: StrictClient
    ) -> None:
        invite(client)
        invite(client)
        assert session.scalar(select(func.count(Invitation.id))) == 1
        first, second = (link_in(message) for message in messages(NEW))
        guest.get(first, status=410)
        guest.get(second)

    def test_knows_the_roles_of_every_kind(self, session: Session) -> None:
        hub = ProviderFactory()
        with transaction():
            operations.invite(actor=None, organisation=hub, email=NEW, role=Role.facilitator)
        with pytest.raises(DomainError), transaction():
            operations.invite(actor=None, organisation=hub, email=NEW, role=Role.owner)


class TestSomebodyNew:
    @pytest.fixture
    def url(self, client: StrictClient, owner: Membership) -> str:
        invite(client)
        return link_in(messages(NEW)[0])

    def test_makes_an_account_and_joins_in_one_step(
        self, session: Session, school: School, guest: StrictClient, url: str
    ) -> None:
        page = guest.get(url)
        assert page.h1 == "Join Ortonbridge Primary School"
        assert "Olga Owner" in page.text
        page = join(guest, url)
        assert page.location == PEOPLE
        assert guest.follow(page).flashes == ["Welcome to Ortonbridge Primary School"]
        user = session.scalars(select(User).where(User.email == NEW)).one()
        assert (user.full_name, user.is_active, user.has_current_terms) == ("Nia New", True, True)
        assert roles(session, NEW) == [Role.recruiter]
        guest.sign_in(None)
        assert guest.submit("/account/sign-in", email=NEW, password=PASSWORD).location

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            ({"full_name": ""}, "Enter your full name"),
            ({"password": ""}, "Enter a password"),
            (
                {"password": "Password2026!"},
                "Choose a password that is harder to guess. Three random words make a good one",
            ),
            ({"terms": None}, "You need to agree to the terms of use to have an account"),
        ],
    )
    def test_both_or_neither(
        self, session: Session, guest: StrictClient, url: str, fields: dict[str, object], error: str
    ) -> None:
        assert join(guest, url, 200, **fields).errors == [error]
        assert session.scalars(select(User).where(User.email == NEW)).all() == []
        join(guest, url)

    def test_cannot_choose_another_address(self, session: Session, guest: StrictClient, url: str) -> None:
        join(guest, url, email="mallory@example.org")
        assert session.scalars(select(User.email).where(User.full_name == "Nia New")).all() == [NEW]

    def test_takes_over_what_an_operator_prepared(self, session: Session, guest: StrictClient, url: str) -> None:
        prepared = UserFactory(email=NEW, full_name="N. N.", confirmed_at=None, terms_accepted_at=None)
        join(guest, url)
        assert (prepared.full_name, prepared.is_active) == ("Nia New", True)
        assert roles(session, NEW) == [Role.recruiter]

    def test_once(self, session: Session, guest: StrictClient, url: str) -> None:
        join(guest, url)
        guest.sign_in(None)
        guest.get(url, status=410)
        guest.post(url, {"full_name": "Twice", "password": PASSWORD, "terms": "y"}, status=410)
        assert roles(session, NEW) == [Role.recruiter]

    @pytest.mark.parametrize(("age", "status"), [(timedelta(days=13, hours=23), 200), (timedelta(days=14), 410)])
    def test_within_a_fortnight(
        self, guest: StrictClient, frozen: FrozenClock, url: str, age: timedelta, status: int
    ) -> None:
        frozen.advance(age)
        guest.get(url, status=status)

    def test_looking_changes_nothing(self, session: Session, guest: StrictClient, url: str) -> None:
        for _ in range(3):
            guest.get(url)
        assert session.scalars(select(Invitation)).one().is_open


class TestSomebodyWithAnAccount:
    @pytest.fixture
    def nia(self, session: Session) -> User:
        return UserFactory(email=NEW, full_name="Nia New", password=PASSWORD)

    @pytest.fixture
    def url(self, client: StrictClient, owner: Membership, nia: User) -> str:
        invite(client)
        return link_in(messages(NEW)[0])

    def test_signs_in_and_accepts(self, session: Session, guest: StrictClient, url: str) -> None:
        page = guest.get(url)
        assert page.links["Sign in"] == f"/account/sign-in?next={url}"
        page = guest.submit(page.links["Sign in"], email=NEW, password=PASSWORD)
        assert page.location == url
        page = guest.submit(url)
        assert page.location == PEOPLE
        assert guest.follow(page).flashes == ["Welcome to Ortonbridge Primary School"]
        assert roles(session, NEW) == [Role.recruiter]
        assert guest.get("/hiring/people", status=302).location == PEOPLE

    def test_does_not_join_by_looking(self, session: Session, guest: StrictClient, nia: User, url: str) -> None:
        guest.sign_in(nia)
        guest.get(url)
        assert roles(session, NEW) == []

    def test_signed_out_cannot_join_by_the_form_for_new_people(
        self, session: Session, guest: StrictClient, url: str
    ) -> None:
        guest.post(url, {"full_name": "Mallory", "password": "mallory waits here", "terms": "y"}, status=200)
        assert roles(session, NEW) == []

    def test_who_is_somebody_else_is_told_and_cannot_accept(
        self, session: Session, guest: StrictClient, url: str
    ) -> None:
        mallory = UserFactory(email="mallory@example.org")
        guest.sign_in(mallory)
        page = guest.get(url)
        assert NEW in page.text
        guest.post(url, status=200)
        assert roles(session, "mallory@example.org") == []
        guest.post("/account/sign-out")
        guest.get(url)

    def test_twice_from_two_tabs(self, session: Session, guest: StrictClient, nia: User, url: str) -> None:
        guest.sign_in(nia)
        guest.post(url)
        guest.post(url, status=410)
        assert roles(session, NEW) == [Role.recruiter]

    def test_with_a_membership_that_had_ended_joins_afresh(
        self, session: Session, school: School, guest: StrictClient, nia: User, url: str
    ) -> None:
        old = MembershipFactory(user=nia, organisation=school, role=Role.recruiter, ended_at=clock.now())
        guest.sign_in(nia)
        guest.post(url)
        assert old.ended_at is not None
        assert roles(session, NEW) == [Role.recruiter]

    def test_adds_to_the_roles_they_have(
        self, session: Session, school: School, guest: StrictClient, nia: User, url: str
    ) -> None:
        MembershipFactory(user=nia, organisation=school, role=Role.viewer)
        guest.sign_in(nia)
        guest.post(url)
        assert set(roles(session, NEW)) == {Role.viewer, Role.recruiter}

    def test_has_to_agree_to_changed_terms_before_the_working_pages(
        self, session: Session, guest: StrictClient, nia: User, url: str
    ) -> None:
        nia.terms_accepted_at = None
        guest.sign_in(nia)
        page = guest.submit(url)
        assert guest.get(page.location or "", status=302).location == f"/account/terms?next={PEOPLE}"


class TestLookingAfterThem:
    @pytest.fixture
    def invitation(self, client: StrictClient, session: Session, owner: Membership) -> Invitation:
        invite(client)
        return session.scalars(select(Invitation)).one()

    def test_sending_again_makes_a_new_link_and_two_more_weeks(
        self, client: StrictClient, guest: StrictClient, frozen: FrozenClock, invitation: Invitation
    ) -> None:
        frozen.advance(timedelta(days=20))
        client.sign_in(MembershipFactory(organisation=invitation.organisation, role=Role.owner).user)
        assert "Run out" in client.get(PEOPLE).text
        page = client.post(f"/account/invitations/{invitation.id}/resend")
        assert client.follow(page).flashes == ["We are sending it to new@example.org again"]
        first, second = (link_in(message) for message in messages(NEW))
        guest.get(first, status=410)
        join(guest, second)

    def test_withdrawn_is_gone(
        self, client: StrictClient, session: Session, guest: StrictClient, invitation: Invitation
    ) -> None:
        page = client.post(f"/account/invitations/{invitation.id}/withdraw")
        page = client.follow(page)
        assert page.flashes[-1] == "The invitation is withdrawn"
        assert NEW not in page.select("main")[0].get_text().split("The invitation is withdrawn")[1]
        assert guest.get(link_in(messages(NEW)[0]), status=410).h1 == "This invitation no longer works"
        for what in ("withdraw", "resend"):
            client.post(f"/account/invitations/{invitation.id}/{what}", status=404)

    def test_accepted_can_no_longer_be_withdrawn(
        self, session: Session, owner: Membership, invitation: Invitation
    ) -> None:
        nia = UserFactory(email=NEW)
        with transaction():
            operations.accept_invitation(user=nia, invitation=invitation)
        for refused in (operations.withdraw_invitation, operations.resend_invitation):
            with pytest.raises(InvitationGone), transaction():
                refused(actor=owner.user, invitation=invitation)

    def test_the_operation_itself_asks_whose_it_is(self, session: Session, invitation: Invitation) -> None:
        with pytest.raises(WrongInvitee), transaction():
            operations.accept_invitation(user=UserFactory(), invitation=invitation)

    def test_the_operation_itself_asks_whether_it_has_run_out(
        self, session: Session, frozen: FrozenClock, invitation: Invitation
    ) -> None:
        nia = UserFactory(email=NEW)
        frozen.advance(timedelta(days=14))
        with pytest.raises(InvitationGone), transaction():
            operations.accept_invitation(user=nia, invitation=invitation)


def test_a_made_up_link_is_gone(client: StrictClient) -> None:
    client.get("/account/invitations/" + "x" * 43, status=410)
