"""The jobs and courses that belong to the steps of a route: two questions, however many steps."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from teachpb.careers.routes import CareerRoute, CareerStep
from teachpb.cpd.models import Course, CourseStatus
from teachpb.db import db
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.queries import open_vacancies

SHOWN = 3


@dataclass(frozen=True, kw_only=True)
class StepOnShow:
    """A step with its newest jobs, how many there are in all, and its courses."""

    step: CareerStep
    jobs: list[Vacancy]
    job_count: int
    courses: list[Course]


def steps_of(route: CareerRoute) -> list[StepOnShow]:
    vacancies = open_vacancies() if any(step.roles for step in route.steps) else []
    courses = db.session.scalars(
        select(Course).where(Course.status == CourseStatus.published).order_by(Course.title, Course.id)
    ).all()
    shown = []
    for step in route.steps:
        jobs = [vacancy for vacancy in vacancies if set(step.roles) & set(vacancy.job_roles)]
        fitting = [course for course in courses if step.audience in course.audiences]
        shown.append(StepOnShow(step=step, jobs=jobs[:SHOWN], job_count=len(jobs), courses=fitting[:SHOWN]))
    return shown
