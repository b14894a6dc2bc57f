"""The advert’s wizard: the steps of ``rules`` with the pages of ``forms``."""

from __future__ import annotations

from teachpb import clock
from teachpb.vacancies import lifecycle
from teachpb.vacancies.forms import STEP_FORMS
from teachpb.vacancies.models import Vacancy, VacancyState
from teachpb.vacancies.rules import SECTIONS, StepRule
from teachpb.web.wizard import Step, Wizard

#: Pages that are drawn otherwise than one question under the other.
TEMPLATES = {"pay": "vacancies/steps/pay.html", "about": "vacancies/steps/about.html"}


def is_editable(rule: StepRule, vacancy: Vacancy) -> bool:
    """May any answer of this step still change? The closing date of a live advert is moved by extending it."""
    state = vacancy.state_at(clock.now())
    if state is VacancyState.live and rule.name == "dates":
        return False
    allowed = lifecycle.editable_fields(state, has_applications=vacancy.first_applied_at is not None)
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
