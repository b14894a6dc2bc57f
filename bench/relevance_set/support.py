"""The jobs that keep a school running, as ``jobs`` has those that teach."""

from __future__ import annotations

from bench.relevance_set.jobs import SEC, TEACHING, C, Kind, P, T, X
from teachpb.schools.models import Phase
from teachpb.vacancies.models import JobRole as R
from teachpb.vacancies.models import Subject as S


def _support(
    job: str, role: R, titles: tuple[str, ...], phases: tuple[Phase, ...], weight: int, *topics: str, part: int = 4
) -> Kind:
    return Kind(job=job, roles=(role,), titles=titles, phases=phases, weight=weight, topics=topics, part_time=(part, 1))


EVERYWHERE = (P, P, SEC, SEC, T, X)
SUPPORT = (
    _support(
        "cover supervisor",
        R.education_support,
        ("Cover Supervisor", "Cover Supervisor", "Cover Teacher (unqualified)"),
        (SEC, SEC, T),
        8,
    ),
    _support(
        "learning mentor", R.education_support, ("Learning Mentor", "Behaviour Mentor"), (SEC, P, X), 5, "behaviour"
    ),
    _support(
        "exam invigilator",
        R.education_support,
        ("Exam Invigilator", "Invigilators wanted"),
        (SEC, T),
        4,
        "exams",
        part=10,
    ),
    # behind the school
    _support(
        "exams officer",
        R.administration_hr_data_and_finance,
        ("Exams Officer", "Examinations Manager"),
        (SEC, C),
        4,
        "exams",
    ),
    _support(
        "receptionist",
        R.administration_hr_data_and_finance,
        ("School Receptionist", "Receptionist and Administrator", "Front Office Receptionist"),
        EVERYWHERE,
        9,
        "office",
    ),
    _support(
        "administrator",
        R.administration_hr_data_and_finance,
        ("School Administrator", "Attendance Officer", "Admin Assistant (term time)"),
        EVERYWHERE,
        10,
        "office",
    ),
    _support(
        "business manager",
        R.administration_hr_data_and_finance,
        ("School Business Manager", "Business Manager", "Finance and Operations Manager"),
        (P, P, SEC),
        6,
        "finance",
        part=2,
    ),
    _support(
        "finance officer",
        R.administration_hr_data_and_finance,
        ("Finance Officer", "Finance Assistant"),
        EVERYWHERE,
        5,
        "finance",
    ),
    _support(
        "headteacher’s assistant",
        R.administration_hr_data_and_finance,
        ("PA to the Headteacher", "Executive Assistant to the Principal"),
        (SEC, P),
        4,
        "office",
    ),
    _support(
        "site manager",
        R.catering_cleaning_and_site_management,
        ("Site Manager", "Caretaker", "Premises Officer", "Assistant Caretaker"),
        EVERYWHERE,
        8,
        part=2,
    ),
    _support(
        "cleaner",
        R.catering_cleaning_and_site_management,
        ("Cleaner", "School Cleaner, evenings"),
        EVERYWHERE,
        6,
        part=9,
    ),
    _support(
        "midday supervisor",
        R.catering_cleaning_and_site_management,
        ("Midday Supervisor", "Lunchtime Supervisor", "Midday Meals Supervisor"),
        (P,),
        9,
        part=10,
    ),
    _support(
        "cook",
        R.catering_cleaning_and_site_management,
        ("School Cook", "Catering Assistant", "Kitchen Assistant"),
        (P, P, SEC),
        7,
        part=7,
    ),
    _support(
        "it technician",
        R.it_support,
        ("IT Technician", "ICT Support Technician", "Network Manager"),
        (SEC, SEC, P),
        6,
        part=1,
    ),
    Kind(
        job="technician",
        roles=(R.other_support,),
        titles=("Science Technician", "Laboratory Technician", "Senior Science Technician"),
        phases=(SEC, SEC, C),
        weight=6,
        side_subjects=(S.science.value,),
        topics=("science technician",),
        part_time=(3, 2),
    ),
    Kind(
        job="technician",
        roles=(R.other_support,),
        titles=("Design and Technology Technician", "Food Technician", "Art Technician"),
        phases=(SEC,),
        weight=4,
        side_subjects=(S.design_and_technology.value,),
        part_time=(4, 2),
    ),
    _support(
        "librarian", R.other_support, ("Librarian", "School Librarian", "Learning Resource Centre Manager"), (SEC, C), 4
    ),
    _support(
        "pastoral worker",
        R.pastoral_health_and_welfare,
        ("Pastoral Support Officer", "Family Support Worker", "Pastoral Manager, Year {o}"),
        EVERYWHERE,
        8,
        "pastoral",
        part=2,
    ),
    _support(
        "safeguarding lead",
        R.pastoral_health_and_welfare,
        ("Designated Safeguarding Lead", "Safeguarding Officer"),
        EVERYWHERE,
        4,
        "pastoral",
        part=1,
    ),
    _support(
        "counsellor",
        R.pastoral_health_and_welfare,
        ("School Counsellor", "Mental Health Practitioner"),
        (SEC, P),
        4,
        "pastoral",
        part=6,
    ),
    _support("sports coach", R.other_support, ("Sports Coach", "PE and Games Coach"), (P, P, SEC), 4, "sport", part=5),
    _support(
        "club worker",
        R.other_support,
        ("Breakfast Club Assistant", "After-school Club Leader", "Playworker"),
        (P,),
        6,
        part=10,
    ),
    _support("driver", R.other_support, ("Minibus Driver", "Passenger Assistant"), (X, P), 3, part=9),
)

KINDS = (*TEACHING, *SUPPORT)
