"""Joining the waiting list."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from teachpb.accounts.models import User
from teachpb.cpd.forms.booking import WhoForm
from teachpb.cpd.operations import MOST_IN_LINE, Answers, Delegate, Needs
from teachpb.schools.models import Organisation
from teachpb.web.forms import CheckboxesField, TextArea, ValidationError, is_email


class JoinLineForm(WhoForm):
    """Joining the waiting list: what is needed on the day is asked when a place is offered."""

    others = TextArea(
        "Colleagues who only come together with them",
        rows=4,
        optional=True,
        hint="One on each line: full name, comma, work email address. Up to four. You are all offered places, or nobody"
        " is.",
        thing="The colleagues",
    )
    other_dates = CheckboxesField("Would another date do as well?", coerce=int, choices=[], optional=True)

    def offer(self, user: User, **offered: Any) -> None:
        super().offer(user, **offered)
        del self.dietary, self.access, self.please_call
        if not offered.get("for_others"):
            del self.others

    def offer_dates(self, choices: list[tuple[int, str]]) -> None:
        """Other dates of the course with a line of their own."""
        self.other_dates.choices = choices
        if not choices:
            del self.other_dates

    def validate_others(self, field: Any) -> None:
        """Each line is a name and an address."""
        lines = [line for line in (field.data or "").splitlines() if line.strip()]
        for line in lines:
            name, _, email = line.rpartition(",")
            if not name.strip() or not is_email(email.strip()):
                raise ValidationError(f"“{line.strip()[:60]}” must be a name, a comma and an email address")
        if len(lines) >= MOST_IN_LINE:
            raise ValidationError("Up to five people can wait together: name fewer, or join in two groups")

    def companions(self) -> tuple[Delegate, ...]:
        if "others" not in self:
            return ()
        parts = [line.rpartition(",") for line in (self.others.data or "").splitlines() if line.strip()]
        return tuple(Delegate(name.strip(), email.strip().lower()) for name, _, email in parts)

    def read(self, user: User, payer: Organisation | None) -> Answers:
        return replace(super().read(user, payer), others=self.companions())

    def needs(self) -> Needs:
        return Needs()
