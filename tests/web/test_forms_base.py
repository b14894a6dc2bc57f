"""The form itself: errors, order, partial and stored validation, buttons, files, the request it reads."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import wtforms
from flask import Flask
from werkzeug.datastructures import FileStorage, MultiDict

from teachpb import clock
from teachpb.clock import at_london
from teachpb.db import DomainError
from teachpb.web.forms import (
    After,
    BaseForm,
    Check,
    DateField,
    FileField,
    FutureDate,
    IntegerField,
    Length,
    Matches,
    MultiFileField,
    OneOf,
    PasswordField,
    PastDate,
    Required,
    RequiredIf,
    StringField,
    TextArea,
    ValidationError,
    WordLimit,
    YesNoField,
    button,
)
from teachpb.web.forms.files import spoken_endings, spoken_size
from tests.support.forms import WITHOUT_CSRF, answer, bare_request, form_with

pytestmark = pytest.mark.pure


@pytest.fixture(autouse=True)
def _request() -> Iterator[None]:
    with bare_request():
        yield


class JobForm(BaseForm):
    title = StringField("Job title", [Required("Enter a job title")])
    closes_on = DateField("Closing date", [Required("Enter a closing date")])
    places = IntegerField("Places", max=30)
    save = button("Save and continue")
    later = button("Save and come back later", name="save_draft", style="secondary")

    def validate_places(self, field: Any) -> None:
        if field.data == 13:
            raise ValidationError("Enter a luckier number")


def job(posted: dict[str, Any] | None, **kwargs: Any) -> JobForm:
    return JobForm(None if posted is None else MultiDict(posted), meta=WITHOUT_CSRF, **kwargs)


class TestErrors:
    def test_one_sentence_a_field_in_page_order(self) -> None:
        form = job({"places": "99"})
        assert not form.validate()
        assert form.error_summary() == [
            {"text": "Enter a job title", "href": "#title"},
            {"text": "Enter a closing date", "href": "#closes_on-day"},
            {"text": "Places must be between 0 and 30", "href": "#places"},
        ]
        assert form.has_errors and form.errors

    def test_before_validation_errors_can_be_added_and_stay(self) -> None:
        form = job({"title": "Teacher", "closes_on": "2026-05-01"})
        form.add_error("title", "This title is taken")
        assert form.has_errors
        assert form.title.errors == ["This title is taken"]
        assert not form.validate()
        assert form.error_summary() == [{"text": "This title is taken", "href": "#title"}]

    def test_after_validation_errors_can_be_added(self) -> None:
        form = job({"title": "Teacher", "closes_on": "2026-05-01"})
        assert form.validate()
        form.add_error(form.title, "This title is taken")
        assert [e["text"] for e in form.error_summary()] == ["This title is taken"]

    def test_an_error_of_the_domain_finds_its_field(self) -> None:
        form = job({})
        form.add_error(DomainError("There is already one", "title"))
        assert form.title.errors == ["There is already one"]

    @pytest.mark.parametrize(
        "where", [DomainError("Somebody was quicker"), DomainError("Somebody was quicker", "nope")]
    )
    def test_an_error_of_the_domain_without_a_field_is_the_forms(self, where: DomainError) -> None:
        form = job({"title": "x", "closes_on": "2026-05-01"})
        form.validate()
        form.add_error(where)
        assert form.error_summary() == [{"text": "Somebody was quicker", "href": ""}]
        assert not form.validate()
        assert len(form.error_summary()) == 1

    def test_a_forms_own_error_comes_first(self) -> None:
        form = job({})
        form.validate()
        form.add_error(None, "The course is full")
        assert form.error_summary()[0] == {"text": "The course is full", "href": ""}

    def test_the_same_sentence_is_not_said_twice(self) -> None:
        form = job({})
        form.add_error("title", "Enter a job title")
        form.validate()
        assert form.title.errors == ["Enter a job title"]

    def test_a_method_of_the_form_may_object(self) -> None:
        form = job({"title": "x", "closes_on": "2026-05-01", "places": "13"})
        assert not form.validate()
        assert form.errors == {"places": ["Enter a luckier number"]}

    def test_a_bug_in_a_validator_is_not_taken_for_a_wrong_answer(self) -> None:
        def broken(form: Any, field: Any) -> None:
            int("x")

        with pytest.raises(ValueError, match="invalid literal"):
            form_with({"title": "x"}, title=StringField("Title", [broken])).validate()


class TestPartial:
    def test_nothing_is_required(self) -> None:
        assert job({}).validate(partial=True)

    def test_what_is_given_must_be_readable(self) -> None:
        form = job({"closes_on-day": "31", "closes_on-month": "2", "closes_on-year": "2026", "places": "x"})
        assert not form.validate(partial=True)
        assert [e["text"] for e in form.error_summary()] == [
            "Closing date must be a real date",
            "Places must be a whole number, like 12",
        ]

    def test_rules_still_hold_for_what_is_given(self) -> None:
        assert not job({"places": "13"}).validate(partial=True)


class TestStored:
    def test_a_complete_record(self) -> None:
        record = SimpleNamespace(title="Teacher", closes_on=date(2026, 5, 1), places=None)
        assert JobForm.from_record(record, formdata=None, meta=WITHOUT_CSRF).validate_stored()

    @pytest.mark.parametrize(
        "change", [{"title": ""}, {"title": None}, {"closes_on": None}, {"places": 31}, {"places": 13}]
    )
    def test_an_incomplete_or_wrong_one(self, change: dict[str, Any]) -> None:
        record = SimpleNamespace(**{"title": "Teacher", "closes_on": date(2026, 5, 1), "places": None, **change})
        assert not JobForm.from_record(record, formdata=None, meta=WITHOUT_CSRF).validate_stored()

    def test_what_is_posted_stands_over_what_is_stored(self) -> None:
        record = SimpleNamespace(title="Old", closes_on=date(2026, 5, 1), places=3)
        form = JobForm.from_record(record, formdata=MultiDict({"title": "New"}), meta=WITHOUT_CSRF)
        assert form.answers() == {"title": "New", "closes_on": None, "places": None}

    def test_a_token_is_not_asked_of_a_record(self) -> None:
        record = SimpleNamespace(title="Teacher", closes_on=date(2026, 5, 1), places=None)
        assert JobForm.from_record(record, formdata=None).validate_stored()


class TestValidators:
    def check(self, validator: Any, data: Any, kind: Any = StringField, **others: Any) -> list[str]:
        form = form_with(None, stored={"it": data, **others}, it=kind("It", [validator]), other=kind("Other one"))
        form.validate()
        return list(form.it.errors)  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        ("validator", "data", "error"),
        [
            (Length(max=3), "abcd", "It must be 3 characters or fewer"),
            (Length(min=3), "ab", "It must be 3 characters or more"),
            (Length(min=3, max=4), "abc", ""),
            (Length(max=3, message="Too long"), "abcd", "Too long"),
            (WordLimit(2), "a b c", "It must be 2 words or fewer"),
            (WordLimit(5, min=2), "a", "It must be 2 words or more"),
            (WordLimit(2), "a b", ""),
            (OneOf({"a", "b"}, "Select a or b"), "c", "Select a or b"),
            (OneOf({"a", "b"}, "Select a or b"), "a", ""),
            (Check(str.isdigit, "Enter digits"), "x", "Enter digits"),
            (Check(str.isdigit, "Enter digits"), "1", ""),
            (Length(min=3), "", ""),
        ],
    )
    def test_text(self, validator: Any, data: str, error: str) -> None:
        assert self.check(validator, data) == ([error] if error else [])

    @pytest.mark.parametrize(
        ("validator", "day", "error"),
        [
            (FutureDate(), 24, "It must be in the future"),
            (FutureDate(), 25, ""),
            (FutureDate(today_allowed=True), 24, ""),
            (FutureDate(today_allowed=True), 23, "It must be today or in the future"),
            (FutureDate("Enter a later date"), 1, "Enter a later date"),
            (PastDate(), 24, ""),
            (PastDate(), 25, "It must be today or in the past"),
            (PastDate(today_allowed=False), 24, "It must be in the past"),
            (PastDate(today_allowed=False), 23, ""),
        ],
    )
    def test_days(self, validator: Any, day: int, error: str) -> None:
        with clock.freeze(at_london(date(2026, 4, 24))):
            assert self.check(validator, date(2026, 4, day), DateField) == ([error] if error else [])

    @pytest.mark.parametrize(
        ("validator", "data", "other", "kind", "error"),
        [
            (After("other"), date(2026, 5, 1), date(2026, 5, 1), DateField, "It must be after the other one"),
            (After("other", or_equal=True), date(2026, 5, 1), date(2026, 5, 1), DateField, ""),
            (After("other"), date(2026, 5, 2), date(2026, 5, 1), DateField, ""),
            (After("other"), date(2026, 5, 2), None, DateField, ""),
            (After("other"), 3, 5, IntegerField, "It must be more than the other one"),
            (
                After("other", or_equal=True),
                date(2026, 4, 1),
                date(2026, 5, 1),
                DateField,
                "It must be the same as or after the other one",
            ),
            (After("other", "Enter an end after the start"), 3, 5, IntegerField, "Enter an end after the start"),
            (Matches("other", "The passwords must match"), "a", "b", StringField, "The passwords must match"),
            (Matches("other", "The passwords must match"), "a", "a", StringField, ""),
        ],
    )
    def test_two_fields(self, validator: Any, data: Any, other: Any, kind: Any, error: str) -> None:
        assert self.check(validator, data, kind, other=other) == ([error] if error else [])

    @pytest.mark.parametrize(
        ("validator", "other", "wanted"),
        [
            (RequiredIf("other", "Say which"), "x", True),
            (RequiredIf("other", "Say which"), "", False),
            (RequiredIf("other", "Say which", "a", "b"), "b", True),
            (RequiredIf("other", "Say which", "a", "b"), "c", False),
        ],
    )
    def test_required_if(self, validator: Any, other: str, wanted: bool) -> None:
        assert self.check(validator, "", StringField, other=other) == (["Say which"] if wanted else [])


class TestButtons:
    def test_which_was_pressed(self) -> None:
        form = job({"save_draft": "yes"})
        assert (form.save.data, form.later.data) == (False, True)

    def test_how_they_are_drawn(self) -> None:
        form = job(None)
        assert form.later() == (
            '<button type="submit" class="govuk-button govuk-button--secondary" name="save_draft" value="yes"'
            ' data-module="govuk-button" data-prevent-double-click="true">Save and come back later</button>'
        )
        assert [b.name for b in form.buttons] == ["save", "save_draft"]

    def test_they_are_no_answers(self) -> None:
        assert set(job({"save": "yes"}).answers()) == {"title", "closes_on", "places"}

    def test_words_are_escaped(self) -> None:
        assert "&lt;b&gt;" in form_with(None, go=button("<b>")).go()  # type: ignore[attr-defined]


def upload(name: str, content: bytes = b"x") -> FileStorage:
    return FileStorage(io.BytesIO(content), filename=name)


class TestFiles:
    def test_a_file(self) -> None:
        form = form_with({"cv": upload("cv.PDF")}, cv=FileField("CV", [Required("Choose a file")]))
        assert form.validate()
        assert form.cv.data.filename == "cv.PDF"  # type: ignore[attr-defined]
        assert form.has_files

    @pytest.mark.parametrize(
        ("posted", "error"),
        [
            ({}, "Choose a file"),
            ({"cv": ""}, "Choose a file"),
            ({"cv": "cv.pdf"}, "Choose a file"),
            ({"cv": FileStorage(io.BytesIO(b""), filename="")}, "Choose a file"),
            ({"cv": upload("cv.pdf", b"")}, "“cv.pdf” is empty"),
            ({"cv": upload("cv.exe")}, "“cv.exe” must be one of these kinds of file: PDF"),
            ({"cv": upload("cv.pdf.exe")}, "“cv.pdf.exe” must be one of these kinds of file: PDF"),
            ({"cv": upload("pdf")}, "“pdf” must be one of these kinds of file: PDF"),
            ({"cv": upload("cv.pdf", b"x" * 2049)}, "“cv.pdf” must be smaller than 2 KB"),
            ({"cv": upload("../../etc/cv.exe")}, "“cv.exe” must be one of these kinds of file: PDF"),
        ],
    )
    def test_not_a_file_we_take(self, posted: dict[str, Any], error: str) -> None:
        field = FileField("CV", [Required("Choose a file")], accept=(".pdf",), max_bytes=2048)
        form = form_with(posted, cv=field)
        assert not form.validate()
        assert form.error_summary() == [{"text": error, "href": "#cv"}]

    def test_the_limits_are_told(self) -> None:
        form = form_with(None, cv=FileField("CV", accept=(".pdf", ".docx")))
        html = form.cv()  # type: ignore[attr-defined]
        assert "PDF or DOCX, up to 10 MB" in html
        assert 'accept=".pdf,.docx"' in html

    def test_several(self) -> None:
        posted = MultiDict([("docs", upload("a.pdf")), ("docs", upload("b.pdf")), ("docs", "text")])
        form = form_with(posted, docs=MultiFileField("Documents", max_files=2))
        assert form.validate()
        assert form.docs.display() == "a.pdf<br>b.pdf"  # type: ignore[attr-defined]
        assert " multiple" in form.docs()  # type: ignore[attr-defined]

    def test_too_many_or_one_that_is_wrong(self) -> None:
        posted = MultiDict([("docs", upload("a.pdf")), ("docs", upload("b.exe"))])
        form = form_with(posted, docs=MultiFileField("Documents", max_files=1))
        form.validate()
        assert form.errors["docs"] == ["Choose 1 files or fewer"]
        form = form_with(posted, docs=MultiFileField("Documents", accept=(".pdf",)))
        form.validate()
        assert form.errors["docs"] == ["“b.exe” must be one of these kinds of file: PDF"]

    def test_a_files_position_is_put_back(self) -> None:
        form = form_with({"cv": upload("cv.pdf", b"%PDF")}, cv=FileField("CV"))
        form.validate()
        assert form.cv.data.read() == b"%PDF"  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        ("size", "words"), [(10 * 1024 * 1024, "10 MB"), (1_572_864, "1.5 MB"), (2048, "2 KB"), (10, "1 KB")]
    )
    def test_sizes(self, size: int, words: str) -> None:
        assert spoken_size(size) == words

    def test_kinds(self) -> None:
        assert spoken_endings([]) == "Any kind of file"
        assert spoken_endings([".pdf", ".docx", ".odt"]) == "PDF, DOCX or ODT"


class TestRequest:
    @pytest.fixture
    def app(self) -> Flask:
        app = Flask("forms")
        app.secret_key = "for-tests-only"
        return app

    def test_an_empty_post_is_a_post(self, app: Flask) -> None:
        with app.test_request_context("/", method="POST"):
            form = JobForm(obj=SimpleNamespace(title="Old"), meta=WITHOUT_CSRF)
            assert form.title.data == ""
            assert not form.validate()

    def test_a_get_is_not(self, app: Flask) -> None:
        with app.test_request_context("/?title=New"):
            assert JobForm(obj=SimpleNamespace(title="Old"), meta=WITHOUT_CSRF).title.data == "Old"

    @pytest.mark.parametrize("body", ["[1, 2]", '{"title": {"a": 1}}', "null", "{"])
    def test_json_is_not_read(self, app: Flask, body: str) -> None:
        with app.test_request_context("/", method="POST", data=body, content_type="application/json"):
            form = JobForm(meta=WITHOUT_CSRF)
            assert not form.validate()
            assert form.title.data == ""

    def test_files_and_fields_are_read_together(self, app: Flask) -> None:
        class Both(BaseForm):
            title = StringField("Title")
            cv = FileField("CV")

        data = {"title": "x", "cv": (io.BytesIO(b"%PDF"), "cv.pdf")}
        with app.test_request_context("/", method="POST", data=data):
            form = Both(meta=WITHOUT_CSRF)
            assert (form.title.data, form.cv.data.filename) == ("x", "cv.pdf")

    def test_a_file_under_a_text_fields_name_is_no_text(self, app: Flask) -> None:
        with app.test_request_context("/", method="POST", data={"title": (io.BytesIO(b"x"), "x.pdf")}):
            form = JobForm(meta=WITHOUT_CSRF)
            assert not form.validate()
            assert form.title.data == ""

    def test_a_missing_token_is_a_sentence_without_a_target(self, app: Flask) -> None:
        with app.test_request_context("/", method="POST", data={"title": "x", "closes_on": "2026-05-01"}):
            form = JobForm()
            assert not form.validate()
            assert form.error_summary() == [
                {"text": "This page was open for too long. Check your answers and send them again", "href": ""}
            ]

    def test_two_forms_on_a_page(self, app: Flask) -> None:
        with app.test_request_context("/", method="POST", data={"b-title": "x"}):
            first, second = JobForm(prefix="a", meta=WITHOUT_CSRF), JobForm(prefix="b", meta=WITHOUT_CSRF)
            assert (first.title.data, second.title.data) == ("", "x")
            assert 'id="b-title"' in second.title()
            second.add_error("closes_on", "Enter a date")
            assert second.error_summary()[0]["href"] == "#b-closes_on-day"


class TestPlainFields:
    """A field of WTForms' own in one of our forms."""

    def test_its_text_is_cleaned_too(self) -> None:
        fields = {"a": wtforms.StringField(), "b": wtforms.TextAreaField(), "c": wtforms.PasswordField()}
        form = form_with({"a": " x\r\ny ", "b": " x\r\ny ", "c": " x "}, **fields)
        assert form.data == {"a": "x y", "b": "x\ny", "c": " x "}

    def test_it_is_never_required_by_the_browser(self) -> None:
        form = form_with(None, a=wtforms.StringField(validators=[wtforms.validators.DataRequired()]))
        assert "required" not in form.a()  # type: ignore[attr-defined]


def test_a_whole_form_at_once() -> None:
    html = str(job(None).__html__())
    assert html.index("Job title") < html.index("Closing date") < html.index("Save and continue")


def test_no_field_of_ours_is_required_by_the_browser() -> None:
    form = form_with(
        None,
        a=StringField("A", [Required("Enter a")]),
        b=YesNoField("B", [Required("Select b")]),
        c=PasswordField("C", [Required("Enter c")]),
        d=TextArea("D", [Required("Enter d")], max_words=5),
    )
    assert " required" not in str(form.__html__())


def test_answers_of_a_form_are_by_name_in_the_class() -> None:
    assert answer(StringField("A"), "x")[0] == "x"
    form = JobForm(MultiDict({"p-title": "x"}), prefix="p", meta=WITHOUT_CSRF)
    assert form.answers()["title"] == "x"
