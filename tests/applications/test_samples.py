"""Our forms on paper: complete, readable by machines that read aloud, and the same for everybody."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader

from teachpb.applications.forms import ENTRY_FORMS
from teachpb.applications.samples import SAMPLES, build, disclosure, faith, find_sample, reference
from teachpb.applications.samples.application import BESIDE, NOT_ON_PAPER, application_form
from teachpb.applications.wizard import STEP_FORMS
from teachpb.schools.models import Role
from teachpb.vacancies.models import ReligiousForm
from teachpb.web.pdf import BlankForm, FormSection, Question, QuestionKind, render_form
from tests.factories.schools import SchoolFactory, member
from tests.factories.vacancies import DraftVacancyFactory

NAMES = [sample.name for sample in SAMPLES]


def words_of(content: bytes) -> str:
    """The text of a PDF, line breaks as spaces."""
    reader = PdfReader(io.BytesIO(content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def squash(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", NAMES)
def test_every_sample_is_accessible(app: Flask, name: str) -> None:
    sample = find_sample(name)
    assert sample is not None
    with app.test_request_context():
        content = build(sample)
    reader = PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title
    assert b"pdfuaid" in content, "it says of itself that it is PDF/UA"
    assert "/CreationDate" not in reader.metadata, "the same form is the same file"
    assert len(content) < 200_000


@pytest.mark.parametrize("religious_form", ReligiousForm)
def test_the_sample_asks_what_the_pages_ask(app: Flask, religious_form: ReligiousForm) -> None:
    faiths = {faith.PAGES[religious_form]} if religious_form in faith.PAGES else set()
    pages = [form for name, form in STEP_FORMS.items() if name not in NOT_ON_PAPER - faiths]
    rows = [form_class for kinds in ENTRY_FORMS.values() for form_class in kinds.values()]
    with app.test_request_context():
        form = application_form(religious_form)
        asked = {
            str(field.look().label)
            for form_class in (*pages, *rows, *BESIDE.values())
            for field in form_class(formdata=None, meta={"csrf": False}).questions
        }
    printed = {question.label for section in form.sections for question in section.questions}
    assert asked <= printed
    text = squash(words_of(render_form(form)))
    assert [label for label in asked if squash(label) not in text] == []
    titles = [section.title for section in form.sections]
    assert titles.count("Referee 2") == 1
    assert ("Faith" in titles) is (religious_form is not ReligiousForm.no_religion)
    assert titles[-1] == "Declarations"


def every_question() -> list[Question]:
    forms = [reference.FORM, disclosure.FORM]
    return [question for form in forms for section in form.sections for question in section.questions]


@pytest.mark.parametrize("form", [reference.FORM, disclosure.FORM], ids=lambda form: form.title)
def test_nothing_is_lost_on_paper(form: BlankForm) -> None:
    text = squash(words_of(render_form(form)))
    for section in form.sections:
        assert squash(section.title) in text
        for question in section.questions:
            assert squash(question.label) in text, question.label
            assert all(squash(choice) in text for choice in question.choices)


def test_choices_have_something_to_choose_from() -> None:
    for question in every_question():
        assert bool(question.choices) is (question.kind is QuestionKind.choice), question.label


def test_convictions_are_asked_only_of_the_shortlisted(app: Flask) -> None:
    with app.test_request_context():
        forms = [application_form(religious_form) for religious_form in ReligiousForm]
    asked = [question.label for form in forms for section in form.sections for question in section.questions]
    assert not [label for label in asked if "conviction" in label.lower() or "caution" in label.lower()]
    assert "Self-disclosure form, for shortlisted candidates" in [sample.title for sample in SAMPLES]


def test_every_yes_in_a_disclosure_can_be_explained() -> None:
    for section in disclosure.FORM.sections:
        for question, following in zip(section.questions, [*section.questions[1:], None], strict=True):
            if question.choices == ("Yes", "No"):
                assert following == disclosure.MORE, question.label


@pytest.mark.parametrize("religious_form", list(faith.PAGES))
def test_faith_has_to_be_told_by_nobody(app: Flask, religious_form: ReligiousForm) -> None:
    with app.test_request_context():
        section = next(part for part in application_form(religious_form).sections if part.title == "Faith")
    assert "You can leave any of them empty" in section.note
    assert faith.PAGES.keys() == set(ReligiousForm) - {ReligiousForm.no_religion}


def test_a_form_is_laid_out_once() -> None:
    form = BlankForm("T", ("Once.",), (FormSection("S", (Question("Q", hint="<b>#let “x” \\ *stars* </b>"),)),))
    before = render_form.cache_info().misses
    first, second = render_form(form), render_form(form)
    assert first is second
    assert render_form.cache_info().misses == before + 1
    assert squash("<b>#let “x” \\ *stars* </b>") in squash(words_of(first)), "words are words, never commands"


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("name", NAMES)
def test_anybody_may_have_a_sample_and_keep_it(client: Any, name: str) -> None:
    address = f"/jobs/sample-forms/{name}"
    response = client.http.get(address)
    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    assert response.data.startswith(b"%PDF-")
    assert response.headers["Content-Disposition"] == f'inline; filename="{name}.pdf"'
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "max-age=86400" in response.headers["Cache-Control"]
    again = client.http.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.usefixtures("session")
def test_there_are_no_other_samples(client: Any) -> None:
    client.get("/jobs/sample-forms/no-such-form", status=404)


@pytest.mark.usefixtures("session", "frozen")
def test_the_samples_are_offered_where_the_way_to_apply_is_chosen(client: Any) -> None:
    school = SchoolFactory()
    client.sign_in(member(Role.owner, school))
    page = client.get(f"/hiring/vacancies/{DraftVacancyFactory(organisation=school).id}/edit/applying")
    assert {sample.title: f"/jobs/sample-forms/{sample.name}" for sample in SAMPLES}.items() <= page.links.items()
