"""Vacancies, their words and their states."""

from teachpb.vacancies.models.pay import Allowance, PayPeriod, PayScale
from teachpb.vacancies.models.states import (
    CONTENT_FIELDS,
    EDITABLE_FIELDS,
    PUBLIC_STATES,
    TRANSITIONS,
    ExtensionReason,
    VacancyOutcome,
    VacancyState,
    state_at,
)
from teachpb.vacancies.models.vacancy import Vacancy, VacancyCampaign, VacancySlug, vacancy_schools
from teachpb.vacancies.models.vocabulary import (
    SUPPORT_ROLES,
    TEACHING_ROLES,
    VACANCY_PHASES,
    ApplicationMethod,
    ContractType,
    EctStatus,
    JobRole,
    KeyStage,
    ReligiousForm,
    StartType,
    Subject,
    WorkingPattern,
)

__all__ = [
    "CONTENT_FIELDS",
    "EDITABLE_FIELDS",
    "PUBLIC_STATES",
    "SUPPORT_ROLES",
    "TEACHING_ROLES",
    "TRANSITIONS",
    "VACANCY_PHASES",
    "Allowance",
    "ApplicationMethod",
    "ContractType",
    "EctStatus",
    "ExtensionReason",
    "JobRole",
    "KeyStage",
    "PayPeriod",
    "PayScale",
    "ReligiousForm",
    "StartType",
    "Subject",
    "Vacancy",
    "VacancyCampaign",
    "VacancyOutcome",
    "VacancySlug",
    "VacancyState",
    "WorkingPattern",
    "state_at",
    "vacancy_schools",
]
