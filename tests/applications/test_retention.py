"""What goes when: the clock is moved across each edge. (The arithmetic is in ``test_pure.py``.)"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Text, select
from sqlalchemy.orm import Session

from teachpb.applications.models import Application, ApplicationState
from teachpb.applications.operations.scrubbing import KEPT, blank_values
from teachpb.applications.retention import MONTHS, OWN_COPY_MONTHS, kept_since, last_day, own_copy_since, warned_since
from teachpb.db import transaction
from teachpb.references.models import Disclosure, ReferenceRequest, ReferenceState
from tests.factories.applications import ApplicationFactory, DraftApplicationFactory
from tests.factories.references import DisclosureFactory, ReferenceFactory
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

JOB = "applications.keep_no_longer"
INSTANT = timedelta(seconds=1)
Run = Callable[[str], object]


def moment_when(rule: Callable[[datetime], datetime], closed: datetime) -> datetime:
    """The first whole hour at which ``rule`` includes a vacancy that closed then."""
    moment = closed
    while rule(moment) < closed:
        moment += timedelta(days=1)
    return moment


@pytest.fixture
def world(session: Session, frozen: FrozenClock) -> dict[str, Any]:
    """A vacancy with an application (and its papers), an appointment, and a draft."""
    vacancy = VacancyFactory(contact_email="office@example.org")
    sent = ApplicationFactory(vacancy=vacancy, state=ApplicationState.interview_unsuccessful)
    sent.events[-1].note = "Shy"
    sent.events[-1].message = "Thank you for coming"
    ReferenceFactory(application=sent, state=ReferenceState.received)
    DisclosureFactory(application=sent)
    made = {
        "vacancy": vacancy,
        "sent": sent,
        "appointed": ApplicationFactory(vacancy=vacancy, state=ApplicationState.appointed),
        "draft": DraftApplicationFactory(vacancy=vacancy),
    }
    session.commit()
    return made


def papers(session: Session) -> int:
    return session.query(ReferenceRequest).count() + session.query(Disclosure).count()


def test_the_school_is_warned_once_two_weeks_before(
    session: Session, world: dict[str, Any], frozen: FrozenClock, run_job: Run, outbox: Any
) -> None:
    vacancy = world["vacancy"]
    edge = moment_when(warned_since, vacancy.closes_at)
    for moment, mails in ((edge - INSTANT, 0), (edge, 1), (edge + timedelta(days=3), 1)):
        frozen.move_to(moment)
        run_job(JOB)
        assert len(outbox()) == mails
    mail = outbox()[0]
    assert mail.to == "office@example.org"
    assert "2 applications" in mail.text
    assert vacancy.title not in mail.subject
    assert papers(session) == 2


def test_after_six_months_what_only_staff_need_is_gone(
    session: Session, world: dict[str, Any], frozen: FrozenClock, run_job: Run, client: StrictClient
) -> None:
    edge = moment_when(kept_since, world["vacancy"].closes_at)
    frozen.move_to(edge - INSTANT)
    run_job(JOB)
    assert papers(session) == 2
    frozen.move_to(edge)
    run_job(JOB)
    assert papers(session) == 0
    event = world["sent"].events[-1]
    assert (event.note, event.message) == ("", "Thank you for coming")
    assert world["sent"].statement
    client.sign_in(world["sent"].candidate)
    assert world["sent"].statement in client.get(f"/account/applications/{world['sent'].id}").text


def test_after_a_year_everything_personal_is_gone_and_the_count_stays(
    session: Session, world: dict[str, Any], frozen: FrozenClock, run_job: Run, client: StrictClient
) -> None:
    sent, name = world["sent"], world["sent"].last_name
    edge = moment_when(own_copy_since, world["vacancy"].closes_at)
    frozen.move_to(edge - INSTANT)
    run_job(JOB)
    assert sent.last_name == name
    frozen.move_to(edge)
    for _ in range(2):
        run_job(JOB)
    assert session.scalars(select(Application.state).order_by(Application.id)).all() == [
        ApplicationState.interview_unsuccessful,
        ApplicationState.appointed,
    ]
    for application in (sent, world["appointed"]):
        assert (application.full_name, application.email, application.trn) == ("", "", "")
        assert application.referees == []
        assert application.scrubbed_at == edge
    assert sent.events[-1].message == ""
    client.sign_in(sent.candidate)
    page = client.get(f"/account/applications/{sent.id}")
    assert "has been deleted" in page.text


def test_who_has_closed_their_account_is_forgotten_with_the_school(
    session: Session, world: dict[str, Any], frozen: FrozenClock, run_job: Run
) -> None:
    world["appointed"].candidate.closed_at = frozen()
    session.commit()
    frozen.move_to(moment_when(kept_since, world["vacancy"].closes_at))
    run_job(JOB)
    assert world["appointed"].full_name == ""
    assert world["sent"].full_name != ""


def test_a_vacancy_that_is_open_is_left_alone(session: Session, frozen: FrozenClock, run_job: Run) -> None:
    application = ApplicationFactory(vacancy=VacancyFactory(closes_at=frozen() + timedelta(days=400)))
    frozen.advance(timedelta(days=399))
    assert run_job(JOB) == 0
    assert application.full_name


def test_a_late_run_catches_up_in_order_and_tells_nobody_what_is_past(
    session: Session, world: dict[str, Any], frozen: FrozenClock, run_job: Run, outbox: Any
) -> None:
    frozen.advance(timedelta(days=800))
    run_job(JOB)
    assert outbox() == []
    assert papers(session) == 0
    assert world["sent"].scrubbed_at is not None


def test_one_can_look_before_it_happens(
    app: Flask, session: Session, world: dict[str, Any], frozen: FrozenClock
) -> None:
    run = app.test_cli_runner().invoke
    assert run(args=["applications", "retention"]).output == "Nothing is due.\n"
    frozen.move_to(moment_when(kept_since, world["vacancy"].closes_at))
    shown = run(args=["applications", "retention"]).output
    assert f"delete what only staff need: vacancy {world['vacancy'].id}" in shown
    assert "3 applications" in shown
    assert papers(session) == 2


class TestWhatIsBlanked:
    def test_every_column_is_kept_on_purpose_or_blanked(self) -> None:
        columns = {column.name for column in Application.__table__.columns}
        assert columns >= KEPT
        assert set(blank_values()) == columns - KEPT

    def test_no_free_text_is_kept(self) -> None:
        texts = {c.name for c in Application.__table__.columns if isinstance(c.type, Text)}
        assert not texts & KEPT

    def test_nothing_written_is_left(self, session: Session, frozen: FrozenClock) -> None:
        from teachpb.applications.operations import scrub

        application = ApplicationFactory(statement="Only ever mine", support_needs="A ramp")
        with transaction():
            scrub(applications=[application])
        row = session.execute(select(*Application.__table__.columns)).one()
        words = " ".join(str(value) for value in row)
        for private in ("Only ever mine", "A ramp", "Orchard", "Candidate", "Grace", "7654321"):
            assert private not in words


@pytest.mark.parametrize(
    ("closed", "expected"),
    [((2026, 4, 24), (2026, 10, 24)), ((2026, 8, 31), (2027, 2, 28)), ((2025, 12, 31), (2026, 6, 30))],
)
def test_the_last_day(closed: tuple[int, int, int], expected: tuple[int, int, int]) -> None:
    from datetime import UTC

    assert last_day(datetime(*closed, tzinfo=UTC)) == datetime(*expected, tzinfo=UTC)
    assert (MONTHS, OWN_COPY_MONTHS) == (6, 12)
