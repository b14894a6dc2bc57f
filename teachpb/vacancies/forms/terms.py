"""Contract, start, pay and dates."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from teachpb import clock
from teachpb.vacancies import salary
from teachpb.vacancies.forms.base import StepForm
from teachpb.vacancies.models import (
    Allowance,
    ContractType,
    PayPeriod,
    PayScale,
    StartType,
    Vacancy,
    WorkingPattern,
)
from teachpb.vacancies.rules.job import LONGEST_PATTERN_WORDS
from teachpb.web.forms import (
    DateField,
    DecimalField,
    EnumCheckboxesField,
    EnumRadioField,
    FutureDate,
    Option,
    PoundsField,
    RadioField,
    Required,
    StringField,
    TextArea,
    TimeField,
    YesNoField,
)
from teachpb.web.templating import format_time


class ContractForm(StepForm):
    rule = "contract"

    contract_type = EnumRadioField(
        "What kind of contract is it?",
        enum=ContractType,
        summary_label="Contract",
        reveals={ContractType.fixed_term: ("contract_duration", "is_parental_leave_cover")},
        hints={ContractType.casual: "Paid by the hour, when there is work"},
    )
    contract_duration = StringField(
        "How long is it for?", hint="Like “1 year” or “until 31 August 2027”", max_chars=100, width=20
    )
    is_parental_leave_cover = YesNoField("Does it cover somebody’s parental leave?")
    working_patterns = EnumCheckboxesField(
        "Which working patterns are possible?",
        enum=WorkingPattern,
        hint="Select all that apply.",
        summary_label="Working pattern",
    )
    is_job_share = YesNoField("Can two people share the job?", summary_label="Job share")
    working_patterns_details = TextArea(
        "Working hours",
        optional=True,
        rows=3,
        max_words=LONGEST_PATTERN_WORDS,
        hint="Days, hours, weeks a year: whatever helps somebody to see whether they could do it.",
    )


class StartForm(StepForm):
    rule = "start"

    start_type = EnumRadioField(
        "When does the job start?",
        enum=StartType,
        summary_label="Start",
        reveals={
            StartType.specific_date: "starts_on",
            StartType.date_range: ("starts_earliest_on", "starts_latest_on"),
            StartType.other: "start_words",
        },
    )
    starts_on = DateField("Start date", hint="Like 1 9 2026")
    starts_earliest_on = DateField("Earliest start date")
    starts_latest_on = DateField("Latest start date")
    start_words = StringField("When it starts, in your words", max_chars=200)


class PayForm(StepForm):
    rule = "pay"
    standing_for = {"fte_basis_points": "share"}

    pay_scale = EnumRadioField(
        "Which pay scale is it on?",
        enum=PayScale,
        summary_label="Pay scale",
        hints={PayScale.main: "Also for a range that ends on the upper one, like M1 to U3"},
    )
    pay_point_from = StringField("Lowest point", optional=True, width=5, max_chars=20, hint="Like M1, L8 or SCP 5")
    pay_point_to = StringField("Highest point", optional=True, width=5, max_chars=20)
    pay_period = EnumRadioField("The pay is for", enum=PayPeriod, summary_label="Pay is for")
    pay_min_pence = PoundsField("Lowest pay", hint="Before tax. Adverts with figures are read far more often.")
    pay_max_pence = PoundsField("Highest pay", optional=True, hint="Leave empty if there is only one figure.")
    pay_is_full_time_equivalent = RadioField(
        "These amounts are",
        choices=[
            Option(True, "For full-time work", "The full-time equivalent: we work out what a part-time post is paid"),
            Option(False, "What this part-time job pays"),
        ],
    )
    share = DecimalField(
        "Share of full time",
        optional=True,
        places=4,
        min=Decimal("0.01"),
        max=Decimal(1),
        width=4,
        hint="0.6 for three days of five. For hours, divide: 32.5 of 37 is 0.8784.",
        summary_label="Share of full time",
    )
    allowances = EnumCheckboxesField("Allowances on top", enum=Allowance, optional=True, small=True)
    allowances_details = StringField("More about the allowances", optional=True, max_chars=256)
    pay_words = StringField("Anything else about pay", optional=True, max_chars=256)

    def prepare(self) -> None:
        casual = self.vacancy.contract_type is ContractType.casual
        offered = [PayPeriod.hour] if casual else list(PayPeriod)
        words = {PayPeriod.year: "A year", PayPeriod.hour: "An hour"}
        self.pay_period.choices = [Option(period, words[period]) for period in offered]
        if WorkingPattern.part_time not in self.vacancy.working_patterns:
            self.drop("pay_is_full_time_equivalent", "share")

    @classmethod
    def stored(cls, vacancy: Vacancy) -> dict[str, Any]:
        points = vacancy.fte_basis_points
        return {"share": Decimal(points) / salary.WHOLE if points else None}

    def values(self) -> dict[str, Any]:
        values = super().values()
        share = values.pop("share", None)
        values.setdefault("pay_is_full_time_equivalent", self.vacancy.pay_is_full_time_equivalent)
        return {**values, "fte_basis_points": int(share * salary.WHOLE) if isinstance(share, Decimal) else None}


#: The closing times most schools choose.
CLOSING_TIMES = (time(8), time(9), time(12), time(15), time(23, 59))
NOW, TOMORROW, LATER, OTHER = "now", "tomorrow", "later", "other"


class DatesForm(StepForm):
    """A stored day of publication that is not in the future is “as soon as I publish it”."""

    rule = "dates"
    standing_for = {"publish_on": "publish", "closes_at": "closes_on"}

    publish = RadioField(
        "When should the advert appear?",
        choices=[(NOW, "Today, as soon as I publish it"), (TOMORROW, "Tomorrow"), (LATER, "On another day")],
        reveals={LATER: "publish_day"},
        summary_label="Appears",
    )
    publish_day = DateField(
        "Day it appears",
        [Required("Enter the day the advert appears"), FutureDate(today_allowed=True)],
        hint="It appears at midnight.",
    )
    closes_on = DateField("Closing date", hint="Two to three weeks after it appears is usual. Avoid the holidays.")
    closing_time = RadioField(
        "Closing time",
        [Required("Select a closing time")],
        choices=[*((f"{at:%H:%M}", format_time(at).capitalize()) for at in CLOSING_TIMES), (OTHER, "Another time")],
        reveals={OTHER: "other_time"},
    )
    other_time = TimeField("Time", [Required("Enter a closing time, like 4pm")], thing="Closing time")

    @classmethod
    def stored(cls, vacancy: Vacancy) -> dict[str, Any]:
        days = (vacancy.publish_on - clock.today()).days if vacancy.publish_on else 0
        at = clock.to_london(vacancy.closes_at).time() if vacancy.closes_at else None
        return {
            "publish": None if vacancy.publish_on is None else {1: TOMORROW}.get(days, LATER if days > 1 else NOW),
            "publish_day": vacancy.publish_on if days > 1 else None,
            "closes_on": clock.london_day(vacancy.closes_at) if vacancy.closes_at else None,
            "closing_time": None if at is None else f"{at:%H:%M}" if at in CLOSING_TIMES else OTHER,
            "other_time": at if at not in CLOSING_TIMES else None,
        }

    def values(self) -> dict[str, Any]:
        return {"publish_on": self._publish_on(), "closes_at": self._closes_at()}

    def _publish_on(self) -> date | None:
        if self.publish.data == NOW:
            stored: date | None = self.vacancy.publish_on
            return stored if stored is not None and stored <= clock.today() else clock.today()
        if self.publish.data == TOMORROW:
            return clock.today() + timedelta(days=1)
        return self.publish_day.data if self.publish.data == LATER else None

    def _closes_at(self) -> Any:
        chosen = self.closing_time.data
        at = self.other_time.data if chosen == OTHER else time.fromisoformat(chosen) if chosen else None
        if self.closes_on.data is None or at is None:
            return None
        return clock.at_london(self.closes_on.data, at)

    def _complain(self, name: str, message: str) -> None:
        """“Enter a closing date and time” is not said beside “Select a closing time”."""
        if name == "closes_at" and (self.closing_time.errors or self.other_time.errors) and self.closes_on.data:
            return
        super()._complain(name, message)
