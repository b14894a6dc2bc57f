"""What a candidate has learned and done, row by row."""

from __future__ import annotations

from typing import ClassVar

from teachpb.applications.forms.asking import wanted
from teachpb.applications.forms.entries import EntryForm
from teachpb.applications.forms.results import ResultsField
from teachpb.applications.models import QualificationKind, StudyProgress
from teachpb.applications.rules import DUTIES_WORDS, LISTS, REASON_WORDS, EntryKind, ListName
from teachpb.web.forms import (
    BaseForm,
    EnumRadioField,
    IntegerField,
    MonthField,
    RadioField,
    Required,
    StringField,
    TextArea,
    YesNoField,
)

_QUALIFICATIONS = LISTS[ListName.qualifications].kinds
_EMPLOYMENT = LISTS[ListName.employment].kinds
MONTH_HINT = "For example, 9 2021"


class QualificationKindForm(BaseForm):
    """What somebody wants to add. It only leads on."""

    kind = EnumRadioField(
        "What would you like to add?",
        [Required("Select what you would like to add")],
        enum=QualificationKind,
        hints={QualificationKind.gcse: "Several at a time, also O levels, CSEs and their like from abroad"},
    )


class SchoolForm(EntryForm):
    institution = StringField("School or college")
    year = IntegerField("Year you got your results", width=4, min=1)
    results = ResultsField(
        "Subjects and grades",
        hint="Put down what bears on the job, and always English and mathematics if you have them.",
    )


class GcseForm(SchoolForm):
    kind = _QUALIFICATIONS["gcse"]


class AsLevelForm(SchoolForm):
    kind = _QUALIFICATIONS["as_level"]


class ALevelForm(SchoolForm):
    kind = _QUALIFICATIONS["a_level"]


def _progress() -> EnumRadioField:
    return EnumRadioField(
        "Have you finished it?",
        enum=StudyProgress,
        reveals={StudyProgress.finished: ("grade",)},
        summary_label="Finished",
    )


def _grade() -> StringField:
    return StringField("Grade or class", width=10, max_chars=100, hint="For example 2:1, pass or distinction")


def _started() -> MonthField:
    return MonthField(
        "When did you start, if it was full time?",
        optional=True,
        thing="The start date",
        hint="These months then count in your history. Leave it empty if you studied beside your job.",
        summary_label="Started",
    )


def _ended() -> MonthField:
    return MonthField(
        "When did you finish?",
        thing="The end date",
        hint="Leave it empty if you are still studying.",
        summary_label="Finished on",
    )


def _details() -> TextArea:
    return TextArea(
        "If you have not finished, how far have you come?",
        rows=3,
        max_words=100,
        hint="And when you expect to finish, or why you left.",
        summary_label="More",
    )


class UndergraduateForm(EntryForm):
    kind = _QUALIFICATIONS["undergraduate"]

    institution = StringField("University or college")
    subject = StringField("Subject", hint="For example BA Primary Education with QTS")
    progress = _progress()
    grade = _grade()
    started_on = _started()
    ended_on = _ended()
    details = _details()


class PostgraduateForm(EntryForm):
    kind = _QUALIFICATIONS["postgraduate"]

    institution = StringField("University, college or training provider")
    subject = StringField("Subject", hint="For example PGCE Secondary Mathematics")
    progress = _progress()
    grade = _grade()
    started_on = _started()
    ended_on = _ended()
    details = _details()


class OtherQualificationForm(EntryForm):
    kind = _QUALIFICATIONS["other"]

    institution = StringField("College or provider")
    name = StringField("Name of the qualification", hint="For example NVQ level 3 in childcare")
    progress = _progress()
    grade = _grade()
    started_on = _started()
    ended_on = _ended()
    details = _details()


class TrainingForm(EntryForm):
    kind = LISTS[ListName.training].kinds[""]

    name = StringField("Name of the course or training", hint="For example Designated safeguarding lead, level 3")
    provider = StringField("Who ran it?", optional=True, summary_label="Provider")
    year = IntegerField("Year you did it", width=4, min=1)
    length = StringField("How long was it?", optional=True, width=10, max_chars=100, hint="For example two days")
    grade = StringField("Grade or result", optional=True, width=10, max_chars=100)


class MembershipForm(EntryForm):
    kind = LISTS[ListName.memberships].kinds[""]

    name = StringField("Name of the professional body", hint="For example the Chartered College of Teaching")
    grade = StringField("Kind of membership", optional=True, max_chars=100, width=20, hint="For example fellow")
    number = StringField("Membership number", optional=True, max_chars=60, width=10, spellcheck=False)
    year = IntegerField("Year you joined", optional=True, width=4, min=1)
    has_taken_exam = YesNoField("Did you pass an exam to become a member?", summary_label="By exam")


class JobForm(EntryForm):
    kind: ClassVar[EntryKind] = _EMPLOYMENT["job"]

    organisation = StringField("School or organisation")
    job_title = StringField("Job title", width=20)
    subjects = StringField("Subjects or year groups you taught", optional=True)
    started_on = MonthField("When did you start?", thing="The start date", hint=MONTH_HINT, summary_label="Started")
    is_current = YesNoField(
        "Do you still work there?",
        reveals={False: ("ended_on", "reason_for_leaving")},
        hint="Also if you have given notice.",
        summary_label="Present job",
    )
    ended_on = MonthField("When did you leave?", thing="The end date", hint=MONTH_HINT, summary_label="Left")
    reason_for_leaving = TextArea(
        "Why did you leave?", rows=2, max_words=REASON_WORDS, thing="Your reason for leaving", summary_label="Reason"
    )
    main_duties = TextArea(
        "What were your main duties?",
        rows=5,
        max_words=DUTIES_WORDS,
        thing="Your main duties",
        summary_label="Main duties",
    )


class BreakForm(EntryForm):
    kind: ClassVar[EntryKind] = _EMPLOYMENT["break"]

    started_on = MonthField("First month of the break", thing="The start date", hint=MONTH_HINT, summary_label="From")
    ended_on = MonthField(
        "Last month of the break",
        thing="The end date",
        hint="A break of one month has the same first and last month.",
        summary_label="To",
    )
    reason = TextArea(
        "What did you do?",
        rows=3,
        max_words=REASON_WORDS,
        thing="What you did during the break",
        hint="For example looking after your children, studying, travelling, or looking for work. You need not tell"
        " anything about your health.",
        summary_label="What you did",
    )


class HistoryForm(BaseForm):
    """What is asked beside the list of jobs, as long as the list does not tell it."""

    is_first_job = RadioField(
        "Would this be your first job?",
        wanted("is_first_job"),
        choices=[(True, "Yes, I have not worked before"), (False, "No, I am going to add my jobs")],
        hint="Jobs beside school or studies count too.",
        summary_label="First job",
    )
    left_education_on = MonthField(
        "When did you leave full-time education for the first time?",
        wanted("left_education_on"),
        thing="The month you left full-time education",
        hint="School, college or university, whichever came last before you started to work. For example, 7 2015",
        summary_label="Left full-time education",
    )
