"""The application form as a wizard: the sections of ``rules`` with the pages of ``forms``.

A section that is a list (the referees; later jobs and qualifications) has pages of its own and names their endpoint.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from teachpb.applications import forms
from teachpb.applications.models import Application
from teachpb.applications.rules import BY_NAME, SECTIONS, Section
from teachpb.web.forms import BaseForm
from teachpb.web.wizard import Step, Wizard

STEP_FORMS: dict[str, type[BaseForm]] = {
    "personal-details": forms.PersonalDetailsForm,
    "professional-status": forms.ProfessionalStatusForm,
    "personal-statement": forms.StatementForm,
    "support": forms.SupportForm,
    "declarations": forms.DeclarationsForm,
}
PARTS = {
    "personal-details": "About you",
    "professional-status": "About you",
    "personal-statement": "Why you",
    "referees": "Why you",
    "support": "Before you send it",
    "declarations": "Before you send it",
}


def has_referees(application: Application) -> bool:
    return not list(BY_NAME["referees"].more(application))


def referees_in_words(application: Application) -> Iterator[tuple[str, Any]]:
    for number, referee in enumerate(application.referees, 1):
        yield f"Referee {number}", ", ".join(filter(None, (referee.name, referee.job_title, referee.organisation)))
    if application.referees:
        for _field, sentence in BY_NAME["referees"].more(application):
            yield "Referees", Markup('<span class="govuk-error-message">{}</span>').format(sentence)


def _step(section: Section) -> Step:
    if section.name == "referees":
        return Step(
            section.name,
            section.title,
            section=PARTS[section.name],
            endpoint="applications.list_referees",
            is_complete=has_referees,
            is_started=lambda application: bool(application.referees),
            summary=referees_in_words,
        )
    return Step(
        section.name,
        section.title,
        STEP_FORMS[section.name],
        PARTS[section.name],
        condition=section.applies,
        template="applications/step.html",
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
