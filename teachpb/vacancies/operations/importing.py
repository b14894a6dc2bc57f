"""Adverts that a recruitment system sends and looks after. The advert, and whoever applies, are there: what is here
follows it, so nothing is frozen, and what our own wizard asks beyond it is left open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from teachpb import clock
from teachpb.audit import operations as audit
from teachpb.db import db
from teachpb.schools.models import Organisation
from teachpb.vacancies import lifecycle
from teachpb.vacancies.errors import NotOpen
from teachpb.vacancies.models import CONTENT_FIELDS, ApplicationMethod, Vacancy, VacancyState
from teachpb.vacancies.operations.publishing import take_slug
from teachpb.vacancies.operations.shared import announce, enter, lock
from teachpb.vacancies.operations.writing import draft_slug
from teachpb.vacancies.signals import vacancy_removed


def import_advert(
    *,
    actor: audit.Actor,
    provider: str,
    organisation: Organisation,
    values: Mapping[str, Any],
    parent: Vacancy | None = None,
) -> Vacancy:
    """Take in an advert and publish it, at once or for its day. ``parent`` is the closed advert of the same post."""
    moment = clock.now()
    fields: dict[str, Any] = dict(values)
    if parent is not None:
        fields |= {"parent": parent, "campaign_id": parent.campaign_id}
    vacancy = Vacancy(
        organisation=organisation,
        provider=provider,
        application_method=ApplicationMethod.website,
        slug=draft_slug(),
        created_at=moment,
        updated_at=moment,
        **fields,
    )
    db.session.add(vacancy)
    db.session.flush()
    take_slug(vacancy=vacancy)
    _schedule(vacancy, vacancy.publish_on, moment)
    is_open = vacancy.opens_at is not None and vacancy.opens_at <= moment
    enter(vacancy=vacancy, state=VacancyState.live if is_open else VacancyState.scheduled, moment=moment)
    _note(actor, "imported", vacancy)
    if is_open:
        announce(vacancy=vacancy)
    db.session.flush()
    return vacancy


def replace_imported(
    *, actor: audit.Actor, vacancy: Vacancy, organisation: Organisation, values: Mapping[str, Any]
) -> Vacancy:
    """Bring an advert that waits or is live up to what its system now says. Raises NotOpen once it has closed."""
    moment = lock(vacancy=vacancy)
    if vacancy.state not in {VacancyState.scheduled, VacancyState.live}:
        raise NotOpen("This vacancy has closed")
    unknown = values.keys() - CONTENT_FIELDS
    if unknown:
        raise ValueError(f"not fields of an advert: {sorted(unknown)}")
    wanted = {**values, "organisation_id": organisation.id}
    if vacancy.state is VacancyState.live:
        wanted.pop("publish_on", None)
    changes = {name: (before, value) for name, value in wanted.items() if (before := getattr(vacancy, name)) != value}
    for name, (_, value) in changes.items():
        setattr(vacancy, name, value)
    if vacancy.state is VacancyState.scheduled and "publish_on" in changes:
        _schedule(vacancy, vacancy.publish_on, moment)
        if vacancy.opens_at is not None and vacancy.opens_at <= moment:
            enter(vacancy=vacancy, state=VacancyState.live, moment=moment)
            announce(vacancy=vacancy)
    if changes:
        vacancy.updated_at = moment
        _note(actor, "replaced", vacancy, {name: _told(pair) for name, pair in changes.items()})
    db.session.flush()
    return vacancy


def remove_imported(*, actor: audit.Actor, vacancy: Vacancy) -> Vacancy:
    """Take an advert away because its system says so. It answers 410 from now on."""
    moment = lock(vacancy=vacancy)
    before = vacancy.state
    if before is VacancyState.removed:
        return vacancy
    enter(vacancy=vacancy, state=VacancyState.removed, moment=moment)
    if before is VacancyState.scheduled:
        vacancy.published_at = None
    _note(actor, "removed", vacancy, {"state": (before, vacancy.state)})
    vacancy_removed.send(vacancy)
    db.session.flush()
    return vacancy


def _schedule(vacancy: Vacancy, publish_on: date | None, moment: datetime) -> None:
    vacancy.opens_at = vacancy.published_at = lifecycle.opening_moment(publish_on, moment)
    vacancy.publish_on = clock.london_day(vacancy.opens_at)


def _told(pair: tuple[Any, Any]) -> tuple[Any, Any]:
    """Schools are told by their numbers."""
    before, after = ([each.id for each in value] if _are_schools(value) else value for value in pair)
    return before, after


def _are_schools(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, Organisation) for each in value)


def _note(
    actor: audit.Actor, verb: str, vacancy: Vacancy, changes: Mapping[str, tuple[Any, Any]] | None = None
) -> None:
    audit.record(
        actor=actor,
        verb=f"vacancy_{verb}",
        subject=vacancy,
        changes=changes,
        organisation_id=vacancy.organisation_id,
    )
