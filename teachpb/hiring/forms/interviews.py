"""Planning interviews, inviting to them, and choosing a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Self

from teachpb import clock
from teachpb.applications.models import Application
from teachpb.hiring.models import InterviewDay, InterviewInvitation, InterviewSlot
from teachpb.hiring.slots import Plan
from teachpb.web.forms import (
    BaseForm,
    CheckboxesField,
    DateField,
    FutureDate,
    IntegerField,
    RadioField,
    Required,
    SelectField,
    StringField,
    TextArea,
    TimeField,
    UrlField,
)
from teachpb.web.templating import format_date, format_time


class DayForm(BaseForm):
    """What can be changed later too."""

    day = DateField("Day", [Required("Enter the day of the interviews")])
    starts = TimeField("The first interview begins at", [Required("Enter when the first interview begins")], width=5)
    place = StringField(
        "Where", hint="Building, room and address; leave it empty when you only meet online.", max_chars=300
    )
    video_link = UrlField("Link for a video call", optional=True, max_chars=500)
    people = StringField(
        "Whom do candidates meet?", hint="Names and roles. Candidates see them.", optional=True, max_chars=500
    )
    programme = TextArea(
        "What happens on the day?",
        hint="Such as a lesson, a tour, the interview.",
        optional=True,
        max_words=300,
    )
    bring = TextArea("What should they bring?", hint="Such as passport and certificates.", optional=True, max_words=150)
    choose_until = DateField(
        "Last day to choose or change a time",
        [Required("Enter the last day to choose a time"), FutureDate(today_allowed=True)],
        hint="Candidates can choose until the end of this day.",
    )

    @classmethod
    def of_day(cls, day: InterviewDay) -> Self:
        return cls(obj=day, data={"starts": day.starts, "choose_until": day.last_day})

    def plan(self) -> Plan:
        return Plan(
            day=self.day.data,
            starts=self.starts.data,
            choose_until=clock.at_london(self.choose_until.data + timedelta(days=1)),
            place=self.place.data or "",
            video_link=self.video_link.data or "",
            people=self.people.data or "",
            programme=self.programme.data or "",
            bring=self.bring.data or "",
        )


class NewDayForm(DayForm):
    count = IntegerField("How many, one after the other?", [Required("Enter how many")], min=1, max=30, width=2)
    slot_minutes = IntegerField(
        "How long is one?", [Required("Enter how long an interview is")], min=5, max=480, width=3, suffix="minutes"
    )
    pause_minutes = IntegerField(
        "How long is the break between two?",
        [Required("Enter the break, or 0")],
        min=0,
        max=240,
        width=3,
        suffix="minutes",
    )
    rooms = IntegerField(
        "How many candidates at the same time, in different rooms?",
        [Required("Enter 1 or more")],
        min=1,
        max=6,
        width=2,
    )

    def shape(self) -> dict[str, Any]:
        return {name: self[name].data for name in ("count", "slot_minutes", "pause_minutes", "rooms")}


class InviteForm(BaseForm):
    candidates = CheckboxesField("Whom do you invite?", [Required("Tick at least one candidate")], coerce=int)
    message = TextArea("Message to them", hint="It stands in the email they get.", optional=True, max_words=300)

    @classmethod
    def offering(cls, applications: Sequence[Application]) -> Self:
        form = cls()
        form.candidates.choices = [(each.id, each.name_for_staff, each.state.label) for each in applications]
        return form


class CancelForm(BaseForm):
    reason = TextArea(
        "Why do you cancel?", [Required("Say why you cancel")], hint="Everybody who is invited reads it.", max_chars=500
    )


class AssignForm(BaseForm):
    application_id = SelectField("Candidate", [Required("Select a candidate")], coerce=int, prompt="Select a candidate")
    slot_id = SelectField("Time", [Required("Select a time")], coerce=int, prompt="Select a time")

    @classmethod
    def offering(cls, day: InterviewDay) -> Self:
        form = cls(prefix="assign-")
        form.application_id.choices = [
            (each.application_id, each.application.name_for_staff) for each in day.invitations
        ]
        form.slot_id.choices = [(slot.id, time_words(slot)) for slot in day.slots if slot.application_id is None]
        return form


class SlotForm(BaseForm):
    starts = TimeField("Another time", [Required("Enter a time")], width=5)
    room = SelectField("Room", [Required("Select a room")], coerce=int, prompt=None)

    @classmethod
    def offering(cls, day: InterviewDay) -> Self:
        form = cls(prefix="slot-")
        form.room.choices = [(number, f"Room {number}") for number in range(1, day.rooms + 1)]
        return form


class ChooseForm(BaseForm):
    slot_id = RadioField("When would you like to come?", [Required("Select a time")], coerce=int)

    @classmethod
    def offering(cls, invitations: Sequence[InterviewInvitation], application: Application, **kwargs: Any) -> Self:
        """The free times of all days, and the one that is theirs; with the day as a divider where there are several."""
        form = cls(**kwargs)
        form.slot_id.choices = [
            (slot.id, f"{time_words(slot)}, {format_date(invitation.day.day)}", invitation.day.where)
            for invitation in invitations
            for slot in _one_a_time(invitation.day, application)
        ]
        return form


class NoneSuitsForm(BaseForm):
    note = TextArea(
        "When could you come, or what would help?",
        hint="Only the people who arrange the interviews read it.",
        optional=True,
        rows=3,
        max_chars=500,
    )


def time_words(slot: InterviewSlot) -> str:
    room = f", room {slot.room}" if slot.day.rooms > 1 else ""
    return f"{format_time(slot.starts)} to {format_time(slot.ends)}{room}"


def _one_a_time(day: InterviewDay, application: Application) -> list[InterviewSlot]:
    """Free slots and one's own. Two rooms at one time are two answers only when one of them is one's own."""
    return [slot for slot in day.slots if slot.application_id in {None, application.id}]
