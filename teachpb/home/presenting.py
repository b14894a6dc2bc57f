"""What the home page shows of each room, as cards."""

from __future__ import annotations

from typing import Any

from flask import url_for

from teachpb import clock
from teachpb.cpd.queries import next_cards
from teachpb.cpd.queries.catalogue import Card
from teachpb.insight.figures import Headline, headline
from teachpb.insight.ratio import in_words
from teachpb.schools.models import School
from teachpb.schools.presenting import card_of
from teachpb.schools.queries import open_schools
from teachpb.schools.registry import vacancy_counts
from teachpb.vacancies import presenting
from teachpb.vacancies.models import Vacancy
from teachpb.web.templating import format_date, format_pounds, format_time

FEATURED = 3


def job_card(vacancy: Vacancy) -> dict[str, Any]:
    card = presenting.card(vacancy, clock.now())
    return {
        "title": card.title,
        "href": url_for("vacancies.show_vacancy", slug=card.slug),
        "school": card.school,
        "place": card.place,
        "meta": [part for part in (card.pay, card.contract, card.closing) if part],
        "scene": card.scene,
        "photo_url": None,
        "photo_alt": "",
        "tag": card.tags[0] if card.tags else "",
    }


def course_card(card: Card) -> dict[str, Any] | None:
    """None for a course that has no date to come."""
    run = card.next_date
    if run is None or run.starts_at is None:
        return None
    start = clock.to_london(run.starts_at)
    left = card.places.for_public if card.places else 0
    places = "Waiting list" if left <= 0 else f"{left} {'place' if left == 1 else 'places'} left"
    price = "Free" if card.price_from == 0 else f"From {format_pounds(card.price_from)}" if card.price_from else ""
    return {
        "title": card.course.title,
        "href": url_for("cpd.show_course", slug=card.course.slug),
        "school": card.course.provider.name,
        "place": run.venue.name if run.venue else "Online",
        "meta": [part for part in (f"{format_date(start)}, {format_time(start)}", price, places) if part],
        "leaf": {"month": f"{start:%b}", "day": start.day},
    }


def next_courses() -> list[dict[str, Any]]:
    return [shown for card in next_cards(FEATURED) if (shown := course_card(card))]


def featured_schools(la_code: str) -> list[dict[str, Any]]:
    """Three schools that tell their own story, the freshest first, a different three each day among the best told."""
    jobs = vacancy_counts()
    told = sorted(
        (school for school in open_schools(la_code) if tells_a_story(school)),
        key=lambda school: (jobs.get(school.id, 0) > 0, _freshness(school), school.id),
        reverse=True,
    )[: FEATURED * 4]
    start = clock.today().toordinal() % len(told) if told else 0
    return [
        card_of(school, jobs=jobs.get(school.id, 0))
        for school in (told + told)[start : start + min(FEATURED, len(told))]
    ]


def tells_a_story(school: School) -> bool:
    return school.profile is not None and bool(school.profile.welcome or school.profile.description)


def _freshness(school: School) -> float:
    reviewed = school.profile.reviewed_at if school.profile else None
    return reviewed.timestamp() if reviewed else 0.0


def city_figures(figures: Headline, schools: int) -> list[dict[str, str]]:
    """Honest figures: only what is counted here, each with where it comes from."""
    shown = []
    if schools:
        shown.append(
            {
                "value": f"{schools:,}",
                "sentence": "open schools, from nursery to sixth form",
                "source": "Register of schools",
            }
        )
    if figures.since_launch.vacancies:
        shown.append(
            {
                "value": f"{figures.since_launch.vacancies:,}",
                "sentence": "jobs advertised since 2015",
                "source": "Our figures",
            }
        )
    if figures.this_year.ratio is not None:
        value = in_words(figures.this_year.ratio)
        shown.append(
            {"value": value, "sentence": "applications for each job this academic year", "source": "Our figures"}
        )
    return shown


def home_figures(schools: int) -> list[dict[str, str]]:
    return city_figures(headline(clock.today()), schools)
