"""What is asked on the way to a decision."""

from teachpb.hiring.forms.interviews import (
    AssignForm,
    CancelForm,
    ChooseForm,
    DayForm,
    InviteForm,
    NewDayForm,
    NoneSuitsForm,
    SlotForm,
)
from teachpb.hiring.forms.marking import (
    AgreeForm,
    CopyForm,
    CriterionForm,
    OpenScoresForm,
    ScoreForm,
    agree_form,
    score_form,
)
from teachpb.hiring.forms.offers import CheckForm, LeavingForm, OfferAnswerForm, OfferForm, RemovalForm, SearchForm

__all__ = [
    "AgreeForm",
    "AssignForm",
    "CancelForm",
    "CheckForm",
    "ChooseForm",
    "CopyForm",
    "CriterionForm",
    "DayForm",
    "InviteForm",
    "LeavingForm",
    "NewDayForm",
    "NoneSuitsForm",
    "OfferAnswerForm",
    "OfferForm",
    "OpenScoresForm",
    "RemovalForm",
    "ScoreForm",
    "SearchForm",
    "SlotForm",
    "agree_form",
    "score_form",
]
