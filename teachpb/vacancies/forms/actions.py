"""What is asked before something is done to a published advert."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from teachpb import clock
from teachpb.vacancies.forms.terms import CLOSING_TIMES, OTHER
from teachpb.vacancies.models import ExtensionReason, Vacancy, VacancyOutcome
from teachpb.web.forms import BaseForm, DateField, EnumRadioField, RadioField, Required, StringField, TimeField
from teachpb.web.templating import format_time


class ExtendForm(BaseForm):
    closes_at = DateField("New closing date", [Required("Enter the new closing date")])
    closing_time = RadioField(
        "Closing time",
        [Required("Select a closing time")],
        choices=[*((f"{at:%H:%M}", format_time(at).capitalize()) for at in CLOSING_TIMES), (OTHER, "Another time")],
        reveals={OTHER: "other_time"},
    )
    other_time = TimeField("Time", [Required("Enter a closing time, like 4pm")], thing="Closing time")
    reason = EnumRadioField(
        "Why are you extending it?",
        [Required("Select why you are extending it")],
        enum=ExtensionReason,
        reveals={ExtensionReason.other: "words"},
        hint="Only you and the council’s recruitment officers see this.",
    )
    words = StringField("Reason", optional=True, max_chars=256)

    @classmethod
    def for_vacancy(cls, vacancy: Vacancy) -> ExtendForm:
        at = clock.to_london(vacancy.closes_at).time() if vacancy.closes_at else CLOSING_TIMES[1]
        known = at in CLOSING_TIMES
        return cls(data={"closing_time": f"{at:%H:%M}" if known else OTHER, "other_time": None if known else at})

    @property
    def moment(self) -> datetime:
        """The new closing moment; only after ``validate()``."""
        chosen: Any = self.closing_time.data
        at = self.other_time.data if chosen == OTHER else time.fromisoformat(chosen)
        return clock.at_london(self.closes_at.data, at)


class EndForm(BaseForm):
    outcome = EnumRadioField(
        "What came of it?",
        [Required("Select what came of it")],
        enum=VacancyOutcome,
        hint="It helps the city to see what works. It is not published.",
    )


class OutcomeForm(EndForm):
    """The same question, after closing."""
