"""The questions asked of candidates, and of the school."""

from teachpb.applications.forms.about_you import PersonalDetailsForm, ProfessionalStatusForm
from teachpb.applications.forms.deciding import BulkForm, MoveForm, PanelForm
from teachpb.applications.forms.declaring import DeclarationsForm, SupportForm
from teachpb.applications.forms.entries import EntryForm
from teachpb.applications.forms.equality import EqualityForm
from teachpb.applications.forms.faith import CatholicFaithForm, FaithForm
from teachpb.applications.forms.files import ApplicationFileForm, YourDetailsForm
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
    QualificationKindForm,
    TrainingForm,
    UndergraduateForm,
)
from teachpb.applications.forms.leaving import WithdrawForm
from teachpb.applications.forms.lists import ENTRY_FORMS, form_of, list_questions
from teachpb.applications.forms.why_you import NoticeForm, RefereeForm, StatementForm

__all__ = [
    "ENTRY_FORMS",
    "ALevelForm",
    "ApplicationFileForm",
    "AsLevelForm",
    "BreakForm",
    "BulkForm",
    "CatholicFaithForm",
    "DeclarationsForm",
    "EntryForm",
    "EqualityForm",
    "FaithForm",
    "GcseForm",
    "HistoryForm",
    "JobForm",
    "MembershipForm",
    "MoveForm",
    "NoticeForm",
    "OtherQualificationForm",
    "PanelForm",
    "PersonalDetailsForm",
    "PostgraduateForm",
    "ProfessionalStatusForm",
    "QualificationKindForm",
    "RefereeForm",
    "StatementForm",
    "SupportForm",
    "TrainingForm",
    "UndergraduateForm",
    "WithdrawForm",
    "YourDetailsForm",
    "form_of",
    "list_questions",
]
