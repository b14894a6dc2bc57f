"""What rooms above add to the pages of courses: facts about a course, the steps of careers it can belong to, pages
about one date, things to do with one place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import current_app, url_for

from teachpb.accounts.models import User
from teachpb.cpd.models import Course, CourseDate, Place

DATE_TOOLS = "cpd.date_tools"
PLACE_LINKS = "cpd.place_links"
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


@dataclass(frozen=True)
class DateTool:
    """A page about one course date, for those who run it. ``endpoint`` takes ``course_date_id``."""

    text: str
    endpoint: str
    visible: Callable[[User, CourseDate], bool] = lambda _user, _run: True
    order: int = 100


@dataclass(frozen=True)
class PlaceLink:
    """Something to do with a place, on the page of it."""

    text: str
    href: str
    order: int = 100


#: (who looks, the place) -> what they may do with it
PlaceLinkSource = Callable[[User, Place], list[PlaceLink]]
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


def register_date_tool(tool: DateTool) -> None:
    current_app.extensions.setdefault(DATE_TOOLS, []).append(tool)


def date_tools(user: User, run: CourseDate) -> list[dict[str, str]]:
    """Text and address of every page about this date the person may open, in order."""
    tools: list[DateTool] = current_app.extensions.get(DATE_TOOLS, [])
    return [
        {"text": tool.text, "href": url_for(tool.endpoint, course_date_id=run.id)}
        for tool in sorted(tools, key=lambda each: (each.order, each.text))
        if tool.visible(user, run)
    ]


def register_place_links(source: PlaceLinkSource) -> None:
    current_app.extensions.setdefault(PLACE_LINKS, []).append(source)


def place_links(user: User, place: Place) -> list[PlaceLink]:
    found = [link for source in current_app.extensions.get(PLACE_LINKS, []) for link in source(user, place)]
    return sorted(found, key=lambda each: (each.order, each.text))
