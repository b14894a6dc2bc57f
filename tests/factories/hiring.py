"""What decisions are made from. ``CriterionFactory(vacancy=…)`` is for shortlisting; ``marks(…)`` gives a marker's
marks."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import factory

from teachpb import clock
from teachpb.applications.models import ApplicationState
from teachpb.db import db
from teachpb.hiring.checklist import CheckKind, needed
from teachpb.hiring.models import (
    CheckState,
    Criterion,
    InterviewDay,
    InterviewInvitation,
    InterviewSlot,
    Need,
    Offer,
    PreEmploymentCheck,
    RecordEntry,
    Score,
    ScoreSheet,
    Stage,
)
from tests.factories.applications import ApplicationFactory
from tests.factories.base import BaseFactory
from tests.factories.schools import SchoolFactory
from tests.factories.vacancies import VacancyFactory


class CriterionFactory(BaseFactory):
    class Meta:
        model = Criterion

    vacancy = factory.SubFactory(VacancyFactory)
    text = factory.Sequence(lambda n: f"Criterion {n}")
    weight = 3
    need = Need.essential
    stage = Stage.shortlisting


def marks(application: Any, marker: Any, points: dict[Any, int | None], *, given: bool = True) -> ScoreSheet:
    """``points`` by criterion, given or (``given=False``) a draft."""
    stage = next(iter(points)).stage
    sheet = ScoreSheet(application_id=application.id, marker_id=marker.id, stage=stage, revision=1)
    sheet.submitted_at = clock.now() if given else None
    sheet.scores = [
        Score(criterion_id=each.id, points=value, note=f"note on {each.text}") for each, value in points.items()
    ]
    db.session.add(sheet)
    db.session.commit()
    return sheet


class InterviewDayFactory(BaseFactory):
    """Ten days from now at 9am: two times of 45 minutes, one room. ``invited=[…]`` are the candidates."""

    class Meta:
        model = InterviewDay

    vacancy = factory.SubFactory(VacancyFactory)
    day = factory.LazyFunction(lambda: clock.today() + timedelta(days=10))
    slot_minutes = 45
    pause_minutes = 15
    rooms = 1
    place = "Main hall, Fenside School"
    choose_until = factory.LazyAttribute(lambda made: clock.at_london(made.day - timedelta(days=2)))

    @factory.post_generation
    def times(self, create: bool, extracted: Any, **_: object) -> None:
        for starts in extracted or (time(9), time(10)):
            self.slots.append(InterviewSlot(room=1, starts=starts, ends=starts.replace(minute=45)))

    @factory.post_generation
    def invited(self, create: bool, extracted: Any, **_: object) -> None:
        for application in extracted or ():
            self.invitations.append(InterviewInvitation(application_id=application.id))


class OfferFactory(BaseFactory):
    """£36,413 a year from a month hence, to be answered within five days."""

    class Meta:
        model = Offer

    application = factory.SubFactory(ApplicationFactory, state=ApplicationState.offered)
    pay_pence = 3_641_300
    pay_point = "M4"
    start_on = factory.LazyFunction(lambda: clock.today() + timedelta(days=30))
    answer_by = factory.LazyFunction(lambda: clock.today() + timedelta(days=5))
    conditions = factory.LazyAttribute(lambda made: needed(made.application.vacancy))


class RecordEntryFactory(BaseFactory):
    """Somebody who was appointed a year ago, and whose application is gone."""

    class Meta:
        model = RecordEntry

    organisation = factory.SubFactory(SchoolFactory)
    name = "Ada Newcomer"
    job = "Year 4 teacher"
    place = factory.LazyAttribute(lambda made: made.organisation.name)
    appointed_on = factory.LazyFunction(lambda: clock.today() - timedelta(days=365))
    checks = factory.LazyFunction(
        lambda: {"identity": {"state": "done", "on": "2025-04-24", "by": "Olive Owner", "reason": ""}}
    )


def settle(application: Any, *, but: tuple[CheckKind, ...] = ()) -> None:
    """All checks the job needs are done, save these."""
    for kind in needed(application.vacancy):
        if kind not in but:
            db.session.add(
                PreEmploymentCheck(
                    application_id=application.id,
                    kind=kind,
                    state=CheckState.done,
                    done_on=clock.today(),
                    seen_by="Olive Owner",
                )
            )
    db.session.commit()
