"""A course, a provider: pages for everybody."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.cpd import charges, queries
from teachpb.cpd.models import Course, CourseStatus, PriceBand, Series
from teachpb.cpd.presenting import share_card
from teachpb.cpd.registry import course_facts, steps_of
from teachpb.cpd.signals import course_viewed
from teachpb.cpd.standard import PARTS
from teachpb.cpd.structured import breadcrumb_data, course_data
from teachpb.cpd.views.catalogue import bp
from teachpb.cpd.visitor import visitor_band
from teachpb.pictures.web import picture_response, picture_url
from teachpb.schools.models import Provider
from teachpb.web.access import public, signed_in_user
from teachpb.web.pagecache import each_time
from teachpb.web.pagination import paginate
from teachpb.web.security import always_ask_again
from teachpb.web.templating import absolute_url

#: Dates on a provider's page; the calendar has all of them.
DATES_SHOWN = 12


def load_course(user: Any, slug: str) -> Course | None:
    return queries.course_by_slug(slug)


def load_series(user: Any, slug: str) -> Series | None:
    return queries.series_by_slug(slug)


def load_provider(user: Any, slug: str) -> Provider | None:
    return queries.provider_by_slug(slug)


@bp.get("/courses/<slug:slug>")
@public(loader=load_course)
def show_course(course: Course) -> ResponseReturnValue:
    now = clock.now()
    dates = queries.public_dates(course, now=now) if course.status is CourseStatus.published else []
    left = queries.availability_of(dates, now=now)
    sender, course_id = current_app._get_current_object(), course.id  # type: ignore[attr-defined]
    always_ask_again()  # places may have gone since
    each_time(lambda: course_viewed.send(sender, course_id=course_id))
    url = absolute_url("cpd.show_course", slug=course.slug)
    provider_url = absolute_url("cpd.show_provider", slug=course.provider.slug)
    return render_template(
        "cpd/show_course.html",
        course=course,
        dates=dates,
        left=left,
        now=now,
        bands=list(PriceBand),
        standard=PARTS,
        facts=course_facts(course),
        steps=steps_of(course),
        teachers=queries.teachers_of(course, dates),
        leaders=queries.leaders_by_date(dates),
        series=queries.series_with(course),
        leads_to=queries.next_courses_of(course),
        is_watched=queries.watch_of(signed_in_user(), course) is not None,
        terms=charges.describe(charges.read_tiers(course.policy_tiers)),
        share_picture=picture_url("cpd.show_picture", share_card(course, dates), slug=course.slug),
        linked_data=course_data(course, dates, left, url=url, provider_url=provider_url),
        breadcrumbs=breadcrumb_data([("Courses", absolute_url("cpd.list_courses")), (course.title, url)]),
    )


@bp.get("/courses/<slug:slug>/picture.png")
@public(loader=load_course)
def show_picture(course: Course) -> ResponseReturnValue:
    """What a shared link shows."""
    dates = queries.public_dates(course, now=clock.now()) if course.status is CourseStatus.published else []
    return picture_response(share_card(course, dates))


@bp.get("/providers/<slug:slug>")
@public(loader=load_provider)
def show_provider(provider: Provider) -> ResponseReturnValue:
    page = paginate(queries.course_listing().where(Course.provider_id == provider.id))
    band = visitor_band()
    return render_template(
        "cpd/show_provider.html",
        provider=provider,
        page=page,
        cards=queries.cards(page.items, band=band),
        band_known=band is not None,
        dates=queries.dates_ahead_of(provider, DATES_SHOWN),
        series=queries.series_of_provider(provider),
        people=queries.profiles_of(provider),
    )


@bp.get("/courses/series/<slug:slug>")
@public(loader=load_series)
def show_series(series: Series) -> ResponseReturnValue:
    band = visitor_band()
    courses = [module.course for module in series.modules if module.course.is_public]
    return render_template(
        "cpd/show_series.html",
        series=series,
        cards=queries.cards(courses, band=band),
        band_known=band is not None,
        hours=sum(course.hours for course in courses),
    )
