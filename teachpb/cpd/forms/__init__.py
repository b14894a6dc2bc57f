"""The forms of the catalogue, of booking and of the provider's desk."""

from teachpb.cpd.forms.approving import ApproveForm, DeclineForm, NameForm, PayerTermsForm, StartForm
from teachpb.cpd.forms.around import AroundForm, FacilitatorForm, ProviderForm, SeriesForm
from teachpb.cpd.forms.booking import CancelForm, CheckForm, DelegateForm, OfferForm
from teachpb.cpd.forms.catalogue import CourseSearchForm
from teachpb.cpd.forms.dates import DateForm, DropDateForm, NewDateForm, PostponeForm, SessionForm
from teachpb.cpd.forms.describing import CaseForm, TermsForm
from teachpb.cpd.forms.desk import BookingSearchForm, CopyCourseForm, CopyDateForm, DelegateMailForm, ImportForm
from teachpb.cpd.forms.group import GroupForm, from_single, group_form, stored_group
from teachpb.cpd.forms.in_school import ButtonForm, InSchoolAnswerForm, InSchoolForm
from teachpb.cpd.forms.line import JoinLineForm
from teachpb.cpd.forms.moving import PriorityForm, RestoreForm, SubstituteForm, TransferForm
from teachpb.cpd.forms.providing import CourseForm, VenueForm

__all__ = [
    "ApproveForm",
    "AroundForm",
    "BookingSearchForm",
    "ButtonForm",
    "CancelForm",
    "CaseForm",
    "CheckForm",
    "CopyCourseForm",
    "CopyDateForm",
    "CourseForm",
    "CourseSearchForm",
    "DateForm",
    "DeclineForm",
    "DelegateForm",
    "DelegateMailForm",
    "DropDateForm",
    "FacilitatorForm",
    "GroupForm",
    "ImportForm",
    "InSchoolAnswerForm",
    "InSchoolForm",
    "JoinLineForm",
    "NameForm",
    "NewDateForm",
    "OfferForm",
    "PayerTermsForm",
    "PostponeForm",
    "PriorityForm",
    "ProviderForm",
    "RestoreForm",
    "SeriesForm",
    "SessionForm",
    "StartForm",
    "SubstituteForm",
    "TermsForm",
    "TransferForm",
    "VenueForm",
    "from_single",
    "group_form",
    "stored_group",
]
