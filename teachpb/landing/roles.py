"""Pages by role: what it is, what it takes, what it pays."""

from __future__ import annotations

from teachpb.landing.facts import CHECKS, EXTRA_PAY, LEADERS_PAY, MAIN_PAY, NO_DEGREE, QTS, SEN_PAY, SUPPORT_PAY, Fact
from teachpb.landing.page import CITY, Kind, LandingPage
from teachpb.vacancies.models import JobRole

R = JobRole


def _role(
    slug: str, role: JobRole, name: str, lead: str, *text: str, facts: tuple[Fact, ...], scene: str
) -> LandingPage:
    return LandingPage(
        slug=slug,
        kind=Kind.role,
        name=name,
        title=f"{name} jobs in {CITY}",
        lead=lead,
        text=text,
        facts=facts,
        filters={"role": [role.value]},
        scene=scene,
    )


ROLES = (
    _role(
        "teacher-jobs",
        R.teacher,
        "Teacher",
        "A class or a subject of your own, in a city where a good teacher changes a lot for many children.",
        "You plan and teach, know how each child is doing, and work with colleagues and families. A full-time teacher has a "
        "tenth of the timetable for planning and marking (PPA); an early career teacher has a tenth more in the first year.",
        "Visit before you apply. Most schools here welcome it, and an hour in a corridor tells you more than any advert.",
        facts=(MAIN_PAY, EXTRA_PAY, QTS, CHECKS),
        scene="classroom",
    ),
    _role(
        "head-of-year-or-phase-jobs",
        R.head_of_year_or_phase,
        "Head of year or phase",
        "You know every child of a year group or phase, and lead the adults who teach and look after them.",
        "In a primary school you lead teaching across some year groups; in a secondary school attendance, behaviour and "
        "wellbeing come first, with tutors to lead. You still teach, with time set aside for the rest.",
        facts=(MAIN_PAY, EXTRA_PAY, QTS, CHECKS),
        scene="playground",
    ),
    _role(
        "head-of-department-jobs",
        R.head_of_department_or_curriculum,
        "Head of department or curriculum",
        "A subject is in your hands: what is taught, how well, and by whom.",
        "You lead the curriculum, the results and the people of a department, and teach most of the week yourself. Ask how "
        "many specialists there are, and how much time the post really has.",
        facts=(MAIN_PAY, EXTRA_PAY, QTS, CHECKS),
        scene="library",
    ),
    _role(
        "assistant-headteacher-jobs",
        R.assistant_headteacher,
        "Assistant headteacher",
        "Your first post on the senior team: a part of the whole school is yours.",
        "Teaching, behaviour, inclusion, timetable or training: each assistant head answers for one or two of these and "
        "usually teaches about half a week.",
        facts=(LEADERS_PAY, QTS, ("A help on the way", "The NPQ for senior leadership"), CHECKS),
        scene="street",
    ),
    _role(
        "deputy-headteacher-jobs",
        R.deputy_headteacher,
        "Deputy headteacher",
        "You run the school with the head, and without them when they are away.",
        "Deputies lead the large tasks: curriculum, safeguarding, staffing. For many it is the last step before headship; "
        "ask the head how they would get you ready.",
        facts=(LEADERS_PAY, QTS, ("A help on the way", "The NPQ for headship"), CHECKS),
        scene="street",
    ),
    _role(
        "headteacher-jobs",
        R.headteacher,
        "Headteacher",
        "A school, its children and its part of the city look to you.",
        "You set the direction with the governors, choose the people, and answer for the children’s safety and learning. "
        "Governors expect candidates to visit; ask to see the school on an ordinary day.",
        facts=(
            LEADERS_PAY,
            ("You will need", "QTS in a maintained school; governors look for senior leadership"),
            CHECKS,
        ),
        scene="arches",
    ),
    _role(
        "sendco-jobs",
        R.sendco,
        "SENDCo",
        "You see to it that children with special educational needs and disabilities learn with everybody else.",
        "You plan support, advise colleagues, and work with families and services. In a mainstream school the SENDCo must be "
        "a qualified teacher, and who is new to the post takes the NPQ for SENCOs within three years.",
        facts=(MAIN_PAY, SEN_PAY, QTS, CHECKS),
        scene="nursery",
    ),
    _role(
        "school-leadership-jobs",
        R.other_leadership,
        "Other leadership",
        "Heads of school, executive leaders, directors of a trust’s subjects or sixth forms.",
        "Posts that do not fit the usual titles: read what the school means by them, and to whom you would answer.",
        facts=(LEADERS_PAY, CHECKS),
        scene="arches",
    ),
    _role(
        "teaching-assistant-jobs",
        R.teaching_assistant,
        "Teaching assistant",
        "You help children one by one and in small groups, and make the day work for them.",
        "Schools train you as you go. Many of the city’s teachers began here, and several schools train their own assistants "
        "to become teachers while they earn.",
        facts=(SUPPORT_PAY, NO_DEGREE, CHECKS),
        scene="art",
    ),
    _role(
        "higher-level-teaching-assistant-jobs",
        R.higher_level_teaching_assistant,
        "Higher level teaching assistant",
        "You take whole classes, plan what you teach, and lead other assistants.",
        "HLTA status is gained by assessment against national standards, with your headteacher’s support. Some schools "
        "appoint first and pay for the assessment.",
        facts=(
            SUPPORT_PAY,
            ("You will need", "HLTA status, or a school that helps you to it; level 2 English and maths"),
            CHECKS,
        ),
        scene="art",
    ),
    _role(
        "education-support-jobs",
        R.education_support,
        "Learning support and cover",
        "Cover supervisors, mentors, technicians: the adults who keep lessons going.",
        "Cover supervisors look after classes with work that a teacher has set; mentors and technicians know their corner of "
        "the school better than anybody. A good first post for graduates who think about teaching.",
        facts=(SUPPORT_PAY, NO_DEGREE, CHECKS),
        scene="lab",
    ),
    _role(
        "school-administration-jobs",
        R.administration_hr_data_and_finance,
        "Administration, HR, data and finance",
        "The office is the first voice a family hears and the place where a school’s money and figures come right.",
        "From reception and attendance to business management. Many posts are for the weeks of term; ask which holidays are "
        "worked.",
        facts=(SUPPORT_PAY, NO_DEGREE, CHECKS),
        scene="library",
    ),
    _role(
        "school-catering-and-site-jobs",
        R.catering_cleaning_and_site_management,
        "Catering, cleaning and site",
        "Warm, clean, safe and fed: nothing else in a school works without it.",
        "Caretakers and site managers, cooks and kitchen assistants, cleaners and midday supervisors. Hours are often early, "
        "late or over lunch, which suits many families.",
        facts=(
            SUPPORT_PAY,
            ("You will need", "Often no qualification; food hygiene or a trade where the post asks for it"),
            CHECKS,
        ),
        scene="playground",
    ),
    _role(
        "school-it-jobs",
        R.it_support,
        "IT support",
        "You keep hundreds of people’s devices, lessons and data running, and safe.",
        "Technicians and network managers, in one school or across a trust. You learn more in a year than in most offices.",
        facts=(
            SUPPORT_PAY,
            ("You will need", "Experience, or an apprenticeship; a school rarely asks for a degree"),
            CHECKS,
        ),
        scene="lab",
    ),
    _role(
        "pastoral-jobs",
        R.pastoral_health_and_welfare,
        "Pastoral, health and welfare",
        "You are the person a young person turns to.",
        "Attendance, families, behaviour, counselling, first aid. No teaching qualification is needed; patience and good "
        "records are.",
        facts=(SUPPORT_PAY, NO_DEGREE, CHECKS),
        scene="playground",
    ),
    _role(
        "school-support-jobs",
        R.other_support,
        "Other support",
        "Librarians, drivers, examination officers, community workers and the posts only one school has.",
        "Read the hours closely: many are part time or for the weeks of term.",
        facts=(SUPPORT_PAY, CHECKS),
        scene="street",
    ),
)
