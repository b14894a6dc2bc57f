"""A search as a feed, a calendar and a table. The addresses take what the results page takes."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from flask import Response, request
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.api import atom, calendar, queries, table
from teachpb.api.cursors import read_place
from teachpb.api.searching import read_search
from teachpb.api.views.blueprint import FRESH_FOR, LIMIT, bp, keepable
from teachpb.extensions import limiter
from teachpb.vacancies import presenting
from teachpb.vacancies.jobposting import job_posting
from teachpb.vacancies.models import Vacancy, VacancyState
from teachpb.vacancies.queries import gone_matching
from teachpb.vacancies.search import positions
from teachpb.web.access import public
from teachpb.web.csvfile import csv_response
from teachpb.web.settings import settings
from teachpb.web.templating import absolute_url, plural

ENTRIES = 50
#: The most a calendar or a table holds: more than a city has open.
MOST = 2_000


@bp.get("/feeds/jobs.atom")
@public
@limiter.limit(LIMIT)
def show_atom() -> ResponseReturnValue:
    """Newest first. A cursor nobody has given is the beginning, as a page number that makes no sense is on the site."""
    search = read_search()
    after = request.args.get("after", "")
    place = read_place(after)
    found = queries.open_vacancies(search.criteria, place, ENTRIES)
    updated_at = queries.last_change(found.items, clock.at_london(clock.today()))
    here = {**search.query, "after": after} if place else search.query
    following = {**search.query, "after": found.after} if found.after else None
    feed = atom.Feed(
        title=search.title,
        subtitle=plural(found.total, "job is open", "jobs are open"),
        self_url=absolute_url("api.show_atom", **here),
        first_url=absolute_url("api.show_atom", **search.query),
        page_url=search.page_url,
        next_url=absolute_url("api.show_atom", **following) if following else None,
        updated_at=updated_at,
        entries=[_entry(vacancy) for vacancy in found.items],
    )
    return keepable(Response(atom.build(feed), mimetype=atom.MEDIA_TYPE), changed_at=updated_at)


@bp.get("/feeds/jobs.ics")
@public
@limiter.limit(LIMIT)
def show_calendar() -> ResponseReturnValue:
    """The closing times, to subscribe to; those of adverts that are gone are cancelled for a while."""
    search = read_search()
    found = queries.open_vacancies(search.criteria, None, MOST)
    gone = gone_matching(search.criteria, clock.now() - calendar.CANCELLED_FOR)
    host = urlsplit(settings().base_url).hostname or "localhost"
    soonest = sorted(found.items, key=lambda vacancy: (vacancy.closes_at or clock.now(), vacancy.id))
    content = calendar.build(
        name=f"{search.title}: closing dates",
        page_url=search.page_url,
        host=host,
        closings=[*(_closing(vacancy) for vacancy in soonest), *(_cancelled(vacancy) for vacancy in gone)],
    )
    response = Response(content, mimetype=calendar.MEDIA_TYPE)
    response.headers["Content-Disposition"] = 'inline; filename="closing-dates.ics"'
    return keepable(response)


@bp.get("/feeds/jobs.csv")
@public
@limiter.limit(LIMIT)
def download_table() -> ResponseReturnValue:
    """Everything that matches, newest first, for a spreadsheet."""
    search = read_search()
    found = queries.open_vacancies(search.criteria, None, MOST)
    response = csv_response("jobs", table.HEADER, [table.row(vacancy) for vacancy in found.items])
    response.headers["Cache-Control"] = f"public, max-age={FRESH_FOR}"
    return keepable(response)


def _entry(vacancy: Vacancy) -> atom.Entry:
    url = absolute_url("vacancies.show_vacancy", slug=vacancy.slug)
    posting = job_posting(vacancy, url=url, site_url=settings().base_url.rstrip("/"))
    changed_at = queries.changed_at(vacancy)
    return atom.Entry(
        number=vacancy.id,
        title=f"{vacancy.title}, {vacancy.place_name}",
        url=url,
        author=vacancy.organisation.name,
        published_at=vacancy.opens_at or changed_at,
        updated_at=changed_at,
        summary=presenting.description(vacancy),
        html=str(posting.get("description", "")),
        categories=[(member.value, member.label) for member in (*vacancy.job_roles, *(vacancy.subjects or []))],
    )


def _closing(vacancy: Vacancy) -> calendar.Closing:
    changed_at = queries.changed_at(vacancy)
    places = positions(vacancy)
    return calendar.Closing(
        number=vacancy.id,
        title=f"{vacancy.title}, {vacancy.place_name}",
        closes_at=vacancy.closes_at or changed_at,
        opened_at=vacancy.opens_at or changed_at,
        updated_at=changed_at,
        url=absolute_url("vacancies.show_vacancy", slug=vacancy.slug),
        location=presenting.place_words(vacancy),
        description=presenting.description(vacancy),
        position=places[0] if len(places) == 1 else None,
    )


def _cancelled(vacancy: Vacancy) -> calendar.Closing:
    """What is left to say of an advert that is gone; of one that was taken away not even what it was."""
    closing = _closing(vacancy)
    removed = vacancy.state is VacancyState.removed
    went_at = vacancy.state_entered_at if removed or vacancy.state is VacancyState.ended_early else vacancy.closes_at
    return replace(
        closing,
        title="a job that was taken away" if removed else closing.title,
        updated_at=max(closing.updated_at, went_at or closing.updated_at),
        url=absolute_url("vacancies.list_vacancies") if removed else closing.url,
        location="" if removed else closing.location,
        description="",
        position=None,
        is_cancelled=True,
    )
