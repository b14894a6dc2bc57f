"""Courses that are over, with their registers, certificates and what people thought; and one that is on today."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from teachpb import clock
from teachpb.attendance.deriving import hours_of, place_state
from teachpb.attendance.expiry import expires_on
from teachpb.attendance.models import AttendanceMark, AttendanceRecord, Certificate, Evaluation, FollowUp, Mark
from teachpb.attendance.models.evaluation import USUAL_ITEMS
from teachpb.cpd.models import (
    Booking,
    Course,
    CourseDate,
    CourseDateState,
    CourseSession,
    Facilitator,
    Place,
    PlaceState,
    PriceBand,
)
from teachpb.db import db
from teachpb.demo.build.world import World

#: (which course, how many days ago it ended, how many came). The last one is on today.
OVER = ((0, 400, 9), (1, 300, 8), (2, 120, 10), (3, 48, 9), (4, 12, 7))
WORDS = (
    "Wait three seconds after a question",
    "Plan the questions before the worksheet",
    "Try the routine at the door on Monday",
    "Talk with my mentor about the second task",
    "Read the two studies with my team",
    "Let pupils mark the model answer first",
    "Keep the first ten minutes for recall",
)
_M = Mark


def build_attendance(world: World) -> None:
    held = [course for course in world.courses if not course.is_external]
    for number, ago, people in OVER:
        run = _run(world, held[number], world.today - timedelta(days=ago))
        for place in _people(world, run, people):
            _was_there(world, run, place)
    _today(world, held[0])
    db.session.flush()


def _run(world: World, course: Course, last: date) -> CourseDate:
    days = [last - timedelta(days=7), last]
    run = CourseDate(
        course=course,
        state=CourseDateState.delivered,
        starts_at=clock.at_london(days[0], time(13, 30)),
        ends_at=clock.at_london(last, time(16)),
        capacity=16,
        prices={PriceBand.academy_city.value: 9000, PriceBand.individual.value: 9000},
        venue=world.runs[0].venue,
        contact_name="Priya Shah",
        contact_email=course.provider.email,
        sessions=[CourseSession(day=day, starts=time(13, 30), ends=time(16)) for day in days],
        facilitators=[Facilitator(user=world.people["facilitator"])],
    )
    db.session.add(run)
    db.session.flush()
    return run


def _today(world: World, course: Course) -> None:
    """A course that is on now, so that the register and the door can be tried."""
    now = clock.to_london(clock.now())
    starts = time(max(0, now.hour - 1))
    run = CourseDate(
        course=course,
        state=CourseDateState.closed,
        starts_at=clock.at_london(world.today, starts),
        ends_at=clock.at_london(world.today, time(23, 45)),
        capacity=12,
        prices={PriceBand.academy_city.value: 9000, PriceBand.individual.value: 9000},
        venue=world.runs[0].venue,
        contact_name="Priya Shah",
        contact_email=course.provider.email,
        sessions=[CourseSession(day=world.today, starts=starts, ends=time(23, 45))],
        facilitators=[Facilitator(user=world.people["facilitator"])],
    )
    db.session.add(run)
    db.session.flush()
    first, *_ = _people(world, run, 8)
    _mark(world, first, run.sessions[0], _M.present, clock.now())


def _people(world: World, run: CourseDate, count: int) -> list[Place]:
    """The teacher everybody signs in as, and others of the city."""
    teacher, lead = world.people["teacher"], world.people["cpd"]
    delegates = [teacher, *world.dice.sample(world.candidates[1:], count - 1)]
    at = (run.starts_at or clock.now()) - timedelta(days=30)
    places = []
    for delegate in delegates:
        place = Place(
            course_date=run,
            delegate=delegate,
            delegate_name=delegate.full_name,
            delegate_email=delegate.email,
            state=PlaceState.confirmed,
            state_entered_at=at,
            confirmed_at=at,
            price_band=PriceBand.academy_city,
            price_pence=9000,
        )
        tiers = list(run.course.policy_tiers)
        db.session.add(
            Booking(booker=lead, payer=world.schools[0], submitted_at=at, policy_tiers=tiers, places=[place])
        )
        places.append(place)
    db.session.flush()
    return places


def _was_there(world: World, run: CourseDate, place: Place) -> None:
    """Most were, some in part, one or two not at all; most of those who were said what they thought."""
    is_teacher = place.delegate is world.people["teacher"]
    marks = (
        [_M.present, _M.present] if is_teacher else world.dice.choices((_M.present, _M.late, _M.absent), (8, 2, 1), k=2)
    )
    ended = run.ends_at or clock.now()
    for session, mark in zip(run.sessions, marks, strict=True):
        _mark(world, place, session, mark, session.starts_at + timedelta(minutes=5))
    place.state = place_state(marks) or place.state
    place.state_entered_at = ended
    hours = hours_of((mark, timedelta(hours=2, minutes=30)) for mark in marks)
    kept = AttendanceRecord(place=place, hours=hours, asked_at=ended + timedelta(days=1))
    db.session.add(kept)
    if place.state is PlaceState.attended:
        _certify(run, place, hours, ended)
    if place.state in (PlaceState.attended, PlaceState.part_attended) and (
        not is_teacher or ended < world.days_ago(30)
    ):
        kept.answered_at = ended + timedelta(days=2)
        _think(world, run, ended)


def _mark(world: World, place: Place, session: CourseSession, mark: Mark, at: datetime) -> None:
    db.session.add(
        AttendanceMark(place=place, session=session, mark=mark, marked_at=at, marked_by=world.people["facilitator"])
    )


def _certify(run: CourseDate, place: Place, hours: float, ended: datetime) -> None:
    course, last = run.course, run.sessions[-1].day
    db.session.add(
        Certificate(
            place=place,
            kind=course.certificate_kind,
            course_title=course.title,
            provider_name=course.provider.name,
            statutory_basis=course.statutory_basis,
            hours=hours,
            completed_on=last,
            expires_on=expires_on(last, course.validity_months),
            issued_at=ended,
        )
    )


def _think(world: World, run: CourseDate, ended: datetime) -> None:
    scores = {text: world.dice.choice((3, 4, 4, 5, 5)) for text in USUAL_ITEMS}
    day = clock.london_day(ended + timedelta(days=2))
    db.session.add(
        Evaluation(
            course_id=run.course_id,
            course_date=run,
            scores=scores,
            agreement=sum(scores.values()) / len(scores),
            confidence_before=world.dice.randint(2, 6),
            confidence_after=world.dice.randint(6, 9),
            recommend=world.dice.randint(6, 10),
            differently=world.dice.choice(WORDS),
            may_quote=world.dice.random() < 0.5,
            answered_on=day,
        )
    )
    if ended < world.days_ago(56):
        later = {"done": world.dice.randint(2, 5), "confidence_now": world.dice.randint(5, 9)}
        db.session.add(
            FollowUp(
                course_id=run.course_id,
                course_date=run,
                difference="Pupils give longer answers",
                answered_on=day + timedelta(weeks=7),
                **later,
            )
        )
