"""A school becomes an academy: its adverts, its history and its board’s roles go along, and old addresses still lead
there."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from teachpb.db import transaction
from teachpb.insight import queries as insight
from teachpb.schools.models import School
from teachpb.schools.signals import school_succeeded
from teachpb.vacancies import queries
from tests.factories.governors import GovernorRoleFactory
from tests.factories.insight import counted
from tests.factories.schools import SchoolFactory, TrustFactory, member
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock


def succeed(predecessor: School, successor: School) -> None:
    with transaction():
        school_succeeded.send(predecessor, successor=successor)


def test_adverts_go_along_and_the_new_school_manages_them(client: StrictClient, session: Session) -> None:
    old, new = SchoolFactory(), SchoolFactory(name="New Academy")
    vacancy = VacancyFactory(organisation=old)
    succeed(old, new)
    assert [each.id for each in queries.open_vacancies_at(new)] == [vacancy.id]
    assert queries.open_vacancies_at(old) == []
    client.sign_in(member(organisation=new))
    client.get(f"/hiring/vacancies/{vacancy.id}")
    client.sign_in(member(organisation=old))
    client.get(f"/hiring/vacancies/{vacancy.id}", status=404)


def test_a_trusts_advert_names_the_new_school_once_and_keeps_the_others(session: Session) -> None:
    trust = TrustFactory()
    old, new, other = SchoolFactory(trust=trust), SchoolFactory(trust=trust), SchoolFactory(trust=trust)
    vacancy = VacancyFactory(organisation=trust, schools=[old, new, other])
    succeed(old, new)
    assert vacancy.organisation_id == trust.id
    assert {school.id for school in vacancy.schools} == {new.id, other.id}


def test_history_goes_along(session: Session, frozen: FrozenClock) -> None:
    old, new = SchoolFactory(), SchoolFactory()
    counted(date(2026, 1, 5), initiated=4, organisation=old)
    succeed(old, new)
    (only,) = insight.tallies_by_organisation()
    assert (only.organisation.id, only.tally.initiated) == (new.id, 4)


def test_roles_on_the_board_go_along_and_show_on_the_new_page(client: StrictClient, session: Session) -> None:
    old, new = SchoolFactory(), SchoolFactory()
    role = GovernorRoleFactory(organisation=old)
    succeed(old, new)
    assert role.organisation_id == new.id
    assert role.title in client.get(f"/schools/{new.slug}").links


def test_doing_it_again_changes_nothing(session: Session, query_count: Any) -> None:
    old, new = SchoolFactory(), SchoolFactory()
    vacancy = VacancyFactory(organisation=old)
    for _ in range(2):
        succeed(old, new)
    assert [school.id for school in vacancy.schools] == [new.id]
