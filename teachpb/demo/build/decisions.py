"""One job being decided: criteria, marks of two people, an interview day, an offer with checks half done."""

from __future__ import annotations

from datetime import time, timedelta

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import Application, ApplicationEvent, ApplicationState, PanelMember
from teachpb.db import db
from teachpb.demo.build.world import World
from teachpb.hiring import operations as hiring
from teachpb.hiring import slots
from teachpb.hiring.checklist import CheckKind, needed
from teachpb.hiring.common_criteria import BY_NAME
from teachpb.hiring.models import (
    CheckState,
    Criterion,
    InterviewDay,
    InterviewInvitation,
    InterviewSlot,
    Offer,
    PreEmploymentCheck,
    Score,
    ScoreSheet,
    Stage,
)
from teachpb.vacancies.models import TEACHING_ROLES, Vacancy

A = ApplicationState
#: Checks of the appointed that are told apart from “done”.
WAIVED = {CheckKind.overseas: "Has always lived in the United Kingdom", CheckKind.barred_list: "The DBS covers it"}


def build_decisions(world: World) -> None:
    """The first vacancy with a panel is decided on before our eyes; whoever was appointed anywhere has all checks."""
    vacancy = db.session.scalars(select(Vacancy).join(PanelMember, PanelMember.vacancy_id == Vacancy.id)).first()
    if vacancy is not None:
        criteria = _criteria(vacancy)
        found = db.session.scalars(
            select(Application).where(Application.vacancy_id == vacancy.id, Application.state != A.draft)
        ).all()
        running = [each for each in found if each.state in {A.submitted, A.shortlisted, A.interviewing}]
        for number, application in enumerate(running):
            _mark(world, application, criteria, both=number % 3 != 2)
        _interviews(world, vacancy, [each for each in running if each.state is not A.submitted])
    appointed = db.session.scalars(select(Application).where(Application.state == A.appointed)).all()
    for application in appointed:
        _appoint(world, application)
    db.session.flush()
    hiring.record_appointed()


def _criteria(vacancy: Vacancy) -> list[Criterion]:
    common = BY_NAME["teacher" if set(vacancy.job_roles) & set(TEACHING_ROLES) else "support"]
    rows = [
        Criterion(vacancy_id=vacancy.id, text=text, weight=weight, need=need, stage=stage)
        for text, weight, need, stage in common.lines
    ]
    db.session.add_all(rows)
    db.session.flush()
    return [row for row in rows if row.stage is Stage.shortlisting]


def _mark(world: World, application: Application, criteria: list[Criterion], *, both: bool) -> None:
    markers = [world.people["head"], world.people["panel"]][: 2 if both else 1]
    base = world.dice.randrange(1, 5)
    for marker in markers:
        sheet = _sheet(application, marker)
        for criterion in criteria:
            points = min(4, max(0, base + world.dice.randrange(-1, 2)))
            sheet.scores.append(Score(criterion_id=criterion.id, points=points, note=""))
        db.session.add(sheet)
    db.session.flush()


def _sheet(application: Application, marker: User) -> ScoreSheet:
    return ScoreSheet(
        application_id=application.id,
        marker_id=marker.id,
        stage=Stage.shortlisting,
        submitted_at=clock.now() - timedelta(hours=5),
        revision=1,
    )


def _interviews(world: World, vacancy: Vacancy, people: list[Application]) -> None:
    on = world.today + timedelta(days=9)
    day = InterviewDay(
        vacancy=vacancy,
        day=on,
        slot_minutes=40,
        pause_minutes=20,
        rooms=1,
        place=f"{vacancy.place_name}, reception",
        people="The headteacher, a governor and the year leader",
        programme="A short lesson with Year 4, a walk through the school with pupils, and a talk with the panel.",
        bring="Passport or birth certificate, and your certificates.",
        choose_until=clock.at_london(on - timedelta(days=3)),
    )
    day.slots = [
        InterviewSlot(room=1, starts=starts, ends=ends)
        for starts, ends in slots.times(time(9), minutes=40, pause=20, count=5)
    ]
    for number, application in enumerate(people):
        _move_on(world, application)
        day.invitations.append(InterviewInvitation(application_id=application.id))
        if number == 0:
            day.slots[1].application_id = application.id
    db.session.add(day)


def _move_on(world: World, application: Application) -> None:
    """Whoever is invited is being interviewed."""
    if application.state is A.shortlisted:
        moment = clock.now()
        head = world.people["head"]
        application.events.append(ApplicationEvent(state=A.interviewing, at=moment, actor_id=head.id))
        application.state, application.state_entered_at = A.interviewing, moment


def _appoint(world: World, application: Application) -> None:
    then = clock.london_day(application.state_entered_at)
    db.session.add(
        Offer(
            application_id=application.id,
            pay_pence=world.dice.randrange(33_000, 46_000) * 100,
            pay_point=f"M{world.dice.randrange(1, 7)}",
            hours="Full time",
            start_on=then + timedelta(days=45),
            answer_by=then,
            conditions=needed(application.vacancy),
            made_at=application.state_entered_at - timedelta(days=6),
            answered_at=application.state_entered_at - timedelta(days=4),
        )
    )
    for kind in needed(application.vacancy):
        reason = WAIVED.get(kind, "")
        db.session.add(
            PreEmploymentCheck(
                application_id=application.id,
                kind=kind,
                state=CheckState.waived if reason else CheckState.done,
                reason=reason,
                done_on=None if reason else then - timedelta(days=world.dice.randrange(1, 5)),
                seen_by="" if reason else "School office",
            )
        )
