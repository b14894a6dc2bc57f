"""Three hundred applications over three years, in every state, with the counts that go with them."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import (
    Application,
    ApplicationEvent,
    ApplicationState,
    InductionStatus,
    PanelMember,
    QtsStatus,
    Referee,
    WantedPattern,
    WithdrawalReason,
)
from teachpb.db import db
from teachpb.demo import words
from teachpb.demo.build.careers import Life, history_of
from teachpb.demo.build.papers import attach_own_form
from teachpb.demo.build.world import World
from teachpb.insight.models import DayCount, Metric, VacancyTally
from teachpb.insight.ratio import month_of
from teachpb.vacancies.models import ApplicationMethod, JobRole, Vacancy, VacancyState

TOTAL = 300
#: How many of them come with the form of a school’s own.
OWN_FORMS = 3
A = ApplicationState
#: How far the applications for one closed vacancy got, in turn; the first is the person who was appointed.
CLOSED_COURSE: tuple[tuple[ApplicationState, ...], ...] = (
    (A.submitted, A.shortlisted, A.interviewing, A.offered, A.accepted, A.appointed),
    (A.submitted, A.shortlisted, A.interviewing, A.interview_unsuccessful),
    (A.submitted, A.unsuccessful),
    (A.submitted, A.withdrawn),
    (A.submitted, A.shortlisted, A.unsuccessful),
)
OPEN_COURSE: tuple[tuple[ApplicationState, ...], ...] = (
    (A.submitted,),
    (A.submitted, A.shortlisted),
    (),
    (A.submitted, A.unsuccessful),
    (A.submitted, A.shortlisted, A.interviewing),
)


def build_applications(world: World) -> None:
    published = [v for v in world.vacancies if v.state in (VacancyState.live, VacancyState.expired)]
    ours = [vacancy for vacancy in published if vacancy.takes_applications_here]
    for vacancy in published:
        _count(world, vacancy)
    wanted = _spread(world, ours)
    for vacancy in ours:
        people = world.dice.sample(world.candidates, wanted[vacancy.id])
        for number, person in enumerate(people):
            _apply(world, vacancy, person, number)
    for vacancy in published:
        if vacancy.application_method is ApplicationMethod.uploaded_form:
            for number, person in enumerate(world.dice.sample(world.candidates, OWN_FORMS)):
                attach_own_form(world, _apply(world, vacancy, person, number))
    head = world.people["head"]
    first = next(v for v in ours if v.organisation_id == world.schools[0].id)
    db.session.add(PanelMember(vacancy=first, user=world.people["panel"], added_by_id=head.id))
    db.session.flush()


def _spread(world: World, vacancies: list[Vacancy]) -> dict[int, int]:
    """How many applications each vacancy gets: more in earlier years, none for a few, three hundred in all."""
    weights = {
        vacancy.id: 0.0
        if number % 13 == 7 or vacancy in world.quiet
        else world.dice.uniform(0.6, 1.4) * (1.1 if vacancy.state is VacancyState.expired else 1)
        for number, vacancy in enumerate(vacancies)
    }
    whole = sum(weights.values())
    total = TOTAL - OWN_FORMS
    counts = {key: int(total * weight / whole) for key, weight in weights.items()}
    for key in sorted(weights, key=lambda each: -weights[each])[: total - sum(counts.values())]:
        counts[key] += 1
    return counts


def _count(world: World, vacancy: Vacancy) -> None:
    assert vacancy.published_at is not None  # noqa: S101 - only published ones are counted
    day = clock.london_day(vacancy.published_at)
    clicks = 0 if vacancy.takes_applications_here else world.dice.randrange(1, 6)
    db.session.add(
        VacancyTally(
            vacancy_id=vacancy.id,
            campaign_id=vacancy.campaign_id,
            organisation_id=vacancy.organisation_id,
            published_on=day,
            month=month_of(day),
            initiated=clicks,
            submitted=0,
        )
    )
    counts = {
        Metric.shown: world.dice.randrange(200, 900),
        Metric.viewed: world.dice.randrange(40, 180),
        Metric.clicked: clicks,
    }
    for metric, number in counts.items():
        if number:
            db.session.add(DayCount(vacancy_id=vacancy.id, day=day, metric=metric, source="", count=number))
    db.session.flush()


def _apply(world: World, vacancy: Vacancy, person: User, number: int) -> Application:
    is_open = vacancy.state is VacancyState.live
    course = (OPEN_COURSE if is_open else CLOSED_COURSE)[number % 5]
    if number >= 5 and A.appointed in course:
        course = (A.submitted, A.unsuccessful)
    started = _start(world, vacancy)
    application = _form(world, vacancy, person, started)
    moment = started
    for state in course:
        moment = min(moment + timedelta(hours=world.dice.randrange(20, 70)), clock.now())
        application.events.append(ApplicationEvent(state=state, at=moment, actor_id=_mover(world, state, person).id))
        application.state, application.state_entered_at = state, moment
        if state is A.submitted:
            application.submitted_at = moment
        if state is A.shortlisted and vacancy.is_anonymised:
            application.revealed_at = moment
    if application.state is A.withdrawn:
        application.withdrawal_reason = WithdrawalReason.another_role
    db.session.add(application)
    vacancy.first_applied_at = min(filter(None, (vacancy.first_applied_at, started)))
    tally = db.session.query(VacancyTally).filter_by(vacancy_id=vacancy.id).one()
    tally.initiated += 1
    tally.submitted += bool(course)
    return application


def _start(world: World, vacancy: Vacancy) -> datetime:
    """Some time between the first day and the last (or now), in the evening as often as not."""
    assert vacancy.opens_at is not None and vacancy.closes_at is not None  # noqa: S101 - only published ones
    end = min(vacancy.closes_at, clock.now())
    return vacancy.opens_at + (end - vacancy.opens_at) * world.dice.uniform(0.05, 0.8)


def _mover(world: World, state: ApplicationState, person: User) -> User:
    mine = {A.submitted, A.withdrawn, A.accepted, A.declined}
    return person if state in mine else world.people["head"]


def _form(world: World, vacancy: Vacancy, person: User, started: datetime) -> Application:
    first, _, last = person.full_name.partition(" ")
    is_teacher = JobRole.teacher in vacancy.job_roles
    dice = random.Random(f"{vacancy.id} {person.email}")  # their own, so that nobody else’s fall differently
    years = world.dice.randrange(1, 15) if is_teacher else dice.randrange(1, 15)
    life = Life(dice, min(world.today.year - years, started.year - 1), started.date(), is_teacher)
    return Application(
        vacancy=vacancy,
        candidate=person,
        created_at=started,
        state=A.draft,
        state_entered_at=started,
        first_name=first,
        last_name=last,
        address_line_1=f"{world.dice.randrange(1, 120)} Example Street",
        town="Peterborough",
        postcode="PE1 9ZZ",
        country="United Kingdom",
        phone="01733 000000",
        email=person.email,
        has_right_to_work=True,
        has_ni_number=True,
        ni_number="AB123456C",
        working_patterns=[dice.choice(list(WantedPattern))],
        qts_status=QtsStatus.yes if is_teacher else None,
        qts_year=life.first_work if is_teacher else None,
        induction=InductionStatus.completed if is_teacher else None,
        trn=f"{world.dice.randrange(1_000_000, 9_999_999)}" if is_teacher else "",
        **history_of(life),
        wants_notice=False,
        statement=world.dice.choice(words.STATEMENTS),
        needs_support=False,
        has_close_relationships=False,
        has_safeguarding_issue=False,
        agrees_to_checks=True,
        is_accurate=True,
        referees=[_referee(dice), _second_referee()],
    )


def _second_referee() -> Referee:
    return Referee(
        name="Omar Colleague",
        job_title="Deputy headteacher",
        organisation="A school elsewhere",
        relationship_to_candidate="Mentor in the first years",
        email="omar.colleague@school.example",
        is_latest_employer=False,
        may_ask_early=True,
    )


def _referee(dice: random.Random) -> Referee:
    return Referee(
        name="Jane Referee",
        job_title="Headteacher",
        organisation="A school elsewhere",
        relationship_to_candidate="Line manager",
        email="jane.referee@school.example",
        phone="01733 000001",
        is_latest_employer=True,
        may_ask_early=dice.random() < 0.8,
    )
