"""Writing the register into the database: once is enough, and nothing is lost that an extract does not speak of."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from teachpb.audit.models import AuditEntry
from teachpb.db import db, transaction
from teachpb.places.models import Postcode
from teachpb.schools import operations, queries
from teachpb.schools.models import (
    EstablishmentStatus,
    LocalAuthority,
    Organisation,
    OrganisationKind,
    Phase,
    School,
    Trust,
    TypeGroup,
)
from teachpb.schools.signals import school_closed
from teachpb.search.models import IndexChange
from tests.factories.schools import LocalAuthorityFactory, SchoolFactory, SchoolProfileFactory, TrustFactory
from tests.schools.register import a_row, counts, take_in, take_in_file
from tests.support.search import SearchIndex, search_index  # noqa: F401 - a fixture


def school(urn: int) -> School:
    found = queries.school_by_urn(urn)
    assert found is not None, urn
    return found


def test_a_city_comes_in_with_all_the_extract_knows(session: Session) -> None:
    tally = take_in_file("city.csv")
    assert counts(tally) == (8, 0, 0)
    ebba, osier, lode = school(990001), school(990002), school(990003)
    assert ebba.kind is OrganisationKind.school
    assert ebba.slug == "st-ebbas-cofe-primary-school"
    assert (ebba.phase, ebba.type_group) == (Phase.primary, TypeGroup.maintained)
    assert (ebba.lowest_age, ebba.highest_age) == (4, 11)
    assert ebba.religious_character == "Church of England"
    assert ebba.is_faith_school
    assert ebba.address_lines == ["Heron Road", "Northmere", "Peterborough", "Cambridgeshire", "PE1 4AB"]
    assert ebba.register_website == "http://www.st-ebbas.example"
    assert ebba.from_register
    assert ebba.opened_on is None
    assert osier.opened_on == date(2012, 9, 1)
    assert osier.has_sixth_form
    assert not osier.is_faith_school
    assert lode.name == "Lode Village College"
    assert lode.town == "Stamford"
    assert lode.local_authority is not None
    assert lode.local_authority.code == "874"
    assert lode.status is EstablishmentStatus.open_proposed_to_close
    assert school(990004).closed_on == date(2012, 8, 31)
    assert school(990007).type_group is TypeGroup.special


def test_a_second_time_changes_nothing(session: Session) -> None:
    take_in_file("city.csv")
    before = {row.id: row.updated_at for row in session.scalars(select(School))}
    assert counts(take_in_file("city.csv")) == (0, 0, 8)
    session.expire_all()
    assert {row.id: row.updated_at for row in session.scalars(select(School))} == before
    assert session.scalar(select(func.count(Trust.id))) == 1
    assert session.scalar(select(func.count(LocalAuthority.id))) == 2


def test_only_what_differs_is_written(session: Session) -> None:
    take_in([a_row(990001, "Heron School"), a_row(990002, "Osier School"), a_row(990003, "Lode School")])
    tally = take_in([a_row(990001, "Heron School"), a_row(990002, "Osier Academy"), a_row(990004, "New School")])
    assert counts(tally) == (1, 1, 1)
    assert school(990002).name == "Osier Academy"


def test_a_school_keeps_its_address_when_it_is_renamed(session: Session) -> None:
    take_in([a_row(990001, "Heron School")])
    take_in([a_row(990001, "Kestrel Academy")])
    assert (school(990001).name, school(990001).slug) == ("Kestrel Academy", "heron-school")


def test_columns_an_extract_lacks_stay_untouched(session: Session) -> None:
    take_in_file("city.csv")
    assert counts(take_in_file("names.csv")) == (4, 0, 2)
    osier = school(990002)
    assert osier.trust is not None
    assert osier.trust.group_uid == "17001"
    assert (osier.lowest_age, osier.street, osier.easting) == (11, "Osier Way", 519025)
    assert osier.local_authority is not None
    assert osier.local_authority.code == "874"


def test_a_blank_in_a_column_the_extract_has_is_blank_from_now_on(session: Session) -> None:
    take_in([a_row(990001, Street="Heron Road", NumberOfPupils="420")])
    assert school(990001).pupils == 420
    take_in([a_row(990001, Street="", NumberOfPupils="")])
    assert (school(990001).street, school(990001).pupils) == ("", None)


def test_what_a_school_says_of_itself_is_never_touched(session: Session) -> None:
    take_in([a_row(990001, SchoolWebsite="www.heron.example")])
    SchoolProfileFactory(school=school(990001), welcome="Come in.", website="https://better.example")
    take_in([a_row(990001, SchoolWebsite="www.changed.example")])
    found = school(990001)
    assert found.profile is not None
    assert (found.profile.welcome, found.profile.website) == ("Come in.", "https://better.example")
    assert found.register_website == "http://www.changed.example"


@pytest.mark.parametrize("columns", [{}, {"PhaseOfEducation (name)": "Primary"}])
def test_a_new_school_has_the_defaults_of_what_is_not_said(session: Session, columns: dict[str, str]) -> None:
    take_in([a_row(990001, **columns)])
    found = school(990001)
    assert found.phase is (Phase.primary if columns else Phase.not_applicable)
    assert (found.street, found.has_sixth_form, found.type_group) == ("", False, TypeGroup.other)
    assert found.created_at.tzinfo is not None


def test_same_names_get_different_addresses_and_the_closed_leave_the_good_one(session: Session) -> None:
    take_in(
        [
            a_row(990001, "St Mary’s School", "Closed", Town="Dover"),
            a_row(990002, "St Mary’s School", Town="Dover"),
            a_row(990003, "St Mary's School", Town="Deal"),
            a_row(990004, "St. Mary’s School", Town="Deal"),
        ]
    )
    assert [school(urn).slug for urn in range(990001, 990005)] == [
        "st-marys-school-990001",
        "st-marys-school",
        "st-marys-school-deal",
        "st-marys-school-990004",
    ]


def test_an_address_somebody_has_already_is_not_taken(session: Session) -> None:
    SchoolFactory(slug="heron-school")
    TrustFactory(slug="heron-school-ely")
    take_in([a_row(990001, "Heron School", Town="Ely")])
    assert school(990001).slug == "heron-school-990001"


def test_positions_come_from_the_grid_else_from_the_postcode(session: Session) -> None:
    session.add(Postcode(code="PE2 8ZZ", sector="PE2 8", easting=1, northing=1, latitude=52.5, longitude=-0.25))
    session.commit()
    take_in_file("city.csv")
    ebba = school(990001)
    assert ebba.latitude == pytest.approx(52.5726, abs=0.001)
    assert ebba.longitude == pytest.approx(-0.2450, abs=0.002)
    assert (school(990006).latitude, school(990006).longitude) == (52.5, -0.25)
    assert school(990003).latitude is None
    assert school(990005).latitude is None  # (0, 0) is the register's "unknown"


def test_an_extract_without_grid_moves_a_school_only_with_its_postcode(session: Session) -> None:
    take_in([a_row(990001, Postcode="PE1 4AB", Easting="518995", Northing="298644")])
    take_in([a_row(990001, Postcode="PE1 4AB")])
    assert school(990001).latitude is not None
    assert school(990001).easting == 518995
    take_in([a_row(990001, Postcode="PE9 9ZZ")])
    moved = school(990001)
    assert (moved.easting, moved.latitude, moved.longitude) == (None, None, None)


def test_local_authorities_are_found_by_code_then_by_the_registers_name(session: Session) -> None:
    city = LocalAuthorityFactory(code="874", name="Peterborough City Council")
    take_in([a_row(990001, la="874"), a_row(990002, la="886")])
    found = school(990001).local_authority
    assert found is not None
    assert (found.id, found.name, found.register_name) == (city.id, "Peterborough City Council", "Peterborough")
    kent = school(990002).local_authority
    assert kent is not None
    assert (kent.name, kent.code) == ("Kent local authority", "886")


def test_an_authority_known_by_name_only_gets_its_code_later(session: Session) -> None:
    take_in([a_row(990001, la="", **{"LA (name)": "Kent"}), a_row(990002, la="", **{"LA (name)": "Peterborough"})])
    kent = school(990001).local_authority
    assert kent is not None
    assert kent.code is None
    assert school(990002).local_authority is not None
    assert school(990002).local_authority.code == "874"  # the site's own authority is known  # type: ignore[union-attr]
    take_in([a_row(990003, la="886")])
    session.expire_all()
    assert school(990003).local_authority is not None
    assert school(990003).local_authority.id == kent.id  # type: ignore[union-attr]
    assert kent.code == "886"


def test_authorities_that_share_a_code_or_a_name_are_one(session: Session) -> None:
    rows = [("886", "Kent"), ("886", "Kent County"), ("887", "Medway"), ("888", "medway"), ("", "Kent")]
    take_in([a_row(990001 + at, la=code, **{"LA (name)": name}) for at, (code, name) in enumerate(rows)])
    found = session.scalars(select(LocalAuthority).order_by(LocalAuthority.id)).all()
    assert [(each.code, each.register_name) for each in found] == [("886", "Kent"), ("887", "Medway")]
    assert [school(990001 + at).local_authority_id for at in range(5)] == [
        found[0].id,
        found[0].id,
        found[1].id,
        found[1].id,
        found[0].id,
    ]


def test_trusts_that_share_a_name_have_addresses_of_their_own(session: Session) -> None:
    take_in([a_row(990001 + at, **{"Trusts (code)": str(at), "Trusts (name)": "The Trust"}) for at in range(3)])
    assert [trust.slug for trust in session.scalars(select(Trust).order_by(Trust.id))] == [
        "the-trust",
        "the-trust-1",
        "the-trust-2",
    ]


def test_a_row_without_authority_leaves_it_alone(session: Session) -> None:
    take_in([a_row(990001, la="874")])
    take_in([a_row(990001, "Renamed", la="")])
    assert school(990001).local_authority_id is not None


def test_trusts_are_made_once_and_named_once(session: Session) -> None:
    trust = {"Trusts (code)": "17001", "Trusts (name)": "LODE & LARK TRUST"}
    take_in([a_row(990001, **trust), a_row(990002, **trust)])
    found = session.scalars(select(Trust)).one()
    assert (found.name, found.slug) == ("LODE & LARK TRUST", "lode-and-lark-trust")
    with transaction():
        session.get_one(Trust, found.id).name = "Lode & Lark Trust"
    assert counts(take_in([a_row(990001, **trust)])) == (0, 0, 1)
    assert session.get_one(Trust, found.id).name == "Lode & Lark Trust"


def test_a_school_leaves_its_trust_when_the_column_says_so(session: Session) -> None:
    take_in([a_row(990001, **{"Trusts (code)": "17001", "Trusts (name)": "Lode Trust"})])
    take_in([a_row(990001)])
    assert school(990001).trust is not None
    take_in([a_row(990001, **{"Trusts (code)": "", "Trusts (name)": ""})])
    assert school(990001).trust is None


def test_openings_and_closings_are_on_record_and_announced(session: Session) -> None:
    take_in([a_row(990001), a_row(990002, status="Proposed to open"), a_row(990003)])
    heard: list[int] = []

    def hear(closed: School) -> None:
        heard.append(closed.urn)

    with school_closed.connected_to(hear):
        tally = take_in(
            [
                a_row(990001, status="Closed"),
                a_row(990002),
                a_row(990003, status="Open, but proposed to close"),
            ]
        )
    assert (tally.closed, tally.opened, heard) == ([990001], [990002], [990001])
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [entry.verb for entry in entries] == ["school_closed", "school_opened"]
    assert entries[0].subject_id == school(990001).id
    assert entries[0].actor_id is None
    assert entries[0].changes == {"status": ["open", "closed"]}


def test_the_index_hears_of_what_changed_and_of_nothing_else(
    session: Session,
    search_index: SearchIndex,  # noqa: F811
) -> None:
    take_in([a_row(990001), a_row(990002)])
    search_index.index_now()
    last = session.scalar(select(func.max(IndexChange.id)))
    take_in([a_row(990001), a_row(990002, "Renamed School")])
    fresh = session.scalars(select(IndexChange).where(IndexChange.id > last)).all()
    assert [(row.corpus, row.record_id) for row in fresh] == [("school", school(990002).id)]


def test_both_tables_agree(session: Session) -> None:
    take_in_file("city.csv")
    take_in_file("names.csv")
    organisations = session.scalars(
        select(func.count(Organisation.id)).where(Organisation.kind == OrganisationKind.school)
    ).one()
    assert organisations == session.scalars(select(func.count()).select_from(School.__table__)).one() == 12


def test_batches_share_what_they_know_of_bodies(session: Session) -> None:
    bodies, tally = operations.Bodies(), operations.Tally()
    trust: dict[str, Any] = {"Trusts (code)": "17001", "Trusts (name)": "Lode Trust"}
    for urn in (990001, 990002, 990003):
        with transaction():
            operations.import_rows(rows=[a_row(urn, la="886", **trust)], bodies=bodies, tally=tally)
    assert tally.added == 3
    assert db.session.scalar(select(func.count(Trust.id))) == 1
    assert db.session.scalar(select(func.count(LocalAuthority.id))) == 1


def test_a_free_slug_is_always_found(session: Session) -> None:
    for slug in ("lode-trust", "lode-trust-17001", "lode-trust-17001-2"):
        TrustFactory(slug=slug)
    assert operations.free_slug(name="Lode Trust", key="17001") == "lode-trust-17001-3"
