"""What a referee is asked, in nine pages.

Source: Keeping children safe in education, part three (employment history and references): facts rather than opinions,
from somebody senior, about suitability for work with children; no allegation that was found to be false, malicious,
unfounded or unsubstantiated.
"""

from __future__ import annotations

from typing import Any

from teachpb.db import LabelledEnum
from teachpb.references.forms.answers import SealedForm, explained, yes_no
from teachpb.web.forms import (
    BooleanField,
    EmailField,
    EnumRadioField,
    MonthField,
    PastDate,
    RadioField,
    Required,
    StringField,
    TelField,
    TextArea,
    ValidationError,
    YesNoField,
)

OPEN, CONFIDENTIAL = "open", "confidential"


class Rating(LabelledEnum):
    outstanding = "outstanding", "Outstanding"
    good = "good", "Good"
    satisfactory = "satisfactory", "Satisfactory"
    poor = "poor", "Poor"
    cannot_say = "cannot_say", "I cannot say"


class CanGiveForm(SealedForm):
    can_give = YesNoField(
        "Can you give a reference?",
        [Required("Select whether you can give a reference")],
        reveals={False: "decline_reason"},
        inline=False,
        hint="You should know their work or study yourself, and be senior enough to speak for your organisation.",
    )
    decline_reason = TextArea(
        "Why not?",
        optional=True,
        hint="For example that your organisation gives none. The school sees it.",
        rows=3,
        max_words=150,
    )


class SharingForm(SealedForm):
    sharing = RadioField(
        "May the candidate read your reference?",
        [Required("Select whether the candidate may read it")],
        choices=[
            (OPEN, "Yes, it is open", "The candidate can read it here once you have sent it."),
            (
                CONFIDENTIAL,
                "No, it is confidential",
                "We do not show it to the candidate. The law can still make the school show it.",
            ),
        ],
    )


class LawForm(SealedForm):
    has_read = BooleanField(
        "I have read this, and will write about facts I know",
        [Required("Tick the box to say that you have read this")],
        summary_label="Read what the law asks",
    )


class WorkForm(SealedForm):
    days = ("began_on", "ended_on")

    knows_how = TextArea(
        "How do you know them, and since when?", [Required("Say how you know them")], rows=3, max_words=150
    )
    job_title = StringField(
        "Their job title, or what they studied", [Required("Enter their job title, or what they studied")]
    )
    began_on = MonthField("When did they start?", [Required("Enter when they started"), PastDate()])
    still_there = YesNoField(
        "Are they still with you?",
        [Required("Select whether they are still with you")],
        reveals={False: ("ended_on", "why_left")},
        inline=False,
    )
    ended_on = MonthField("When did they leave?", [Required("Enter when they left"), PastDate()])
    why_left = TextArea("Why did they leave?", [Required("Say why they left")], rows=2, max_words=150)

    def validate_ended_on(self, field: Any) -> None:
        if self.began_on.data and field.data < self.began_on.data:
            raise ValidationError("They cannot have left before they started: check both months")


class AgainForm(SealedForm):
    same_job = yes_no(
        "Would you employ them again in the same job?",
        "same_job_more",
        "Select whether you would employ them again in the same job",
        when=False,
    )
    same_job_more = explained("Why not in the same job?", "")
    any_job = yes_no(
        "Would you employ them again in any job?",
        "any_job_more",
        "Select whether you would employ them again in any job",
        when=False,
    )
    any_job_more = explained("Why not?", "")
    is_able = yes_no(
        "Are they able and suitable to do the job they have applied for?",
        "is_able_more",
        "Select whether they are able and suitable to do the job",
        when=False,
    )
    is_able_more = explained("What makes you doubt it?", "")


class ConductForm(SealedForm):
    under_investigation = yes_no(
        "Are they under investigation for their conduct or capability?",
        "under_investigation_more",
        "Select whether they are under investigation",
    )
    under_investigation_more = explained()
    has_warnings = yes_no(
        "Do they have a disciplinary warning that is still live?",
        "has_warnings_more",
        "Select whether they have a live warning",
    )
    has_warnings_more = explained()


class SafeguardingForm(SealedForm):
    has_concerns = yes_no(
        "Do you know of any concern or allegation about their behaviour towards children that was substantiated, or"
        " that is still being looked into?",
        "has_concerns_more",
        "Select whether you know of a concern or allegation",
        hint="Leave out what was found to be false, malicious, unfounded or unsubstantiated.",
        summary_label="Concern or allegation about children",
    )
    has_concerns_more = explained("What was it, and how did it end?", "")
    was_barred = yes_no(
        "Have they, to your knowledge, been found unfit to work with children, or been prohibited from teaching?",
        "was_barred_more",
        "Select whether they have been found unfit",
        summary_label="Found unfit or prohibited",
    )
    was_barred_more = explained()
    is_suitable = yes_no(
        "Do you know of any reason why they should not work with children?",
        "is_suitable_more",
        "Select whether you know of a reason",
        summary_label="A reason not to work with children",
    )
    is_suitable_more = explained("What is the reason?", "")


def rated(words: str) -> EnumRadioField:
    return EnumRadioField(words, [Required(f"Rate “{words.lower()}”, or say that you cannot")], enum=Rating, small=True)


class PeopleForm(SealedForm):
    attendance = rated("Being on time and being there")
    with_children = rated("Relationships with children and young people")
    with_colleagues = rated("Working with colleagues")
    with_parents = rated("Working with parents and carers")
    conflict = rated("Settling disagreements")
    attitude = rated("Attitude to the work")
    workload = rated("Planning and organising their work")
    adapting = rated("Adapting to change")
    problems = rated("Solving problems")
    speaking = rated("Speaking and writing clearly")
    knowledge = rated("Knowledge of their field")
    leading = rated("Leading others")
    anything_else = TextArea("Is there anything else the school should know?", optional=True, rows=4, max_words=400)


class RefereeDetailsForm(SealedForm):
    referee_name = StringField("Your name", [Required("Enter your name")], max_chars=120, width=20)
    referee_job_title = StringField("Your job title", [Required("Enter your job title")], max_chars=120, width=20)
    referee_organisation = StringField(
        "Your school or organisation", [Required("Enter your school or organisation")], max_chars=200
    )
    referee_email = EmailField("Your work email address", [Required("Enter your work email address")])
    referee_phone = TelField(
        "Your work phone number",
        [Required("Enter your work phone number")],
        max_chars=30,
        width=20,
        hint="The school may ring you to make sure that it was you who wrote this.",
    )
    is_accurate = BooleanField(
        "What I have written is accurate, as far as I know",
        [Required("Confirm that what you have written is accurate")],
        summary_label="Confirmed as accurate",
    )
