"""The questions asked of candidates, and of the school."""

from teachpb.applications.forms.deciding import BulkForm, MoveForm, PanelForm
from teachpb.applications.forms.leaving import AnswerForm, WithdrawForm
from teachpb.applications.forms.sections import (
    DeclarationsForm,
    PersonalDetailsForm,
    ProfessionalStatusForm,
    RefereeForm,
    StatementForm,
    SupportForm,
)

__all__ = [
    "AnswerForm",
    "BulkForm",
    "DeclarationsForm",
    "MoveForm",
    "PanelForm",
    "PersonalDetailsForm",
    "ProfessionalStatusForm",
    "RefereeForm",
    "StatementForm",
    "SupportForm",
    "WithdrawForm",
]
