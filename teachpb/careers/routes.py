"""The routes, as data: what each step is, what it takes, and where the jobs and courses for it are found.

Facts: teacher training and qualified teacher status (Get Into Teaching, Department for Education); early career
entitlement
in force since September 2025; national professional qualifications (Department for Education, 2024 onwards); the
special
educational needs co-ordinator must hold, or gain within three years, the mandatory qualification (Special Educational
Needs and Disability Regulations 2014, regulation 49, as amended in 2024).
"""

from __future__ import annotations

from teachpb.careers.steps import CareerRoute, CareerStep
from teachpb.careers.subjects import SUBJECT_LEAD
from teachpb.cpd.models import Audience
from teachpb.vacancies.models import JobRole

A, R = Audience, JobRole

BECOME_A_TEACHER = CareerRoute(
    slug="become-a-teacher",
    title="Become a teacher",
    summary="From a first day in a classroom to your own class, with pay on the way if you need it.",
    scene="classroom",
    theme="teach",
    steps=(
        CareerStep(
            title="See it for yourself",
            text="Spend a day or a week in a school. Most schools here welcome visitors who think about "
            "teaching: open a "
            "school’s page and write to the contact named there.",
            takes="A day to a term",
            audience=A.prospective_teacher,
        ),
        CareerStep(
            title="Train",
            text="With a degree you train for a year, at a university or in a school. You can train on a "
            "salary, part time, or "
            "as an apprentice. Without a degree, the teacher degree apprenticeship lets you earn one in the "
            "classroom.",
            takes="One year with a degree, four without",
            qualification="Qualified teacher status (QTS), often with a postgraduate certificate in education (PGCE)",
            audience=A.trainee,
        ),
        CareerStep(
            title="Early career teacher",
            text="Your first two years come with a lighter timetable, a trained mentor and a programme of "
            "training that the "
            "school must give you. Look for jobs marked as suitable for early career teachers.",
            takes="Two years",
            qualification="Statutory induction",
            roles=(R.teacher,),
            audience=A.ect,
        ),
        CareerStep(
            title="Classroom teacher",
            text="Deepen your subject and your craft. Many teachers move to the upper pay range after some years.",
            roles=(R.teacher,),
            audience=A.classroom_teacher,
            onwards=("subject-lead", "lead-a-school", "special-educational-needs", "pastoral-care"),
        ),
    ),
)

LEAD_A_SCHOOL = CareerRoute(
    slug="lead-a-school",
    title="Lead a school",
    summary="From the first responsibility for others to the headteacher’s office.",
    scene="street",
    theme="teach",
    steps=(
        CareerStep(
            title="Lead a subject or a year",
            text="You look after a subject, a key stage or a year group, and after the people who teach it.",
            takes="After two to five years of teaching",
            qualification="NPQ for leading teaching, leading behaviour and culture, or leading literacy",
            roles=(R.head_of_department_or_curriculum, R.head_of_year_or_phase),
            audience=A.middle_leader,
        ),
        CareerStep(
            title="Senior leader",
            text="As an assistant or deputy headteacher you answer for a part of the whole school: teaching, "
            "behaviour, "
            "safeguarding, timetable.",
            qualification="NPQ for senior leadership",
            roles=(R.assistant_headteacher, R.deputy_headteacher, R.other_leadership),
            audience=A.senior_leader,
        ),
        CareerStep(
            title="Headteacher",
            text="You set the direction, with the governors, and make sure that everybody can do their best work.",
            qualification="NPQ for headship, with coaching in the first years",
            roles=(R.headteacher,),
            audience=A.headteacher,
        ),
        CareerStep(
            title="Lead several schools",
            text="Trusts look for people who make schools better together.",
            qualification="NPQ for executive leadership",
            audience=A.executive,
        ),
    ),
)

SENCO_ROUTE = CareerRoute(
    slug="special-educational-needs",
    title="Special educational needs",
    summary="Lead the support that lets every child learn, in a mainstream or a special school.",
    scene="library",
    theme="grow",
    steps=(
        CareerStep(
            title="Teach every child",
            text="Learn how needs are recognised and what works in the classroom. Ask to shadow your school’s "
            "co-ordinator.",
            roles=(R.teacher, R.teaching_assistant),
            audience=A.classroom_teacher,
        ),
        CareerStep(
            title="Special educational needs co-ordinator",
            text="You plan support, advise colleagues, and work with families and services. You must be a "
            "qualified teacher at "
            "the school.",
            takes="The qualification within three years of starting",
            qualification="NPQ for SENCOs, mandatory for those new to the role",
            roles=(R.sendco,),
            audience=A.senco,
        ),
        CareerStep(
            title="Lead inclusion",
            text="As a senior leader for inclusion, or in a special school or the council’s services.",
            roles=(R.assistant_headteacher, R.deputy_headteacher),
            audience=A.senior_leader,
            onwards=("lead-a-school",),
        ),
    ),
)

PASTORAL = CareerRoute(
    slug="pastoral-care",
    title="Pastoral care and safeguarding",
    summary="Be the person a young person turns to, and then lead the team that does.",
    scene="playground",
    theme="grow",
    steps=(
        CareerStep(
            title="Pastoral support",
            text="Attendance, behaviour, families, wellbeing: no teaching qualification is needed.",
            roles=(R.pastoral_health_and_welfare,),
            audience=A.pastoral,
        ),
        CareerStep(
            title="Head of year",
            text="You lead form tutors and know every child of a year group.",
            qualification="NPQ for leading behaviour and culture",
            roles=(R.head_of_year_or_phase,),
            audience=A.middle_leader,
        ),
        CareerStep(
            title="Designated safeguarding lead",
            text="A senior member of staff with the responsibility for keeping children safe. Training is "
            "renewed every two "
            "years.",
            roles=(R.assistant_headteacher, R.deputy_headteacher),
            audience=A.dsl,
            onwards=("lead-a-school",),
        ),
    ),
)

SUPPORT_TO_TEACHER = CareerRoute(
    slug="support-staff-to-teacher",
    title="From support staff to teacher",
    summary="You know the children already. Here is how to stand in front of the class.",
    scene="art",
    theme="teach",
    steps=(
        CareerStep(
            title="Teaching assistant",
            text="Help children one to one and in groups. Schools train you as you go.",
            roles=(R.teaching_assistant, R.education_support),
            audience=A.teaching_assistant,
        ),
        CareerStep(
            title="Higher level teaching assistant",
            text="Take whole classes, plan, and lead other assistants.",
            qualification="HLTA status",
            roles=(R.higher_level_teaching_assistant,),
            audience=A.teaching_assistant,
        ),
        CareerStep(
            title="Train while you earn",
            text="With a degree: a salaried place or the postgraduate apprenticeship. Without one: the teacher "
            "degree "
            "apprenticeship. Talk to your headteacher; schools here like to train their own.",
            takes="One to four years",
            qualification="Qualified teacher status",
            audience=A.trainee,
        ),
        CareerStep(
            title="Your own class",
            text="Two years as an early career teacher, with a mentor, often in the school that knows you.",
            roles=(R.teacher,),
            audience=A.ect,
            onwards=("subject-lead", "special-educational-needs", "pastoral-care"),
        ),
    ),
)

GOVERNOR_TO_CHAIR = CareerRoute(
    slug="governor-to-chair",
    title="From governor to chair",
    summary="Start with an evening a month. End by leading the board of a school.",
    scene="governors",
    theme="govern",
    steps=(
        CareerStep(
            title="Join a board",
            text="No background in education is needed. You learn how a school works, with a mentor at your side.",
            takes="Four years is a usual term",
            audience=A.governor,
        ),
        CareerStep(
            title="Take a responsibility",
            text="Be the link for safeguarding, finance or special needs, or lead a committee.",
            audience=A.governor,
        ),
        CareerStep(
            title="Chair",
            text="Lead the board, support and challenge the headteacher, and bring on the next chair.",
            audience=A.chair,
        ),
    ),
)

ROUTES = (
    BECOME_A_TEACHER,
    SUPPORT_TO_TEACHER,
    SUBJECT_LEAD,
    LEAD_A_SCHOOL,
    SENCO_ROUTE,
    PASTORAL,
    GOVERNOR_TO_CHAIR,
)


def route_at(slug: str) -> CareerRoute | None:
    return next((route for route in ROUTES if route.slug == slug), None)
