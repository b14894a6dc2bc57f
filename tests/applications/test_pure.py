"""Retention and masking: rules that need no database."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachpb.accounts.models import User
from teachpb.applications.masking import masked
from teachpb.applications.models import Application
from teachpb.applications.retention import kept_since, months_before


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ((2026, 4, 24), (2025, 10, 24)),
        ((2026, 8, 31), (2026, 2, 28)),
        ((2024, 8, 31), (2024, 2, 29)),
        ((2026, 1, 1), (2025, 7, 1)),
        ((2026, 6, 30), (2025, 12, 30)),
    ],
)
def test_six_months_before(moment: tuple[int, int, int], expected: tuple[int, int, int]) -> None:
    assert kept_since(datetime(*moment, 9, 30, tzinfo=UTC)) == datetime(*expected, 9, 30, tzinfo=UTC)


@given(st.datetimes(timezones=st.just(UTC)).filter(lambda moment: moment.year > 1900), st.integers(0, 60))
def test_never_later_and_always_in_the_month_meant(moment: datetime, months: int) -> None:
    before = months_before(moment, months)
    assert before <= moment
    assert (before.year * 12 + before.month) == (moment.year * 12 + moment.month) - months


def person(**fields: str) -> Application:
    known = {
        "first_name": "Will",
        "last_name": "Ash-Okoye",
        "previous_names": "Will Ash",
        "address_line_1": "7 Orchard Street",
        "address_line_2": "",
        "town": "Peterborough",
        "postcode": "PE2 8BB",
        "phone": "01733 000007",
        "email": "will@example.org",
        "trn": "7654321",
    }
    return Application(**{**known, **fields}, candidate=User(email="private@example.org", full_name="W"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My name is Will Ash-Okoye.", "My name is [hidden] [hidden]."),
        ("WILL ASH", "[hidden] [hidden]"),
        ("I will teach, ashen or not.", "I will teach, ashen or not."),
        ("Write to Will@Example.org", "Write to [hidden]"),
        ("or private@example.org", "or [hidden]"),
        ("Ring 01733000007 or 01733-000-007", "Ring [hidden] or [hidden]"),
        ("TRN 76 54321", "TRN [hidden]"),
        ("I live at 7 orchard street, pe28bb", "I live at [hidden], [hidden]"),
        ("Peterborough is my city", "Peterborough is my city"),
    ],
)
def test_what_tells_who_it_is_is_hidden(text: str, expected: str) -> None:
    assert masked(person(), text) == expected


def test_nothing_known_hides_nothing() -> None:
    blank = dict.fromkeys(("first_name", "last_name", "previous_names", "address_line_1", "postcode", "phone"), "")
    nobody = person(**blank, email="", trn="")
    assert masked(nobody, "Will wrote this. (Truly.)") == "Will wrote this. (Truly.)"


NAMES = st.text(st.characters(whitelist_categories=("Lu", "Ll")), min_size=2, max_size=12)


@given(NAMES, NAMES, st.text(max_size=60), st.text(max_size=60))
def test_a_name_as_written_never_stands_as_a_word(first: str, last: str, before: str, after: str) -> None:
    text = f"{before} {first} {last} {after}"
    shown = masked(person(first_name=first, last_name=last), text).replace("[hidden]", " ")
    for name in (first, last):
        assert not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", shown)
