"""What is asked before something is done to a published advert."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from teachpb import clock
from teachpb.vacancies.forms.terms import CLOSING_TIMES, OTHER
from teachpb.vacancies.models import (
    ExtensionReason,
    ListedElsewhere,
    RelistReason,
    StartType,
    Vacancy,
    VacancyOutcome,
)
from teachpb.web.forms import BaseForm, DateField, EnumRadioField, RadioField, Required, StringField, TimeField
from teachpb.web.templating import format_time

START_FIELDS = ("start_type", "starts_on", "starts_earliest_on", "starts_latest_on", "start_words")


class ExtendForm(BaseForm):
    """A later closing time, and whether the job still starts when the advert says."""

    closes_at = DateField("New closing date", [Required("Enter the new closing date")])
    closing_time = RadioField(
        "Closing time",
        [Required("Select a closing time")],
        choices=[*((f"{at:%H:%M}", format_time(at).capitalize()) for at in CLOSING_TIMES), (OTHER, "Another time")],
        reveals={OTHER: "other_time"},
    )
    other_time = TimeField("Time", [Required("Enter a closing time, like 4pm")], thing="Closing time")
    start_type = EnumRadioField(
        "When does the job start now?",
        [Required("Select when the job starts")],
        enum=StartType,
        hint="It has to start after the new closing date.",
        reveals={
            StartType.specific_date: "starts_on",
            StartType.date_range: ("starts_earliest_on", "starts_latest_on"),
            StartType.other: "start_words",
        },
    )
    starts_on = DateField("Start date", [Required("Enter the start date")])
    starts_earliest_on = DateField("Earliest start date", [Required("Enter the earliest start date")])
    starts_latest_on = DateField("Latest start date", [Required("Enter the latest start date")])
    start_words = StringField("When it starts, in your words", [Required("Enter when the job starts")], max_chars=200)
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
        stored = {name: getattr(vacancy, name) for name in START_FIELDS}
        times = {"closing_time": f"{at:%H:%M}" if known else OTHER, "other_time": None if known else at}
        return cls(data={**stored, **times})

    @property
    def moment(self) -> datetime:
        """The new closing moment; only after ``validate()``."""
        chosen: Any = self.closing_time.data
        at = self.other_time.data if chosen == OTHER else time.fromisoformat(chosen)
        return clock.at_london(self.closes_at.data, at)

    @property
    def start(self) -> dict[str, Any]:
        """The answers about the start, as fields of the vacancy."""
        return {name: self._fields[name].data for name in START_FIELDS}


class OutcomeForm(BaseForm):
    """Both questions: what came of it, and where else it was advertised."""

    outcome = EnumRadioField(
        "What came of it?",
        [Required("Select what came of it")],
        enum=VacancyOutcome,
        hint="It helps the city to see what works. It is not published.",
    )
    listed_elsewhere = EnumRadioField(
        "Did you advertise it anywhere else?",
        [Required("Select whether you advertised it anywhere else")],
        enum=ListedElsewhere,
    )

    @classmethod
    def for_vacancy(cls, vacancy: Vacancy) -> OutcomeForm:
        return cls(data={"outcome": vacancy.outcome, "listed_elsewhere": vacancy.listed_elsewhere})


class EndForm(OutcomeForm):
    """The same questions, before it is closed."""


class RelistForm(BaseForm):
    reason = EnumRadioField(
        "Why are you listing it again?",
        [Required("Select why you are listing it again")],
        enum=RelistReason,
        reveals={RelistReason.other: "words"},
        hint="Only you and the council’s recruitment officers see this.",
    )
    words = StringField("Reason", optional=True, max_chars=256)
