"""Offers, answers, checks and the online search."""

from __future__ import annotations

from typing import Any, Self

from teachpb.hiring.checklist import CheckKind, needed
from teachpb.hiring.models import CheckState, Offer, SearchOutcome
from teachpb.vacancies.models import PayPeriod, Vacancy
from teachpb.web.forms import (
    BaseForm,
    DateField,
    EnumCheckboxesField,
    EnumRadioField,
    FutureDate,
    PastDate,
    PoundsField,
    RadioField,
    Required,
    StringField,
    TextArea,
)

ACCEPT, DECLINE = "accept", "decline"


class OfferForm(BaseForm):
    pay_pence = PoundsField("Pay", [Required("Enter the pay")], min=1)
    pay_period = EnumRadioField("Is that", [Required("Select a year or an hour")], enum=PayPeriod)
    pay_point = StringField("Scale and point", hint="Such as “M4” or “NJC point 6”.", optional=True, max_chars=100)
    hours = StringField("Hours and pattern", hint="Such as “0.8, Monday to Thursday”.", optional=True, max_chars=200)
    start_on = DateField("Start date", [Required("Enter the start date"), FutureDate()])
    answer_by = DateField("Answer by", [Required("Enter the day to answer by"), FutureDate(today_allowed=True)])
    conditions = EnumCheckboxesField("The offer depends on", enum=CheckKind, optional=True)
    more_conditions = TextArea("Other conditions", optional=True, rows=3, max_chars=1000)

    @classmethod
    def of_offer(cls, offer: Offer | None, vacancy: Vacancy) -> Self:
        if offer is not None:
            return cls(obj=offer)
        return cls(data={"pay_period": PayPeriod.year, "conditions": needed(vacancy)})


class OfferAnswerForm(BaseForm):
    answer = RadioField(
        "What is your answer?",
        [Required("Select whether you accept the job")],
        choices=[
            (ACCEPT, "I accept the job", "The school then makes its checks and confirms your appointment."),
            (DECLINE, "I decline the job", "This is final: the school may offer the job to somebody else."),
        ],
    )
    reason = TextArea(
        "Would you like to say why?", hint="The school reads it. You need not.", optional=True, rows=3, max_chars=500
    )


class CheckForm(BaseForm):
    state = EnumRadioField(
        "How far is it?",
        [Required("Select how far it is")],
        enum=CheckState,
        reveals={CheckState.done: ("done_on", "seen_by"), CheckState.waived: ("reason",)},
    )
    done_on = DateField("Day of the check", [Required("Enter the day of the check"), PastDate(today_allowed=True)])
    seen_by = StringField("Who made it", [Required("Enter who made the check")], max_chars=120)
    reason = TextArea("Why is it not needed?", [Required("Say why it is not needed")], rows=2, max_chars=500)
    note = TextArea(
        "Note",
        hint="Do not write down numbers of documents, or anything about health. The candidate does not see it here.",
        optional=True,
        rows=2,
        max_chars=1000,
    )

    def values(self) -> dict[str, Any]:
        return {name: "" if value is None and name != "done_on" else value for name, value in self.answers().items()}


class SearchForm(BaseForm):
    outcome = EnumRadioField(
        "What did you do?",
        [Required("Select what you did")],
        enum=SearchOutcome,
        reveals={SearchOutcome.concern: ("concern",), SearchOutcome.not_doing: ("reason",)},
    )
    concern = TextArea(
        "What do you want to talk about?",
        [Required("Say what you want to talk about")],
        hint="Only what bears on work with children. Put it to the candidate at the interview.",
        rows=3,
        max_chars=1000,
    )
    reason = TextArea("Why do you not search?", [Required("Say why you do not search online")], rows=2, max_chars=500)
    done_on = DateField("Day of the search", [PastDate(today_allowed=True)], hint="Empty means today.", optional=True)

    def values(self) -> dict[str, Any]:
        return {name: "" if value is None and name != "done_on" else value for name, value in self.answers().items()}


class LeavingForm(BaseForm):
    left_on = DateField(
        "Last day at the school",
        hint="Empty while they work there. The entry is deleted six months after this day.",
        optional=True,
    )


class RemovalForm(BaseForm):
    """Nothing but a button."""
