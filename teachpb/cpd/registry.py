"""What rooms above add to the pages of courses: facts about a course, and the steps of careers it can belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import current_app

from teachpb.cpd.models import Course

FACTS = "cpd.course_facts"
STEPS = "cpd.career_steps"


@dataclass(frozen=True, kw_only=True)
class CourseFact:
    """One line of "In brief" on the page of a course: "Rated" · "4.6 of 5 by 12 people"."""

    key: str
    text: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class CareerStep:
    """A step of a career route. ``key`` is what a course stores."""

    key: str
    text: str
    href: str


CourseFacts = Callable[[Course], Iterable[CourseFact]]
CareerSteps = Callable[[], Iterable[CareerStep]]


def register_course_facts(source: CourseFacts) -> None:
    """Call from a room's ``register``. ``source`` is asked each time a course is shown; it may give nothing, such as
    ratings while fewer than five have answered."""
    current_app.extensions.setdefault(FACTS, []).append(source)


def course_facts(course: Course) -> list[CourseFact]:
    sources: list[CourseFacts] = current_app.extensions.get(FACTS, [])
    return [fact for source in sources for fact in source(course)]


def register_career_steps(source: CareerSteps) -> None:
    """Call from a room's ``register``: the steps a provider can choose for a course."""
    current_app.extensions.setdefault(STEPS, []).append(source)


def career_steps() -> list[CareerStep]:
    sources: list[CareerSteps] = current_app.extensions.get(STEPS, [])
    return [step for source in sources for step in source()]


def steps_of(course: Course) -> list[CareerStep]:
    """The steps this course belongs to, in the order of the routes. A step that is no more is left out."""
    return [step for step in career_steps() if step.key in course.career_steps] if course.career_steps else []
