"""The sixty invented vacancies: what, for whom, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass

from teachpb.vacancies.models import JobRole, PayScale, Subject

R, J = PayScale, JobRole


@dataclass(frozen=True)
class JobSketch:
    """One kind of job. Pay in whole pounds a year (a support post's for full time); ``share`` of full time, or None."""

    title: str
    role: JobRole
    scale: PayScale
    points: tuple[str, str]
    pay: tuple[int, int]
    subjects: tuple[Subject, ...] = ()
    secondary: bool = False
    share: float | None = None


PRIMARY_JOBS = (
    JobSketch("Year 4 class teacher", J.teacher, R.main, ("M1", "M6"), (32916, 45352)),
    JobSketch("Reception class teacher", J.teacher, R.main, ("M1", "M6"), (32916, 45352)),
    JobSketch(
        "Year 6 teacher and mathematics lead", J.teacher, R.main, ("M3", "U3"), (36413, 51048), (Subject.mathematics,)
    ),
    JobSketch("Teaching assistant", J.teaching_assistant, R.support, ("3", "4"), (24796, 25185), share=0.72),
    JobSketch(
        "Higher level teaching assistant",
        J.higher_level_teaching_assistant,
        R.support,
        ("12", "17"),
        (28163, 30559),
        share=0.86,
    ),
    JobSketch("Special educational needs co-ordinator", J.sendco, R.main, ("M4", "U3"), (38810, 51048)),
    JobSketch(
        "Assistant headteacher for early years", J.assistant_headteacher, R.leadership, ("L1", "L5"), (51773, 57137)
    ),
    JobSketch("Deputy headteacher", J.deputy_headteacher, R.leadership, ("L8", "L12"), (61534, 67898)),
    JobSketch("Headteacher", J.headteacher, R.leadership, ("L15", "L21"), (72972, 84699)),
    JobSketch("School business manager", J.administration_hr_data_and_finance, R.support, ("24", "28"), (35412, 38626)),
    JobSketch("Site manager", J.catering_cleaning_and_site_management, R.support, ("8", "11"), (26409, 27711)),
    JobSketch(
        "Pastoral support worker", J.pastoral_health_and_welfare, R.support, ("7", "10"), (25992, 27254), share=0.8
    ),
    JobSketch("Early years teacher, part time", J.teacher, R.main, ("M2", "M6"), (34823, 45352), share=0.6),
)
SECONDARY_JOBS = (
    JobSketch("Teacher of mathematics", J.teacher, R.main, ("M1", "U3"), (32916, 51048), (Subject.mathematics,), True),
    JobSketch(
        "Teacher of physics", J.teacher, R.main, ("M1", "U3"), (32916, 51048), (Subject.physics, Subject.science), True
    ),
    JobSketch(
        "Head of English",
        J.head_of_department_or_curriculum,
        R.upper_range,
        ("U1", "U3"),
        (47472, 51048),
        (Subject.english,),
        True,
    ),
    JobSketch(
        "Teacher of French and Spanish",
        J.teacher,
        R.main,
        ("M1", "U3"),
        (32916, 51048),
        (Subject.french, Subject.spanish, Subject.languages),
        True,
    ),
    JobSketch("Teacher of computing", J.teacher, R.main, ("M1", "U3"), (32916, 51048), (Subject.computing,), True),
    JobSketch("Head of Year 9", J.head_of_year_or_phase, R.main, ("M4", "U3"), (38810, 51048), (), True),
    JobSketch(
        "Teacher of design and technology",
        J.teacher,
        R.main,
        ("M1", "U3"),
        (32916, 51048),
        (Subject.design_and_technology,),
        True,
    ),
    JobSketch(
        "Teacher of music, part time", J.teacher, R.main, ("M1", "U3"), (32916, 51048), (Subject.music,), True, 0.6
    ),
    JobSketch("Cover supervisor", J.education_support, R.support, ("6", "9"), (25584, 26824), (), True, 0.86),
    JobSketch(
        "Science technician", J.other_support, R.support, ("5", "7"), (25183, 25992), (Subject.science,), True, 0.86
    ),
    JobSketch(
        "Assistant headteacher, inclusion",
        J.assistant_headteacher,
        R.leadership,
        ("L11", "L15"),
        (66368, 72972),
        (),
        True,
    ),
    JobSketch("IT support engineer", J.it_support, R.support, ("12", "17"), (28163, 30559), (), True),
    JobSketch(
        "Teacher of geography",
        J.teacher,
        R.main,
        ("M1", "U3"),
        (32916, 51048),
        (Subject.geography, Subject.humanities),
        True,
    ),
)
#: How many vacancies stand how today: 26 live, 4 scheduled, 5 drafts, the rest closed over three years.
LIVE, SCHEDULED, DRAFTS, TOTAL = 26, 4, 5, 60
