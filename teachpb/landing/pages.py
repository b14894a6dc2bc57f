"""Every page by its address, and the other addresses people may try."""

from __future__ import annotations

from collections.abc import Sequence

from teachpb.landing.page import Kind, LandingPage
from teachpb.landing.patterns import PATTERNS, PHASES
from teachpb.landing.places import PLACE_PAGES
from teachpb.landing.roles import ROLES
from teachpb.landing.subjects import SUBJECTS
from teachpb.places.distance import miles_between
from teachpb.places.gazetteer import gazetteer
from teachpb.places.names import place_key
from teachpb.vacancies.keystages import findable_phases
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.search import positions

PAGES: dict[str, LandingPage] = {page.slug: page for page in (*ROLES, *PHASES, *SUBJECTS, *PATTERNS, *PLACE_PAGES)}

#: Other names of a page: what people say, and what it is called on other boards. Each answers 301.
ALIASES: dict[str, str] = {
    "teaching-jobs": "teacher-jobs",
    "classroom-teacher-jobs": "teacher-jobs",
    "head-of-year-jobs": "head-of-year-or-phase-jobs",
    "head-of-department-or-curriculum-jobs": "head-of-department-jobs",
    "assistant-head-jobs": "assistant-headteacher-jobs",
    "deputy-head-jobs": "deputy-headteacher-jobs",
    "head-jobs": "headteacher-jobs",
    "principal-jobs": "headteacher-jobs",
    "leadership-jobs": "school-leadership-jobs",
    "senco-jobs": "sendco-jobs",
    "send-jobs": "sendco-jobs",
    "ta-jobs": "teaching-assistant-jobs",
    "hlta-jobs": "higher-level-teaching-assistant-jobs",
    "cover-supervisor-jobs": "education-support-jobs",
    "support-jobs": "school-support-jobs",
    "administration-hr-data-and-finance-jobs": "school-administration-jobs",
    "catering-cleaning-and-site-management-jobs": "school-catering-and-site-jobs",
    "it-support-jobs": "school-it-jobs",
    "pastoral-health-and-welfare-jobs": "pastoral-jobs",
    "nqt-jobs": "ect-suitable-jobs",
    "ect-jobs": "ect-suitable-jobs",
    "early-career-teacher-jobs": "ect-suitable-jobs",
    "early-years-jobs": "nursery-jobs",
    "primary-jobs": "primary-school-jobs",
    "secondary-jobs": "secondary-school-jobs",
    "middle-school-jobs": "secondary-school-jobs",
    "sixth-form-jobs": "sixth-form-or-college-jobs",
    "all-through-school-jobs": "through-school-jobs",
    "full-time-jobs": "full-time-school-jobs",
    "part-time-jobs": "part-time-school-jobs",
    "job-share-jobs": "school-job-shares",
    "flexible-working-jobs": "flexible-working-jobs-in-schools",
    "art-teacher-jobs": "art-and-design-teacher-jobs",
    "business-teacher-jobs": "business-studies-teacher-jobs",
    "dt-teacher-jobs": "design-and-technology-teacher-jobs",
    "computer-science-teacher-jobs": "computing-teacher-jobs",
    "maths-teacher-jobs": "mathematics-teacher-jobs",
    "mfl-teacher-jobs": "languages-teacher-jobs",
    "modern-languages-teacher-jobs": "languages-teacher-jobs",
    "pe-teacher-jobs": "physical-education-teacher-jobs",
    "re-teacher-jobs": "religious-education-teacher-jobs",
    "teaching-jobs-in-orton-goldhay": "teaching-jobs-in-orton",
    "teaching-jobs-in-the-ortons": "teaching-jobs-in-orton",
    "teaching-jobs-in-hampton-vale": "teaching-jobs-in-hampton",
    "teaching-jobs-in-hampton-hargate": "teaching-jobs-in-hampton",
    "teaching-jobs-in-cardea": "teaching-jobs-in-stanground",
    "teaching-jobs-in-old-fletton": "teaching-jobs-in-fletton",
    "teaching-jobs-in-city-centre": "teaching-jobs-in-peterborough",
}


def page_at(slug: str) -> LandingPage | None:
    """The page that has this address, or another name of it (then its ``slug`` differs)."""
    return PAGES.get(ALIASES.get(slug, slug))


def pages_of(kind: Kind) -> list[LandingPage]:
    return [page for page in PAGES.values() if page.kind is kind]


def pages_for(vacancy: Vacancy) -> list[LandingPage]:
    """The pages an advert is on: by role, subject and phase, and the nearest place; at most six."""
    values = {
        "role": {role.value for role in vacancy.job_roles},
        "subject": {subject.value for subject in vacancy.subjects or []},
        "phase": {phase.value for phase in findable_phases(vacancy.phases)},
    }
    found = [
        page
        for page in PAGES.values()
        if page.kind in {Kind.role, Kind.subject, Kind.phase}
        and any(set(wanted) & values[facet] for facet, wanted in page.filters.items())
    ]
    place = nearest_page(positions(vacancy))
    return [*found[:5], *([place] if place else [])]


def nearest_page(places: Sequence[tuple[float, float]]) -> LandingPage | None:
    """The page of the place whose middle is nearest to any of ``places``, within that page’s distance."""
    middles = [(page, middle) for page in pages_of(Kind.place) if (middle := gazetteer().get(place_key(page.place)))]
    near = [
        (miles, page.slug, page)
        for page, middle in middles
        for position in places
        if (miles := miles_between((middle.latitude, middle.longitude), position)) <= (page.radius or 0)
    ]
    return min(near, key=lambda each: each[:2])[2] if near else None
