"""What a provider says about courses and venues."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from teachpb.cpd.charges import Tier, read_tiers
from teachpb.cpd.models import (
    Audience,
    Course,
    Level,
    Mode,
    Subject,
    Theme,
)
from teachpb.cpd.operations import CourseDetails
from teachpb.cpd.search import PHASES
from teachpb.schools.models import Phase
from teachpb.web.forms import (
    BaseForm,
    Check,
    CheckboxesField,
    DecimalField,
    EnumCheckboxesField,
    EnumRadioField,
    IntegerField,
    Length,
    PostcodeField,
    Required,
    StringField,
    TextArea,
    UrlField,
    ValidationError,
)

MOST_OUTCOMES = 8
_AS_STORED = (
    "title",
    "summary",
    "description",
    "prerequisites",
    "audiences",
    "phases",
    "subjects",
    "themes",
    "level",
    "mode",
    "external_url",
    "external_note",
    "hours",
)


def _lines(text: str) -> list[str]:
    return [line.strip(" -•\t") for line in text.splitlines() if line.strip(" -•\t")]


class CourseForm(BaseForm):
    """One course."""

    title = StringField("Title", [Required("Enter a title"), Length(min=5)], max_chars=120)
    summary = StringField(
        "Summary",
        [Required("Enter a summary")],
        max_chars=250,
        hint="One sentence for the list of courses: what people will gain.",
    )
    description = TextArea(
        "Description", rows=8, optional=True, hint="What happens, how it is taught, what it builds on."
    )
    outcomes = TextArea(
        "By the end, people will be able to…",
        [
            Check(lambda text: len(_lines(text)) <= MOST_OUTCOMES, f"Enter no more than {MOST_OUTCOMES} lines"),
            Check(
                lambda text: all(len(line) <= 200 for line in _lines(text)), "Each line must be 200 characters or fewer"
            ),
        ],
        hint="One on each line, such as “plan questions that show what pupils have understood”.",
        thing="What people will be able to do",
    )
    prerequisites = StringField("What people need beforehand", max_chars=500, optional=True)
    audiences = EnumCheckboxesField("Who is it for?", enum=Audience, small=True)
    phases = CheckboxesField("Phases", choices=[(p, p.label) for p in PHASES], coerce=Phase, small=True)
    subjects = EnumCheckboxesField("Subjects", enum=Subject, small=True, hint="None means all subjects.")
    themes = EnumCheckboxesField("Themes", enum=Theme, small=True)
    level = EnumRadioField("Level", [Required("Select a level")], enum=Level)
    mode = EnumRadioField(
        "How is it taught?",
        [Required("Select how the course is taught")],
        enum=Mode,
        reveals={Mode.external_application: ("external_url", "external_note")},
    )
    external_url = UrlField("Web address where people apply", [Required("Enter the web address where people apply")])
    external_note = TextArea(
        "What holds this year", rows=3, optional=True, hint="Funding, deadlines. Say when you last checked it."
    )
    hours = DecimalField(
        "Hours of learning",
        [
            Required("Enter the hours of learning"),
            Check(lambda hours: hours % 1 in (0, 0.5), "Enter hours in whole or half hours, like 6 or 2.5"),
        ],
        min=Decimal("0.5"),
        max=200,
        places=1,
        width=4,
    )
    free_days = IntegerField(
        "Cancelling is free up to how many working days before?",
        [Required("Enter how many working days before the course cancelling is free")],
        max=90,
        width=3,
        suffix="working days",
        thing="Free cancelling",
    )
    half_days = IntegerField(
        "Half the price up to how many working days before?",
        max=90,
        width=3,
        suffix="working days",
        optional=True,
        hint="Leave empty if there is no half charge. After that people pay the full price.",
        thing="Half the price",
    )

    def validate_half_days(self, field: Any) -> None:
        if field.data is not None and self.free_days.data is not None and field.data >= self.free_days.data:
            raise ValidationError("The half charge must start later than free cancelling ends: enter fewer days")

    def details(self) -> CourseDetails:
        answers = self.answers()
        free, half = answers.pop("free_days"), answers.pop("half_days")
        answers["outcomes"] = _lines(answers["outcomes"])
        answers["hours"] = float(answers["hours"])
        answers["external_url"] = answers["external_url"] or ""
        answers["external_note"] = answers["external_note"] or ""
        return CourseDetails(**answers, tiers=_tiers(free, half))

    @classmethod
    def for_course(cls, course: Course) -> CourseForm:
        tiers = read_tiers(course.policy_tiers)
        stored = {name: getattr(course, name) for name in _AS_STORED}
        half = next((tier.working_days for tier in tiers if tier.percent == 50), None)
        free = next((tier.working_days for tier in tiers if tier.percent == 0), None)
        return cls(data={**stored, "outcomes": "\n".join(course.outcomes), "free_days": free, "half_days": half})


def _tiers(free: int, half: int | None) -> list[Tier]:
    tiers = [Tier(free, percent=0)]
    if half is not None:
        tiers.append(Tier(half, percent=50))
    if tiers[-1].working_days > 0:
        tiers.append(Tier(0, percent=100))
    return tiers


class VenueForm(BaseForm):
    """Where sessions are held."""

    name = StringField("Name", [Required("Enter the name of the venue")], max_chars=120)
    address = TextArea("Address", [Required("Enter the address")], rows=3, max_chars=500)
    postcode = PostcodeField("Postcode", [Required("Enter the postcode")])
    access_notes = TextArea(
        "Getting in and around",
        rows=4,
        optional=True,
        hint="Parking, step-free access, hearing loop, quiet room, prayer room.",
    )
