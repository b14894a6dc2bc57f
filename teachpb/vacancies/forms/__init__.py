"""The questions put to those who post, and to those who look for, a vacancy."""

from teachpb.vacancies.forms.about import AboutForm, VisaForm, VisitsForm
from teachpb.vacancies.forms.actions import EndForm, ExtendForm, OutcomeForm, RelistForm
from teachpb.vacancies.forms.applying import (
    AnonymityForm,
    ApplicationFormForm,
    ApplyingForm,
    ConfirmContactForm,
    ContactForm,
    DocumentsForm,
)
from teachpb.vacancies.forms.base import StepForm
from teachpb.vacancies.forms.job import (
    CampusForm,
    KeyStagesForm,
    LocationForm,
    PhasesForm,
    RoleForm,
    SubjectsForm,
    TitleForm,
)
from teachpb.vacancies.forms.searching import JobSearchForm
from teachpb.vacancies.forms.starting import BeginForm
from teachpb.vacancies.forms.templates import TemplateNameForm
from teachpb.vacancies.forms.terms import ContractForm, DatesForm, PayForm, StartForm

#: step name -> its page
STEP_FORMS: dict[str, type[StepForm]] = {
    "location": LocationForm,
    "title": TitleForm,
    "campus": CampusForm,
    "role": RoleForm,
    "phases": PhasesForm,
    "key-stages": KeyStagesForm,
    "subjects": SubjectsForm,
    "contract": ContractForm,
    "start": StartForm,
    "pay": PayForm,
    "about": AboutForm,
    "visits": VisitsForm,
    "visa": VisaForm,
    "dates": DatesForm,
    "applying": ApplyingForm,
    "application-form": ApplicationFormForm,
    "anonymity": AnonymityForm,
    "documents": DocumentsForm,
    "contact": ContactForm,
    "confirm-contact": ConfirmContactForm,
}

__all__ = [
    "STEP_FORMS",
    "BeginForm",
    "EndForm",
    "ExtendForm",
    "JobSearchForm",
    "OutcomeForm",
    "RelistForm",
    "StepForm",
    "TemplateNameForm",
]
