"""Loading the invented city, and taking it away again."""

from __future__ import annotations

from sqlalchemy import func, select

from teachpb.db import Model, db
from teachpb.demo.build.alerts import build_alerts
from teachpb.demo.build.applications import build_applications
from teachpb.demo.build.attendance import build_attendance
from teachpb.demo.build.boards import build_boards
from teachpb.demo.build.catalogue import build_catalogue
from teachpb.demo.build.courses import build_courses
from teachpb.demo.build.decisions import build_decisions
from teachpb.demo.build.fairness import build_fairness
from teachpb.demo.build.hiring import build_hiring
from teachpb.demo.build.history import build_history
from teachpb.demo.build.invoices import build_invoices
from teachpb.demo.build.lines import build_lines
from teachpb.demo.build.messages import build_messages
from teachpb.demo.build.organisations import build_organisations
from teachpb.demo.build.papers import build_papers
from teachpb.demo.build.people import build_people
from teachpb.demo.build.profiles import build_profiles
from teachpb.demo.build.references import build_references
from teachpb.demo.build.saved import build_saved
from teachpb.demo.build.systems import build_systems
from teachpb.demo.build.training import build_training
from teachpb.demo.build.vacancies import build_vacancies
from teachpb.schools.models import Organisation

BUILDERS = (
    ("Schools", build_organisations),
    ("People", build_people),
    ("Vacancies", build_vacancies),
    ("Documents", build_papers),
    ("Templates and trusts", build_hiring),
    ("Applications", build_applications),
    ("Faith and equal opportunities", build_fairness),
    ("References and self-disclosures", build_references),
    ("Criteria, interviews and checks", build_decisions),
    ("Messages", build_messages),
    ("Candidates’ profiles", build_profiles),
    ("Job alerts", build_alerts),
    ("Saved jobs", build_saved),
    ("Recruitment systems", build_systems),
    ("Governor roles", build_boards),
    ("Courses", build_courses),
    ("Waiting lists and changes", build_lines),
    ("What stands around the courses", build_catalogue),
    ("Registers and certificates", build_attendance),
    ("Training that runs out", build_training),
    ("Invoices and budgets", build_invoices),
    ("Figures", build_history),
)


def is_empty() -> bool:
    """Has nobody put anything into this database yet?"""
    return not db.session.scalar(select(func.count(Organisation.id)))


def empty() -> None:
    """Delete every row of every table. Only ever called on a demonstration."""
    for table in reversed(Model.metadata.sorted_tables):
        db.session.execute(table.delete())
