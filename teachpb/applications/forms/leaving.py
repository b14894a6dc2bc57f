"""What a candidate says after sending."""

from __future__ import annotations

from teachpb.applications.models import WithdrawalReason
from teachpb.web.forms import BaseForm, EnumRadioField, Required, TextArea


class WithdrawForm(BaseForm):
    reason = EnumRadioField(
        "Why are you withdrawing?",
        [Required("Select why you are withdrawing")],
        enum=WithdrawalReason,
        only=[reason for reason in WithdrawalReason if reason is not WithdrawalReason.account_closed],
        hint="The school sees the reason you select. It helps schools to make jobs people want.",
    )
    details = TextArea("Would you like to add anything?", optional=True, rows=3, max_chars=500)
