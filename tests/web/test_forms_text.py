"""What people type into one-line and many-line boxes, and what is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from teachpb.web.forms import (
    EmailField,
    HiddenField,
    PasswordField,
    PostcodeField,
    Required,
    SearchField,
    StringField,
    TelField,
    TextArea,
    UrlField,
    clean_line,
    clean_text,
    count_words,
)
from teachpb.web.forms.text import clean_secret, first_text, initial_capital
from tests.support.forms import answer, bare_request, form_with

pytestmark = pytest.mark.pure


@pytest.fixture(autouse=True)
def _request() -> Iterator[None]:
    with bare_request():
        yield


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Teacher of maths  ", "Teacher of maths"),
        ("Teacher\u00a0of   maths", "Teacher of maths"),
        ("Teacher\r\nof\tmaths", "Teacher of maths"),
        ("Te\x00ach\x07er", "Teacher"),
        ("\u200bTeacher\u2060\ufeff", "Teacher"),
        ("cafe\u0301", "caf\u00e9"),
        ("evil \u202etxt.exe", "evil txt.exe"),
        ("Łucja O’Neill-Ågren", "Łucja O’Neill-Ågren"),
        ("👩‍🏫 teacher", "👩‍🏫 teacher"),
        ("\x00\x01", ""),
        ("   ", ""),
    ],
)
def test_a_line_is_trimmed_folded_and_composed(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept
    assert answer(StringField("Job title"), typed) == (kept, [])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree"),
        ("  one\n\n  two  ", "one\n\n  two"),
        ("a\tb\x0bc", "a\tb\nc"),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("a\u2028b", "a\nb"),
        ("\ud800lone", "lone"),
    ],
)
def test_lines_keep_their_ends(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept
    assert answer(TextArea("Statement"), typed) == (kept, [])


def test_a_password_is_composed_but_never_trimmed() -> None:
    assert answer(PasswordField("Password"), "  pass\tword  ") == ("  pass\tword  ", [])
    assert answer(PasswordField("Password"), "cafe\u0301") == ("caf\u00e9", [])
    assert clean_secret(" e\u0301 ") == " \u00e9 "


def test_a_password_is_never_shown_again() -> None:
    form = form_with({"secret": "hunter2"}, secret=PasswordField("Password"))
    assert "hunter2" not in form.secret()  # type: ignore[attr-defined]
    assert form.secret.display() == ""  # type: ignore[attr-defined]


def test_a_spaces_only_password_is_an_answer_but_an_empty_one_is_none() -> None:
    field = PasswordField("Password", [Required("Enter your password")])
    assert answer(field, "   ") == ("   ", [])
    assert answer(field, "") == ("", ["Enter your password"])


@pytest.mark.parametrize(
    ("field", "length", "limit"),
    [
        (StringField("Job title"), 201, "200"),
        (StringField("Job title", max_chars=10), 11, "10"),
        (TextArea("Statement", max_chars=3000), 3001, "3,000"),
        (TextArea("Statement"), 20_001, "20,000"),
        (SearchField("Keyword", max_chars=100), 101, "100"),
    ],
)
def test_text_has_an_end(field: Any, length: int, limit: str) -> None:
    _, errors = answer(field, "x" * length)
    assert errors == [f"{field.args[0]} must be {limit} characters or fewer"]
    assert answer(field, "x" * (length - 1))[1] == []


def test_words_are_counted_as_the_counter_counts_them() -> None:
    assert count_words("  one two\nthree\t four ") == 4
    assert count_words("") == 0
    field = TextArea("Statement", max_words=3)
    assert answer(field, "one two three") == ("one two three", [])
    assert answer(field, "one two three four")[1] == ["Statement must be 3 words or fewer"]


@pytest.mark.parametrize(
    ("label", "thing", "subject"),
    [
        ("Job title", "", "Job title"),
        ("What is the job called?", "", "What is the job called"),
        ("What is the job called?", "the job’s name", "The job’s name"),
        ("DBS number", "", "DBS number"),
        ("Nickname (optional)", "", "Nickname"),
    ],
)
def test_the_subject_of_a_sentence(label: str, thing: str, subject: str) -> None:
    assert answer(StringField(label, thing=thing, max_chars=1), "xy")[1] == [f"{subject} must be 1 characters or fewer"]


@pytest.mark.parametrize(
    "address",
    [
        "ada@example.com",
        "ada.lovelace+jobs@mail.example.co.uk",
        "o'neill@example.sch.uk",
        "a@b.co",
        "ada@exämple.com",
        "x" * 64 + "@example.com",
        "ADA@EXAMPLE.COM",
    ],
)
def test_an_email_address(address: str) -> None:
    assert answer(EmailField("Email"), f" {address} ") == (address, [])


@pytest.mark.parametrize(
    "address",
    [
        "ada",
        "ada@",
        "@example.com",
        "ada@example",
        "ada@@example.com",
        "ada@exa mple.com",
        "ada..b@example.com",
        ".ada@example.com",
        "ada.@example.com",
        "ada@example..com",
        "ada@-example.com",
        "ada@example.com,bob@example.com",
        "Ada <ada@example.com>",
        "ada@[127.0.0.1]",
        "ada@127.0.0.1",
        "x" * 65 + "@example.com",
        "ada@" + "x" * 64 + ".com",
        '"ada"@example.com',
        "ada@example.com.",
    ],
)
def test_not_an_email_address(address: str) -> None:
    assert answer(EmailField("Email"), address)[1] == [
        "Enter an email address in the correct format, like name@example.com"
    ]


def test_an_email_address_cannot_carry_a_header() -> None:
    data, errors = answer(EmailField("Email"), "ada@example.com\r\nBcc: bob@example.com")
    assert "\n" not in data
    assert errors


@pytest.mark.parametrize(
    "number",
    ["01733 747474", "07700 900982", "+44 1733 747474", "(01733) 747-474", "01733 747474 ext 12", "+48 22 123 45 67"],
)
def test_a_telephone_number_is_kept_as_written(number: str) -> None:
    assert answer(TelField("Phone"), number) == (number, [])


@pytest.mark.parametrize("number", ["12", "ring me", "01733 74747X", "1" * 16, "++"])
def test_not_a_telephone_number(number: str) -> None:
    assert answer(TelField("Phone"), number)[1] == ["Enter a phone number, like 01733 747474 or 07700 900982"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://www.example.com/jobs?x=1#top", "https://www.example.com/jobs?x=1#top"),
        ("http://example.com", "http://example.com"),
        ("www.example.com", "https://www.example.com"),
        ("example.com/about", "https://example.com/about"),
        ("example.com:8080/x", "https://example.com:8080/x"),
    ],
)
def test_a_web_address_gets_its_scheme(typed: str, kept: str) -> None:
    assert answer(UrlField("Website"), typed) == (kept, [])


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "ftp://example.com",
        "http://",
        "https://localhost",
        "https://user:secret@example.com",
        "https://exa mple.com",
        "https://example.com/<script>",
        "https://[::1",
        "https://example.com:99999999",
        "not a page",
        "mailto:ada@example.com",
    ],
)
def test_not_a_web_address(typed: str) -> None:
    assert answer(UrlField("Website"), typed)[1] == ["Website must be a web address, like https://www.example.com"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("pe11aa", "PE1 1AA"),
        ("PE1 1AA", "PE1 1AA"),
        (" p e 1 - 1 a a ", "PE1 1AA"),
        ("pe28 9xx", "PE28 9XX"),
        ("ec1a1bb", "EC1A 1BB"),
        ("m1 1ae", "M1 1AE"),
    ],
)
def test_a_postcode_is_put_in_order(typed: str, kept: str) -> None:
    assert answer(PostcodeField("Postcode"), typed) == (kept, [])


@pytest.mark.parametrize("typed", ["PE1", "PE1 1A", "Peterborough", "12345", "PE1 1CC", "PPE1 1AA", "PE1 1AAA"])
def test_not_a_postcode_is_kept_and_refused(typed: str) -> None:
    assert answer(PostcodeField("Postcode"), typed) == (typed, ["Enter a full UK postcode, like PE1 1AA"])


def test_own_words_for_what_is_wrong() -> None:
    assert answer(PostcodeField("Postcode", invalid="Enter the school’s postcode"), "x")[1] == [
        "Enter the school’s postcode"
    ]


def test_a_hidden_field_is_cleaned_and_bounded() -> None:
    form = form_with({"next": " /jobs\x00 " + "x" * 5000}, next=HiddenField())
    assert form.next.data.startswith("/jobs x")  # type: ignore[attr-defined]
    assert len(form.next.data) == 2000  # type: ignore[attr-defined]
    assert form.answers() == {}


def test_what_is_not_sent_is_blank() -> None:
    form = form_with({}, stored={"title": "Old"}, title=StringField("Title"))
    assert form.title.data == ""  # type: ignore[attr-defined]


def test_what_was_stored_stands_when_nothing_was_sent() -> None:
    form = form_with(None, stored={"title": "Old"}, title=StringField("Title"))
    assert form.title.data == "Old"  # type: ignore[attr-defined]
    assert form_with(None, stored={"title": None}, title=StringField("Title")).answers() == {"title": ""}


def test_a_disabled_field_keeps_what_is_stored() -> None:
    form = form_with({"title": "Forged"}, stored={"title": "Old"}, title=StringField("Title", disabled=True))
    assert form.validate()
    assert form.answers() == {"title": "Old"}


def test_small_tools() -> None:
    assert first_text([object(), "a", "b"]) == "a"
    assert first_text([]) == ""
    assert initial_capital("iPads") == "IPads"
    assert initial_capital("") == ""
