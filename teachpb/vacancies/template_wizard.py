"""The wizard of a template: the advert’s own steps, as far as a template holds them."""

from __future__ import annotations

from teachpb.vacancies.forms import STEP_FORMS
from teachpb.vacancies.forms.templates import template_form
from teachpb.vacancies.models import Vacancy, VacancyTemplate
from teachpb.vacancies.rules import SECTIONS, StepRule
from teachpb.vacancies.template_content import TEMPLATE_STEPS, advert_of
from teachpb.vacancies.wizard import TEMPLATES
from teachpb.web.wizard import Step, Wizard


def record_of(template: VacancyTemplate) -> Vacancy:
    """The template as the wizard’s record: an advert that knows which template it is."""
    advert = advert_of(template)
    advert.template_id = template.id
    return advert


def _step(rule: StepRule, section: str) -> Step:
    return Step(
        rule.name,
        rule.title,
        template_form(STEP_FORMS[rule.name]),
        section,
        condition=rule.applies,
        template=TEMPLATES.get(rule.name, "vacancies/step.html"),
    )


TEMPLATE_WIZARD = Wizard(
    "vacancy_template",
    [_step(rule, section.title) for section in SECTIONS for rule in section.steps if rule in TEMPLATE_STEPS],
    title="Template",
    step_endpoint="vacancies.edit_template_step",
    tasks_endpoint="vacancies.show_template",
    check_endpoint="vacancies.show_template",
    url_args=lambda advert: {"template_id": advert.template_id},
    layout="layouts/work.html",
)
