"""What the demonstration’s teacher keeps: jobs that are open, one that closes soon, one that has closed."""

from __future__ import annotations

from datetime import timedelta

from teachpb import clock
from teachpb.db import db
from teachpb.demo.build.world import World
from teachpb.insight.models import DayCount, Metric
from teachpb.saved.models import ReminderChoice, SavedVacancy
from teachpb.vacancies.models import Vacancy, VacancyState

NOTES = (
    "Visit on Thursday after school? Ask about **planning time** and whom year 4 works with.",
    "Ten minutes by bicycle along the river.",
    "",
    "Part time would suit us from September. Ask whether Friday could be the free day.",
    "",
)


def build_saved(world: World) -> None:
    """The earlier half of what is open, by closing date, and the last one that closed."""
    teacher = world.people["teacher"]
    is_open = [vacancy for vacancy in world.vacancies if vacancy.state is VacancyState.live]
    closed = [vacancy for vacancy in world.vacancies if vacancy.state is VacancyState.expired]
    wanted = sorted(is_open, key=_closing)[: 3 * len(NOTES) : 3] + sorted(closed, key=_closing)[-1:]
    for number, vacancy in enumerate(wanted):
        note = NOTES[number] if number < len(NOTES) else "Missed it. Look out for the next one there."
        opened = vacancy.opens_at or clock.now()
        saved_at = min(opened + timedelta(days=1), clock.now() - timedelta(hours=1 + number))
        db.session.add(SavedVacancy(user=teacher, vacancy=vacancy, note=note, saved_at=saved_at))
    db.session.add(ReminderChoice(user=teacher, is_on=True))
    for vacancy in is_open:
        _count(world, vacancy)
    db.session.flush()


def _closing(vacancy: Vacancy) -> float:
    return vacancy.closes_at.timestamp() if vacancy.closes_at else 0.0


def _count(world: World, vacancy: Vacancy) -> None:
    """How often each open job was saved, and opened from a shared link."""
    day = clock.london_day(vacancy.opens_at or clock.now())
    for metric, source, most in (
        (Metric.saved, "", 9),
        (Metric.viewed, "share-whatsapp", 12),
        (Metric.viewed, "landing", 20),
    ):
        row = DayCount(
            vacancy_id=vacancy.id, day=day, metric=metric, source=source, count=world.dice.randrange(1, most)
        )
        db.session.add(row)
