"""What a candidate says after sending."""

from __future__ import annotations

from teachpb.applications.models import WithdrawalReason
from teachpb.web.forms import BaseForm, EnumRadioField, RadioField, Required, TextArea

ACCEPT, DECLINE = "accept", "decline"


class WithdrawForm(BaseForm):
    reason = EnumRadioField(
        "Why are you withdrawing?",
        [Required("Select why you are withdrawing")],
        enum=WithdrawalReason,
        only=[reason for reason in WithdrawalReason if reason is not WithdrawalReason.account_closed],
        hint="The school sees the reason you select. It helps schools to make jobs people want.",
    )
    details = TextArea("Would you like to add anything?", optional=True, rows=3, max_chars=500)


class AnswerForm(BaseForm):
    """Accept or decline a job."""

    answer = RadioField(
        "What is your answer?",
        [Required("Select whether you accept the job")],
        choices=[
            (ACCEPT, "I accept the job", "The school then makes its checks and confirms your appointment."),
            (DECLINE, "I decline the job", "This is final: the school may offer the job to somebody else."),
        ],
    )
