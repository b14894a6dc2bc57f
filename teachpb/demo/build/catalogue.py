"""What stands around the courses: terms, duties, evidence, who teaches, series, ways onwards, wishes."""

from __future__ import annotations

from datetime import date
from typing import Any

from teachpb.cpd.models import (
    ApprovalRule,
    CalendarFeed,
    CertificateKind,
    Course,
    CourseStatus,
    CourseWatch,
    FacilitatorProfile,
    InSchoolRequest,
    InSchoolState,
    Series,
    SeriesModule,
    Subject,
    VatTreatment,
)
from teachpb.db import db
from teachpb.demo.build.world import World, slug_of

KCSIE = "Keeping children safe in education"
#: Title -> what is said of the course beside its content.
DUTIES: dict[str, dict[str, Any]] = {
    "Designated safeguarding lead: new to the role": {"statutory_basis": KCSIE, "validity_months": 24},
    "Designated safeguarding lead: refresher": {"statutory_basis": KCSIE, "validity_months": 24},
    "Safer recruitment": {"statutory_basis": "School Staffing (England) Regulations 2009", "validity_months": 60},
    "Paediatric first aid": {
        "statutory_basis": "Early years foundation stage framework",
        "validity_months": 36,
        "accreditation": "Recognised by the city’s early years team.",
    },
}
SUBJECTS = {
    "Teaching fractions so that they stay taught": [Subject.mathematics],
    "Physics for teachers of biology": [Subject.physics, Subject.science],
    "Reading for pleasure, reading for power": [Subject.english],
    "Digital tools that save an hour a week": [Subject.ict],
}
STATEMENTS = {
    "1": "Before and after, you ask ten of your pupils the same three questions. We compare what they say.",
    "2": "Every session begins with one study, and with what it does not show.",
    "3": "You bring a film of your own lesson, and a colleague from another school looks at it with you.",
    "4": "Between the sessions you try one thing each week and write two lines about it.",
}
LEADS_ON = (
    ("Your first year: planning that survives Monday", "Mentoring early career teachers"),
    ("Mentoring early career teachers", "Leading a subject well"),
    ("Leading a subject well", "NPQ for leading teaching"),
    ("Leading a subject well", "Aspiring headteachers: a year of conversations"),
    ("Aspiring headteachers: a year of conversations", "NPQ for headship"),
    ("New governors: the first hundred days", "Finance for governors"),
    ("Finance for governors", "Chairing a board"),
    ("Designated safeguarding lead: new to the role", "Designated safeguarding lead: refresher"),
)
STEPS = {
    "Your first year: planning that survives Monday": ["become-a-teacher/early-career-teacher"],
    "Leading a subject well": ["subject-lead/subject-lead", "lead-a-school/lead-a-subject-or-a-year"],
    "NPQ for headship": ["lead-a-school/headteacher"],
    "NPQ for senior leadership": ["lead-a-school/senior-leader"],
    "NPQ for special educational needs co-ordinators": [
        "special-educational-needs/special-educational-needs-co-ordinator"
    ],
    "New governors: the first hundred days": ["governor-to-chair/join-a-board"],
    "Chairing a board": ["governor-to-chair/chair"],
}
SERIES = (
    (
        1,
        "Governing well",
        "From the first meeting to the chair: three courses that mix as you need them.",
        ("New governors: the first hundred days", "Finance for governors", "Chairing a board"),
        True,
    ),
    (
        0,
        "From mentor to leader",
        "The steps of somebody who helps others to teach, one after the other.",
        ("Mentoring early career teachers", "Leading a subject well", "Aspiring headteachers: a year of conversations"),
        False,
    ),
)
PEOPLE = (
    (0, "Marisa Okafor", "Taught Year 6 in the city for fourteen years, and mentors new teachers in nine schools."),
    (0, "Tom Fenwick", "A physicist who came to teaching from a wind-turbine factory. Bring your hardest question."),
    (1, "Ruth Castor", "Led safeguarding for two councils. Known for cases that stay with you."),
)


def build_catalogue(world: World) -> None:
    courses = {course.title: course for course in world.courses}
    for number, course in enumerate(world.courses):
        _describe(world, course, number)
    for before, after in LEADS_ON:
        courses[before].leads_to = [*courses[before].leads_to, courses[after]]
    for title, steps in STEPS.items():
        courses[title].career_steps = steps
    _people(world, courses)
    _series(world, courses)
    _wishes(world, courses)
    db.session.flush()


def _describe(world: World, course: Course, number: int) -> None:
    course.code = f"{'NVH' if course.provider is world.providers[0] else 'CES'}-{100 + number}"
    course.subjects = list(course.subjects) or SUBJECTS.get(course.title, [])
    course.vat_treatment = VatTreatment.exempt
    course.approval_rule = ApprovalRule.none if "governor" in course.title.lower() else ApprovalRule.school_default
    duty = DUTIES.get(course.title, {})
    for name, value in duty.items():
        setattr(course, name, value)
    if duty:
        course.certificate_kind = CertificateKind.completion
        course.statutory_review_on = _next_september(world.today)
    if course.is_external:
        course.external_note_owner = "The hub’s NPQ team"
        course.external_review_on = _next_september(world.today)
        course.funding_note = "State-funded schools can apply for a funded place while there are any."
        return
    course.content_outline = [
        "What the evidence says, in half an hour",
        "What it looks like in a classroom of the city",
        "Your own next step, planned with a colleague",
    ]
    if number % 2 == 0:
        course.standard_statements = dict(STATEMENTS) if number % 4 else {"2": STATEMENTS["2"], "3": STATEMENTS["3"]}
        course.evidence_base = (
            "The guidance report on effective professional development (Education Endowment Foundation, 2021), and what"
            " fourteen schools of the city found when they tried it."
        )


def _next_september(today: date) -> date:
    return date(today.year + (today.month >= 9), 9, 1)


def _people(world: World, courses: dict[str, Course]) -> None:
    facilitator = world.people["facilitator"]
    shown = [
        FacilitatorProfile(provider=world.providers[provider], name=name, bio=bio) for provider, name, bio in PEOPLE
    ]
    shown[0].user, shown[0].name = facilitator, facilitator.full_name
    db.session.add_all(shown)
    courses["Mentoring early career teachers"].taught_by = [shown[0]]
    courses["Physics for teachers of biology"].taught_by = [shown[1]]
    courses["Designated safeguarding lead: new to the role"].taught_by = [shown[2]]


def _series(world: World, courses: dict[str, Course]) -> None:
    for provider, title, summary, modules, is_mixable in SERIES:
        db.session.add(
            Series(
                provider=world.providers[provider],
                title=title,
                slug=slug_of(title),
                summary=summary,
                description="You book each course by itself, and get a certificate for each.",
                is_mixable=is_mixable,
                status=CourseStatus.published,
                modules=[SeriesModule(course=courses[name], position=place) for place, name in enumerate(modules)],
            )
        )


def _wishes(world: World, courses: dict[str, Course]) -> None:
    """The school of the demonstration's CPD lead has asked twice; its teacher watches a course and has a calendar."""
    lead, teacher, provider = world.people["cpd"], world.people["teacher"], world.people["provider"]
    db.session.add(CourseWatch(user=teacher, course=courses["Oracy across the school"]))
    db.session.add(CalendarFeed(user=teacher))
    asked = {"provider": world.providers[0], "organisation": world.schools[0], "asked_by": lead, "hall": "The hall"}
    db.session.add(
        InSchoolRequest(
            **asked,
            course=courses["Oracy across the school"],
            topic="Oracy across the school",
            wishes="Our pupils speak thirty languages, and too few of them speak in lessons.",
            staff_count=54,
            preferred_dates="Our training day in January, or any twilight in February",
            state=InSchoolState.asked,
            state_entered_at=world.days_ago(2),
        )
    )
    db.session.add(
        InSchoolRequest(
            **asked,
            topic="Behaviour in corridors and at lunch",
            staff_count=32,
            preferred_dates="A twilight in May",
            state=InSchoolState.offered,
            state_entered_at=world.days_ago(5),
            answer="We can come on the second Tuesday in May, 3.45pm to 5.15pm. £350 for the school, travel included.",
            answered_by=provider,
        )
    )
