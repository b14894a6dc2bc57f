"""Whom a person may act for: the queries other rooms put into their WHERE clauses."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.schools import queries
from teachpb.schools.models import EstablishmentStatus, Role
from tests.factories.accounts import UserFactory
from tests.factories.schools import (
    LocalAuthorityFactory,
    MembershipFactory,
    ProviderFactory,
    SchoolFactory,
    TrustFactory,
    member,
)
from tests.support.queries import QueryCounter

Counting = Callable[[], AbstractContextManager[QueryCounter]]


def test_a_schools_person_reaches_the_school(session: Session) -> None:
    school = SchoolFactory()
    SchoolFactory()
    person = member(Role.recruiter, school)
    assert queries.organisation_ids_for(person) == {school.id}
    assert queries.organisation_ids_for(person, Role.recruiter, Role.owner) == {school.id}
    assert queries.organisation_ids_for(person, Role.owner) == set()


def test_a_trusts_person_reaches_its_schools(session: Session) -> None:
    trust = TrustFactory()
    one, two = SchoolFactory(trust=trust, name="B School"), SchoolFactory(trust=trust, name="A School")
    SchoolFactory(trust=TrustFactory())
    person = member(Role.owner, trust)
    assert queries.organisation_ids_for(person, Role.owner) == {trust.id, one.id, two.id}
    assert [each.name for each in queries.schools_for(person)] == ["A School", "B School"]
    assert [each.id for each in queries.organisations_for(person)] == [trust.id, two.id, one.id]


def test_a_schools_person_does_not_reach_the_trust_or_its_other_schools(session: Session) -> None:
    trust = TrustFactory()
    mine, _ = SchoolFactory(trust=trust), SchoolFactory(trust=trust)
    assert queries.organisation_ids_for(member(Role.owner, mine)) == {mine.id}


@pytest.mark.parametrize("state", ["ended", "waiting", "closed account", "unconfirmed"])
def test_who_reaches_nothing(session: Session, state: str) -> None:
    person = UserFactory(
        closed_at=clock.now() if state == "closed account" else None,
        confirmed_at=None if state == "unconfirmed" else clock.now(),
    )
    MembershipFactory(
        user=person,
        ended_at=clock.now() if state == "ended" else None,
        approved_at=None if state == "waiting" else clock.now(),
    )
    assert queries.organisation_ids_for(person) == set()
    assert queries.organisations_for(person) == []
    assert queries.schools_for(person) == []


def test_nobody_reaches_nothing(session: Session) -> None:
    SchoolFactory()
    assert queries.organisation_ids_for(None) == set()
    assert queries.organisations_for(None) == []
    assert queries.schools_for(None) == []
    assert queries.choices_for_posting(None, SchoolFactory()) == []


def test_organisations_of_every_kind_in_their_order(session: Session) -> None:
    person = UserFactory()
    authority, provider = LocalAuthorityFactory(name="A council"), ProviderFactory(name="A hub")
    school, trust = SchoolFactory(name="Z School"), TrustFactory(name="Z Trust")
    for organisation, role in (
        (authority, Role.cpd_officer),
        (provider, Role.provider_admin),
        (school, Role.owner),
        (trust, Role.viewer),
    ):
        MembershipFactory(user=person, organisation=organisation, role=role)
    found = queries.organisations_for(person)
    assert [each.name for each in found] == ["Z Trust", "Z School", "A council", "A hub"]
    assert type(found[1]).__name__ == "School"
    assert [each.name for each in queries.organisations_for(person, Role.owner)] == ["Z School"]


def test_where_a_trust_may_say_the_post_is(session: Session) -> None:
    trust = TrustFactory()
    b, a = SchoolFactory(trust=trust, name="B"), SchoolFactory(trust=trust, name="A")
    SchoolFactory(trust=trust, status=EstablishmentStatus.closed)
    person = member(Role.recruiter, trust)
    assert [each.id for each in queries.choices_for_posting(person, trust)] == [trust.id, a.id, b.id]
    assert [each.id for each in queries.choices_for_posting(person, a)] == [a.id]


def test_where_a_school_may_say_the_post_is(session: Session) -> None:
    school = SchoolFactory(trust=TrustFactory())
    assert queries.choices_for_posting(member(Role.owner, school), school) == [school]
    assert queries.choices_for_posting(member(Role.viewer, school), school) == []
    assert queries.choices_for_posting(member(Role.owner), school) == []


def test_open_schools_of_one_authority(session: Session) -> None:
    city, kent = LocalAuthorityFactory(code="874"), LocalAuthorityFactory(code="886")
    b = SchoolFactory(local_authority=city, name="B")
    a = SchoolFactory(local_authority=city, name="A", status=EstablishmentStatus.open_proposed_to_close)
    for status in (EstablishmentStatus.closed, EstablishmentStatus.proposed_to_open):
        SchoolFactory(local_authority=city, status=status)
    far = SchoolFactory(local_authority=kent, name="C")
    assert [each.id for each in queries.open_schools("874")] == [a.id, b.id]
    assert [each.id for each in queries.open_schools()] == [a.id, b.id, far.id]
    assert queries.open_schools("999") == []
    assert queries.open_count("886") == 1
    assert queries.local_authority("874") == city


def test_single_finds(session: Session) -> None:
    school, trust = SchoolFactory(), TrustFactory()
    assert queries.get_school(school.slug) == school
    assert queries.get_school("nowhere") is None
    assert queries.get_school(trust.slug) is None
    assert queries.get_trust(trust.slug) == trust
    assert queries.school_by_urn(school.urn) == school
    assert queries.school_by_urn(1) is None
    assert queries.get_organisation(trust.id) == trust


def test_a_school_is_a_place(session: Session) -> None:
    school = SchoolFactory(name="Heron School", latitude=52.6, longitude=-0.3)
    SchoolFactory(name="Closed School", status=EstablishmentStatus.closed)
    place = queries.locate_school("heron SCHOOL")
    assert place is not None
    assert (place.name, place.position) == (school.name, (52.6, -0.3))
    assert queries.locate_school("Heron") is None
    assert queries.locate_school("Closed School") is None


def test_the_number_of_statements_does_not_grow(session: Session, query_count: Counting) -> None:
    trust = TrustFactory()
    person = member(Role.owner, trust)

    def count() -> int:
        session.expire_all()
        assert person.memberships
        with query_count() as asked:
            for organisation in queries.organisations_for(person):
                assert organisation.name
            for school in queries.schools_for(person):
                assert school.profile is None
        return asked.count

    SchoolFactory.create_batch(2, trust=trust)
    few = count()
    SchoolFactory.create_batch(18, trust=trust)
    assert count() == few
