"""Every kind of field in every state is valid HTML that says what it is: ids, labels, legends, descriptions."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any

import html5lib
import pytest
from bs4 import BeautifulSoup, Tag
from werkzeug.datastructures import FileStorage, MultiDict

from teachpb.db import LabelledEnum
from teachpb.web import forms
from teachpb.web.forms import Option, Required, button
from tests.support.forms import bare_request, form_with

pytestmark = pytest.mark.pure

NASTY = """<b>"Smith" & 'Sons'</b></textarea><script>alert(1)</script> ]]> <!-- &amp; &#0;"""


class Size(LabelledEnum):
    small = "small", "Small"
    large = "large", 'Large <and> "wide"'


OPTIONS = [("a", "Apple"), Option("b", NASTY, hint=NASTY), Option("c", "Cherry", exclusive=True, divider="or")]
GROUPS = {"One <i>": [("a", "Apple")], "Two": [("b", NASTY)]}

#: kind -> (how to make it, what may be stored, what may be posted that is wrong)
KINDS: dict[str, tuple[Callable[..., Any], Any, dict[str, Any]]] = {
    "StringField": (forms.StringField, "Teacher", {"it": "x" * 300}),
    "StringField with affixes": (
        lambda *a, **k: forms.StringField(*a, prefix="<£>", suffix="each", width=10, autocomplete="name", **k),
        "12",
        {"it": "x" * 300},
    ),
    "TextArea": (forms.TextArea, "One\n\ntwo", {"it": "x" * 30_000}),
    "TextArea with words": (lambda *a, **k: forms.TextArea(*a, max_words=3, **k), "One two", {"it": "a b c d"}),
    "TextArea with characters": (lambda *a, **k: forms.TextArea(*a, max_chars=9, rows=9, **k), "One", {"it": "x" * 10}),
    "IntegerField": (forms.IntegerField, 12, {"it": NASTY}),
    "DecimalField": (forms.DecimalField, Decimal("0.6"), {"it": NASTY}),
    "PoundsField": (forms.PoundsField, 36_413_50, {"it": NASTY}),
    "DateField": (forms.DateField, date(2026, 5, 1), {"it-day": NASTY, "it-month": "5", "it-year": "2026"}),
    "DateField of birth": (
        lambda *a, **k: forms.DateField(*a, autocomplete="bday", **k),
        date(1990, 5, 1),
        {"it-day": "1", "it-month": "", "it-year": "1990"},
    ),
    "MonthField": (forms.MonthField, date(2026, 5, 1), {"it-month": NASTY, "it-year": "2026"}),
    "TimeField": (forms.TimeField, time(16), {"it": NASTY}),
    "SelectField": (lambda *a, **k: forms.SelectField(*a, choices=OPTIONS, **k), "b", {"it": NASTY}),
    "SelectField in groups": (
        lambda *a, **k: forms.SelectField(*a, choices=GROUPS, prompt="Select <one>", enhance=True, **k),
        "b",
        {"it": "z"},
    ),
    "RadioField": (lambda *a, **k: forms.RadioField(*a, choices=OPTIONS, **k), "b", {"it": NASTY}),
    "RadioField in a row": (
        lambda *a, **k: forms.RadioField(*a, choices=OPTIONS, inline=True, small=True, **k),
        "b",
        {"it": "z"},
    ),
    "RadioField that reveals": (
        lambda *a, **k: forms.RadioField(*a, choices=OPTIONS, reveals={"a": "more", "b": ["extra"]}, **k),
        "a",
        {"it": "z"},
    ),
    "CheckboxesField": (
        lambda *a, **k: forms.CheckboxesField(*a, choices=OPTIONS, none="None of these", **k),
        ["a", "b"],
        {"it": NASTY},
    ),
    "CheckboxesField that reveals": (
        lambda *a, **k: forms.CheckboxesField(*a, choices=OPTIONS, reveals={"b": "more"}, **k),
        ["b"],
        {"it": "z"},
    ),
    "BooleanField": (forms.BooleanField, True, {}),
    "BooleanField that reveals": (lambda *a, **k: forms.BooleanField(*a, reveals="more", **k), True, {}),
    "YesNoField": (forms.YesNoField, False, {"it": "maybe"}),
    "EmailField": (forms.EmailField, "ada@example.com", {"it": NASTY}),
    "PasswordField": (forms.PasswordField, "secret", {"it": "x" * 300}),
    "TelField": (forms.TelField, "01733 747474", {"it": NASTY}),
    "UrlField": (forms.UrlField, "https://example.com", {"it": NASTY}),
    "PostcodeField": (forms.PostcodeField, "PE1 1AA", {"it": NASTY}),
    "SearchField": (forms.SearchField, "maths", {"it": "x" * 300}),
    "FileField": (forms.FileField, None, {"it": FileStorage(io.BytesIO(b""), filename=NASTY)}),
    "MultiFileField": (forms.MultiFileField, None, {"it": FileStorage(io.BytesIO(b""), filename=NASTY)}),
    "EnumRadioField": (lambda *a, **k: forms.EnumRadioField(*a, enum=Size, **k), Size.large, {"it": NASTY}),
    "EnumSelectField": (lambda *a, **k: forms.EnumSelectField(*a, enum=Size, **k), Size.large, {"it": NASTY}),
    "EnumCheckboxesField": (
        lambda *a, **k: forms.EnumCheckboxesField(*a, enum=Size, **k),
        [Size.large],
        {"it": NASTY},
    ),
}
#: Those that are not fields somebody answers, and the bases the others are made of.
NOT_DRAWN = {"Field", "HiddenField", "SubmitField"}


@pytest.fixture(autouse=True)
def _request() -> Iterator[None]:
    with bare_request():
        yield


def draw(kind: str, state: str) -> str:
    """The form group of a field of that kind, in that state."""
    make, stored, wrong = KINDS[kind]
    options: dict[str, Any] = {}
    if state in ("hint", "nasty", "heading and hint"):
        options["hint"] = NASTY
    if state == "disabled":
        options["disabled"] = True
    label = NASTY if state == "nasty" else "A rather long question about the thing " * (9 if state == "long" else 1)
    field = make(label, [Required("Answer " + NASTY)], **options)
    posted = {"error": {}, "wrong": wrong, "nasty": {}}.get(state)
    form = form_with(
        None if posted is None else MultiDict(posted),
        stored={"it": stored} if state in ("filled", "disabled") else None,
        it=field,
        more=forms.StringField("More", [Required("Say more")], hint="More of it"),
        extra=forms.DateField("Extra"),
    )
    if posted is not None:
        form.validate()
    if state.startswith("heading"):
        return str(form.it(is_heading=True, label_size="xl", data_test="x"))  # type: ignore[attr-defined]
    return str(form.it())  # type: ignore[attr-defined]


def described(page: BeautifulSoup, tag: Tag) -> list[Tag | None]:
    return [page.select_one(f'[id="{target}"]') for target in str(tag.get("aria-describedby", "")).split()]


STATES = ("empty", "filled", "hint", "error", "wrong", "disabled", "long", "nasty", "heading", "heading and hint")


def test_every_kind_of_field_is_here() -> None:
    exported = {
        name
        for name in forms.__all__
        if isinstance(getattr(forms, name), type) and issubclass(getattr(forms, name), forms.Field)
    }
    assert exported - NOT_DRAWN == {kind.split(" ")[0] for kind in KINDS}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_field_in_every_state(kind: str, state: str) -> None:
    html = draw(kind, state)
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(f"<!DOCTYPE html><html><head><title>x</title></head><body>{html}</body></html>")
    page = BeautifulSoup(html, "html.parser")
    assert not page.select("script, b, i"), "something typed became markup"
    assert not page.select("[required], [aria-required]"), "the browser demands something"
    check_ids(page)
    check_labels(page, grouped=not kind.startswith("BooleanField"))


def check_ids(page: BeautifulSoup) -> None:
    """Unique, and there where something points at them."""
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for tag in page.select("[aria-describedby]"):
        assert all(target is not None for target in described(page, tag)), tag
    for tag in page.select("[data-aria-controls], [aria-controls]"):
        target = tag.get("data-aria-controls") or tag.get("aria-controls")
        assert page.select_one(f'[id="{target}"]') is not None, tag


def check_labels(page: BeautifulSoup, *, grouped: bool) -> None:
    """One label for every input, a legend first in every group, a group around radios and checkboxes."""
    inputs = page.select("input, select, textarea")
    assert inputs
    for tag in inputs:
        labels = page.select(f'label[for="{tag["id"]}"]')
        assert len(labels) == 1 and labels[0].get_text(strip=True), tag
    for fieldset in page.select("fieldset"):
        legend = fieldset.find(recursive=False)
        assert isinstance(legend, Tag) and legend.name == "legend" and legend.get_text(strip=True)
    for tag in page.select("input[type=radio], input[type=checkbox]"):
        assert tag.find_parent("fieldset") is not None or not grouped, tag


@pytest.mark.parametrize("kind", KINDS)
class TestEveryField:
    def test_an_error_is_said_and_described_and_linked(self, kind: str) -> None:
        page = BeautifulSoup(draw(kind, "error"), "html.parser")
        group = page.select_one(".govuk-form-group")
        assert group is not None and "govuk-form-group--error" in group["class"]
        message = group.select_one(".govuk-error-message")
        assert message is not None and message.get_text().startswith("Error: Answer")
        pointing = [tag for tag in page.select("[aria-describedby]") if message in described(page, tag)]
        assert pointing, "nothing is described by the error"

    def test_the_summary_leads_to_an_input(self, kind: str) -> None:
        make, _, wrong = KINDS[kind]
        for posted in ({}, wrong):
            form = form_with(MultiDict(posted), it=make("It", [Required("Answer it")]), more=forms.StringField("More"))
            form.validate()
            page = BeautifulSoup(str(form.it()), "html.parser")  # type: ignore[attr-defined]
            for error in form.error_summary():
                target = page.select_one(f'[id="{error["href"].removeprefix("#")}"]')
                assert target is not None and target.name in ("input", "select", "textarea"), error

    def test_a_hint_is_shown_and_described(self, kind: str) -> None:
        page = BeautifulSoup(draw(kind, "hint"), "html.parser")
        hint = page.select_one('[id="it-hint"]')
        assert hint is not None and hint.get_text() == NASTY.replace("&#0;", "&#0;")
        assert any(hint in described(page, tag) for tag in page.select("[aria-describedby]"))

    def test_as_a_heading_it_is_the_one_h1(self, kind: str) -> None:
        page = BeautifulSoup(draw(kind, "heading"), "html.parser")
        wanted = 0 if kind.startswith("BooleanField") else 1
        assert len(page.select("h1")) == wanted
        assert len(page.select(".govuk-label--xl, .govuk-fieldset__legend--xl")) == 1

    def test_disabled_every_input_of_it_is(self, kind: str) -> None:
        page = BeautifulSoup(draw(kind, "disabled"), "html.parser")
        own = [t for t in page.select("input, select, textarea") if str(t["name"]).startswith("it")]
        assert own and all(tag.has_attr("disabled") for tag in own)

    def test_a_template_may_add_attributes_and_classes(self, kind: str) -> None:
        make, _, _ = KINDS[kind]
        form = form_with(None, it=make("It"), more=forms.StringField("More"), extra=forms.DateField("Extra"))
        html = str(form.it(data_test="x", classes="tp-own", label="Other words"))  # type: ignore[attr-defined]
        assert 'data-test="x"' in html and "tp-own" in html and "Other words" in html

    def test_an_optional_question_says_so(self, kind: str) -> None:
        make, _, _ = KINDS[kind]
        form = form_with(None, it=make("It", optional=True), more=forms.StringField("M"), extra=forms.DateField("E"))
        assert "It (optional)" in str(form.it())  # type: ignore[attr-defined]

    def test_a_label_may_be_for_ears_only(self, kind: str) -> None:
        make, _, _ = KINDS[kind]
        if kind.startswith("BooleanField"):
            return  # its label is the question itself
        form = form_with(None, it=make("It"), more=forms.StringField("M"), extra=forms.DateField("E"))
        page = BeautifulSoup(str(form.it(label_hidden=True)), "html.parser")  # type: ignore[attr-defined]
        assert page.select_one(".govuk-visually-hidden").get_text() == "It"  # type: ignore[union-attr]


def test_words_and_letters_are_counted_down() -> None:
    words = BeautifulSoup(draw("TextArea with words", "filled"), "html.parser")
    group = words.select_one('[data-module="govuk-character-count"]')
    assert group is not None and group["data-maxwords"] == "3"
    assert words.select_one("#it-info").get_text() == "You can enter up to 3 words"  # type: ignore[union-attr]
    assert words.select_one("textarea.govuk-js-character-count")["aria-describedby"] == "it-info"  # type: ignore[index]
    letters = BeautifulSoup(draw("TextArea with characters", "filled"), "html.parser")
    assert letters.select_one('[data-module="govuk-character-count"]')["data-maxlength"] == "9"  # type: ignore[index]


def test_a_password_can_be_shown_and_is_remembered_by_browsers() -> None:
    form = form_with(None, new=forms.PasswordField("New password", autocomplete="new-password"))
    page = BeautifulSoup(str(form.new()), "html.parser")  # type: ignore[attr-defined]
    box, toggle = page.select_one("input"), page.select_one("button")
    assert box is not None and box["autocomplete"] == "new-password" and box["spellcheck"] == "false"
    assert toggle is not None and toggle["aria-controls"] == "new" and toggle.has_attr("hidden")


@pytest.mark.parametrize(
    ("field", "attributes"),
    [
        (forms.EmailField("It"), {"type": "email", "autocomplete": "email", "spellcheck": "false"}),
        (forms.TelField("It"), {"type": "tel", "autocomplete": "tel"}),
        (forms.UrlField("It"), {"type": "url"}),
        (forms.SearchField("It"), {"type": "search"}),
        (forms.PostcodeField("It"), {"autocomplete": "postal-code"}),
        (forms.IntegerField("It"), {"inputmode": "numeric", "type": "text"}),
        (forms.PoundsField("It"), {"inputmode": "decimal"}),
        (forms.StringField("It", autocomplete="given-name", spellcheck=False), {"autocomplete": "given-name"}),
    ],
)
def test_browsers_are_told_what_to_offer(field: Any, attributes: dict[str, str]) -> None:
    box = BeautifulSoup(str(form_with(None, it=field).it()), "html.parser").select_one("input")  # type: ignore[attr-defined]
    assert box is not None
    assert {name: box.get(name) for name in attributes} == attributes


def test_a_birth_date_is_offered_part_by_part() -> None:
    page = BeautifulSoup(draw("DateField of birth", "empty"), "html.parser")
    assert [box.get("autocomplete") for box in page.select("input")] == ["bday-day", "bday-month", "bday-year"]


def test_buttons_and_hidden_fields_are_valid_too() -> None:
    form = form_with({"h": NASTY}, h=forms.HiddenField(), go=button(NASTY))
    html5lib.HTMLParser(strict=True).parse(f"<!DOCTYPE html><title>x</title><form>{form.h()}{form.go()}</form>")  # type: ignore[attr-defined]
