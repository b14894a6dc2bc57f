"""The questions asked of people who want to hear of jobs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from teachpb import clock
from teachpb.alerts.models import EndReason, Frequency
from teachpb.config import Settings
from teachpb.web.forms import (
    BaseForm,
    EmailField,
    EnumRadioField,
    HiddenField,
    Required,
    StringField,
    TextArea,
    YesNoField,
)

HINTS = {
    Frequency.instant: "A few minutes after a school posts a job. Jobs posted together come in one email.",
    Frequency.daily: "Only on days when there is something new.",
    Frequency.weekly: "Only in weeks when there is something new.",
}
#: Nobody reads a page and answers it faster than this, or slower than that. Programs do.
QUICKEST = timedelta(seconds=2)
SLOWEST = timedelta(days=1)
NOT_A_PERSON = "Leave the hidden question empty, then press the button again"
TOO_QUICK = "Check your answers and press the button again"


class FrequencyForm(BaseForm):
    frequency = EnumRadioField(
        "How often should we write?", [Required("Select how often we should write")], enum=Frequency, hints=HINTS
    )


class AlertForm(FrequencyForm):
    """``website`` and ``stamp`` are there for programs that fill in every form they find: the one people do not see,
    the other says when the page was drawn. Both are better than a puzzle for people to solve."""

    email = EmailField(
        "Email address",
        [Required("Enter your email address")],
        hint="We use it for this alert and for nothing else. You do not need an account.",
    )
    website = StringField("Leave this empty", autocomplete="off")
    stamp = HiddenField()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not self.stamp.data:
            self.stamp.data = _stamps().dumps(clock.now().timestamp())

    def validate(self, extra_validators: Any = None, *, partial: bool = False) -> bool:
        if self.website.data:
            self.add_error(None, NOT_A_PERSON)
        elif not QUICKEST <= clock.now() - _drawn_at(self.stamp.data) <= SLOWEST:
            self.add_error(None, TOO_QUICK)
            self.stamp.data = _stamps().dumps(clock.now().timestamp())
        return super().validate(extra_validators, partial=partial)

    def wishes(self) -> dict[str, Any]:
        """What is wanted, without the traps."""
        return {"email": self.email.data, "frequency": self.frequency.data}


def _drawn_at(stamp: str) -> datetime:
    """When the page was drawn; the beginning of time when we did not write this."""
    try:
        return datetime.fromtimestamp(float(_stamps().loads(stamp)), UTC)
    except (BadSignature, TypeError, ValueError, OverflowError):
        return datetime.min.replace(tzinfo=UTC)


def _stamps() -> URLSafeSerializer:
    settings: Settings = current_app.config["SETTINGS"]
    return URLSafeSerializer(settings.secret_key, salt="alerts.stamp")


class EditForm(FrequencyForm):
    """How often and where to; what is looked for has the form of the jobs page."""

    email = EmailField(
        "Write to another address",
        optional=True,
        hint="Leave it empty to keep the address. A new one has to be confirmed first.",
    )


class OpinionForm(BaseForm):
    is_relevant = YesNoField(
        "Were these jobs right for you?", [Required("Select whether these jobs were right for you")]
    )
    comment = TextArea(
        "What should be different?",
        max_chars=1200,
        optional=True,
        hint="Do not give your name or anything personal.",
    )


class EndingForm(BaseForm):
    reason = EnumRadioField("Why did you stop?", [Required("Select why you stopped")], enum=EndReason)
    comment = TextArea(
        "Would you like to tell us more?",
        max_chars=1200,
        optional=True,
        hint="Do not give your name or anything personal.",
    )


class ButtonForm(BaseForm):
    """One button, nothing to fill in."""
