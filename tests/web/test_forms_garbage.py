"""Whatever is posted ends in an answer or a sentence: never in an exception."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage, MultiDict

from teachpb.db import LabelledEnum
from teachpb.web import forms
from teachpb.web.forms import After, FutureDate, Length, Matches, Required, RequiredIf, SearchForm, WordLimit
from tests.support.forms import WITHOUT_CSRF, bare_request

pytestmark = pytest.mark.pure


class Size(LabelledEnum):
    small = "small", "Small"
    large = "large", "Large"


class EverythingForm(forms.BaseForm):
    """One field of each kind, with each validator somewhere."""

    text = forms.StringField("Text", [Required("Enter text"), Length(min=2)])
    area = forms.TextArea("Area", [WordLimit(20)], max_words=50)
    whole = forms.IntegerField("Whole", max=50)
    more = forms.IntegerField("More", [After("whole")])
    fraction = forms.DecimalField("Fraction", max=1)
    pay = forms.PoundsField("Pay", max=100_000_00)
    day = forms.DateField("Day", [Required("Enter a day"), FutureDate()])
    later = forms.DateField("Later", [After("day")])
    month = forms.MonthField("Month")
    at = forms.TimeField("At")
    select = forms.SelectField("Select", choices=[(1, "One"), (2, "Two")], coerce=int)
    late = forms.SelectField("Late", coerce=int)
    radio = forms.RadioField("Radio", choices=["a", "b"], reveals={"a": "under"})
    under = forms.StringField("Under", [Required("Enter under")])
    boxes = forms.CheckboxesField("Boxes", choices=["a", "b"], none="None")
    box = forms.BooleanField("Box", [Required("Tick")])
    yes_no = forms.YesNoField("Yes?", reveals={True: "why"})
    why = forms.TextArea("Why", max_chars=10)
    email = forms.EmailField("Email", [RequiredIf("text", "Enter an email")])
    secret = forms.PasswordField("Secret")
    again = forms.PasswordField("Again", [Matches("secret", "Must match")])
    tel = forms.TelField("Tel")
    url = forms.UrlField("Url")
    postcode = forms.PostcodeField("Postcode")
    words = forms.SearchField("Words")
    file = forms.FileField("File", [Required("Choose")])
    files = forms.MultiFileField("Files", max_files=2)
    size = forms.EnumRadioField("Size", enum=Size)
    size_list = forms.EnumSelectField("Size", enum=Size)
    sizes = forms.EnumCheckboxesField("Sizes", [Required("Select")], enum=Size)
    hidden = forms.HiddenField()
    save = forms.button("Save")


class EverythingSearch(SearchForm):
    words = forms.SearchField("Words")
    size = forms.EnumRadioField("Size", enum=Size)
    sizes = forms.EnumCheckboxesField("Sizes", enum=Size)
    pay = forms.PoundsField("Pay from")
    since = forms.DateField("Since")
    ect = forms.BooleanField("Early career")
    sort = forms.SelectField("Sort by", choices=["new", "near"], prompt=None)


NAMES = [
    name
    for form_class in (EverythingForm, EverythingSearch)
    for name in dir(form_class)
    if hasattr(getattr(form_class, name), "_formfield")
]
KEYS = [*NAMES, *(f"{name}-{part}" for name in ("day", "later", "month", "since") for part in ("day", "month", "year"))]
PIECES = [
    "",
    " ",
    "\x00",
    "0",
    "-1",
    "31",
    "2026",
    "9" * 5000,
    "1e999",
    "NaN",
    "٣",
    "²",
    "a",
    "small",
    "yes",
    "4pm",
    "99:99pm",
    "£1,2",
    "a@b.c",
    "https://[",
    "https://x:99999999999",
    "xn--" + "a" * 70 + ".com",
    "a@" + "é" * 80 + ".com",
    "\ud800",
    "2026-02-31",
    "none-of-these",
    "%s%n{0}{",
    "x" * 30_000,
]
FILES = st.builds(
    lambda name, content: FileStorage(io.BytesIO(content), filename=name),
    st.sampled_from(["", "a.pdf", "a", ".", "../x.exe", "\x00.pdf", "é" * 300 + ".pdf"]),
    st.binary(max_size=20),
)
VALUES = st.one_of(st.sampled_from(PIECES), st.text(max_size=30), FILES)
POSTS = st.lists(st.tuples(st.sampled_from(KEYS), VALUES), max_size=40)
COMMON = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def _request() -> Iterator[None]:
    with bare_request():
        yield


def ask(form: Any) -> None:
    """Everything a page does with a form."""
    for error in form.error_summary():
        assert error["text"]
        assert "{" not in error["text"]
    assert all(len(field.errors) <= 1 for field in form.questions)
    str(form.__html__())
    for field in form.questions:
        str(field.display())
    form.answers()


@COMMON
@given(POSTS, st.booleans())
def test_a_form_stands_anything(posted: list[tuple[str, Any]], partial: bool) -> None:
    form = EverythingForm(MultiDict(posted), meta=WITHOUT_CSRF)
    assert form.validate(partial=partial) == (not form.error_summary())
    ask(form)


@COMMON
@given(st.sampled_from(NAMES), st.lists(VALUES, max_size=4))
def test_a_field_stands_any_number_of_values(name: str, values: list[Any]) -> None:
    form = EverythingForm(MultiDict([(name, value) for value in values]), meta=WITHOUT_CSRF)
    form.validate()
    ask(form)


@COMMON
@given(POSTS)
def test_what_passes_once_passes_when_stored(posted: list[tuple[str, Any]]) -> None:
    """What a field accepts it accepts again from the store, and shows in a way it reads back as the same."""
    form = EverythingForm(MultiDict(posted), meta=WITHOUT_CSRF)
    form.validate(partial=True)
    good = {
        name: field.data
        for name, field in form.question_fields.items()
        if not field.errors and not hasattr(field, "accept") and not field.concealed
    }
    again = EverythingForm(None, data=good, meta=WITHOUT_CSRF)
    again.validate(partial=True)
    assert {name: again[name].data for name in good if not again[name].concealed} == {
        name: value for name, value in good.items() if not again[name].concealed
    }
    assert not any(again[name].errors for name in good)


@COMMON
@given(POSTS)
def test_a_search_never_complains_and_its_address_finds_the_same(posted: list[tuple[str, Any]]) -> None:
    form = EverythingSearch(MultiDict(posted))
    assert form.validate()
    assert form.error_summary() == []
    ask(form)
    form.active_filters()
    again = EverythingSearch(MultiDict(form.to_query()))
    assert again.answers() == form.answers()
    assert again.to_query() == form.to_query()


@pytest.mark.parametrize("name", [name for name in NAMES if hasattr(EverythingForm, name)])
def test_a_field_stands_each_piece_of_nonsense(name: str) -> None:
    parts = ("", "-day", "-month", "-year")
    for piece in [*PIECES, FileStorage(io.BytesIO(b"x"), filename="a.pdf")]:
        for part in parts:
            form = EverythingForm(MultiDict({f"{name}{part}": piece}), meta=WITHOUT_CSRF)
            form.validate()
            str(form[name]() if name != "under" else form.radio())
