"""The application form as a wizard: the sections of ``rules`` with the pages of ``forms``.

A section that is a list (qualifications, jobs, referees) has pages of its own: ``views.lists`` serves them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from markupsafe import Markup

from teachpb.applications import forms
from teachpb.applications.models import Application
from teachpb.applications.rows import row_of
from teachpb.applications.rules import FILE_PAGES, LISTS, SECTIONS, EntryList, ListName, Section
from teachpb.web.forms import BaseForm
from teachpb.web.wizard import Step, Wizard

STEP_FORMS: dict[str, type[BaseForm]] = {
    "personal-details": forms.PersonalDetailsForm,
    "professional-status": forms.ProfessionalStatusForm,
    "personal-statement": forms.StatementForm,
    "your-details": forms.YourDetailsForm,
    "faith": forms.FaithForm,
    "catholic-faith": forms.CatholicFaithForm,
    "support": forms.SupportForm,
    "declarations": forms.DeclarationsForm,
}
PARTS = {
    "your-details": "About you",
    "application-form": "Why you",
    "faith": "Why you",
    "catholic-faith": "Why you",
    "baptism-certificate": "Why you",
    "personal-details": "About you",
    "professional-status": "About you",
    "qualifications": "What you have learned and done",
    "training": "What you have learned and done",
    "memberships": "What you have learned and done",
    "employment": "What you have learned and done",
    "personal-statement": "Why you",
    "referees": "Why you",
    "equal-opportunities": "Before you send it",
    "support": "Before you send it",
    "declarations": "Before you send it",
}
HINTS = {
    "training": "Leave it empty if there is none",
    "memberships": "Leave it empty if you are in none",
}


def is_complete(section: Section) -> Callable[[Application], bool]:
    return lambda application: not list(section.complaints(application))


def is_started(section: Section, entries: EntryList) -> Callable[[Application], bool]:
    """Is there a row, or an answer to what is asked beside the rows?"""

    def started(application: Application) -> bool:
        answered = any(getattr(application, name) is not None for name in section.fields)
        return answered or bool(entries.rows(application))

    return started


def in_words(section: Section, entries: EntryList) -> Callable[[Application], Iterator[tuple[str, Any]]]:
    """(question, answer) of every row, then of what is asked beside them, then what is still wanted."""

    def pairs(application: Application) -> Iterator[tuple[str, Any]]:
        for number, entry in enumerate(entries.rows(application), 1):
            row = row_of(entry)
            question = f"{row.label} {number}" if len(entries.kinds) == 1 else row.label
            yield question, ", ".join(filter(None, (row.title, row.when, *row.facts)))
        questions = forms.list_questions(entries.name, application, formdata=None, meta={"csrf": False})
        for field in questions.questions if questions is not None else ():
            yield field.summary_label, field.display()
        for _field, sentence in section.complaints(application) if is_started(section, entries)(application) else ():
            yield section.title, Markup('<span class="govuk-error-message">{}</span>').format(sentence)

    return pairs


def _step(section: Section) -> Step:
    entries = LISTS.get(ListName(section.name)) if section.name in list(ListName) else None
    if entries is not None:
        return Step(
            section.name,
            section.title,
            section=PARTS[section.name],
            condition=section.is_asked,
            hint=HINTS.get(section.name, ""),
            endpoint="applications.list_entries",
            endpoint_args={"name": entries.name},
            is_complete=is_complete(section),
            is_started=is_started(section, entries),
            summary=in_words(section, entries),
        )
    if section.name in FILE_PAGES.values():
        return _file_step(section)
    if section.name == "equal-opportunities":
        return Step(
            section.name,
            section.title,
            section=PARTS[section.name],
            hint="You may leave this out. Nobody who decides sees it.",
            endpoint="applications.edit_equality",
            is_complete=lambda _application: True,
            is_started=lambda application: bool(application.equality_slot),
            summary=lambda application: [(section.title, "Answered" if application.equality_slot else "")],
        )
    return Step(
        section.name,
        section.title,
        STEP_FORMS[section.name],
        PARTS[section.name],
        condition=section.is_asked,
        template="applications/step.html",
    )


def _file_step(section: Section) -> Step:
    """A page that takes one file."""
    purpose = next(each for each, page in FILE_PAGES.items() if page == section.name)

    def words(application: Application) -> list[tuple[str, Any]]:
        kept = application.file_for(purpose)
        return [(section.title, f"{kept.file.name} ({kept.file.state.label.lower()})")] if kept else []

    return Step(
        section.name,
        section.title,
        section=PARTS[section.name],
        condition=section.is_asked,
        endpoint="applications.edit_file",
        endpoint_args={"purpose": section.name},
        is_complete=lambda application: not list(section.complaints(application)),
        is_started=lambda application: application.file_for(purpose) is not None,
        summary=words,
    )


WIZARD = Wizard(
    "application",
    [_step(section) for section in SECTIONS],
    title="Your application",
    step_endpoint="applications.edit_step",
    tasks_endpoint="applications.show_tasks",
    check_endpoint="applications.check_answers",
    url_args=lambda application: {"application_id": application.id},
)
