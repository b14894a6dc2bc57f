"""What a template holds of an advert, and how it is written down. Pure.

A template is read as an advert that was never stored: whatever rules, pages and words know of adverts they know of
templates. Dates, title, place, contact, links and files belong to one advert only and are never part of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from teachpb.db import EnumList, EnumText
from teachpb.schools.models import Organisation, School
from teachpb.vacancies.models import Vacancy, VacancyTemplate
from teachpb.vacancies.rules import STEPS, StepRule

TEMPLATE_FIELDS = frozenset(
    {
        "job_roles",
        "phases",
        "key_stages",
        "subjects",
        "contract_type",
        "contract_duration",
        "is_parental_leave_cover",
        "working_patterns",
        "is_job_share",
        "working_patterns_details",
        "pay_scale",
        "pay_point_from",
        "pay_point_to",
        "pay_min_pence",
        "pay_max_pence",
        "pay_period",
        "pay_is_full_time_equivalent",
        "fte_basis_points",
        "pay_words",
        "allowances",
        "allowances_details",
        "ect_status",
        "qts_required",
        "skills_and_experience",
        "school_offer",
        "flexible_working",
        "further_details",
        "school_visits",
        "visa_sponsorship",
        "application_method",
        "religious_form",
        "is_anonymised",
    }
)
#: The steps that ask for any of them, in the advert's order.
TEMPLATE_STEPS: tuple[StepRule, ...] = tuple(step for step in STEPS if step.fields & TEMPLATE_FIELDS)


def content_of(advert: Vacancy) -> dict[str, Any]:
    """What a template keeps of this advert, as JSON holds it."""
    return {name: _written(getattr(advert, name)) for name in sorted(TEMPLATE_FIELDS)}


def advert_of(template: VacancyTemplate) -> Vacancy:
    """The template as an advert of its organisation: a draft that belongs to no session and is never stored."""
    return advert_with(template.organisation, template.content)


def advert_with(organisation: Organisation, content: Mapping[str, Any]) -> Vacancy:
    """``content`` as an advert. What this version does not know (a subject that is no longer taught) is left out."""
    schools = [organisation] if isinstance(organisation, School) else []
    return Vacancy(**values_of(content), organisation=organisation, schools=schools)


def values_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """Field -> value, for every field that is there and can be read."""
    found = {name: _read(name, content[name]) for name in TEMPLATE_FIELDS & content.keys()}
    return {name: value for name, value in found.items() if value is not None}


def _written(value: Any) -> Any:
    return [str(each) for each in value] if isinstance(value, list) else value


def _read(name: str, value: Any) -> Any:
    """``value`` as the column holds it; None when it is empty or makes no sense there."""
    column = Vacancy.__table__.c[name].type
    if isinstance(column, EnumList):
        known = set(column.enum)
        return [column.enum(each) for each in value if each in known] if isinstance(value, list) else None
    if isinstance(column, EnumText):
        return column.enum(value) if isinstance(value, str) and value in set(column.enum) else None
    return value if type(value) is column.python_type else None
