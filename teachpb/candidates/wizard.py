"""The pages of a profile, in order."""

from __future__ import annotations

from teachpb.candidates.forms import (
    DetailsForm,
    JobsForm,
    PlacesForm,
    QualificationsForm,
    StatementForm,
    StatusForm,
)
from teachpb.web.wizard import Step, Wizard

WIZARD = Wizard(
    "profile",
    [
        Step("details", "Your details", DetailsForm, "You"),
        Step("status", "Professional status", StatusForm, "You"),
        Step("qualifications", "Qualifications", QualificationsForm, "You"),
        Step("statement", "About you", StatementForm, "You"),
        Step("jobs", "The jobs you want", JobsForm, "What you are looking for"),
        Step("places", "Where you would work", PlacesForm, "What you are looking for"),
    ],
    title="Your profile",
    step_endpoint="candidates.edit_step",
    tasks_endpoint="candidates.show_profile",
    check_endpoint="candidates.show_preview",
    url_args=lambda _profile: {},
    layout="layouts/work.html",
)
