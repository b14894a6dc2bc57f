"""The forms of the catalogue, of booking and of the provider's desk."""

from teachpb.cpd.forms.around import AroundForm, FacilitatorForm, ProviderForm, SeriesForm
from teachpb.cpd.forms.booking import CancelForm, CheckForm, DelegateForm, JoinLineForm, OfferForm
from teachpb.cpd.forms.catalogue import CourseSearchForm
from teachpb.cpd.forms.dates import DateForm, DropDateForm, NewDateForm, PostponeForm, SessionForm
from teachpb.cpd.forms.describing import CaseForm, TermsForm
from teachpb.cpd.forms.desk import BookingSearchForm, CopyCourseForm, CopyDateForm, DelegateMailForm, ImportForm
from teachpb.cpd.forms.in_school import ButtonForm, InSchoolAnswerForm, InSchoolForm
from teachpb.cpd.forms.moving import RestoreForm, SubstituteForm, TransferForm
from teachpb.cpd.forms.providing import CourseForm, VenueForm

__all__ = [
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
    "DelegateForm",
    "DelegateMailForm",
    "DropDateForm",
    "FacilitatorForm",
    "ImportForm",
    "InSchoolAnswerForm",
    "InSchoolForm",
    "JoinLineForm",
    "NewDateForm",
    "OfferForm",
    "PostponeForm",
    "ProviderForm",
    "RestoreForm",
    "SeriesForm",
    "SessionForm",
    "SubstituteForm",
    "TermsForm",
    "TransferForm",
    "VenueForm",
]
