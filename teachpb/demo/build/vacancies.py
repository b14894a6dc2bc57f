"""Sixty vacancies in every state, the closed ones spread over three years."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from teachpb import clock
from teachpb.db import db
from teachpb.demo import words
from teachpb.demo.build.world import World, slug_of
from teachpb.demo.posts import DRAFTS, LIVE, PRIMARY_JOBS, SCHEDULED, SECONDARY_JOBS, TOTAL, JobSketch
from teachpb.schools.models import Phase, School
from teachpb.vacancies import keystages
from teachpb.vacancies.models import (
    ApplicationMethod,
    ContractType,
    EctStatus,
    JobRole,
    PayPeriod,
    PayScale,
    StartType,
    Vacancy,
    VacancyOutcome,
    VacancyState,
    WorkingPattern,
)
from teachpb.vacancies.rules.dependents import settle

SECONDARY_PHASES = (Phase.secondary, Phase.sixth_form_or_college, Phase.through)

FLEXIBLE = "Tell us what would help you. We have said yes to late starts, compressed weeks and job shares."
#: These are at the school of the demonstration’s headteacher, so that every part of the dashboard has something in it.
AT_THE_FIRST_SCHOOL = frozenset({0, 4, 9, 17, 27, 31, 40, 52})


def build_vacancies(world: World) -> None:
    for number in range(TOTAL):
        school = world.schools[0] if number in AT_THE_FIRST_SCHOOL else world.school_at(number * 5 + number // 24)
        jobs = SECONDARY_JOBS if school.phase in SECONDARY_PHASES else PRIMARY_JOBS
        vacancy = _vacancy(world, number, school, jobs[number % len(jobs)])
        if keystages.is_at_college([school]):
            _move_to_campus(vacancy)
        settle(vacancy)
        _date(world, vacancy, number)
        world.vacancies.append(vacancy)
        db.session.add(vacancy)
    db.session.flush()


def _vacancy(world: World, number: int, school: School, sketch: JobSketch) -> Vacancy:
    is_teacher = sketch.role is JobRole.teacher
    is_external = number % 7 == 3
    phase = _phase(school)
    return Vacancy(
        organisation=school.trust if school.trust and number % 11 == 0 else school,
        schools=[school],
        title=sketch.title,
        slug=slug_of(sketch.title, school.name, str(number + 1)),
        job_roles=[sketch.role],
        phases=[phase],
        key_stages=keystages.settled_key_stages([phase], [sketch.role], keystages.key_stages_of([phase])),
        subjects=list(sketch.subjects),
        contract_type=ContractType.fixed_term if number % 6 == 4 else ContractType.permanent,
        contract_duration="One year" if number % 6 == 4 else "",
        is_parental_leave_cover=True if number % 6 == 4 else None,
        working_patterns=[WorkingPattern.part_time] if sketch.share else [WorkingPattern.full_time],
        is_job_share=number % 5 == 1,
        start_type=StartType.asap if number % 3 else StartType.specific_date,
        pay_scale=sketch.scale,
        pay_point_from=sketch.points[0],
        pay_point_to=sketch.points[1],
        pay_min_pence=sketch.pay[0] * 100,
        pay_max_pence=sketch.pay[1] * 100,
        pay_period=PayPeriod.year,
        pay_is_full_time_equivalent=True if sketch.share else None,
        fte_basis_points=round(sketch.share * 10_000) if sketch.share else None,
        ect_status=_ect(sketch, number) if is_teacher else None,
        skills_and_experience=_skills(sketch, number),
        school_offer=words.OFFERS[number % len(words.OFFERS)],
        flexible_working=FLEXIBLE if number % 4 == 1 else "",
        school_visits=True,
        visa_sponsorship=bool(sketch.subjects) and number % 2 == 0,
        application_method=ApplicationMethod.website if is_external else ApplicationMethod.native,
        application_link=f"https://jobs.{slug_of(school.name)}.example/apply" if is_external else "",
        is_anonymised=None if is_external else number % 8 == 2,
        contact_email=f"jobs@{slug_of(school.name)}.example",
        contact_phone=school.telephone,
        created_by=world.people["head"],
    )


def _move_to_campus(vacancy: Vacancy) -> None:
    vacancy.campus_address, vacancy.campus_postcode = "The Boatyard, Town Quay", "PE1 1XA"
    vacancy.campus_latitude, vacancy.campus_longitude = 52.5697, -0.2409
    vacancy.qts_required = False


def _phase(school: School) -> Phase:
    return Phase.primary if school.phase is Phase.not_applicable else school.phase


def _ect(sketch: JobSketch, number: int) -> EctStatus:
    return EctStatus.ect_unsuitable if "lead" in sketch.title or number % 9 == 8 else EctStatus.ect_suitable


def _skills(sketch: JobSketch, number: int) -> str:
    if sketch.scale is PayScale.support:
        return words.SKILLS[2]
    return words.SKILLS[3] if sketch.scale is PayScale.leadership else words.SKILLS[number % 2]


def _date(world: World, vacancy: Vacancy, number: int) -> None:
    """Live ones first, then scheduled ones and drafts, then three years of closed ones."""
    if number < LIVE:
        opened, closes = -(number % 12), 3 + (number * 5) % 26
        _open(world, vacancy, VacancyState.live, opened, closes)
    elif number < LIVE + SCHEDULED:
        _open(world, vacancy, VacancyState.scheduled, 2 + number % 5, 24 + number % 5)
    elif number < LIVE + SCHEDULED + DRAFTS:
        vacancy.state, vacancy.state_entered_at = VacancyState.draft, clock.now()
        vacancy.publish_on = world.today + timedelta(days=1)
        vacancy.closes_at = _noon(world.today + timedelta(days=21))
    else:
        age = 40 + (number - LIVE - SCHEDULED - DRAFTS) * 42
        _open(world, vacancy, VacancyState.expired, -age, -age + 21)
        vacancy.outcome = VacancyOutcome.hired_here if number % 3 else VacancyOutcome.not_filled_still_looking
        vacancy.outcome_at = vacancy.closes_at
    if vacancy.start_type is StartType.specific_date:
        vacancy.starts_on = _term_start(vacancy.closes_at)


def _open(world: World, vacancy: Vacancy, state: VacancyState, opens: int, closes: int) -> None:
    """``opens`` and ``closes`` are days from today."""
    opened = world.days_ago(-opens) if opens else clock.now() - timedelta(hours=2)
    vacancy.state = state
    vacancy.opens_at = vacancy.published_at = vacancy.state_entered_at = opened
    vacancy.publish_on = clock.london_day(opened)
    vacancy.closes_at = _noon(world.today + timedelta(days=closes))
    vacancy.publication_mailed_at = opened if state is not VacancyState.scheduled else None


def _noon(day: date) -> datetime:
    return clock.at_london(day, time(12))


def _term_start(closes_at: datetime | None) -> date:
    """The first of the term after it closes: January, April or September."""
    day = clock.london_day(closes_at) if closes_at else clock.today()
    ahead = [date(year, month, 1) for year in (day.year, day.year + 1) for month in (1, 4, 9)]
    return next(start for start in ahead if start > day + timedelta(days=14))
