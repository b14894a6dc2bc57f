"""Asking a provider to come, and the provider's answer."""

from __future__ import annotations

from collections.abc import Sequence

from teachpb.cpd.models import Course
from teachpb.cpd.operations import InSchoolWish
from teachpb.schools.models import Organisation
from teachpb.web.forms import BaseForm, IntegerField, RadioField, Required, SelectField, StringField, TextArea


class InSchoolForm(BaseForm):
    """What a school would like a provider to do there."""

    organisation_id = SelectField(
        "For which school?", [Required("Select the school")], coerce=int, prompt="Select the school"
    )
    course_id = SelectField("One of their courses", coerce=int, prompt="None of them", optional=True)
    topic = StringField("What should it be about?", [Required("Enter what it should be about")], max_chars=200)
    wishes = TextArea(
        "What should people be able to do afterwards?",
        rows=4,
        optional=True,
        max_chars=2000,
        hint="No names of pupils.",
    )
    staff_count = IntegerField(
        "For how many people?",
        [Required("Enter for how many people")],
        min=1,
        max=1000,
        width=4,
        thing="Number of people",
    )
    preferred_dates = StringField(
        "When would suit you?",
        [Required("Enter when it would suit you")],
        max_chars=500,
        hint="“Monday 4 January, all day, or any twilight in February”",
    )
    hall = StringField("Which room is there?", max_chars=300, optional=True, hint="“The hall, 60 seats, projector”")

    def offer(self, organisations: Sequence[Organisation], courses: Sequence[Course]) -> None:
        self.organisation_id.choices = [(found.id, found.name) for found in organisations]
        self.course_id.choices = [(course.id, course.title) for course in courses]

    def wish(self, courses: Sequence[Course]) -> InSchoolWish:
        answers = self.answers()
        answers.pop("organisation_id")
        course_id = answers.pop("course_id")
        return InSchoolWish(**answers, course=next((each for each in courses if each.id == course_id), None))


class InSchoolAnswerForm(BaseForm):
    """What a provider says to that."""

    decision = RadioField(
        "Can you do it?",
        [Required("Select whether you can do it")],
        choices=[("offer", "Yes, this is our offer"), ("decline", "No")],
    )
    answer = TextArea(
        "What shall we tell the school?",
        [Required("Enter what we shall tell the school")],
        rows=6,
        max_chars=3000,
        hint="Dates, who comes, what it costs, what you need there.",
    )


class ButtonForm(BaseForm):
    """One button, nothing to fill in."""
