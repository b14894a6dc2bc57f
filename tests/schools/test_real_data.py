"""The real files, on machines that have them (see ``tests/support/realdata.py``)."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.db import transaction
from teachpb.schools import operations, queries
from teachpb.schools.gias.links import Link, read_links
from teachpb.schools.gias.reader import Refusal, read_register
from teachpb.schools.gias.row import KNOWN_COLUMNS, REQUIRED_COLUMNS, RegisterRow
from teachpb.schools.models import EstablishmentStatus, Phase, School
from tests.factories.schools import SchoolProfileFactory, member
from tests.schools.register import counts, take_in
from tests.support.realdata import real_file


def test_the_citys_201_schools_of_which_93_are_open(session: Session) -> None:
    path = real_file("gias_peterborough.csv")
    rows = list(read_register(path))
    assert counts(take_in(rows)) == (201, 0, 0)
    statuses = Counter(session.scalars(select(School.status)))
    assert statuses == {
        EstablishmentStatus.open: 92,
        EstablishmentStatus.open_proposed_to_close: 1,
        EstablishmentStatus.closed: 108,
    }
    assert len(queries.open_schools("874")) == 93
    assert counts(take_in(rows)) == (0, 0, 201)
    barnack = session.scalars(select(School).where(School.town == "Stamford")).one()
    assert barnack.local_authority is not None
    assert barnack.local_authority.register_name == "Peterborough"
    assert session.scalars(select(School).where(School.latitude.is_not(None))).all()


def test_the_citys_links_carry_what_a_closed_school_has(session: Session) -> None:
    take_in(read_register(real_file("gias_peterborough.csv")))
    links = [link for link in read_links(real_file("gias_links.csv.gz")) if isinstance(link, Link)]
    assert len(links) == 16_976
    with transaction():
        assert operations.store_links(links=links) == 77
    closed = session.scalars(select(School).where(School.status == EstablishmentStatus.closed)).all()
    old = next(school for school in closed if queries.heir_of(school) is not None)
    heir = queries.heir_of(old)
    assert heir is not None
    SchoolProfileFactory(school=old, welcome="As ever")
    person = member(organisation=old)
    with transaction():
        done = operations.carry_over()
    assert len(done) == 71
    session.expire_all()
    assert heir.profile is not None
    assert heir.profile.welcome == "As ever"
    assert queries.organisation_ids_for(person) == {heir.id}  # type: ignore[arg-type]
    with transaction():
        assert operations.carry_over() == []


def test_england_can_be_read(session: Session) -> None:
    rows = list(read_register(real_file("gias_england_names.csv.gz")))
    refused = [row for row in rows if isinstance(row, Refusal)]
    schools = [row for row in rows if isinstance(row, RegisterRow)]
    assert (len(schools), refused) == (51_012, [])
    assert [(row.urn, row.warnings) for row in schools if row.warnings] == [
        (147460, ("Postcode: “2036” is not a postcode",))
    ]
    assert not any(0x7F <= ord(char) < 0xA1 for row in schools for char in row.name)
    assert not any("  " in row.name for row in schools)
    phases = Counter(row.values["phase"] for row in schools)
    assert phases[Phase.primary] == 29_709 + 263
    assert phases[Phase.secondary] == 6_892 + 630
    assert {row.la_name for row in schools} >= {"Peterborough", "Cambridgeshire", "Kent"}


@pytest.mark.parametrize("name", ["gias_edubasealldata_header_2017.csv", "gias_edubasealldata_columns_2025-04.csv"])
def test_the_full_registers_columns_are_known_by_name(name: str) -> None:
    text = real_file(name).read_text(encoding="utf-8-sig")
    lines = text.splitlines()
    named = {cell.strip('"') for cell in lines[0].split('","')} if "2017" in name else set()
    named = named or {line.split(",")[0].strip('"') for line in lines[1:]}
    assert set(REQUIRED_COLUMNS) <= named
    assert named >= KNOWN_COLUMNS
