"""What a provider says about courses and venues."""

from __future__ import annotations

import re
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
    DateField,
    DecimalField,
    EnumCheckboxesField,
    EnumRadioField,
    IntegerField,
    Length,
    PostcodeField,
    Required,
    RequiredIf,
    StringField,
    TextArea,
    UrlField,
    ValidationError,
)

MOST_OUTCOMES = 8
MOST_POINTS = 20
_EXTERNAL = ("external_url", "external_note", "external_note_owner", "external_review_on")
_CODE = re.compile(r"[A-Z0-9-]+")
_AS_STORED = (
    "code",
    "title",
    "summary",
    "description",
    "prerequisites",
    "accreditation",
    "funding_note",
    "audiences",
    "phases",
    "subjects",
    "themes",
    "level",
    "mode",
    "external_url",
    "external_note",
    "external_note_owner",
    "external_review_on",
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
    code = StringField(
        "Course code",
        [Check(lambda code: bool(_CODE.fullmatch(code.upper())), "Enter a code of letters, digits and hyphens")],
        max_chars=20,
        optional=True,
        hint="If you use one, such as SEND-204.",
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
    content_outline = TextArea(
        "What is covered",
        [
            Check(lambda text: len(_lines(text)) <= MOST_POINTS, f"Enter no more than {MOST_POINTS} lines"),
            Check(
                lambda text: all(len(line) <= 200 for line in _lines(text)), "Each line must be 200 characters or fewer"
            ),
        ],
        rows=6,
        optional=True,
        hint="One point on each line, in order.",
        thing="What is covered",
    )
    accreditation = StringField(
        "Accreditation", max_chars=300, optional=True, hint="Who recognises it, and what people can put after it."
    )
    funding_note = TextArea(
        "Funding", rows=3, optional=True, max_chars=1000, hint="Money that helps schools pay for it, and until when."
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
        reveals={Mode.external_application: _EXTERNAL},
    )
    external_url = UrlField("Web address where people apply", [Required("Enter the web address where people apply")])
    external_note = TextArea("What holds this year", rows=3, optional=True, hint="Deadlines, cohorts, who pays.")
    external_note_owner = StringField(
        "Who keeps this up to date?",
        [RequiredIf("external_note", "Enter who keeps this up to date")],
        max_chars=120,
        hint="A team or a job title, shown on the page.",
    )
    external_review_on = DateField(
        "When will it be checked again?",
        [RequiredIf("external_note", "Enter when it will be checked again")],
        thing="The day it is checked again",
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
        answers["content_outline"] = _lines(answers["content_outline"])
        answers["code"] = answers["code"].upper() or None
        answers["hours"] = float(answers["hours"])
        for name in ("external_url", "external_note", "external_note_owner"):
            answers[name] = answers[name] or ""
        return CourseDetails(**answers, tiers=_tiers(free, half))

    @classmethod
    def for_course(cls, course: Course) -> CourseForm:
        tiers = read_tiers(course.policy_tiers)
        stored = {name: getattr(course, name) for name in _AS_STORED}
        half = next((tier.working_days for tier in tiers if tier.percent == 50), None)
        free = next((tier.working_days for tier in tiers if tier.percent == 0), None)
        lines = {name: "\n".join(getattr(course, name)) for name in ("outcomes", "content_outline")}
        return cls(data={**stored, **lines, "free_days": free, "half_days": half})


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
