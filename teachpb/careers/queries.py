"""The jobs and courses that belong to the steps of a route: two questions, however many steps."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from teachpb.careers.routes import route_at
from teachpb.careers.steps import CareerRoute, CareerStep
from teachpb.cpd.models import Course, CourseStatus
from teachpb.db import db
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.queries import open_vacancies

SHOWN = 3


@dataclass(frozen=True, kw_only=True)
class StepOnShow:
    """A step with its newest jobs, how many there are in all, and its courses: those one cannot do without, and those
    that help. ``next_step`` and ``onwards`` are where it leads."""

    step: CareerStep
    jobs: list[Vacancy]
    job_count: int
    essential: list[Course]
    useful: list[Course]
    useful_count: int
    next_step: CareerStep | None
    onwards: list[CareerRoute]


def steps_of(route: CareerRoute) -> list[StepOnShow]:
    vacancies = open_vacancies() if any(step.roles for step in route.steps) else []
    courses = list(
        db.session.scalars(
            select(Course).where(Course.status == CourseStatus.published).order_by(Course.title, Course.id)
        )
    )
    return [_on_show(route, step, vacancies, courses) for step in route.steps]


def _on_show(route: CareerRoute, step: CareerStep, vacancies: list[Vacancy], courses: list[Course]) -> StepOnShow:
    jobs = [vacancy for vacancy in vacancies if set(step.roles) & set(vacancy.job_roles)]
    essential = [course for course in courses if _is_essential(route, step, course)]
    useful = [course for course in courses if step.audience in course.audiences and course not in essential]
    return StepOnShow(
        step=step,
        jobs=jobs[:SHOWN],
        job_count=len(jobs),
        essential=essential,
        useful=useful[:SHOWN],
        useful_count=len(useful),
        next_step=route.after(step),
        onwards=[found for slug in step.onwards if (found := route_at(slug))],
    )


def _is_essential(route: CareerRoute, step: CareerStep, course: Course) -> bool:
    """Its provider has put it to this very step, or law or guidance asks these people for it."""
    return route.key_of(step) in course.career_steps or (course.is_statutory and step.audience in course.audiences)
