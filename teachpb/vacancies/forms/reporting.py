"""What is wrong with this advert?"""

from __future__ import annotations

from teachpb.vacancies.models.reporting import ReportReason
from teachpb.web.forms import BaseForm, EmailField, EnumRadioField, Required, RequiredIf, TextArea


class ReportForm(BaseForm):
    reason = EnumRadioField("What is wrong?", [Required("Select what is wrong")], enum=ReportReason)
    words = TextArea(
        "Tell us more",
        [RequiredIf("reason", "Tell us what is wrong", ReportReason.other)],
        hint="Say what it says and what it should say. Do not tell us anything about your health or your family.",
        optional=True,
        max_chars=1000,
        rows=4,
    )
    email = EmailField("Your email address", hint="Only if you would like an answer.", optional=True)
