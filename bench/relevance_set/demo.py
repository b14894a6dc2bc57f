"""The demonstration's adverts, and what each really is: its form is well filled in, its title tells the rest."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from bench.relevance_set import facts as f
from bench.relevance_set.facts import Facts
from bench.relevance_set.generator import BY_PHASE, STAGES
from teachpb import create_app
from teachpb.config import Settings
from teachpb.db import db
from teachpb.demo.build.organisations import build_organisations
from teachpb.demo.build.people import build_people
from teachpb.demo.build.vacancies import build_vacancies
from teachpb.demo.build.world import World
from teachpb.schools.models import Phase, TypeGroup
from teachpb.search.registry import Document
from teachpb.vacancies.models import EctStatus, JobRole, Vacancy, WorkingPattern
from teachpb.vacancies.search import document, findable

JOBS = {
    JobRole.teacher: f.TEACHER,
    JobRole.head_of_year_or_phase: f.HEAD_OF_YEAR,
    JobRole.head_of_department_or_curriculum: f.HEAD_OF_DEPARTMENT,
    JobRole.assistant_headteacher: f.ASSISTANT_HEAD,
    JobRole.deputy_headteacher: f.DEPUTY,
    JobRole.headteacher: f.HEADTEACHER,
    JobRole.sendco: f.SENDCO,
    JobRole.teaching_assistant: f.TA,
    JobRole.higher_level_teaching_assistant: f.HLTA,
}
#: Support jobs and topics by a word of the title.
SUPPORT = {
    "business manager": "business manager",
    "site manager": "site manager",
    "cover supervisor": "cover supervisor",
    "technician": "technician",
    "it support": "it technician",
    "pastoral": "pastoral worker",
    "receptionist": "receptionist",
}
TOPICS = {"inclusion": "sen", "educational needs": "sen", "science technician": "science technician"}
FAITHS = {"Roman Catholic": f.CATHOLIC, "Church of England": f.CHURCH_OF_ENGLAND}


def load() -> list[tuple[Document, Facts]]:
    """Build the invented city in a database of its own, and read its adverts that can be found."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(
            Settings(
                environment="testing",
                secret_key="relevance",  # noqa: S106
                base_url="http://localhost",
                data_dir=Path(folder),
                database_url=f"sqlite:///{folder}/demo.sqlite",
                search_engine="null",
            )
        )
        with app.app_context():
            db.create_all()
            world = World()
            for build in (build_organisations, build_people, build_vacancies):
                build(world)
            return [(document(vacancy), facts_of(vacancy)) for vacancy in db.session.scalars(findable())]


def facts_of(vacancy: Vacancy) -> Facts:
    school, title = vacancy.schools[0], vacancy.title.lower()
    year = re.search(r"year ([1-6])\b", title)
    early = "reception" if "reception" in title else "nursery" if "early years" in title else ""
    age = early or (year.group(1) if year else "")
    job = JOBS.get(vacancy.job_roles[0]) or next((job for words, job in SUPPORT.items() if words in title), title)
    subjects = frozenset(subject.value for subject in vacancy.subjects or [])
    taught = job in {*f.CLASSROOM, f.HEAD_OF_DEPARTMENT}
    phases = {"primary", "secondary"} if Phase.through in vacancy.phases else {each.value for each in vacancy.phases}
    return Facts(
        job=job,
        phases=frozenset(phases),
        stages=frozenset(STAGES.get(age) or BY_PHASE.get(vacancy.phases[0], ())),
        subjects=subjects if taught and not age else frozenset(),
        side_subjects=frozenset() if taught and not age else subjects,
        years=frozenset({age} if age else ()),
        topics=frozenset(topic for words, topic in TOPICS.items() if words in title),
        full_time=WorkingPattern.full_time in vacancy.working_patterns,
        part_time=WorkingPattern.part_time in vacancy.working_patterns,
        job_share=bool(vacancy.is_job_share),
        maternity=bool(vacancy.is_parental_leave_cover),
        early_career=vacancy.ect_status is EctStatus.ect_suitable,
        visa=bool(vacancy.visa_sponsorship),
        faith=FAITHS.get(school.religious_character, ""),
        school_kind=f.SPECIAL if school.type_group is TypeGroup.special else f.MAINSTREAM,
        locality=school.locality,
        town=school.town,
    )
