"""Questions before applying, conversations about applications, and the words one school keeps."""

from __future__ import annotations

from datetime import timedelta

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import Application, ApplicationState
from teachpb.db import db
from teachpb.demo.build.world import World
from teachpb.messages.models import MessageTemplate, Side, TemplateKind, Thread, ThreadMessage
from teachpb.vacancies.models import Vacancy, VacancyState

TALKS: tuple[tuple[tuple[Side, str], ...], ...] = (
    (
        (Side.candidate, "Would you consider somebody for four days a week?\n\nI would be free on any four of them."),
        (Side.school, "We would. Say so in your application, and tell us which day would suit you best as a free one."),
        (Side.candidate, "Thank you, I will."),
    ),
    ((Side.candidate, "Is there a place to leave a bicycle?"),),
    (
        (Side.school, "Thank you for your application. Which year groups have you taught most?"),
        (Side.candidate, "Years 3 and 4, and one year in reception."),
    ),
)
WORDS = (
    (
        "A kind no",
        TemplateKind.rejection,
        "Dear {first_name},\n\nthank you for applying for {job}. We had many strong applications and have chosen others"
        " this time. We would be glad to hear from you again.",
    ),
    (
        "What to bring to an interview",
        TemplateKind.interview,
        "Dear {first_name},\n\nwe look forward to meeting you at {school}. Please bring your passport and the originals"
        " of your certificates.",
    ),
)


def build_messages(world: World) -> None:
    school = world.schools[0]
    for name, kind, body in WORDS:
        db.session.add(MessageTemplate(organisation_id=school.id, name=name, kind=kind, body=body))
    head = world.people["head"]
    live = [v for v in world.vacancies if v.state is VacancyState.live and v.organisation_id == school.id]
    asker = world.people["teacher"]
    if live:
        _talk(live[-1], asker, None, TALKS[1], head)
    sent = (
        db.session.query(Application)
        .filter(
            Application.vacancy_id.in_([each.id for each in live]),
            Application.state.in_([ApplicationState.submitted, ApplicationState.shortlisted]),
        )
        .order_by(Application.id)
        .limit(4)
    )
    for application, lines in zip(sent, (TALKS[0], TALKS[2], TALKS[1], TALKS[2]), strict=False):
        _talk(application.vacancy, application.candidate, application, lines, head)
    db.session.flush()


def _talk(
    vacancy: Vacancy, person: User, application: Application | None, lines: tuple[tuple[Side, str], ...], head: User
) -> None:
    """An hour between two messages, the last one an hour ago."""
    thread = Thread(vacancy=vacancy, candidate=person, application=application)
    thread.last_from_candidate = thread.last_from_school = 0
    thread.last_at = clock.now() - timedelta(hours=1)
    db.session.add(thread)
    for number, (side, words) in enumerate(lines):
        message = ThreadMessage(
            thread=thread,
            side=side,
            author=person if side is Side.candidate else head,
            body=words,
            token=f"demonstration-{number}",
            sent_at=clock.now() - timedelta(hours=len(lines) - number),
        )
        db.session.add(message)
        db.session.flush()
        if side is Side.candidate:
            thread.last_from_candidate = message.id
        else:
            thread.last_from_school = message.id
