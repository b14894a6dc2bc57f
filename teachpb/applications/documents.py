"""One application as a PDF: for its candidate everything, for staff what they may read at this moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from teachpb.applications.forms import form_of, list_questions
from teachpb.applications.masking import masked, others_named
from teachpb.applications.models import Application
from teachpb.applications.presenting import shown_content, shows_support
from teachpb.applications.rows import row_of
from teachpb.applications.rules import LISTS, ListName
from teachpb.applications.wizard import WIZARD
from teachpb.applications.wording import candidate_label, staff_label
from teachpb.files.names import clean_name
from teachpb.web.forms import BaseForm
from teachpb.web.pdf import Answer, Paper, PaperSection, render_paper
from teachpb.web.templating import format_date, format_datetime
from teachpb.web.wizard import Step

#: The name of a field, its question, and the answer as a page shows it.
Asked = tuple[str, str, Any]
#: From how many signs on an answer stands below its question.
LONG = 90
HIDDEN = "Hidden until this candidate is shortlisted"
GONE = "The candidate has withdrawn, so what they wrote can no longer be read."
#: What staff read only once they have shortlisted somebody.
AFTER_SHORTLISTING_ONLY = frozenset({"has_safeguarding_issue", "safeguarding_details"})
#: What may be read of these pages while the name is hidden; of other pages everything, with the name masked.
READ_WHILE_HIDDEN = {
    "personal-details": ("has_right_to_work", "needs_sponsor", "working_patterns", "working_pattern_details"),
    "professional-status": ("qts_status", "qts_year", "qts_specialism", "induction", "induction_details"),
    "memberships": ("name", "grade", "year", "has_taken_exam"),
    "declarations": ("has_close_relationships", "agrees_to_checks", "is_accurate"),
    "referees": (),
    "your-details": ("has_right_to_work", "qts_status"),
    "application-form": (),
    "faith": (),
    "catholic-faith": (),
    "baptism-certificate": (),
}


def application_pdf(application: Application, *, for_staff: bool) -> bytes:
    """The application as it stands, as PDF/UA-1. ``for_staff``: masked while the name is hidden, without support needs
    before shortlisting, without anything the candidate wrote once they have withdrawn."""
    return render_paper(paper_of(application, for_staff=for_staff))


def pdf_name(application: Application, *, for_staff: bool) -> str:
    """A file name that tells staff no name while it is hidden."""
    words = application.name_for_staff if for_staff else f"Application for {application.vacancy.title}"
    return clean_name(words, "pdf")


def paper_of(application: Application, *, for_staff: bool) -> Paper:
    """The same before it is laid out."""
    vacancy = application.vacancy
    name = application.name_for_staff if for_staff else application.full_name
    label = staff_label(application.state) if for_staff else candidate_label(application.state)
    facts = [f"{vacancy.title}, {vacancy.place_name}", f"{label}, {format_date(application.state_entered_at)}"]
    if application.submitted_at:
        facts.append(f"Sent at {format_datetime(application.submitted_at)}")
    if for_staff and not shown_content(application):
        return Paper(f"Application: {name}", (*facts, GONE), ())
    return Paper(
        title=f"Application: {name}" if name else f"Application for {vacancy.title}",
        facts=tuple(facts),
        sections=tuple(_sections(application, for_staff=for_staff)),
        stamp="Draft" if application.is_draft else "",
    )


def _sections(application: Application, *, for_staff: bool) -> Iterator[PaperSection]:
    hidden = for_staff and application.is_hidden
    skipped = AFTER_SHORTLISTING_ONLY if for_staff and not shows_support(application) else frozenset()
    for step in WIZARD.visible_steps(application):
        if step.name == "equal-opportunities":
            continue
        if for_staff and step.name == "support" and not shows_support(application):
            continue
        if hidden and READ_WHILE_HIDDEN.get(step.name) == ():
            yield PaperSection(step.title, (), HIDDEN)
            continue
        for title, asked in _asked(application, step):
            answers = tuple(_answers(application, step, asked, hidden=hidden, skipped=skipped))
            if answers:
                yield PaperSection(title, answers)


def _answers(
    application: Application,
    step: Step,
    asked: Iterable[Asked],
    *,
    hidden: bool,
    skipped: frozenset[str] = frozenset(),
) -> Iterator[Answer]:
    readable = READ_WHILE_HIDDEN.get(step.name) if hidden else None
    for name, question, answer in asked:
        if name in skipped:
            continue
        text = plain(answer)
        if readable is not None and name not in readable:
            continue
        if hidden:
            text = masked(application, text, also=others_named(application))
        yield Answer(question, text, is_long=len(text) > LONG or "\n\n" in text)


def _asked(application: Application, step: Step) -> Iterator[tuple[str, Iterable[Asked]]]:
    """The title and the questions of one page; of a list, of each of its rows."""
    if step.name in list(ListName):
        yield from _rows(application, ListName(step.name))
    elif step.summary is not None:
        yield step.title, [("", question, answer) for question, answer in step.summary(application)]
    elif (form := step.stored_form(application)) is not None:
        yield step.title, _questions(form)


def _rows(application: Application, name: ListName) -> Iterator[tuple[str, Iterable[Asked]]]:
    """Row by row; then what is asked beside them."""
    for number, entry in enumerate(LISTS[name].rows(application), 1):
        form = form_of(name, entry).from_record(entry, formdata=None, meta={"csrf": False})
        yield f"{row_of(entry).label} {number}", _questions(form)
    beside = list_questions(name, application, formdata=None, meta={"csrf": False})
    if beside is not None:
        yield name.label, _questions(beside)


def _questions(form: BaseForm) -> Iterator[Asked]:
    return ((field.name, field.summary_label, field.display()) for field in form.questions if not field.concealed)


def plain(value: Any) -> str:
    """An answer as a page would show it, without its markup."""
    if not isinstance(value, Markup):
        return str(value)
    lines = str(value).replace("<br>", "\n").replace("</li>", "\n").split("\n")
    return "\n".join(Markup(line).striptags() for line in lines).strip()  # noqa: S704 - taken apart  # nosec B704
