"""Members of an organisation: seeing, changing, ending, and on whose behalf one works."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.accounts import operations as accounts
from teachpb.audit.models import AuditEntry
from teachpb.db import DomainError, transaction
from teachpb.schools import operations
from teachpb.schools.errors import LastManager
from teachpb.schools.models import Membership, Organisation, OrganisationKind, Role, School
from teachpb.schools.queries import people as queries
from teachpb.schools.roles import MANAGING_ROLE, MEANINGS, ROLES_OF
from tests.accounts.mailbox import messages
from tests.factories.accounts import UserFactory
from tests.factories.schools import (
    LocalAuthorityFactory,
    MembershipFactory,
    ProviderFactory,
    SchoolFactory,
    TrustFactory,
)
from tests.support.client import StrictClient
from tests.support.queries import QueryCounter


@pytest.fixture
def school(session: Session) -> School:
    return SchoolFactory(name="Ortonbridge Primary School", slug="ortonbridge")


@pytest.fixture
def owner(client: StrictClient, school: School) -> Membership:
    found = MembershipFactory(user=UserFactory(full_name="Olga Owner"), organisation=school, role=Role.owner)
    client.sign_in(found.user)
    return found


@pytest.fixture
def recruiter(school: School) -> Membership:
    return MembershipFactory(
        user=UserFactory(full_name="Rita Recruiter", email="rita@example.org"), organisation=school, role=Role.recruiter
    )


PEOPLE = "/account/organisations/ortonbridge/people"


@pytest.mark.pure
def test_every_role_is_at_home_somewhere_and_says_what_it_means() -> None:
    assert {role for roles in ROLES_OF.values() for role in roles} == set(Role) == set(MEANINGS)
    assert set(ROLES_OF) == set(MANAGING_ROLE) == set(OrganisationKind)
    assert all(MANAGING_ROLE[kind] in ROLES_OF[kind] for kind in OrganisationKind)


class TestTheList:
    def test_names_everybody_with_their_role(
        self, client: StrictClient, owner: Membership, recruiter: Membership
    ) -> None:
        page = client.get(PEOPLE)
        rows = [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]
        assert [row.split(" (you)")[0].split(" rita@")[0].split(" person")[0] for row in rows] == [
            "Olga Owner",
            "Rita Recruiter",
        ]
        assert "Recruiter" in rows[1]
        assert "Invite a colleague" in page.links

    def test_shows_a_member_who_else_belongs_but_not_how_to_change_it(
        self, client: StrictClient, owner: Membership, recruiter: Membership
    ) -> None:
        client.sign_in(recruiter.user)
        page = client.get(PEOPLE)
        assert "Olga Owner" in page.text
        assert owner.user.email not in page.text
        assert "Invite a colleague" not in page.links
        assert not any("Change role" in text for text in page.links)

    def test_leaves_out_who_has_left_or_was_never_approved(
        self, client: StrictClient, school: School, owner: Membership
    ) -> None:
        MembershipFactory(user=UserFactory(full_name="Gone Away"), organisation=school, ended_at=clock.now())
        MembershipFactory(user=UserFactory(full_name="Not Yet"), organisation=school, approved_at=None)
        text = client.get(PEOPLE).text
        assert "Gone Away" not in text
        assert "Not Yet" not in text

    def test_asks_the_database_no_more_for_twenty_than_for_two(
        self,
        client: StrictClient,
        school: School,
        owner: Membership,
        query_count: Callable[[], AbstractContextManager[QueryCounter]],
    ) -> None:
        counts = []
        for more in (2, 18):
            for number in range(more):
                MembershipFactory(organisation=school, role=Role.viewer)
                with transaction():
                    operations.invite(
                        actor=owner.user, organisation=school, email=f"{more}-{number}@x.example", role=Role.viewer
                    )
            with query_count() as counted:
                client.get(PEOPLE)
            counts.append(counted.count)
        assert counts[0] == counts[1]

    def test_of_a_trusts_school_is_open_to_the_trusts_owner(
        self, client: StrictClient, school: School, recruiter: Membership
    ) -> None:
        trust = TrustFactory()
        school.trust_id = trust.id
        boss = MembershipFactory(organisation=trust, role=Role.owner)
        client.sign_in(boss.user)
        assert "Invite a colleague" in client.get(PEOPLE).links


class TestChangingARole:
    def test_takes_effect_at_the_next_request_and_is_told(
        self, client: StrictClient, session: Session, owner: Membership, recruiter: Membership
    ) -> None:
        theirs = StrictClient(client.app)
        theirs.sign_in(recruiter.user)
        theirs.get(f"{PEOPLE}/invite", status=403)
        page = client.submit(f"/account/memberships/{recruiter.id}/role", role="owner")
        assert client.follow(page).flashes == ["Rita Recruiter is now: Owner"]
        theirs.get(f"{PEOPLE}/invite")
        (message,) = messages("rita@example.org")
        assert message.subject == "Your role has changed"
        assert "Olga Owner" in message.text
        entry = session.scalars(select(AuditEntry).where(AuditEntry.verb == "role_changed")).one()
        assert entry.changes == {"role": ["recruiter", "owner"]}
        assert entry.organisation_id == recruiter.organisation_id

    def test_a_demoted_owner_loses_it_at_the_next_request(
        self, client: StrictClient, session: Session, school: School, owner: Membership
    ) -> None:
        second = MembershipFactory(organisation=school, role=Role.owner)
        theirs = StrictClient(client.app)
        theirs.sign_in(second.user)
        theirs.get(f"{PEOPLE}/invite")
        client.submit(f"/account/memberships/{second.id}/role", role="viewer")
        theirs.get(f"{PEOPLE}/invite", status=403)
        theirs.post(f"{PEOPLE}/invite", {"email": "x@example.org", "role": "owner"}, status=403)

    def test_shows_the_present_one_chosen(self, client: StrictClient, owner: Membership, recruiter: Membership) -> None:
        page = client.get(f"/account/memberships/{recruiter.id}/role")
        assert [str(box["value"]) for box in page.select("input[type=radio][checked]")] == ["recruiter"]
        assert len(page.select("input[type=radio]")) == len(ROLES_OF[OrganisationKind.school])

    @pytest.mark.parametrize("role", ["", "administrator", "provider_admin", "king"])
    def test_only_to_roles_of_a_school(
        self, client: StrictClient, owner: Membership, recruiter: Membership, role: str
    ) -> None:
        client.submit(f"/account/memberships/{recruiter.id}/role", 200, role=role)
        assert recruiter.role is Role.recruiter

    def test_the_last_owner_stays(self, client: StrictClient, school: School, owner: Membership) -> None:
        page = client.submit(f"/account/memberships/{owner.id}/role", 200, role="viewer")
        (error,) = page.errors
        assert error.startswith("Ortonbridge Primary School needs at least one person with the role “Owner”. ")
        assert error.endswith("Give somebody else that role first")
        assert owner.role is Role.owner

    def test_a_role_they_hold_already_is_refused(
        self, client: StrictClient, school: School, owner: Membership, recruiter: Membership
    ) -> None:
        MembershipFactory(user=recruiter.user, organisation=school, role=Role.viewer)
        page = client.submit(f"/account/memberships/{recruiter.id}/role", 200, role="viewer")
        assert page.errors == ["This person already has that role here. End this membership instead"]

    def test_the_same_role_changes_nothing_and_tells_nobody(
        self, client: StrictClient, owner: Membership, recruiter: Membership
    ) -> None:
        client.submit(f"/account/memberships/{recruiter.id}/role", role="recruiter")
        assert messages() == []


class TestEnding:
    def test_takes_access_away_at_the_next_request(
        self, client: StrictClient, session: Session, owner: Membership, recruiter: Membership
    ) -> None:
        theirs = StrictClient(client.app)
        theirs.sign_in(recruiter.user)
        theirs.get(PEOPLE)
        page = client.submit(f"/account/memberships/{recruiter.id}/end")
        assert client.follow(page).flashes == ["Rita Recruiter no longer belongs here"]
        theirs.get(PEOPLE, status=404)
        theirs.get("/account")
        (message,) = messages("rita@example.org")
        assert "Olga Owner made this change" in message.text
        assert session.scalars(select(AuditEntry.verb).where(AuditEntry.verb == "membership_ended")).all()

    def test_looking_at_the_page_ends_nothing(
        self, client: StrictClient, owner: Membership, recruiter: Membership
    ) -> None:
        client.get(f"/account/memberships/{recruiter.id}/end")
        assert recruiter.is_active

    def test_twice_from_two_tabs(self, client: StrictClient, owner: Membership, recruiter: Membership) -> None:
        client.post(f"/account/memberships/{recruiter.id}/end")
        client.post(f"/account/memberships/{recruiter.id}/end", status=404)
        assert len(messages("rita@example.org")) == 1

    def test_everybody_may_leave(self, client: StrictClient, owner: Membership, recruiter: Membership) -> None:
        client.sign_in(recruiter.user)
        assert client.get(f"/account/memberships/{recruiter.id}/end").h1 == "Leave this organisation"
        page = client.submit(f"/account/memberships/{recruiter.id}/end")
        assert client.follow(page).flashes == ["You have left"]
        assert "You made this change yourself" in messages("rita@example.org")[0].text

    def test_but_nobody_ends_anothers(self, client: StrictClient, owner: Membership, recruiter: Membership) -> None:
        client.sign_in(recruiter.user)
        client.post(f"/account/memberships/{owner.id}/end", status=403)
        assert owner.is_active

    def test_the_last_owner_cannot_leave(self, client: StrictClient, owner: Membership, recruiter: Membership) -> None:
        page = client.submit(f"/account/memberships/{owner.id}/end", 200)
        assert page.errors[0].startswith("Ortonbridge Primary School needs at least one person")
        assert owner.is_active

    @pytest.mark.parametrize("other", ["second owner", "trust owner"])
    def test_an_owner_can_when_there_is_another(
        self, client: StrictClient, school: School, owner: Membership, other: str
    ) -> None:
        if other == "trust owner":
            trust = TrustFactory()
            school.trust_id = trust.id
            MembershipFactory(organisation=trust, role=Role.owner)
        else:
            MembershipFactory(organisation=school, role=Role.owner)
        client.submit(f"/account/memberships/{owner.id}/end")
        assert not owner.is_active

    def test_an_owner_who_has_left_does_not_count(
        self, client: StrictClient, school: School, owner: Membership
    ) -> None:
        MembershipFactory(organisation=school, role=Role.owner, ended_at=clock.now())
        MembershipFactory(organisation=school, role=Role.owner, approved_at=None)
        client.submit(f"/account/memberships/{owner.id}/end", 200)

    def test_two_owners_who_step_down_one_after_the_other_leave_one(
        self, session: Session, school: School, owner: Membership
    ) -> None:
        second = MembershipFactory(organisation=school, role=Role.owner)
        with transaction():
            operations.end_membership(actor=owner.user, membership=owner)
        with pytest.raises(LastManager), transaction():
            operations.end_membership(actor=second.user, membership=second)

    @pytest.mark.parametrize(
        ("factory", "role"),
        [
            (ProviderFactory, Role.provider_admin),
            (LocalAuthorityFactory, Role.administrator),
            (TrustFactory, Role.owner),
        ],
    )
    def test_every_kind_keeps_its_last_manager(self, session: Session, factory: Any, role: Role) -> None:
        only = MembershipFactory(organisation=factory(), role=role)
        with pytest.raises(LastManager), transaction():
            operations.end_membership(actor=only.user, membership=only)


class TestClosingTheAccount:
    def test_ends_every_membership(self, session: Session, school: School, owner: Membership) -> None:
        MembershipFactory(organisation=school, role=Role.owner)
        elsewhere = MembershipFactory(user=owner.user, role=Role.viewer)
        with transaction():
            accounts.close_account(user=owner.user)
        assert not owner.is_active
        assert not elsewhere.is_active

    def test_waits_until_somebody_else_owns_the_school(
        self, session: Session, owner: Membership, recruiter: Membership
    ) -> None:
        with pytest.raises(LastManager), transaction():
            accounts.close_account(user=owner.user)
        assert owner.is_active
        assert owner.user.is_active

    def test_somebody_who_is_alone_there_may_go(self, session: Session, owner: Membership) -> None:
        with transaction():
            accounts.close_account(user=owner.user)
        assert not owner.is_active


class TestActing:
    @pytest.fixture
    def two(self, client: StrictClient, owner: Membership) -> Membership:
        return MembershipFactory(
            user=owner.user, organisation=SchoolFactory(name="Riverside Academy", slug="riverside"), role=Role.viewer
        )

    def test_for_the_first_until_one_is_chosen(self, client: StrictClient, two: Membership) -> None:
        who = client.get("/account").select(".tp-work-bar__who, .tp-work-bar select option[selected]")
        assert "Ortonbridge Primary School" in who[0].get_text()
        page = client.post("/account/act-as", {"organisation": "riverside"})
        assert page.location == "/hiring" or page.location == "/account"
        page = client.get("/account/organisations")
        assert page.flashes == ["You are now working for Riverside Academy"]
        assert client.get("/hiring/people", status=302).location == "/account/organisations/riverside/people"

    @pytest.mark.parametrize("wanted", ["", "somewhere-else", "ortonbridge-2"])
    def test_only_for_ones_own(self, client: StrictClient, two: Membership, wanted: str) -> None:
        SchoolFactory(slug="somewhere-else")
        client.post("/account/act-as", {"organisation": wanted}, status=404)
        assert client.get("/hiring/people", status=302).location == PEOPLE

    def test_ends_with_the_membership(self, client: StrictClient, session: Session, two: Membership) -> None:
        client.post("/account/act-as", {"organisation": "riverside"})
        two.ended_at = clock.now()
        assert client.get("/hiring/people", status=302).location == PEOPLE

    def test_a_trusts_people_for_each_of_its_schools(
        self, client: StrictClient, session: Session, school: School
    ) -> None:
        trust = TrustFactory(slug="fenland")
        school.trust_id = trust.id
        client.sign_in(MembershipFactory(organisation=trust, role=Role.recruiter).user)
        assert client.get("/hiring/people", status=302).location == "/account/organisations/fenland/people"
        client.post("/account/act-as", {"organisation": "ortonbridge"})
        assert client.get("/hiring/people", status=302).location == PEOPLE

    def test_each_area_looks_for_its_own_kind(self, client: StrictClient, owner: Membership) -> None:
        provider = ProviderFactory(slug="hub")
        MembershipFactory(user=owner.user, organisation=provider, role=Role.provider_admin)
        client.post("/account/act-as", {"organisation": "hub"})
        assert client.get("/hiring/people", status=302).location == PEOPLE
        assert client.get("/training/people", status=302).location == "/account/organisations/hub/people"
        assert client.get("/office/people", status=302).location == "/account/organisations"

    @pytest.mark.parametrize(
        ("onward", "reached"), [("/account/sessions", "/account/sessions"), ("//evil.example", None)]
    )
    def test_leads_on_within_the_site(
        self, client: StrictClient, two: Membership, onward: str, reached: str | None
    ) -> None:
        page = client.post("/account/act-as", {"organisation": "riverside", "next": onward})
        assert page.location == reached if reached else "evil" not in (page.location or "")


class TestMyOrganisations:
    def test_lists_where_one_belongs(self, client: StrictClient, owner: Membership) -> None:
        MembershipFactory(user=owner.user, role=Role.viewer, organisation=SchoolFactory(name="Aldgate School"))
        MembershipFactory(user=owner.user, organisation=SchoolFactory(name="Left Long Ago"), ended_at=clock.now())
        page = client.get("/account/organisations")
        assert [row.select_one("th").get_text().split(" Working")[0].strip() for row in page.select("tbody tr")] == [  # type: ignore[union-attr]
            "Aldgate School",
            "Ortonbridge Primary School",
        ]

    def test_offers_the_next_step_to_who_belongs_nowhere(self, client: StrictClient, session: Session) -> None:
        client.sign_in(UserFactory())
        page = client.get("/account/organisations")
        assert page.links["Find your school"] == "/hiring/claim"


class TestAppointing:
    def test_twice_changes_nothing(self, session: Session, school: School) -> None:
        user = UserFactory()
        for _ in range(2):
            with transaction():
                operations.appoint(actor=None, user=user, organisation=school, role=Role.viewer)
        assert [m.role for m in queries.people_of(school)] == [Role.viewer]

    def test_not_to_a_role_that_is_not_there(self, session: Session, school: School) -> None:
        with pytest.raises(DomainError), transaction():
            operations.appoint(actor=None, user=UserFactory(), organisation=school, role=Role.administrator)


def test_a_person_may_hold_several_roles(client: StrictClient, school: School, owner: Membership) -> None:
    MembershipFactory(user=owner.user, organisation=school, role=Role.cpd_lead)
    assert len(client.get(PEOPLE).select("tbody tr")) == 2


def test_an_officer_finds_whom_nobody_looks_after(client: StrictClient, session: Session, owner: Membership) -> None:
    council = LocalAuthorityFactory()
    ours: list[Organisation] = [
        SchoolFactory(name=name, local_authority_id=council.id) for name in ("Dogsthorpe School", "Bretton School")
    ]
    SchoolFactory(name="Bretton Elsewhere School")
    MembershipFactory(organisation=ours[0], role=Role.owner)
    ProviderFactory(name="Bretton Hub")
    client.sign_in(MembershipFactory(organisation=council, role=Role.recruitment_officer).user)
    rows = [" ".join(row.get_text(" ").split()) for row in client.get("/office/organisations").select("tbody tr")]
    assert rows == ["Bretton School School By nobody", "Dogsthorpe School School Yes"]
    client.sign_in(MembershipFactory(organisation=council, role=Role.administrator).user)
    page = client.get("/office/organisations?q=bretton")
    assert [row.select_one("th").get_text().strip() for row in page.select("tbody tr")] == [  # type: ignore[union-attr]
        "Bretton Hub",
        "Bretton School",
    ]
    assert client.get("/office/organisations?q=100%25").h1 == "Organisations"
