"""What candidates have learned and done: a schooling, a degree where the job wants one, a career up to today."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from typing import Any

from teachpb.applications.models import (
    BodyMembership,
    Employment,
    EmploymentKind,
    Qualification,
    QualificationKind,
    StudyProgress,
    Training,
)

UNIVERSITIES = ("University of Leicester", "Anglia Ruskin University", "Nottingham Trent University", "UEA")
DEGREES = ("BA Primary Education", "BSc Mathematics", "BA English Literature", "BSc Biology", "BA History")
SCHOOLS = ("Deepings School", "Fen Edge Academy", "St Wulfram’s School", "Nene Valley College", "Welland High School")
SUPPORT_JOBS = (
    ("Teaching assistant", "Helping children in small groups with reading and number, and one child with autism."),
    ("School administrator", "The front desk, attendance, admissions and letters home."),
    ("Nursery practitioner", "Planning play for a room of twelve two-year-olds, and writing down what they can do."),
)
TEACHING = (
    "Planning and teaching for a class of thirty, with two colleagues in the year. Leading music across the school.",
    "Teaching three classes a day up to the examination years, and looking after a tutor group.",
    "Class teacher; subject lead for science, with a budget, a garden and a very old incubator.",
)
TRAININGS = (
    ("Paediatric first aid", "St John Ambulance", "Two days"),
    ("Designated safeguarding lead, level 3", "Cambridgeshire and Peterborough partnership", "Two days"),
    ("Systematic synthetic phonics", "An English hub", "One day"),
    ("Trauma-informed practice", "Fenland Teaching School Hub", "Half a day"),
)
BREAKS = (
    "At home with our first child.",
    "I looked after my father.",
    "Travelling, and then looking for work.",
)
LEAVING = ("We moved to the city.", "A temporary post that ended.", "I wanted to work with older children.")


@dataclass(frozen=True)
class Life:
    """Somebody who began to work in ``first_work`` and applies on ``today``. The dice are their own, so that nobody
    else’s fall differently."""

    dice: random.Random
    first_work: int
    today: date
    is_teacher: bool


def history_of(life: Life) -> dict[str, Any]:
    """The lists of an application, by the attribute that holds each."""
    return {
        "qualifications": qualifications_of(life),
        "trainings": trainings_of(life),
        "memberships": memberships_of(life),
        "employments": career_of(life),
    }


def qualifications_of(life: Life) -> list[Qualification]:
    """Everybody has GCSEs; teachers a degree that ended in the July before they began."""
    dice, first_work = life.dice, life.first_work
    found = [_gcses(dice, first_work - (5 if life.is_teacher else 0))]
    if life.is_teacher:
        found.append(
            Qualification(
                kind=QualificationKind.undergraduate,
                institution=dice.choice(UNIVERSITIES),
                subject=dice.choice(DEGREES),
                progress=StudyProgress.finished,
                grade=dice.choice(("First", "2:1", "2:1", "2:2")),
                started_on=date(first_work - 3, 9, 1),
                ended_on=date(first_work, 7, 1),
            )
        )
    return found


def _gcses(dice: random.Random, year: int) -> Qualification:
    subjects = ("English language", "Mathematics", "Combined science", "History", "French", "Music")
    results = [{"subject": subject, "grade": str(dice.randrange(5, 10)), "body": ""} for subject in subjects]
    return Qualification(kind=QualificationKind.gcse, institution=dice.choice(SCHOOLS), year=year, results=results)


def career_of(life: Life) -> list[Employment]:
    """An earlier job, in a third of cases a break, and the present job."""
    dice, first_work = life.dice, life.first_work
    years = life.today.year - first_work
    title, duties = ("Teacher", dice.choice(TEACHING)) if life.is_teacher else dice.choice(SUPPORT_JOBS)
    if years < 3:
        return [_job(dice, title, duties, date(first_work, 9, 1), None)]
    turn = first_work + dice.randrange(1, years - 1)
    career = [_job(dice, title, duties, date(first_work, 9, 1), date(turn, 8, 1))]
    begin = date(turn, 9, 1)
    if dice.random() < 0.35:
        career.append(
            Employment(
                kind=EmploymentKind.pause, started_on=begin, ended_on=date(turn + 1, 3, 1), reason=dice.choice(BREAKS)
            )
        )
        begin = date(turn + 1, 4, 1)
    elif dice.random() < 0.3:
        begin = date(turn, 11, 1)  # two months that need no words
    return [*career, _job(dice, title, duties, begin, None)]


def _job(dice: random.Random, title: str, duties: str, begin: date, end: date | None) -> Employment:
    return Employment(
        kind=EmploymentKind.job,
        organisation=dice.choice(SCHOOLS),
        job_title=title,
        started_on=begin,
        ended_on=end,
        is_current=end is None,
        main_duties=duties,
        reason_for_leaving="" if end is None else dice.choice(LEAVING),
    )


def trainings_of(life: Life) -> list[Training]:
    return [
        Training(name=name, provider=provider, length=length, year=life.today.year - life.dice.randrange(0, 4))
        for name, provider, length in life.dice.sample(TRAININGS, life.dice.randrange(0, 3))
    ]


def memberships_of(life: Life) -> list[BodyMembership]:
    if not life.is_teacher or life.dice.random() < 0.7:
        return []
    number = f"CCT-{life.dice.randrange(10_000, 99_999)}"
    return [BodyMembership(name="Chartered College of Teaching", number=number, year=2022, has_taken_exam=False)]
