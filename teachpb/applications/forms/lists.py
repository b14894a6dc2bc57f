"""Which form asks about which row, and what is asked beside a list."""

from __future__ import annotations

from typing import Any

from teachpb.applications.forms.entries import EntryForm
from teachpb.applications.forms.history import (
    ALevelForm,
    AsLevelForm,
    BreakForm,
    GcseForm,
    HistoryForm,
    JobForm,
    MembershipForm,
    OtherQualificationForm,
    PostgraduateForm,
    TrainingForm,
    UndergraduateForm,
)
from teachpb.applications.forms.why_you import NoticeForm, RefereeForm
from teachpb.applications.models import Application
from teachpb.applications.rules import ListName, asks_education_end, asks_first_job, asks_only_referee
from teachpb.web.forms import BaseForm

#: By list, and by the kind of row where there are several.
ENTRY_FORMS: dict[ListName, dict[str, type[EntryForm]]] = {
    ListName.qualifications: {
        "gcse": GcseForm,
        "as_level": AsLevelForm,
        "a_level": ALevelForm,
        "undergraduate": UndergraduateForm,
        "postgraduate": PostgraduateForm,
        "other": OtherQualificationForm,
    },
    ListName.training: {"": TrainingForm},
    ListName.memberships: {"": MembershipForm},
    ListName.employment: {"job": JobForm, "break": BreakForm},
    ListName.referees: {"": RefereeForm},
}


def form_of(name: ListName, entry: Any) -> type[EntryForm]:
    """The form of a stored row."""
    return ENTRY_FORMS[name][str(getattr(entry, "kind", ""))]


def list_questions(name: ListName, application: Application, **kwargs: Any) -> BaseForm | None:
    """What is asked beside the rows of a list; None when nothing is. ``formdata=None`` shows what is stored."""
    if name is ListName.referees:
        notice = NoticeForm.from_record(application, **kwargs)
        if not asks_only_referee(application) or not application.referees:
            del notice.only_referee_reason
        return notice
    if name is not ListName.employment:
        return None
    form = HistoryForm.from_record(application, **kwargs)
    if not asks_first_job(application):
        del form.is_first_job
    if not asks_education_end(application):
        del form.left_education_on
    return form if form.page_fields else None
