"""The advert’s wizard: the steps of ``rules`` with the pages of ``forms``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from teachpb import clock
from teachpb.vacancies import lifecycle
from teachpb.vacancies.forms import STEP_FORMS
from teachpb.vacancies.models import DocumentPurpose, Vacancy, VacancyState
from teachpb.vacancies.presenting import files_in_words
from teachpb.vacancies.rules import SECTIONS, StepRule
from teachpb.web.wizard import Step, Wizard

#: Pages that are drawn otherwise than one question under the other.
TEMPLATES = {
    name: f"vacancies/steps/{name.replace('-', '_')}.html"
    for name in ("pay", "about", "applying", "application-form", "documents", "confirm-contact")
}


def _contact(vacancy: Vacancy) -> Iterator[tuple[str, Any]]:
    if vacancy.contact_email:
        yield "Email address", vacancy.contact_email
        yield "Phone number", vacancy.contact_phone


def _application_form(vacancy: Vacancy) -> Iterator[tuple[str, Any]]:
    if vacancy.application_forms:
        yield "Application form", files_in_words(vacancy.application_forms)


def _documents(vacancy: Vacancy) -> Iterator[tuple[str, Any]]:
    if vacancy.has_documents is not None:
        yield "Documents", files_in_words(vacancy.supporting_documents) or "None"


#: Steps whose answer is not simply what stands in their fields: (question, answer) pairs.
SUMMARIES: dict[str, Callable[[Any], Iterable[tuple[str, Any]]]] = {
    "contact": _contact,
    "application-form": _application_form,
    "documents": _documents,
}


def has_safe_files(purpose: DocumentPurpose) -> Callable[[Vacancy], bool]:
    """A step with an unsafe file in it wants another look; one that is still being checked holds nobody up."""
    return lambda vacancy: not any(each.is_unsafe for each in vacancy.documents if each.purpose is purpose)


COMPLETE = {
    "application-form": has_safe_files(DocumentPurpose.application_form),
    "documents": has_safe_files(DocumentPurpose.supporting),
}


def is_editable(rule: StepRule, vacancy: Vacancy) -> bool:
    """May any answer of this step still change? The closing date of a live advert is moved by extending it."""
    state = vacancy.state_at(clock.now())
    if state is VacancyState.live and rule.name == "dates":
        return False
    allowed = lifecycle.answerable_fields(state, has_applications=vacancy.first_applied_at is not None)
    return bool(rule.fields & allowed)


def _step(rule: StepRule, section: str) -> Step:
    return Step(
        rule.name,
        rule.title,
        STEP_FORMS[rule.name],
        section,
        condition=rule.applies,
        editable=lambda vacancy: is_editable(rule, vacancy),
        template=TEMPLATES.get(rule.name, "vacancies/step.html"),
        summary=SUMMARIES.get(rule.name),
        is_complete=COMPLETE.get(rule.name),
    )


WIZARD = Wizard(
    "vacancy",
    [_step(rule, section.title) for section in SECTIONS for rule in section.steps],
    title="Post a vacancy",
    step_endpoint="vacancies.edit_step",
    tasks_endpoint="vacancies.show_tasks",
    check_endpoint="vacancies.check_answers",
    url_args=lambda vacancy: {"vacancy_id": vacancy.id},
    layout="layouts/work.html",
)
