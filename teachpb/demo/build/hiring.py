"""What makes a dashboard worth looking at: adverts of a trust, a quiet one, ones nobody has told of, and templates."""

from __future__ import annotations

from datetime import time, timedelta

from teachpb import clock
from teachpb.db import db
from teachpb.demo.build.world import World, slug_of
from teachpb.schools.models import Organisation, Phase
from teachpb.vacancies.models import (
    ApplicationMethod,
    JobRole,
    PayScale,
    Subject,
    Vacancy,
    VacancyState,
    VacancyTemplate,
)
from teachpb.vacancies.operations.templates import name_key
from teachpb.vacancies.rules.dependents import settle
from teachpb.vacancies.template_content import content_of

#: Places of the vacancies in the list of all sixty.
SHARED, OFFICE, QUIET, UNFINISHED, UNTOLD = 6, 8, 9, 31, (40, 41)


def build_hiring(world: World) -> None:
    _share(world, world.vacancies[SHARED])
    _move_to_office(world, world.vacancies[OFFICE])
    _silence(world, world.vacancies[QUIET])
    unfinished = world.vacancies[UNFINISHED]
    unfinished.school_visits, unfinished.school_offer = None, ""
    for number in UNTOLD:
        _leave_untold(world, world.vacancies[number])
    db.session.flush()
    head, boss = world.people["head"], world.people["trust"]
    first = world.schools[0]
    _template(first, "Class teacher, key stage 2", world.vacancies[0], head.id)
    _template(first, "Teaching assistant", _of_role(world, JobRole.teaching_assistant), head.id)
    _template(world.trusts[0], "Office and site staff", world.vacancies[OFFICE], boss.id)
    db.session.flush()


def _share(world: World, vacancy: Vacancy) -> None:
    """One advert for three primary schools of a trust."""
    vacancy.organisation = world.trusts[0]
    vacancy.schools = [world.schools[number] for number in (0, 4, 5)]
    vacancy.title = "Music teacher for three primary schools"
    vacancy.slug = slug_of(vacancy.title, world.trusts[0].name)
    vacancy.job_roles, vacancy.subjects = [JobRole.teacher], [Subject.music]
    vacancy.contact_email = "jobs@threearches.example"
    settle(vacancy)


def _move_to_office(world: World, vacancy: Vacancy) -> None:
    """One at the head office, which is no school."""
    vacancy.organisation, vacancy.schools, vacancy.at_head_office = world.trusts[0], [], True
    vacancy.office_address, vacancy.office_postcode = "Arch House, Example Street, Peterborough", "PE1 9ZZ"
    vacancy.office_latitude, vacancy.office_longitude = 52.5725, -0.2427
    vacancy.title = "Payroll and pensions officer"
    vacancy.slug = slug_of(vacancy.title, world.trusts[0].name)
    vacancy.job_roles = [JobRole.administration_hr_data_and_finance]
    vacancy.phases = [Phase.primary, Phase.secondary]
    vacancy.subjects, vacancy.ect_status = None, None
    vacancy.pay_scale, vacancy.pay_point_from, vacancy.pay_point_to = PayScale.support, "SCP 12", "SCP 17"
    vacancy.pay_min_pence, vacancy.pay_max_pence = 28_163_00, 30_559_00
    vacancy.application_method, vacancy.is_anonymised = ApplicationMethod.native, False
    vacancy.contact_email = "jobs@threearches.example"
    settle(vacancy)


def _silence(world: World, vacancy: Vacancy) -> None:
    """More than half of its time has gone; nobody will have applied."""
    _set_dates(world, vacancy, opened=-16, closes=6)
    vacancy.flexible_working = ""
    world.quiet.append(vacancy)


def _leave_untold(world: World, vacancy: Vacancy) -> None:
    """Closed three weeks ago, and nobody has said what came of it."""
    _set_dates(world, vacancy, opened=-42, closes=-21)
    vacancy.state = VacancyState.expired
    vacancy.outcome = vacancy.outcome_at = None


def _set_dates(world: World, vacancy: Vacancy, *, opened: int, closes: int) -> None:
    """``opened`` and ``closes`` are days from today."""
    vacancy.opens_at = vacancy.published_at = vacancy.state_entered_at = world.days_ago(-opened)
    vacancy.publication_mailed_at = vacancy.opens_at
    vacancy.publish_on = clock.london_day(world.days_ago(-opened))
    vacancy.closes_at = clock.at_london(world.today + timedelta(days=closes), time(12))


def _of_role(world: World, role: JobRole) -> Vacancy:
    return next(vacancy for vacancy in world.vacancies if vacancy.job_roles == [role])


def _template(organisation: Organisation, name: str, vacancy: Vacancy, maker_id: int) -> None:
    db.session.add(
        VacancyTemplate(
            organisation=organisation,
            name=name,
            name_key=name_key(name),
            content=content_of(vacancy),
            created_by_id=maker_id,
        )
    )
