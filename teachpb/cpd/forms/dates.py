"""What a provider says about a run of a course and its sessions."""

from __future__ import annotations

from datetime import time
from typing import Any

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.cpd.models import CourseDate, CourseSession, LineStrategy, PriceBand, Venue
from teachpb.cpd.operations import DateDetails, Span
from teachpb.web.forms import (
    After,
    BaseForm,
    BooleanField,
    CheckboxesField,
    DateField,
    EmailField,
    EnumRadioField,
    FutureDate,
    IntegerField,
    PoundsField,
    Required,
    SelectField,
    StringField,
    TextArea,
    TimeField,
    UrlField,
    ValidationError,
)

LAST_MINUTE = time(23, 59)
SESSION_FIELDS = ("day", "starts", "ends")


class SessionForm(BaseForm):
    """When one session is."""

    day = DateField("Day", [Required("Enter the day"), FutureDate()])
    starts = TimeField(
        "Starts at", [Required("Enter when it starts")], hint="For example 9:30am or 4pm", thing="The start"
    )
    ends = TimeField(
        "Ends at", [Required("Enter when it ends"), After("starts", "Enter an end after the start")], thing="The end"
    )

    def span(self) -> Span:
        return Span(self.day.data, self.starts.data, self.ends.data)

    @classmethod
    def for_session(cls, session: CourseSession) -> SessionForm:
        return cls(data={"day": session.day, "starts": session.starts, "ends": session.ends})


class DateForm(BaseForm):
    """One run of a course: everything but its sessions."""

    capacity = IntegerField(
        "How many places?",
        [Required("Enter how many places there are")],
        min=1,
        max=500,
        width=4,
        thing="Number of places",
    )
    minimum = IntegerField(
        "How many people must book for it to run?", max=500, width=4, optional=True, thing="Minimum number"
    )
    decide_on = DateField(
        "When do you decide whether it runs?",
        optional=True,
        hint="If too few have booked, we write to you five working days before that day, and on it.",
    )
    line_strategy = EnumRadioField(
        "When the first in the waiting list want more places together than are free",
        [Required("Select what happens when too few places are free")],
        enum=LineStrategy,
    )
    venue_id = SelectField("Venue", coerce=int, prompt="Online only", hint="You can add a venue from the course page.")
    online_link = UrlField(
        "Link for joining online",
        optional=True,
        hint="Only people with a confirmed place see this.",
    )
    joining_instructions = TextArea(
        "Joining instructions", rows=3, optional=True, hint="Parking, what to bring. Goes out with the confirmation."
    )
    asks_dietary = BooleanField("Food is served, so ask what people cannot eat")
    price_maintained_city = PoundsField("Maintained schools in the city", optional=True)
    price_academy_city = PoundsField("Academies in the city", optional=True)
    price_early_years = PoundsField("Early years settings", optional=True)
    price_independent = PoundsField("Independent schools", optional=True)
    price_out_of_city = PoundsField("Schools outside the city", optional=True)
    price_individual = PoundsField("People who pay for themselves", optional=True)
    closes_on = DateField(
        "Last day for booking", optional=True, hint="Leave empty to take bookings until the course starts."
    )
    has_waiting_list = BooleanField("Keep a waiting list when it is full")
    facilitators = CheckboxesField("Who leads it?", coerce=int, choices=[], small=True)
    contact_name = StringField("Contact for questions", max_chars=120, optional=True)
    contact_email = EmailField("Contact’s email address", optional=True)

    BANDS = {
        PriceBand.maintained_city: "price_maintained_city",
        PriceBand.academy_city: "price_academy_city",
        PriceBand.early_years: "price_early_years",
        PriceBand.independent: "price_independent",
        PriceBand.out_of_city: "price_out_of_city",
        PriceBand.individual: "price_individual",
    }

    def offer(self, venues: list[Venue], leaders: list[User]) -> None:
        self.venue_id.choices = [(venue.id, venue.one_line) for venue in venues]
        self.facilitators.choices = [(user.id, user.full_name) for user in leaders]
        if not leaders:
            del self.facilitators

    def validate_minimum(self, field: Any) -> None:
        if field.data and self.capacity.data and field.data > self.capacity.data:
            raise ValidationError("The minimum number must not be more than the number of places")

    @property
    def price_fields(self) -> list[Any]:
        return [self[name] for name in self.BANDS.values()]

    def details(self, venues: list[Venue], leaders: list[User]) -> DateDetails:
        answers = {name: value for name, value in self.answers().items() if name not in SESSION_FIELDS}
        prices = {band: answers.pop(name) for band, name in self.BANDS.items()}
        chosen, closes_on = set(answers.pop("facilitators", [])), answers.pop("closes_on")
        venue_id = answers.pop("venue_id")
        closes = clock.at_london(closes_on, LAST_MINUTE) if closes_on else None
        return DateDetails(
            **{**answers, "minimum": answers["minimum"] or 0},
            prices={band: pence for band, pence in prices.items() if pence is not None},
            venue=next((venue for venue in venues if venue.id == venue_id), None),
            booking_closes_at=closes,
            facilitators=[user for user in leaders if user.id in chosen],
        )

    @classmethod
    def for_date(cls, run: CourseDate) -> DateForm:
        names = (
            "capacity minimum decide_on line_strategy venue_id online_link joining_instructions asks_dietary"
            " has_waiting_list contact_name contact_email"
        )
        stored = {name: getattr(run, name) for name in names.split()}
        prices = {name: run.price_for(band) for band, name in cls.BANDS.items()}
        closes = clock.london_day(run.booking_closes_at) if run.booking_closes_at else None
        leaders = [row.user_id for row in run.facilitators]
        return cls(data={**stored, **prices, "closes_on": closes, "facilitators": leaders})


class NewDateForm(SessionForm, DateForm):
    """A new run, with its first session."""


class PostponeForm(BaseForm):
    """A date is put off."""

    new_day = DateField(
        "New day of the first session",
        [FutureDate()],
        optional=True,
        hint="Later sessions follow as far after it as they did. Leave empty if you do not know yet.",
    )
    reason = TextArea(
        "What shall we tell people?",
        [Required("Enter a sentence for the people who have booked")],
        rows=3,
        max_chars=500,
        hint="This goes into the message to everyone on the date.",
    )


class DropDateForm(BaseForm):
    """Why a date is called off."""

    reason = TextArea(
        "What shall we tell people?",
        [Required("Enter a sentence for the people who have booked")],
        rows=3,
        max_chars=500,
        hint="This goes into the message to everyone on the date.",
    )
