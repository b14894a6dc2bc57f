"""Who may look after whom: every role at every kind of organisation, against each rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.schools import policies
from teachpb.schools.models import Invitation, Membership, Organisation, OrganisationKind, OwnershipRequest, Role
from teachpb.schools.queries import people as queries
from teachpb.schools.roles import ROLES_OF
from tests.factories.accounts import UserFactory
from tests.factories.schools import (
    LocalAuthorityFactory,
    MembershipFactory,
    ProviderFactory,
    SchoolFactory,
    TrustFactory,
)


@dataclass
class City:
    """A council with a school of its own, a school of a trust, a school elsewhere, and a course provider."""

    council: Any
    school: Any
    trust: Any
    academy: Any
    elsewhere: Any
    other_council: Any
    provider: Any
    unplaced: Any


@pytest.fixture
def city(session: Session) -> City:
    council, other, trust = LocalAuthorityFactory(), LocalAuthorityFactory(), TrustFactory()
    return City(
        council=council,
        school=SchoolFactory(local_authority_id=council.id),
        trust=trust,
        academy=SchoolFactory(local_authority_id=council.id, trust_id=trust.id),
        elsewhere=SchoolFactory(local_authority_id=other.id),
        other_council=other,
        provider=ProviderFactory(),
        unplaced=SchoolFactory(local_authority_id=None),
    )


def holding(organisation: Organisation, role: Role, **fields: Any) -> User:
    user: User = MembershipFactory(organisation=organisation, role=role, **fields).user
    return user


def where(city: City, rule: Any, user: User | None) -> set[str]:
    """The places of the city at which ``rule`` holds for ``user``."""
    return {name for name, place in vars(city).items() if rule(user, place)}


@pytest.mark.parametrize(
    ("at", "role", "manages"),
    [
        ("school", Role.owner, {"school"}),
        ("school", Role.recruiter, set()),
        ("school", Role.panel_member, set()),
        ("school", Role.cpd_lead, set()),
        ("school", Role.governance_lead, set()),
        ("school", Role.viewer, set()),
        ("trust", Role.owner, {"trust", "academy"}),
        ("trust", Role.recruiter, set()),
        ("academy", Role.owner, {"academy"}),
        ("elsewhere", Role.owner, {"elsewhere"}),
        ("provider", Role.provider_admin, {"provider"}),
        ("provider", Role.facilitator, set()),
        ("council", Role.administrator, {"council", "school", "academy", "trust", "unplaced", "provider"}),
        ("council", Role.recruitment_officer, {"school", "academy", "trust", "unplaced"}),
        ("council", Role.cpd_officer, {"provider"}),
        ("council", Role.governance_officer, set()),
        ("other_council", Role.recruitment_officer, {"elsewhere", "trust", "unplaced"}),
    ],
)
class TestManagingPeople:
    def test_holds_here_and_nowhere_else(self, city: City, at: str, role: Role, manages: set[str]) -> None:
        assert where(city, policies.can_manage_people, holding(getattr(city, at), role)) == manages

    @pytest.mark.parametrize("fields", [{"ended_at": clock.now()}, {"approved_at": None}])
    def test_needs_a_present_and_approved_membership(
        self, city: City, at: str, role: Role, manages: set[str], fields: dict[str, Any]
    ) -> None:
        user = holding(getattr(city, at), role, **fields)
        assert where(city, policies.can_manage_people, user) == set()

    @pytest.mark.parametrize("state", ["closed_at", "confirmed_at"])
    def test_needs_an_account_in_use(self, city: City, at: str, role: Role, manages: set[str], state: str) -> None:
        user = holding(getattr(city, at), role)
        setattr(user, state, clock.now() if state == "closed_at" else None)
        assert where(city, policies.can_manage_people, user) == set()

    def test_what_one_manages_is_within_ones_reach(self, city: City, at: str, role: Role, manages: set[str]) -> None:
        """The loader must let through whatever the policy would allow, or the policy is never asked."""
        user = holding(getattr(city, at), role)
        for name in manages:
            place = getattr(city, name)
            assert queries.organisation_within_reach(user, place.slug) is place


@pytest.mark.parametrize(
    ("at", "role", "sees"),
    [
        ("school", Role.viewer, {"school"}),
        ("trust", Role.viewer, {"trust", "academy"}),
        ("academy", Role.panel_member, {"academy"}),
        ("provider", Role.facilitator, {"provider"}),
        ("council", Role.governance_officer, {"council"}),
        ("council", Role.recruitment_officer, {"council", "school", "academy", "trust", "unplaced"}),
    ],
)
def test_every_member_sees_who_else_belongs(city: City, at: str, role: Role, sees: set[str]) -> None:
    assert where(city, policies.can_see_people, holding(getattr(city, at), role)) == sees


def test_nobody_and_anybody_manage_nothing(city: City) -> None:
    for user in (None, UserFactory()):
        for rule in (policies.can_manage_people, policies.can_see_people, policies.looks_after, policies.is_manager):
            assert where(city, rule, user) == set()


def test_there_is_a_row_for_every_role_that_manages(city: City) -> None:
    """Who manages people is decided by the managing role alone: no other role of the kind slips in."""
    for place in (city.school, city.trust, city.provider):
        managing = {role for role in ROLES_OF[place.kind] if policies.is_manager(holding(place, role), place)}
        assert len(managing) == 1


class TestMemberships:
    def test_oneself_may_leave_but_not_promote_oneself(self, city: City) -> None:
        own: Membership = MembershipFactory(organisation=city.school, role=Role.viewer)
        assert policies.can_end_membership(own.user, own)
        assert not policies.can_change_membership(own.user, own)

    def test_a_manager_may_do_both(self, city: City) -> None:
        theirs: Membership = MembershipFactory(organisation=city.academy, role=Role.viewer)
        boss = holding(city.trust, Role.owner)
        assert policies.can_end_membership(boss, theirs)
        assert policies.can_change_membership(boss, theirs)

    def test_nobody_touches_what_has_ended(self, city: City) -> None:
        ended: Membership = MembershipFactory(organisation=city.school, role=Role.viewer, ended_at=clock.now())
        for user in (ended.user, holding(city.school, Role.owner)):
            assert not policies.can_end_membership(user, ended)
            assert not policies.can_change_membership(user, ended)

    @pytest.mark.parametrize(("who", "known"), [("self", True), ("colleague", True), ("stranger", False)])
    def test_are_known_to_oneself_and_to_colleagues(self, city: City, who: str, known: bool) -> None:
        found: Membership = MembershipFactory(organisation=city.school, role=Role.viewer)
        user = {
            "self": found.user,
            "colleague": holding(city.school, Role.viewer),
            "stranger": holding(city.elsewhere, Role.owner),
        }[who]
        assert (queries.membership_within_reach(user, found.id) is found) is known

    def test_ones_own_that_was_never_approved_is_not_there(self, city: City) -> None:
        found: Membership = MembershipFactory(organisation=city.school, approved_at=None)
        assert queries.membership_within_reach(found.user, found.id) is None


class TestRequests:
    @pytest.fixture
    def asked(self, session: Session, city: City) -> OwnershipRequest:
        request = OwnershipRequest(user=UserFactory(), organisation=city.academy, job_title="Head", message="Ask")
        session.add(request)
        session.flush()
        return request

    @pytest.mark.parametrize(
        ("at", "role", "decides"),
        [
            ("academy", Role.owner, True),
            ("academy", Role.recruiter, False),
            ("trust", Role.owner, True),
            ("council", Role.recruitment_officer, True),
            ("council", Role.administrator, True),
            ("council", Role.cpd_officer, False),
            ("other_council", Role.administrator, False),
            ("school", Role.owner, False),
            ("provider", Role.provider_admin, False),
        ],
    )
    def test_who_decides(self, city: City, asked: OwnershipRequest, at: str, role: Role, decides: bool) -> None:
        assert policies.can_decide_request(holding(getattr(city, at), role), asked) is decides

    def test_never_whoever_asks_even_with_every_role(self, city: City, asked: OwnershipRequest) -> None:
        for place, role in ((city.council, Role.administrator), (city.trust, Role.owner), (city.academy, Role.owner)):
            MembershipFactory(user=asked.user, organisation=place, role=role)
        assert not policies.can_decide_request(asked.user, asked)

    def test_withdrawing_is_for_whoever_asked(self, city: City, asked: OwnershipRequest) -> None:
        assert policies.is_own_request(asked.user, asked)
        assert not policies.is_own_request(holding(city.trust, Role.owner), asked)
        assert not policies.is_own_request(None, asked)

    def test_who_would_be_written_to_may_decide(self, city: City, asked: OwnershipRequest) -> None:
        """Nobody gets a mail whose button ends in a refusal."""
        holding(city.council, Role.administrator)
        holding(city.council, Role.recruitment_officer)
        holding(city.council, Role.cpd_officer)
        for _ in range(2):
            deciders = queries.deciders_of(city.academy)
            assert deciders
            assert all(policies.can_decide_request(user, asked) for user in deciders)
            holding(city.trust, Role.owner)


def test_invitations_follow_their_organisation(session: Session, city: City) -> None:
    invitation = Invitation(
        organisation=city.academy, email="n@example.org", role=Role.viewer, token_hash="x", expires_at=clock.now()
    )
    session.add(invitation)
    session.flush()
    assert policies.can_manage_invitation(holding(city.trust, Role.owner), invitation)
    assert not policies.can_manage_invitation(holding(city.academy, Role.recruiter), invitation)
    assert not policies.can_manage_invitation(holding(city.school, Role.owner), invitation)


class TestOfficers:
    @pytest.mark.parametrize("role", ROLES_OF[OrganisationKind.local_authority])
    def test_only_those_of_schools_have_the_desk(self, city: City, role: Role) -> None:
        user = holding(city.council, role)
        assert policies.is_school_officer(user) is (role in {Role.recruitment_officer, Role.administrator})

    def test_a_school_without_officers_has_those_of_no_council(self, city: City) -> None:
        mine, theirs = holding(city.council, Role.administrator), holding(city.other_council, Role.administrator)
        assert {user.id for user in queries.officers_of(city.unplaced)} == {mine.id, theirs.id}
        assert [user.id for user in queries.officers_of(city.school)] == [mine.id]

    def test_somebody_who_has_left_or_closed_their_account_is_not_written_to(self, city: City) -> None:
        holding(city.council, Role.administrator, ended_at=clock.now())
        holding(city.council, Role.administrator, user=UserFactory(closed_at=clock.now()))
        assert list(queries.officers_of(city.school)) == []

    def test_somebody_with_two_roles_is_written_to_once(self, city: City) -> None:
        user = holding(city.council, Role.administrator)
        MembershipFactory(user=user, organisation=city.council, role=Role.recruitment_officer)
        assert [found.id for found in queries.officers_of(city.school)] == [user.id]
