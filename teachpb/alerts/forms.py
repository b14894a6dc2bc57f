"""The questions asked of people who want to hear of jobs."""

from __future__ import annotations

from teachpb.alerts.models import Frequency
from teachpb.web.forms import BaseForm, EmailField, EnumRadioField, Required

HINTS = {
    Frequency.daily: "Only on days when there is something new.",
    Frequency.weekly: "Only in weeks when there is something new.",
}


class FrequencyForm(BaseForm):
    frequency = EnumRadioField(
        "How often should we write?", [Required("Select how often we should write")], enum=Frequency, hints=HINTS
    )


class AlertForm(FrequencyForm):
    email = EmailField(
        "Email address",
        [Required("Enter your email address")],
        hint="We use it for this alert and for nothing else. You do not need an account.",
    )


class ButtonForm(BaseForm):
    """One button, nothing to fill in."""
