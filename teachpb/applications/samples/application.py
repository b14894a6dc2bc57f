"""The application form on paper, read off the pages themselves: what they ask, it asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from teachpb.applications.forms import (
    ENTRY_FORMS,
    HistoryForm,
    JobForm,
    NoticeForm,
    RefereeForm,
    TrainingForm,
)
from teachpb.applications.forms.results import FEWEST_ROWS, ResultsField
from teachpb.applications.rules import SECTIONS, ListName, Section, is_teaching
from teachpb.applications.samples import faith
from teachpb.applications.wizard import STEP_FORMS
from teachpb.vacancies.models import ReligiousForm, Vacancy
from teachpb.web.forms import BaseForm, BooleanField, TextArea
from teachpb.web.forms.text import initial_capital
from teachpb.web.pdf import BlankForm, FormSection, Question, QuestionKind
from teachpb.web.templating import format_datetime

INTRO = (
    (
        "This is what our application form asks. Candidates fill it in on the site, a part at a time, and see what is "
        "missing before they send it."
    ),
    "Convictions are not asked for here: only once somebody is shortlisted.",
)
TO_PREPARE = (
    "This is for preparing your answers. Applications are sent on the site only, where what you type is saved as you "
    "go."
)
TITLES = {
    ReligiousForm.no_religion: "Application form",
    ReligiousForm.other_religion: "Application form of a faith school",
    ReligiousForm.catholic: "Application form of a Catholic school",
}
#: On paper the answers about equal opportunities would come with the rest, and tell who gave them; files are no
#: questions, the questions of faith are chosen by school, and what goes with a school's own form is on that form.
NOT_ON_PAPER = frozenset(
    {
        "equal-opportunities",
        "faith",
        "catholic-faith",
        "baptism-certificate",
        "your-details",
        "application-form",
    }
)
#: How often the questions about one row of a list stand on paper, where it is not once.
COPIES = {RefereeForm: 2, JobForm: 3, TrainingForm: 2}
#: What is asked beside the rows.
BESIDE = {ListName.employment: HistoryForm, ListName.referees: NoticeForm}


def application_form(religious_form: ReligiousForm) -> BlankForm:
    """The blank form as candidates of such a school get it."""
    sections = [part for section in SECTIONS for part in _parts(section)]
    return BlankForm(
        title=TITLES[religious_form],
        intro=INTRO,
        sections=(*sections[:-1], *_faith(religious_form), sections[-1]),
        stamp="Sample",
    )


def blank_form(vacancy: Vacancy) -> BlankForm:
    """The form of one vacancy, to prepare on paper what will be asked on the site."""
    sections = [part for section in SECTIONS if _is_asked(section, vacancy) for part in _parts(section)]
    return BlankForm(
        title=f"Application form: {vacancy.title}",
        intro=(f"{vacancy.place_name}. The job closes at {format_datetime(vacancy.closes_at)}.", TO_PREPARE)
        if vacancy.closes_at
        else (vacancy.place_name, TO_PREPARE),
        sections=(*sections[:-1], *_faith(vacancy.religious_form), sections[-1]),
        stamp="To prepare on paper",
    )


def _is_asked(section: Section, vacancy: Vacancy) -> bool:
    return section.name != "professional-status" or is_teaching(vacancy)


def _faith(religious_form: ReligiousForm) -> Iterator[FormSection]:
    page = faith.PAGES.get(religious_form)
    if page is not None:
        yield FormSection("Faith", tuple(_questions(STEP_FORMS[page])), faith.NOTE)


def _parts(section: Section) -> Iterator[FormSection]:
    if section.name in list(ListName):
        yield from _rows(ListName(section.name))
        return
    if section.name in NOT_ON_PAPER:
        return
    note = "For teaching and leadership only." if section.name == "professional-status" else ""
    yield FormSection(section.title, tuple(_questions(STEP_FORMS[section.name])), note)


def _rows(name: ListName) -> Iterator[FormSection]:
    """The questions about each kind of row, as often as they are wanted; then what is asked beside the rows."""
    for form_class in ENTRY_FORMS[name].values():
        title = initial_capital(form_class.kind.noun.removeprefix("a ").removeprefix("an "))
        copies = COPIES.get(form_class, 1)
        for number in range(1, copies + 1):
            yield FormSection(f"{title} {number}" if copies > 1 else title, tuple(_questions(form_class)))
    if name in BESIDE:
        yield FormSection(name.label, tuple(_questions(BESIDE[name])))


def _questions(form_class: type[BaseForm]) -> Iterator[Question]:
    form = form_class(formdata=None, meta={"csrf": False})
    for field in form.questions:
        yield _question(field)


def _question(field: Any) -> Question:
    look = field.look()
    hint = str(look.hint or "")
    if isinstance(field, BooleanField):
        return Question(str(look.label), QuestionKind.tick, hint)
    if hasattr(field, "options"):
        choices = tuple(option.label for option in field.options())
        return Question(str(look.label), QuestionKind.choice, hint, choices)
    if isinstance(field, ResultsField):
        return Question(str(look.label), QuestionKind.text, hint, rows=FEWEST_ROWS)
    if isinstance(field, TextArea):
        return Question(str(look.label), QuestionKind.text, hint, rows=max(4, field.rows))
    return Question(str(look.label), QuestionKind.line, hint)
