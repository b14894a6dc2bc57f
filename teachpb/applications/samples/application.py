"""The application form on paper, read off the pages themselves: what they ask, it asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from teachpb.applications.forms import RefereeForm
from teachpb.applications.rules import SECTIONS, Section
from teachpb.applications.samples import faith
from teachpb.applications.wizard import STEP_FORMS
from teachpb.vacancies.models import ReligiousForm
from teachpb.web.forms import BaseForm, BooleanField, TextArea
from teachpb.web.pdf import BlankForm, FormSection, Question, QuestionKind

INTRO = (
    (
        "This is what our application form asks. Candidates fill it in on the site, a part at a time, and see what is "
        "missing before they send it."
    ),
    "Convictions are not asked for here: only once somebody is shortlisted.",
)
TITLES = {
    ReligiousForm.no_religion: "Application form",
    ReligiousForm.other_religion: "Application form of a faith school",
    ReligiousForm.catholic: "Application form of a Catholic school",
}
#: How many referees are wanted.
REFEREES = 2


def application_form(religious_form: ReligiousForm) -> BlankForm:
    """The blank form as candidates of such a school get it."""
    sections = [part for section in SECTIONS for part in _parts(section)]
    return BlankForm(
        title=TITLES[religious_form],
        intro=INTRO,
        sections=(*sections[:-1], *faith.SECTIONS[religious_form], sections[-1]),
        stamp="Sample",
    )


def _parts(section: Section) -> Iterator[FormSection]:
    if section.name == "referees":
        for number in range(1, REFEREES + 1):
            yield FormSection(f"Referee {number}", tuple(_questions(RefereeForm)))
        return
    note = "For teaching and leadership only." if section.name == "professional-status" else ""
    yield FormSection(section.title, tuple(_questions(STEP_FORMS[section.name])), note)


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
    if isinstance(field, TextArea):
        return Question(str(look.label), QuestionKind.text, hint, rows=max(4, field.rows))
    return Question(str(look.label), QuestionKind.line, hint)
