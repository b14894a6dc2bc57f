"""What the page of an advert is drawn from; the page and its preview alike."""

from __future__ import annotations

from typing import Any

from teachpb import clock
from teachpb.pictures.web import picture_url
from teachpb.schools.completeness import lines
from teachpb.schools.sections import DEFAULT_SAFEGUARDING
from teachpb.vacancies import jobposting, presenting, queries, registry, salary
from teachpb.vacancies.keystages import findable_phases
from teachpb.vacancies.models import Vacancy, VacancyState
from teachpb.vacancies.sharing import share_card
from teachpb.web.access import signed_in_user
from teachpb.web.settings import settings
from teachpb.web.templating import absolute_url


def advert_context(vacancy: Vacancy, *, is_preview: bool = False) -> dict[str, Any]:
    """Everything the advert shows. A preview is never open, whatever it previews."""
    moment = clock.now()
    state = vacancy.state_at(moment)
    is_open = state is VacancyState.live and not is_preview
    url = absolute_url("vacancies.show_vacancy", slug=vacancy.slug)
    profile = vacancy.schools[0].profile if len(vacancy.schools) == 1 else None
    return {
        "vacancy": vacancy,
        "is_preview": is_preview,
        "is_open": is_open,
        "has_closed": state in {VacancyState.expired, VacancyState.ended_early},
        "moment": moment,
        "url": url,
        "pay": salary.stated_range(vacancy),
        "pro_rata": salary.pro_rata_range(vacancy),
        "points": salary.points_words(vacancy),
        "fte": salary.fte_words(vacancy.fte_basis_points) if vacancy.fte_basis_points else "",
        "picture": presenting.picture(vacancy, 1200),
        "profile": profile,
        "benefits": lines(profile.benefits or "") if profile else [],
        "safeguarding": (profile.safeguarding if profile else "") or DEFAULT_SAFEGUARDING,
        "similar": [] if is_preview else similar_cards(vacancy),
        "schema": jobposting.job_posting(vacancy, url=url, site_url=settings().base_url.rstrip("/"))
        if is_open
        else None,
        "application": registry.application_notes(signed_in_user(), [vacancy.id]).get(vacancy.id),
        "alert_query": alert_query(vacancy),
        "onward": registry.onward_links(vacancy),
        "share_picture": picture_url("vacancies.show_picture", share_card(vacancy), slug=vacancy.slug),
        "presenting": presenting,
    }


def alert_query(vacancy: Vacancy) -> dict[str, list[str]]:
    """The search whose alert brings jobs like this one: its roles, and its subjects or else its phases."""
    query = {"role": [role.value for role in vacancy.job_roles]}
    if vacancy.subjects:
        return query | {"subject": [subject.value for subject in vacancy.subjects]}
    return query | {"phase": [phase.value for phase in findable_phases(vacancy.phases)]}


def similar_cards(vacancy: Vacancy) -> list[presenting.JobCard]:
    moment = clock.now()
    return [presenting.card(other, moment) for other in queries.similar_vacancies(vacancy)]
