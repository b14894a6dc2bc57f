"""Every kind of dirt the register is known for, value by value."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachpb.schools.gias.kinds import PHASES, STATUSES, religious_character, type_group
from teachpb.schools.gias.text import clean
from teachpb.schools.gias.values import (
    Unreadable,
    parse_date,
    parse_number,
    parse_percent,
    parse_postcode,
    parse_telephone,
    parse_website,
)
from teachpb.schools.models import EstablishmentStatus, Phase, TypeGroup


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("St Andrew\x92s", "St Andrew’s"),
        ("North \x96 South", "North – South"),
        ("\x93Quoted\x94 \x85", "“Quoted” …"),
        ("Euro\x80 and nothing\x81\x8d\x90", "Euro€ and nothing"),
        ("Chelsea  Community   School", "Chelsea Community School"),
        ("Two\xa0words", "Two words"),
        ("thin\u2009space", "thin space"),
        ("  padded\t", "padded"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("cafe\u0301", "caf\u00e9"),
        ("soft\xadhyphen", "softhyphen"),
        ("line\r\nbreak", "line break"),
        ("bell\x07", "bell"),
        ("", ""),
        (None, ""),
        ("O'Neill & Sons", "O'Neill & Sons"),
    ],
)
def test_text_is_repaired(raw: str | None, meant: str) -> None:
    assert clean(raw) == meant


@given(st.text(max_size=60))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once == once.strip()
    assert not any(0x7F <= ord(char) < 0xA1 or ord(char) < 32 for char in once)


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("31-08-2024", date(2024, 8, 31)),
        ("1/9/2012", date(2012, 9, 1)),
        ("2012-09-01", date(2012, 9, 1)),
        ("01-01-1900", None),
        ("1900-01-01", None),
        ("01-01-1901", date(1901, 1, 1)),
        ("", None),
    ],
)
def test_dates(raw: str, meant: date | None) -> None:
    assert parse_date(raw) == meant


@pytest.mark.parametrize("raw", ["31-02-2001", "99-99-2001", "yesterday", "01-01-01", "2024", "1.9.2012"])
def test_what_is_no_date(raw: str) -> None:
    with pytest.raises(Unreadable, match="is not a date"):
        parse_date(raw)


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("PE1 1AB", "PE1 1AB"),
        ("pe11ab", "PE1 1AB"),
        ("ng22 0ea", "NG22 0EA"),
        ("Tf6 6pn", "TF6 6PN"),
        (" EC3A  5DE. ", "EC3A 5DE"),
        ("W1A1AA", "W1A 1AA"),
        ("", ""),
        ("-", ""),
    ],
)
def test_postcodes(raw: str, meant: str) -> None:
    assert parse_postcode(raw) == meant


@pytest.mark.parametrize("raw", ["2036", "PE1", "PE1 1A", "PE1 1ABC", "1PE 1AB", "PE1 1CI", "Peterborough"])
def test_what_is_no_postcode(raw: str) -> None:
    with pytest.raises(Unreadable, match="is not a postcode"):
        parse_postcode(raw)


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("www.school.sch.uk", "http://www.school.sch.uk"),
        ("www.school.sch.uk/", "http://www.school.sch.uk"),
        ("http://www.school.sch.uk//", "http://www.school.sch.uk"),
        ("HTTPS://www.School.sch.uk/home/", "https://www.school.sch.uk/home"),
        ("http:/school.org.uk", "http://school.org.uk"),
        ("http:www.school.org.uk", "http://www.school.org.uk"),
        ("https//school.org.uk", "https://school.org.uk"),
        ("ttp://school.org.uk", "http://school.org.uk"),
        ("http://http://school.org.uk", "http://school.org.uk"),
        ("school.org.uk/index.php?page=1", "http://school.org.uk/index.php?page=1"),
        ("http://school.org.uk:8080/", "http://school.org.uk:8080"),
        ("https-school.org.uk", "http://https-school.org.uk"),
        ("None", ""),
        ("N/A", ""),
        ("", ""),
    ],
)
def test_websites(raw: str, meant: str) -> None:
    assert parse_website(raw) == meant


@pytest.mark.parametrize(
    "raw",
    ["office@school.org.uk", "our school", "http://", "http://localhost", "http://[::1", "http://school:99999999"],
)
def test_what_is_no_website(raw: str) -> None:
    with pytest.raises(Unreadable, match="is not a web address"):
        parse_website(raw)


@given(st.text(max_size=80))
def test_a_website_is_an_address_or_nothing(text: str) -> None:
    try:
        address = parse_website(text)
    except Unreadable:
        return
    assert address == "" or address.startswith(("http://", "https://"))
    assert parse_website(address) == address


@pytest.mark.parametrize(
    ("raw", "meant"),
    [("420", 420), ("1,204", 1204), ("12.0", 12), ("0", 0), ("", None)],
)
def test_numbers(raw: str, meant: int | None) -> None:
    assert parse_number(raw) == meant


@pytest.mark.parametrize("raw", ["-1", "12.5", "many", "1000000", "٤٢", "²", "9" * 40])
def test_what_is_no_number(raw: str) -> None:
    with pytest.raises(Unreadable, match="is not a number"):
        parse_number(raw)


def test_percentages() -> None:
    assert parse_percent("12.5") == 12.5
    assert parse_percent("100%") == 100.0
    assert parse_percent("") is None
    for wrong in ("101", "-3", "x", "1.2.3"):
        with pytest.raises(Unreadable):
            parse_percent(wrong)


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("01733270243", "01733270243"),
        ("1733270243", "01733270243"),
        ("(01733) 270 243", "01733270243"),
        ("+441733270243", "+441733270243"),
        ("", ""),
        ("n/a", ""),
    ],
)
def test_telephones(raw: str, meant: str) -> None:
    assert parse_telephone(raw) == meant


@pytest.mark.parametrize("raw", ["12345", "00000000000000", "+1 202 555 0101 9999"])
def test_what_is_no_telephone(raw: str) -> None:
    with pytest.raises(Unreadable, match="is not a telephone number"):
        parse_telephone(raw)


@pytest.mark.parametrize(
    ("group", "kind", "meant"),
    [
        ("Local authority maintained schools", "Community school", TypeGroup.maintained),
        ("Academies", "Academy converter", TypeGroup.academy),
        ("Free Schools", "Free schools", TypeGroup.academy),
        ("Academies", "Academy special converter", TypeGroup.special),
        ("Special schools", "Community special school", TypeGroup.special),
        ("Independent schools", "Other independent school", TypeGroup.independent),
        ("Independent schools", "Other independent special school", TypeGroup.special),
        ("Colleges", "Further education", TypeGroup.college),
        ("Universities", "Higher education institutions", TypeGroup.other),
        ("", "Voluntary aided school", TypeGroup.maintained),
        ("", "Voluntary controlled school", TypeGroup.maintained),
        ("", "Foundation school", TypeGroup.maintained),
        ("", "Local authority nursery school", TypeGroup.maintained),
        ("", "Pupil referral unit", TypeGroup.maintained),
        ("", "Studio schools", TypeGroup.academy),
        ("", "University technical college", TypeGroup.academy),
        ("", "Sixth form centres", TypeGroup.college),
        ("", "Special post 16 institution", TypeGroup.college),
        ("", "British schools overseas", TypeGroup.other),
        ("", "", TypeGroup.other),
    ],
)
def test_type_groups(group: str, kind: str, meant: TypeGroup) -> None:
    assert type_group(group, kind) is meant


def test_closed_lists() -> None:
    assert PHASES["middle deemed primary"] is Phase.primary
    assert PHASES["middle deemed secondary"] is Phase.secondary
    assert PHASES["16 plus"] is Phase.sixth_form_or_college
    assert PHASES["all-through"] is Phase.through
    assert set(STATUSES.values()) == set(EstablishmentStatus)
    assert religious_character("None") == religious_character("Does not apply") == religious_character("") == ""
    assert religious_character("Church of England") == "Church of England"
