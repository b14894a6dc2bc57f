"""Understanding one row: what is refused, what is left blank, what is left out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachpb.schools.gias.row import COLUMNS, KNOWN_COLUMNS, RegisterRow, RowRefused, parse_row
from teachpb.schools.gias.scope import Scope
from teachpb.schools.models import EstablishmentStatus, Phase, School, TypeGroup

GOOD = {"URN": "110747", "EstablishmentName": "Heron School", "EstablishmentStatus (name)": "Open"}


def row(**more: str) -> RegisterRow:
    return parse_row({**GOOD, **more})


def cells(**named: str) -> dict[str, str]:
    return {**GOOD, **named}


def test_three_columns_are_enough() -> None:
    school = parse_row(GOOD)
    assert (school.urn, school.name, school.status) == (110747, "Heron School", EstablishmentStatus.open)
    assert dict(school.values) == {}
    assert school.trust_uid is None
    assert school.warnings == ()


def test_columns_the_extract_lacks_are_left_out_and_blank_ones_are_blank() -> None:
    school = parse_row(cells(Postcode="", **{"PhaseOfEducation (name)": ""}))
    assert dict(school.values) == {"postcode": "", "phase": Phase.not_applicable}


@pytest.mark.parametrize(
    ("column", "text", "reason"),
    [
        ("URN", "", "the URN is missing"),
        ("URN", "1234", "there is no URN of six digits"),
        ("URN", "1234567", "there is no URN of six digits"),
        ("URN", "012345", "there is no URN of six digits"),
        ("URN", "١١٠٧٤٧", "there is no URN of six digits"),
        ("URN", "110747.0", "there is no URN of six digits"),
        ("EstablishmentName", " \xa0 ", "the name is missing"),
        ("EstablishmentName", "---", "the name is missing"),
        ("EstablishmentName", "x" * 201, "the name has 201 characters; 200 is the most"),
        ("EstablishmentStatus (name)", "", "the status “” is not one the register knows"),
        ("EstablishmentStatus (name)", "Merging", "the status “Merging” is not one the register knows"),
    ],
)
def test_rows_that_are_refused(column: str, text: str, reason: str) -> None:
    with pytest.raises(RowRefused, match=reason.replace("(", r"\(")) as refused:
        parse_row({**GOOD, column: text})
    assert refused.value.urn == ("110747" if column != "URN" else text[:20])


@pytest.mark.parametrize(
    ("column", "text", "field", "value"),
    [
        ("Postcode", "2036", "postcode", ""),
        ("OpenDate", "31-02-2001", "opened_on", None),
        ("PhaseOfEducation (name)", "Tertiary", "phase", Phase.not_applicable),
        ("StatutoryLowAge", "young", "lowest_age", None),
        ("SchoolWebsite", "office@school.org", "register_website", ""),
        ("TelephoneNum", "12", "telephone", ""),
        ("UKPRN", "123", "ukprn", None),
        ("PercentageFSM", "400", "free_meals_percent", None),
        ("Easting", "9999999", "easting", None),
        ("Town", "T" * 101, "town", ""),
    ],
)
def test_values_that_cannot_be_read_are_blank_with_a_warning(column: str, text: str, field: str, value: Any) -> None:
    school = parse_row({**GOOD, column: text})
    assert school.values[field] == value
    assert len(school.warnings) == 1
    assert school.warnings[0].startswith(f"{column}: ")


def test_ages_the_wrong_way_round_are_dropped() -> None:
    school = row(StatutoryLowAge="11", StatutoryHighAge="4")
    assert school.values["lowest_age"] is None
    assert school.values["highest_age"] is None
    assert "above the highest age" in school.warnings[0]


@pytest.mark.parametrize(
    ("title", "first", "last", "name"),
    [("Mrs", "Ada", "Lovell", "Mrs Ada Lovell"), ("", "", "", ""), ("Not recorded", "Ada", "Lovell", "Ada Lovell")],
)
def test_the_head_is_put_together(title: str, first: str, last: str, name: str) -> None:
    named = {"HeadTitle (name)": title, "HeadFirstName": first, "HeadLastName": last}
    assert parse_row({**GOOD, **named}).values["head_name"] == name


@pytest.mark.parametrize(
    ("code", "flag", "uid"),
    [
        ("17001", "Supported by a multi-academy trust", "17001"),
        ("17001", "Supported by a single-academy trust", ""),
        ("17900", "Supported by a trust", ""),
        ("17001", None, "17001"),
        ("", "Not applicable", ""),
        ("17 001!", None, ""),
    ],
)
def test_only_multi_academy_trusts_are_trusts(code: str, flag: str | None, uid: str) -> None:
    extra = {"Trusts (code)": code, "Trusts (name)": "Lode Trust"} | ({"TrustSchoolFlag (name)": flag} if flag else {})
    assert parse_row({**GOOD, **extra}).trust_uid == uid


def test_type_group_needs_one_of_its_columns() -> None:
    assert "type_group" not in parse_row(GOOD).values
    assert row(**{"TypeOfEstablishment (name)": "Academy converter"}).values["type_group"] is TypeGroup.academy
    assert row(**{"EstablishmentTypeGroup (name)": "Colleges"}).values["type_group"] is TypeGroup.college


def test_half_a_grid_reference_is_none() -> None:
    school = row(Easting="518995", Northing="")
    assert school.values["easting"] is None
    assert row(Easting="0", Northing="0").values["northing"] is None


@pytest.mark.parametrize(
    ("scope", "code", "name", "covered"),
    [
        (Scope(), "", "", True),
        (Scope(code="874", name="Peterborough"), "874", "Peterborough", True),
        (Scope(code="874", name="Peterborough"), "873", "Peterborough", False),
        (Scope(code="874", name="Peterborough"), "", "peterborough", True),
        (Scope(code="874"), "", "Peterborough", False),
        (Scope(name="Kent"), "886", "Kent", True),
        (Scope(name="Kent"), "", "", False),
    ],
)
def test_scope(scope: Scope, code: str, name: str, covered: bool) -> None:
    assert scope.covers(row(**{"LA (code)": code, "LA (name)": name})) is covered


def test_every_column_fills_a_field_of_the_model() -> None:
    fields = set(School.__mapper__.attrs.keys())
    assert {field for field, _, _ in COLUMNS.values()} <= fields


anything = st.text(max_size=250) | st.sampled_from(["110747", "Open", "Primary", "01-01-1900", "PE1 1AB", "518995"])


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from(sorted(KNOWN_COLUMNS)), anything))
def test_nothing_but_a_refusal_is_ever_raised(found: dict[str, str]) -> None:
    try:
        school = parse_row(found)
    except RowRefused as refused:
        assert refused.reason
        return
    assert 100_000 <= school.urn <= 999_999


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from(sorted(KNOWN_COLUMNS - set(GOOD))), anything))
def test_whatever_else_stands_in_it_a_good_row_fits_the_columns(found: dict[str, str]) -> None:
    school = parse_row({**GOOD, **found})
    for field, value in school.values.items():
        length = getattr(School.__table__.c[field].type, "length", None)
        if length is not None and isinstance(value, str):
            assert len(value) <= length, field
