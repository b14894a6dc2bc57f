"""The questions asked of referees, of shortlisted candidates, and of the school."""

from teachpb.references.forms import disclosure, referee
from teachpb.references.forms.staff import (
    AddressForm,
    AskDisclosureForm,
    AskReferencesForm,
    CheckForm,
    ElsewhereForm,
    PanelReadsForm,
    RecordForm,
    RefereeForm,
)

__all__ = [
    "AddressForm",
    "AskDisclosureForm",
    "AskReferencesForm",
    "CheckForm",
    "ElsewhereForm",
    "PanelReadsForm",
    "RecordForm",
    "RefereeForm",
    "disclosure",
    "referee",
]
